"""Commands about kiosks, boards, pads, tablets and programs."""

from datetime import timedelta

import click

from storeops.base.business_time import stamp, stamp_or_none
from storeops.base.clock import SystemClock
from storeops.commands.command_line import COMMAND_LINE, connect, connect_to_write
from storeops.people import (
    device_actions,
    devices_view,
    enrolment_actions,
    pairing_actions,
)
from storeops.people.devices import DeviceKind
from storeops.people.pairing import SCREEN_KINDS
from storeops.people.scopes import UNLESS_TOLD, Scope


@click.group()
def device() -> None:
    """Kiosks, boards, pads, tablets and programs."""


@device.command(name="add")
@click.argument("name")
@click.option("--kind", type=click.Choice([kind.value for kind in DeviceKind]), required=True)
@click.option(
    "--allow",
    "allowed",
    metavar="SCOPE,...",
    help=f"What a program may do, of {', '.join(Scope)}; {','.join(UNLESS_TOLD)} unless told.",
)
@click.option("--days", type=click.IntRange(1, 3650), help="How long the token is valid; without an end unless told.")
@click.pass_context
def device_add(context: click.Context, name: str, kind: str, allowed: str | None, days: int | None) -> None:
    """Enrol a device that shows a token, and print the token, once. Screens are paired instead."""
    scopes = None if allowed is None else _scopes(allowed)
    lasts = timedelta(days=days) if days else None
    db = connect_to_write(context)
    click.echo(enrolment_actions.add_device(db, SystemClock(), COMMAND_LINE, name, kind, scopes, lasts))


def _scopes(text: str) -> list[Scope]:
    try:
        return [Scope(name.strip()) for name in text.split(",")]
    except ValueError:
        raise click.BadParameter(f"scopes are {', '.join(Scope)}", param_hint="--allow") from None


@device.command(name="list")
@click.pass_context
def device_list(context: click.Context) -> None:
    """Every device that was not revoked, a line each, its columns parted by tabs."""
    click.echo("name\tkind\tcounter\tlast_seen_at\taddress\texpires_at\tscopes")
    for line in devices_view.devices(connect(context), SystemClock().now()):
        known, seen = line.device, line.seen
        cells = (
            known.name,
            known.kind.value,
            known.counter,
            stamp(seen.last_seen_at) if seen else None,
            seen.address if seen else None,
            stamp_or_none(known.expires_at),
            known.scopes,
        )
        click.echo("\t".join(cell or "-" for cell in cells))
        for place in line.strangers:
            click.echo(f"storeops: {known.name} was also seen at {place.address} in {place.browser}", err=True)


@device.command(name="pair")
@click.argument("code")
@click.option("--name", help="Its kind and a number unless told.")
@click.option("--kind", type=click.Choice([kind.value for kind in SCREEN_KINDS]), help="As it was opened unless told.")
@click.option("--counter", help="Of a pad; as it was opened unless told.")
@click.pass_context
def device_pair(context: click.Context, code: str, name: str | None, kind: str | None, counter: str | None) -> None:
    """Enrol the screen that shows this code."""
    db = connect_to_write(context)
    waiting = devices_view.waiting_screen(db, code, SystemClock().now())
    chosen = DeviceKind(kind) if kind else waiting.kind
    stands_on = counter or waiting.counter_code
    name = name or devices_view.free_name(db, chosen.value)
    pairing_actions.pair(db, SystemClock(), COMMAND_LINE, code, name, chosen, stands_on)
    click.echo(f"{name} is enrolled as {chosen}")


@device.command(name="revoke")
@click.argument("name")
@click.pass_context
def device_revoke(context: click.Context, name: str) -> None:
    """Let a device in no more, from now on."""
    db = connect_to_write(context)
    device_actions.revoke_device(db, SystemClock(), COMMAND_LINE, devices_view.device_named(db, name).id)
    click.echo(f"{name} is revoked")
