"""The command line. What each command does stands in the room `commands`, and is loaded when it is called.

Exit codes: 0 done, 1 refused, 2 wrong usage, 3 broken setting or schema. A refusal is one line on stderr.
"""

import importlib
import logging
import sys
from pathlib import Path
from typing import Any

import click

from storeops.base import settings
from storeops.base.errors import StoreOpsError

COMMANDS = {
    "init": "database_commands:init",
    "promote": "database_commands:promote",
    "migrate": "database_commands:migrate",
    "upgrade": "upgrade_commands:upgrade",
    "check": "database_commands:check",
    "doctor": "doctor_commands:doctor",
    "backup": "backup_commands:backup",
    "restore": "database_commands:restore",
    "backup-drill": "backup_commands:backup_drill",
    "backup-store": "backup_commands:backup_store",
    "clock": "clock_commands:clock",
    "key": "key_commands:key",
    "serve": "serving_commands:serve",
    "certificate": "serving_commands:certificate",
    "demo": "serving_commands:demo",
    "jobs": "serving_commands:jobs",
    "device": "device_commands:device",
    "employee": "employee_commands:employee",
    "personal": "personal_commands:personal",
    "import-history": "history_commands:import_history",
    "export": "history_commands:export",
    "set-up": "set_up_commands:set_up",
    "report": "report_commands:report",
    "stars": "report_commands:stars",
    "metrics": "report_commands:metrics",
}
"""Where each command stands, by its module in `storeops.commands` and its name there; in the order of the help."""


class LoadedWhenCalled(click.Group):
    """A group whose commands are imported when they are called: to load them all takes longer than most take to run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click hands it over
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(f"storeops.commands.{module}"), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what the hall's file is to blame for is refused, whatever came of it."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, StoreOpsError):
            raise
        except Exception as error:
            # Imported here: what looks through a database takes longer to load than most commands take to run.
            from storeops.commands.unforeseen import told_by_file

            refusal = told_by_file(ctx.obj.database, error)
            if refusal is None:
                raise
            raise refusal from error


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


@click.group(cls=LoadedWhenCalled, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--db", "path", type=click.Path(path_type=Path), help="The hall's database file (also STOREOPS_DB).")
@click.version_option(package_name="storeops")
@click.pass_context
def cli(context: click.Context, path: Path | None) -> None:
    """StoreOps: the queue and service quality of a service hall."""
    # What a command has to say it says itself; a server adds a log of its own.
    logging.getLogger("storeops").addHandler(logging.NullHandler())
    context.obj = settings.read(database=path)


if __name__ == "__main__":
    main()
