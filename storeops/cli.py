"""The command line. With site.py, which puts the web apps together, and report_command.py the only file that may import
everything.

Exit codes: 0 done, 1 refused, 2 wrong usage, 3 broken setting or schema. A refusal is one line on stderr.
"""

import json
import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import cast
from zoneinfo import ZoneInfo

import click
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from storeops.base import settings
from storeops.base.actor import Actor
from storeops.base.business_time import business_day, stamp, stamp_or_none
from storeops.base.clock import Clock, FrozenClock, ScaledClock, SystemClock
from storeops.base.csv_lines import as_file
from storeops.base.durable_files import open_private
from storeops.base.errors import FolderUnwritable, KeyFileBroken, StoreOpsError
from storeops.base.i18n import LANGUAGES, Language
from storeops.base.key_file import key_file
from storeops.hall import hall_rows, retention_period_rows
from storeops.history import import_actions, import_rows
from storeops.history.code_matching import FileHints
from storeops.history.exports_view import EXPORTS
from storeops.history.format_help import formats_help
from storeops.history.hints_file import hints_of
from storeops.history.refusals import UnreadableFile
from storeops.history.template_file import template as template_of
from storeops.measuring import due_day_rows
from storeops.measuring.definitions_text import metrics_page
from storeops.measuring.summary_actions import summarize_day
from storeops.people import (
    device_actions,
    devices_view,
    enrolment_actions,
    hall_key_actions,
    pairing_actions,
    session_rows,
)
from storeops.people.devices import DeviceKind
from storeops.people.factor_actions import reset_factor
from storeops.people.pairing import SCREEN_KINDS
from storeops.people.pin_actions import reset_pin
from storeops.people.pin_steps import bind_pins
from storeops.people.roles import Role
from storeops.people.scopes import UNLESS_TOLD, Scope
from storeops.personal import person_actions
from storeops.personal.clearing_actions import try_clearing
from storeops.quality.checks.old_photo_actions import clean_old_photos
from storeops.quality.checks.photo_check_view import photo_notes
from storeops.quality.stars import stars_view
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.quality.stars.stars_table import stars_table
from storeops.reports.refusals import NothingToClose
from storeops.running import integrity_view
from storeops.sample import founding_actions, promoting_actions, promoting_rows
from storeops.sample.sample_offer import FIRST_ADMINISTRATOR
from storeops.store import backup as copies
from storeops.store import chain_rows, database
from storeops.store.database import HallDatabase, Pool
from storeops.store.refusals import DatabaseMissing, DatabaseUnwritable, KeyFileLost, OldSchema
from storeops.store.sealed_file import new_pair
from storeops.tracing.answer_actions import note_restored, note_written
from storeops.tracing.chain_actions import begin_chain, renew_hall_key, take_stock_of_what_is_untold
from storeops.tracing.chain_check_view import chain_notes
from storeops.tracing.chain_heads import heads_file

