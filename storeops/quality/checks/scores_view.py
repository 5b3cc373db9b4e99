"""The scores of checks for programs: a read model."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import month_days
from storeops.hall import hall_rows
from storeops.quality.checks import check_rows, sheet_rows
from storeops.quality.checks.check_rows import ScoredCheck
from storeops.quality.checks.sheet_rows import CheckSheet
from storeops.quality.checks.sheet_rules import SheetKind

CheckScore = ScoredCheck


def checks_of_month(db: Database, month: str) -> list[CheckScore]:
    """The checks of a month written YYYY-MM, in order of time. BadValue for no month."""
    return check_rows.scores_between(db, *month_days(month))


def check_score(db: Database, check_id: int) -> CheckScore:
    """One check in its latest version; UnknownCheck."""
    day = check_rows.by_id(db, check_id).business_day
    return next(found for found in check_rows.scores_between(db, day, day) if found.check_id == check_id)


def sheet_in_force(db: Database, now: datetime, kind: SheetKind) -> CheckSheet:
    """The sheet of a kind that is in force today."""
    return sheet_rows.in_force(db, kind, business_day(now, hall_rows.hall(db).zone))
