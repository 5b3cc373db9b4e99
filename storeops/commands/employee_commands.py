"""Commands about the people of the hall."""

import click

from storeops.base.clock import SystemClock
from storeops.commands.command_line import COMMAND_LINE, connect_to_write
from storeops.people import (
    enrolment_actions,
)
from storeops.people.factor_actions import reset_factor
from storeops.people.pin_actions import reset_pin
from storeops.people.roles import Role


@click.group()
def employee() -> None:
    """The people of the hall."""


@employee.command(name="add")
@click.argument("code")
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), default="clerk", show_default=True)
@click.pass_context
def employee_add(context: click.Context, code: str, name: str, role: str) -> None:
    """Add an employee and print a PIN for one time."""
    pin = enrolment_actions.add_employee(connect_to_write(context), SystemClock(), COMMAND_LINE, code, name, Role(role))
    click.echo(f"{code}  PIN {pin}")


@employee.command(name="pin")
@click.argument("code")
@click.pass_context
def employee_pin(context: click.Context, code: str) -> None:
    """Give an employee a PIN for one time and print it."""
    pin = reset_pin(connect_to_write(context), SystemClock(), COMMAND_LINE, code)
    click.echo(f"{code}  PIN {pin}")


@employee.command(name="reset-factor")
@click.argument("code")
@click.pass_context
def employee_reset_factor(context: click.Context, code: str) -> None:
    """Drop the second factor of somebody who lost phone and recovery codes."""
    reset_factor(connect_to_write(context), SystemClock(), COMMAND_LINE, code)
    click.echo(f"{code} sets up a second factor at the next sign-in")


@employee.command(name="deactivate")
@click.argument("code")
@click.pass_context
def employee_deactivate(context: click.Context, code: str) -> None:
    """Let an employee leave; their history stays."""
    enrolment_actions.deactivate(connect_to_write(context), SystemClock(), COMMAND_LINE, code)
    click.echo(f"{code} is no longer active")