COMMAND_LINE = Actor("command_line")
DEMO_SEED = 20


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        code = cli(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Abort:
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except StoreOpsError as error:
        click.echo(f"storeops: {error}", err=True)
        sys.exit(error.exit_code)
    except sqlite3.OperationalError as error:
        path = click.get_current_context(silent=True)
        where = path.obj.database if path else "the database"
        click.echo(f"storeops: {DatabaseUnwritable(path=where, cause=error)}", err=True)
        sys.exit(DatabaseUnwritable.exit_code)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--db", "path", type=click.Path(path_type=Path), help="The hall's database file (also STOREOPS_DB).")
@click.version_option(package_name="storeops")
@click.pass_context
def cli(context: click.Context, path: Path | None) -> None:
    """StoreOps: the queue and service quality of a service hall."""
    context.obj = settings.read(database=path)


def _connect(context: click.Context) -> HallDatabase:
    db = database.connect(context.obj.database)
    context.call_on_close(db.conn.close)
    return db


# The database


@cli.command()
@click.option("--zone", default=founding_actions.DEFAULT_ZONE, show_default=True, help="The hall's time zone.")
@click.option("--sample", is_flag=True, help="Fill it: nine categories, counters, people.")
@click.option("--counters", type=int, default=6, show_default=True, help="Counters of the sample hall.")
@click.option("--catalogue", type=click.Choice(["retail"]), help="Begin with nine categories and their services.")
@click.pass_context
def init(context: click.Context, zone: str, sample: bool, counters: int, catalogue: str | None) -> None:
    """Make a new hall and print the first PINs."""
    if sample and catalogue:
        raise click.UsageError("--sample has the catalogue already: leave --catalogue out")
    sample_counters = counters if sample else None
    for person in _found(context.obj.database, zone, sample_counters, SystemClock(), with_catalogue=bool(catalogue)):
        click.echo(f"{person.code}  PIN {person.pin}  {person.role.value}  {person.name}")


def _found(
    path: Path, zone: str, sample_counters: int | None, clock: Clock, *, with_catalogue: bool = False
) -> list[founding_actions.NewEmployee]:
    """Make the database and the hall in it; whatever goes wrong, no half hall ever stands at the path."""
    founding_actions.known_zone(zone)
    with database.created_aside(path) as db:
        begin_chain(db, clock, COMMAND_LINE, "founded")
        if sample_counters is None:
            return founding_actions.found_hall(db, clock, COMMAND_LINE, zone, with_catalogue=with_catalogue)
        return founding_actions.found_sample_hall(db, clock, COMMAND_LINE, zone, sample_counters)


@cli.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def promote(context: click.Context, yes: bool) -> None:
    """Make a sample hall a real one: its set-up stays, its people and its history go."""
    db = _connect(context)
    if not yes:
        tickets = promoting_rows.ticket_count(db)
        click.confirm(f"Drop all people and {tickets} tickets with everything about them, for good?", abort=True)
    pin = promoting_actions.promote(db, SystemClock(), COMMAND_LINE)
    heads_file(db.path).unlink(missing_ok=True)
    click.echo(f"{FIRST_ADMINISTRATOR}  PIN {pin}  administrator")


@cli.command()
@click.pass_context
def migrate(context: click.Context) -> None:
    """Bring the schema up to date."""
    db = database.connect_for_migration(context.obj.database)
    context.call_on_close(db.conn.close)
    steps = database.migrate(db, lambda migrated, taken: bind_pins(migrated, SystemClock().now(), COMMAND_LINE, taken))
    _say_if_key_is_missing(db)
    if chain_rows.present_fingerprint(db) is None:
        begin_chain(db, SystemClock(), COMMAND_LINE, "migrated")
    elif steps:
        take_stock_of_what_is_untold(db, SystemClock(), COMMAND_LINE)
    photos = clean_old_photos(db, SystemClock(), COMMAND_LINE)
    click.echo(f"applied {', '.join(steps)}" if steps else "nothing to do")
    if photos:
        click.echo(f"wrote {photos} photos anew, without what the camera noted")
    for note in photo_notes(db):
        click.echo(f"note: {note}")


@cli.command()
@click.pass_context
def check(context: click.Context) -> None:
    """Check the file, the chain of events, and that what stands there is what the events tell."""
    db = _connect(context)
    for note in (*chain_notes(db, db.path), *photo_notes(db)):
        click.echo(f"note: {note}")
    found = integrity_view.findings(db)
    for finding in found:
        click.echo(finding)
    if found:
        raise click.exceptions.Exit(1)
    click.echo("clean")


@cli.command()
@click.argument("destination", type=click.Path(path_type=Path))
@click.option("--for", "public", type=click.Path(path_type=Path), help="Seal it for this public key.")
@click.pass_context
def backup(context: click.Context, destination: Path, public: Path | None) -> None:
    """Copy the database to a new file while it is in use."""
    if public:
        copies.sealed_backup(context.obj.database, destination, public)
    else:
        copies.backup(context.obj.database, destination)
    what = "sealed_backup" if public else "backup"
    db = _connect(context)
    if database.can_write(db):
        note_written(db, SystemClock(), COMMAND_LINE, what, destination.name)
    else:  # a full disk is a reason to copy the database elsewhere, not to refuse it
        click.echo("storeops: the copy could not be noted in the trace", err=True)
    click.echo(f"wrote {destination}")


@cli.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--key", "private", type=click.Path(path_type=Path), help="The private key of a sealed copy.")
@click.pass_context
def restore(context: click.Context, source: Path, private: Path | None) -> None:
    """Put a copy back where no database stands; whoever was signed in signs in again."""
    if private:
        copies.restore_sealed(source, context.obj.database, private, session_rows.forget_all)
    else:
        copies.restore(source, context.obj.database, session_rows.forget_all)
    click.echo(f"restored {context.obj.database}")
    with suppress(OldSchema), closing(database.connect(context.obj.database)) as db:
        # Without the key the event could not be sealed, which `check` would tell for ever; its being put back is one.
        has_key = _say_if_key_is_missing(db)
        if has_key:
            note_restored(db, SystemClock(), COMMAND_LINE, source.name)


@cli.group()
def key() -> None:
    """The key file, without which nobody can sign in and no phone number be read."""


@key.command(name="export")
@click.argument("copy", type=click.Path(path_type=Path))
@click.pass_context
def key_export(context: click.Context, copy: Path) -> None:
    """Write a copy of the key file, to be kept apart from the copies of the database."""
    hall_key_actions.export_key(_connect(context), SystemClock(), COMMAND_LINE, copy)
    click.echo(f"wrote {copy}; keep it apart from the copies of the database")


@key.command(name="import")
@click.argument("copy", type=click.Path(path_type=Path))
@click.pass_context
def key_import(context: click.Context, copy: Path) -> None:
    """Put the key file back from a copy."""
    hall_key_actions.import_key(_connect(context), SystemClock(), COMMAND_LINE, copy)
    click.echo(f"put back {key_file(context.obj.database)}")


@key.command(name="pair")
@click.argument("private", type=click.Path(path_type=Path))
@click.argument("public", type=click.Path(path_type=Path))
def key_pair(private: Path, public: Path) -> None:
    """Make a pair of keys for sealed backups: PUBLIC stays here, PRIVATE goes to a safe place elsewhere."""
    try:
        new_pair(private, public)
    except OSError as error:
        raise FolderUnwritable(path=error.filename or private, cause=error.strerror) from error
    click.echo(f"backup --for {public}; restore --key {private}, which is best kept away from this machine")


@key.command(name="new")
@click.pass_context
def key_new(context: click.Context) -> None:
    """Make a new key where the file is lost for good, and print a PIN for one time for everybody.

    Phone numbers that customers left before stay unreadable.
    """
    db = _connect(context)
    given_pins = renew_hall_key(db, SystemClock(), COMMAND_LINE)
    for given in given_pins:
        click.echo(f"{given.code}  PIN {given.pin}  {given.name}")
    click.echo("Phone numbers that customers left before cannot be read any more.", err=True)


def _say_if_key_is_missing(db: HallDatabase) -> bool:
    """Say so where the key file is missing; whether it is there."""
    try:
        if db.has_its_key:
            return True
        click.echo(f"storeops: {KeyFileLost()}", err=True)
    except KeyFileBroken as broken:
        click.echo(f"storeops: {broken}", err=True)
    return False


# Serving


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, default=8000, show_default=True)
@click.option("--kiosk-port", type=int, help="Serve kiosk, board, pads and phone page on this port alone.")
@click.option("--console-port", type=int, help="Serve the staff console and the API on this port alone.")
@click.option("--certificate", type=click.Path(path_type=Path), help="Serve over TLS with this certificate (PEM).")
@click.option("--key", type=click.Path(path_type=Path), help="The certificate's private key (PEM).")
@click.option("--trusted-proxy", "proxies", multiple=True, help="Believe what the proxy at this address forwards.")
@click.option("--no-jobs", is_flag=True, help="Leave the jobs to a `storeops jobs` process.")
@click.pass_context
def serve(
    context: click.Context,
    host: str,
    port: int,
    kiosk_port: int | None,
    console_port: int | None,
    certificate: Path | None,
    key: Path | None,
    proxies: tuple[str, ...],
    no_jobs: bool,
) -> None:
    """Serve the hall. A missing database is made first."""
    if (certificate is None) != (key is None):
        raise click.UsageError("--certificate and --key belong together")
    own: settings.Settings = context.obj
    try:
        with closing(database.connect(own.database)) as db:
            _say_if_key_is_missing(db)
    except DatabaseMissing:
        for person in _found(own.database, founding_actions.DEFAULT_ZONE, None, SystemClock()):
            click.echo(f"new hall: employee {person.code} signs in with PIN {person.pin}", err=True)
    # Imported here: the web apps take longer to load than most commands take to run.
    from storeops.running import listening, server
    from storeops.running.proxies import networks
    from storeops.running.tls import Identity

    identity = Identity(certificate, key) if certificate and key else None
    listening.run(
        own,
        host,
        listening.Ports(port, kiosk_port, console_port),
        SystemClock(),
        with_jobs=not no_jobs,
        reach=server.Reach(identity, networks(proxies)),
    )


