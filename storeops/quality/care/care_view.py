"""What the page of care and skill entries shows: a read model."""

from sqlite_utils import Database

from storeops.people import employee_rows
from storeops.people.employee_rows import Employee
from storeops.quality.care import care_rows
from storeops.quality.care.care_rows import CareEntry, SkillResult

SHOWN = 20


def employees(db: Database) -> list[Employee]:
    """Those about whom something can be entered: everybody who works here."""
    return [each for each in employee_rows.all_employees(db) if each.is_active]


def latest_entries(db: Database) -> list[CareEntry]:
    """The newest care entries."""
    return care_rows.latest_care(db, SHOWN)


def latest_results(db: Database) -> list[SkillResult]:
    """The newest results of contests and training."""
    return care_rows.latest_skill(db, SHOWN)
