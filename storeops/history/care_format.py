"""The care format: upheld complaints, booked errors and written praise, one row each. Pure.

A row is its own key: the same employee, day, kind and note again is already there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from storeops.base.i18n import N_
from storeops.history import cell_values
from storeops.history.refusal import RowRefused

COLUMNS = ("employee", "day", "kind", "note")


class CareKind(StrEnum):
    COMPLAINT_UPHELD = "complaint_upheld"
    ERROR = "error"
    PRAISE = "praise"


_KINDS = {kind.value: kind for kind in CareKind}


@dataclass(frozen=True, slots=True)
class CareRow:
    """One entry about an employee; `day` is YYYY-MM-DD."""

    employee: str
    day: str
    kind: CareKind
    note: str


def read_care(cells: Mapping[str, str]) -> CareRow:
    """The entry that a row tells; RowRefused with the reason where it cannot be taken."""
    return CareRow(
        employee=cell_values.needed_code(cells, "employee"),
        day=cell_values.needed_day(cells, "day"),
        kind=_KINDS[cell_values.one_of(cells, "kind", _KINDS)],
        note=cell_values.note(cells, "note"),
    )


def write_care(row: CareRow) -> list[str]:
    """The cells of an entry in the order of COLUMNS."""
    return [row.employee, row.day, row.kind.value, row.note]


class CareBook:
    """The entries that stand: `stored` ones and those that are taken. `today` is the hall's business day."""

    def __init__(self, stored: Iterable[CareRow], today: str) -> None:
        self._rows = set(stored)
        self._today = today

    def take(self, row: CareRow) -> bool:
        if row in self._rows:
            return False
        if row.day > self._today:
            raise RowRefused(N_("%(column)s is in the future"), column="day")
        self._rows.add(row)
        return True