@cli.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--out", "folder", type=click.Path(path_type=Path), help="A folder; beside the database unless told.")
@click.pass_context
def certificate(context: click.Context, names: tuple[str, ...], folder: Path | None) -> None:
    """Make a certificate for the hall's NAMES and addresses, and the authority that vouches for it.

    An authority that stands in the folder is used again, so that no device has to take over another one.
    """
    # Imported here: few commands need it.
    from storeops.running.local_authority import AuthorityFiles, make_certificate

    files = AuthorityFiles(folder or context.obj.database.with_name(f"{context.obj.database.name}.tls"))
    make_certificate(files, names, SystemClock().now())
    click.echo(f"kiosk PCs and phones take over {files.authority}")
    click.echo(f"serve --certificate {files.server.certificate} --key {files.server.key}")


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, default=8000, show_default=True)
@click.option("--days", type=click.IntRange(1, 400), help="Days of history; two closed months unless told.")
@click.pass_context
def demo(context: click.Context, host: str, port: int, days: int | None) -> None:
    """Make a hall with simulated history, two closed months of stars included, and let it live on.

    Without --db the hall stands in a temporary folder that goes when the demo ends.
    """
    from storeops.demo import history, living_hall
    from storeops.running import listening

    with _temporary_folder() as folder:
        named = context.find_root().params["path"]
        # Nobody's mailbox gets reports of a simulated hall.
        own = replace(context.obj, database=named or folder / "demo.db", mail=None)
        zone = ZoneInfo(founding_actions.DEFAULT_ZONE)
        begins = living_hall.lively_moment(SystemClock().now(), zone)
        days = days or history.days_of_history(begins, zone)
        founded = FrozenClock(history.begins_at(begins, days, zone))
        for person in _found(own.database, founding_actions.DEFAULT_ZONE, 6, founded):
            click.echo(f"{person.code}  PIN {person.pin}  {person.role.value}  {person.name}")
        with (
            closing(database.connect(own.database)) as db,
            click.progressbar(length=days + 1, label="simulating", file=sys.stderr) as bar,
        ):
            history.prepare(db, begins, days, DEMO_SEED, lambda _done, _all: bar.update(1))
        clock = living_hall.ShortNights(ScaledClock(begins, living_hall.SPEED))
        listening.run(
            own,
            host,
            listening.Ports(port),
            clock,
            with_jobs=True,
            companion=lambda pool: living_hall.LiveDemo(pool, clock, DEMO_SEED),
        )


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    """A folder that goes at the end of this process, not at that of a forked server process."""
    folder, owner = Path(mkdtemp(prefix="storeops-demo-")), os.getpid()
    try:
        yield folder
    finally:
        if os.getpid() == owner:
            shutil.rmtree(folder)


