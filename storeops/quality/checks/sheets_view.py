"""The sheets in their versions, for the set-up. Read model."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.hall import hall_rows
from storeops.quality.checks import sheet_rows
from storeops.quality.checks.sheet_rows import CheckSheet
from storeops.quality.checks.sheet_rules import SheetKind


@dataclass(frozen=True)
class SheetVersions:
    """All versions of a sheet, the newest first, and the one that is used today."""

    kind: SheetKind
    in_force: CheckSheet
    versions: list[CheckSheet]

    @property
    def newest(self) -> CheckSheet:
        return self.versions[0]


def sheet_versions(db: Database, now: datetime, kind: SheetKind) -> SheetVersions:
    """One kind of sheet. UnknownSheet where it has no version yet."""
    today = business_day(now, hall_rows.hall(db).zone)
    return SheetVersions(kind, sheet_rows.in_force(db, kind, today), sheet_rows.versions(db, kind))
