"""The schema, one numbered SQL file a step. A file that has landed is never edited: the next step is a new file."""

from importlib.resources import files
from zoneinfo import ZoneInfo

from sqlite_utils import Database, Migrations
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from storeops.base.clock import SystemClock
from storeops.base.months import month_to_come

STEPS = tuple(
    sorted(file.name.removesuffix(".sql") for file in files(__package__).iterdir() if file.name.endswith(".sql"))
)
"""In the order of their numbers."""

migrations = Migrations("storeops")


def _statements(script: str) -> list[str]:
    """The statements of a script, one by one: executescript() would commit the migration's transaction."""
    statements, begun = [], ""
    for line in script.splitlines():
        begun += line.split("--", 1)[0] + "\n"
        if sqlite3.complete_statement(begun):  # the body of a trigger has semicolons of its own
            statements.append(begun)
            begun = ""
    if begun.strip():
        raise ValueError(f"a statement without its end: {begun.strip()[:60]}")
    return statements


def _month_to_come(zone: str) -> str:
    """What a step may ask of the clock: from which month on a figure may mean something else."""
    return month_to_come(SystemClock().now(), ZoneInfo(zone))


def _register(step: str) -> None:
    @migrations(name=step)
    def apply(db: Database) -> None:
        db.conn.create_function("month_to_come", 1, _month_to_come)
        script = files(__package__).joinpath(f"{step}.sql").read_text(encoding="utf-8")
        for statement in _statements(script):
            db.execute(statement)


for _step in STEPS:
    _register(_step)