@cli.command(name="jobs")
@click.pass_context
def jobs_command(context: click.Context) -> None:
    """Run the jobs apart from the server."""
    database.connect(context.obj.database).conn.close()
    from storeops.running import jobs
    from storeops.running.heavy_process import ProcessRunner
    from storeops.web.workshop import Workshop

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    try:
        workshop = Workshop(ProcessRunner(context.obj, SystemClock()))
        jobs.run_in_foreground(Pool(context.obj.database), SystemClock(), context.obj, workshop)
    except (KeyboardInterrupt, SystemExit):
        click.echo("stopped", err=True)


# Devices and people


@cli.group()
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
    db = _connect(context)
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
    for line in devices_view.devices(_connect(context), SystemClock().now()):
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
    db = _connect(context)
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
    db = _connect(context)
    device_actions.revoke_device(db, SystemClock(), COMMAND_LINE, devices_view.device_named(db, name).id)
    click.echo(f"{name} is revoked")


@cli.group()
def employee() -> None:
    """The people of the hall."""


@employee.command(name="add")
@click.argument("code")
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), default="clerk", show_default=True)
@click.pass_context
def employee_add(context: click.Context, code: str, name: str, role: str) -> None:
    """Add an employee and print a PIN for one time."""
    pin = enrolment_actions.add_employee(_connect(context), SystemClock(), COMMAND_LINE, code, name, Role(role))
    click.echo(f"{code}  PIN {pin}")


