"""How long the hall keeps personal data, kind by kind. Named SQL."""

from dataclasses import dataclass
from datetime import timedelta

from sqlite_utils import Database

from storeops.base.retention import HOUR, KEPT_KINDS
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

TRACED_PERIODS = TracedTable("retention_period", ("kind", "kept_hours"), "FROM retention_period WHERE true")


@dataclass(frozen=True)
class _SetPeriod:
    kind: str
    kept_hours: int


def periods(db: Database) -> dict[str, timedelta]:
    """How long each kind is kept: as the hall set it, else as shipped."""
    found = rows.each(db, _SetPeriod, "SELECT kind, kept_hours FROM retention_period")
    set_here = {period.kind: period.kept_hours * HOUR for period in found}
    return {name: set_here.get(name, kind.usual) for name, kind in KEPT_KINDS.items()}


def set_period(db: Database, kind: str, kept: timedelta) -> None:
    """Keep a kind for so long from now on."""
    db.execute(
        "INSERT INTO retention_period (kind, kept_hours) VALUES (?, ?)"
        " ON CONFLICT (kind) DO UPDATE SET kept_hours = excluded.kept_hours",
        (kind, int(kept / HOUR)),
    )
