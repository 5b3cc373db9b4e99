"""The imports that there were, as a page lists them."""

from dataclasses import replace

from sqlite_utils import Database

from storeops.base.errors import StoreOpsError
from storeops.history import import_rows
from storeops.history.hall_import import HallImport, why_not_back

_EMPLOYEE = "employee:"


def listed_imports(db: Database) -> list[HallImport]:
    """All imports, the latest first; people by their numbers."""
    return [_with_people(each) for each in import_rows.imports(db)]


def listed_import(db: Database, number: int) -> HallImport | None:
    """The import of this number, the same; None if there is none."""
    found = import_rows.by_id(db, number)
    return _with_people(found) if found else None


def why_it_stays(db: Database, number: int) -> StoreOpsError | None:
    """Why the import of this number cannot be taken back; None where it can, and where there is none."""
    taken = import_rows.by_id(db, number)
    if taken is None:
        return None
    return why_not_back(taken, import_rows.hold_on(db, taken, import_rows.later_on_it(db, taken)))


def _with_people(told: HallImport) -> HallImport:
    back = told.taken_back_by.removeprefix(_EMPLOYEE) if told.taken_back_by else None
    return replace(told, begun_by=told.begun_by.removeprefix(_EMPLOYEE), taken_back_by=back)