@employee.command(name="pin")
@click.argument("code")
@click.pass_context
def employee_pin(context: click.Context, code: str) -> None:
    """Give an employee a PIN for one time and print it."""
    pin = reset_pin(_connect(context), SystemClock(), COMMAND_LINE, code)
    click.echo(f"{code}  PIN {pin}")


@employee.command(name="reset-factor")
@click.argument("code")
@click.pass_context
def employee_reset_factor(context: click.Context, code: str) -> None:
    """Drop the second factor of somebody who lost phone and recovery codes."""
    reset_factor(_connect(context), SystemClock(), COMMAND_LINE, code)
    click.echo(f"{code} sets up a second factor at the next sign-in")


@employee.command(name="deactivate")
@click.argument("code")
@click.pass_context
def employee_deactivate(context: click.Context, code: str) -> None:
    """Let an employee leave; their history stays."""
    enrolment_actions.deactivate(_connect(context), SystemClock(), COMMAND_LINE, code)
    click.echo(f"{code} is no longer active")


# Personal data


@cli.group()
def personal() -> None:
    """What is kept of people, beyond the figures."""


@personal.command(name="due")
@click.pass_context
def personal_due(context: click.Context) -> None:
    """Tell how much the jobs would clear now, kind by kind; nothing is changed."""
    db = _connect(context)
    kept = retention_period_rows.periods(db)
    for kind, count in try_clearing(db, SystemClock(), COMMAND_LINE).items():
        click.echo(f"{kind}\t{count}\tkept {kept[kind] / timedelta(days=1):g} days")


def _of_one_person(command: Callable[..., None]) -> Callable[..., None]:
    """The options that name one person."""
    for option in (
        click.option("--employee", help="The number of an employee."),
        click.option("--phone", help="The phone number of a customer."),
        click.option("--ticket", help="The ticket of a visit, with --day."),
        click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The day of the visit."),
    ):
        command = option(command)
    return command


@personal.command(name="tell")
@_of_one_person
@click.pass_context
def personal_tell(
    context: click.Context, employee: str | None, phone: str | None, ticket: str | None, day: datetime | None
) -> None:
    """Print all that is kept of one person, as JSON."""
    _refuse_other_than_one(employee, phone, ticket and day)
    db = _connect(context)
    if employee:
        told = person_actions.tell_employee(db, SystemClock(), COMMAND_LINE, employee)
    elif phone:
        told = person_actions.tell_customer(db, SystemClock(), COMMAND_LINE, phone)
    elif ticket and day:
        told = person_actions.tell_visit(db, SystemClock(), COMMAND_LINE, ticket, day.date())
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))


