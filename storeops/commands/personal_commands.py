"""Commands about what is kept of people, beyond the figures."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import click

from storeops.base.clock import SystemClock
from storeops.commands.command_line import COMMAND_LINE, connect, connect_to_write
from storeops.hall import retention_period_rows
from storeops.personal import person_actions
from storeops.personal.clearing_actions import try_clearing


@click.group()
def personal() -> None:
    """What is kept of people, beyond the figures."""


@personal.command(name="due")
@click.pass_context
def personal_due(context: click.Context) -> None:
    """Tell how much the jobs would clear now, kind by kind; nothing is changed."""
    db = connect(context)
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
    db = connect_to_write(context)
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
    db = connect_to_write(context)
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