@personal.command(name="clear")
@_of_one_person
@click.pass_context
def personal_clear(
    context: click.Context, employee: str | None, phone: str | None, ticket: str | None, day: datetime | None
) -> None:
    """Clear what is kept of one person beyond what they did."""
    _refuse_other_than_one(employee, phone, ticket and day)
    db = _connect(context)
    if employee:
        person_actions.clear_employee(db, SystemClock(), COMMAND_LINE, employee)
        click.echo(f"cleared employee {employee}")
    elif phone:
        cases = person_actions.clear_customer(db, SystemClock(), COMMAND_LINE, phone)
        click.echo(f"cleared the number and the texts of {cases} follow-ups")
    elif ticket and day:
        person_actions.clear_visit(db, SystemClock(), COMMAND_LINE, ticket, day.date())
        click.echo(f"cleared what was written about the visit of {ticket}")


def _refuse_other_than_one(*named: object) -> None:
    if sum(map(bool, named)) != 1:
        raise click.UsageError("name one person: --employee, --phone, or --ticket with --day")


# History and reports


IMPORT_HELP = """\b
FILE is CSV in UTF-8, GB18030 or UTF-16, or an .xlsx workbook; its first row names the columns.
A day is written 2026-03-31, 2026/3/31 or 2026年3月31日, a time 2026-03-31 9:05 or, beside a business day, 9:05.
The map is such a file too, with the columns what, told and meant:
  column,工号,employee
  employee,101,0101
docs/imports.md tells more.

"""


@cli.command(name="import-history", epilog=IMPORT_HELP + formats_help())
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--kind", type=click.Choice(list(import_actions.INTAKES)), default="legs", show_default=True)
@click.option("--strict", is_flag=True, help="Take nothing if any row would be refused.")
@click.option("--dry-run", is_flag=True, help="Say what would be taken, and take nothing.")
@click.option("--known-only", is_flag=True, help="Refuse rows with employees, services or counters that nobody knows.")
@click.option(
    "--map", "map_file", type=click.Path(path_type=Path), help="What columns and codes of FILE stand for; see below."
)
@click.option("--list", "is_list", is_flag=True, help="List the imports that there were, the latest first.")
@click.option("--take-back", "number", type=int, metavar="N", help="Let the rows of import N enter nothing any more.")
@click.option("--template", is_flag=True, help="Write an empty workbook of this kind to FILE, to be filled in.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="zh", show_default=True, help="Of the template.")
@click.pass_context
def import_history(
    context: click.Context,
    file: Path | None,
    kind: str,
    strict: bool,
    dry_run: bool,
    known_only: bool,
    map_file: Path | None,
    is_list: bool,
    number: int | None,
    template: bool,
    lang: Language,
) -> None:
    """Take another system's history; name each refused row and why, who is new, and what codes were taken for."""
    if template and file:
        _write_private(file, [template_of(kind, lang)])
        click.echo(f"wrote {file}")
        return
    db = _connect(context)
    if is_list:
        _list_imports(db)
        return
    if number is not None:
        taken = import_actions.take_back_import(db, SystemClock(), COMMAND_LINE, number)
        click.echo(f"took back import {number}: {taken.taken_count} rows of {taken.file_name} enter nothing any more")
        _summarize_days(db)
        return
    if file is None:
        raise click.UsageError("Missing argument 'FILE'.")
    hints = hints_of(map_file, known_only) if map_file else FileHints(known_only=known_only)
    result = import_actions.import_file(db, SystemClock(), COMMAND_LINE, kind, file, strict, dry_run, hints)
    click.echo(f"taken {result.taken}, already there {result.already_there}, refused {len(result.refused)}")
    for line, reason in result.refused:
        click.echo(f"{line}: {reason}")
    for newcomer in result.newcomers:
        click.echo(f"new {newcomer.kind} {newcomer.code}")
    for match in result.matches:
        click.echo(f"matched {match.told} to {match.code}")
    if dry_run:
        click.echo("this was a trial: nothing was taken", err=True)
    else:
        _summarize_days(db)


def _list_imports(db: HallDatabase) -> None:
    """Name each import with its counts: taken, already there, refused."""
    zone = hall_rows.hall(db).zone
    for each in import_rows.imports(db):
        when = each.begun_at.astimezone(zone).isoformat(sep=" ", timespec="seconds")
        counts = f"{each.taken_count or 0}/{each.already_count or 0}/{each.refused_count or 0}"
        click.echo(f"{each.id}  {each.state}  {each.kind}  {when}  {each.begun_by}  {counts}  {each.file_name}")


def _summarize_days(db: HallDatabase) -> None:
    """Keep what imported days add up to, so that nobody waits for it in a report."""
    days = list(due_day_rows.days_due(db, SystemClock().now()))
    is_watched = bool(days) and sys.stderr.isatty()
    with click.progressbar(days, label="Adding up days", file=sys.stderr, hidden=not is_watched) as shown:
        for day in shown:
            summarize_day(db, SystemClock(), COMMAND_LINE, day)


@cli.group(name="set-up")
def set_up() -> None:
    """Services, counters, people, hours and check sheets in one workbook."""


@set_up.command(name="export")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(LANGUAGES), default="zh", show_default=True)
@click.pass_context
def set_up_export(context: click.Context, file: Path, lang: Language) -> None:
    """Write the set-up to an .xlsx workbook."""
    from storeops.first_day import book_file, book_view

    db = _connect(context)
    content = book_file.written(book_view.as_book(db, _today(db), lang))
    _write_private(file, [content])
    click.echo(f"wrote {file}")


@set_up.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--by", "author", default=FIRST_ADMINISTRATOR, help="Whose check sheets they are.")
@click.pass_context
def set_up_import(context: click.Context, file: Path, dry_run: bool, author: str) -> None:
    """Take the set-up from an .xlsx workbook; with any fault in it nothing is changed."""
    from storeops.first_day import book_view
    from storeops.first_day.book import Cells
    from storeops.first_day.book_verb_table import BOOK_VERBS
    from storeops.first_day.sent_book import SentBook
    from storeops.running.heavy_process import ProcessRunner

    db = _connect(context)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UnreadableFile(path=file, cause=error.strerror) from error
    read_apart = ProcessRunner(context.obj, SystemClock())
    cells = cast(Cells, read_apart(SentBook(content), lambda _: None, lambda: False).value)
    plan = book_view.book_plan(db, _today(db), author, cells, "en")
    for name in plan.passed_over:
        click.echo(f"{name}: not read, because no part of the set-up is called so", err=True)
    for fault in plan.faults:
        place = " ".join(str(part) for part in (fault.sheet, fault.line, fault.column) if part)
        click.echo(f"{place}: {fault.refusal}", err=True)
    if plan.faults:
        raise click.exceptions.Exit(1)
    click.echo(f"changes {len(plan.steps)}, already there {plan.unchanged_count}")
    for step in plan.steps:
        told = None if dry_run else BOOK_VERBS[step.verb](db, SystemClock(), COMMAND_LINE, *step.values)
        click.echo(f"{step.verb.value} {step.name}{f'  PIN {told}' if isinstance(told, str) else ''}")


def _write_private(file: Path, pieces: Iterable[bytes]) -> None:
    """Write a file for its owner alone. FolderUnwritable."""
    try:
        with open_private(file) as out:
            out.writelines(pieces)
    except OSError as error:
        raise FolderUnwritable(path=file, cause=error.strerror) from error


def _today(db: HallDatabase) -> date:
    return business_day(SystemClock().now(), hall_rows.hall(db).zone)


DAY = click.DateTime(formats=["%Y-%m-%d"])


@cli.command()
@click.option("--kind", type=click.Choice(list(EXPORTS)), default="legs", show_default=True)
@click.option("--from", "first", type=DAY, required=True, help="First business day.")
@click.option("--to", "last", type=DAY, required=True, help="Last business day, included.")
@click.option("--out", type=click.Path(path_type=Path), help="A file instead of stdout.")
@click.pass_context
def export(context: click.Context, kind: str, first: datetime, last: datetime, out: Path | None) -> None:
    """Write history as CSV in UTF-8 with a byte order mark."""
    db = _connect(context)
    days = {"first_day": first.date().isoformat(), "last_day": last.date().isoformat()}
    lines = as_file(EXPORTS[kind](db, first.date(), last.date()))
    if out is None:
        note_written(db, SystemClock(), COMMAND_LINE, kind, "-", **days)
        for line in lines:
            click.echo(line, nl=False)
        return
    _write_private(out, (line.encode() for line in lines))
    note_written(db, SystemClock(), COMMAND_LINE, kind, out.name, **days)


REPORT_FORMATS = "html,pdf,xlsx,json"


@cli.command()
@click.option("--month", required=True, help="YYYY-MM.")
@click.option("--out", "folder", type=click.Path(path_type=Path), required=True, help="A folder; made if missing.")
@click.option("--format", "formats", default=REPORT_FORMATS, show_default=True, help="Separated by commas; also csv.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="zh", show_default=True)
@click.option("--version", type=click.IntRange(1), help="An earlier version of a closed month.")
@click.option("--base", help="YYYY-MM: compare with this month too.")
@click.pass_context
def report(
    context: click.Context,
    month: str,
    folder: Path,
    formats: str,
    lang: Language,
    version: int | None,
    base: str | None,
) -> None:
    """Write the month's report, one file for each format; a month whose time has come is closed first."""
    # Imported here: drawing and typesetting take longer to load than most commands take to run.
    from storeops.running import report_command

    endings = report_command.known_formats(formats)
    if endings is None:
        raise click.BadParameter(f"choose from {', '.join(report_command.FORMAT_NAMES)}", param_hint="--format")
    db = _connect(context)
    clock = SystemClock()
    found = report_command.report_for(db, clock, COMMAND_LINE, month, version, _tell)
    if report_command.is_empty(found):
        click.echo(f"storeops: {NothingToClose(month=month)}", err=True)
    if base:
        found = report_command.compared_with(db, clock, found, base)
    for path in report_command.write_files(db, found, endings, lang, folder, _tell):
        note_written(db, clock, COMMAND_LINE, "report", path.name, month=month)
        click.echo(str(path))


def _tell(step: str) -> None:
    """Say what takes its time, to a person who waits at a terminal."""
    if sys.stderr.isatty():
        click.echo(step, err=True)


@cli.command()
@click.option("--month", required=True, help="YYYY-MM.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--freeze", is_flag=True, help="Close the month first, or count a closed one again if anything changed.")
@click.pass_context
def stars(context: click.Context, month: str, as_json: bool, freeze: bool) -> None:
    """Print the month's service stars with what they are made of."""
    db = _connect(context)
    if freeze:
        close_stars(db, SystemClock(), COMMAND_LINE, month)
    published = stars_view.published_month(db, month, SystemClock().now())
    if as_json:
        click.echo(json.dumps(stars_view.stars_document(db, published), ensure_ascii=False, indent=2))
        return
    state = "provisional" if published.is_provisional else f"version {published.version}"
    click.echo(f"{month}, {state}, policy version {published.policy_version}")
    for line in stars_table(published.stars, published.policy):
        click.echo(line)


@cli.command(name="metrics")
def metrics_command() -> None:
    """Print what every figure means, in Markdown."""
    click.echo(metrics_page(), nl=False)


if __name__ == "__main__":
    main()
