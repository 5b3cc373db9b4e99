"""The roster format: one row per stretch of time that an employee was signed in. Pure.

A stretch ends after it begins and within 24 h, and two of one employee do not overlap; they may touch. The same stretch
again is already there.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from storeops.base.i18n import N_
from storeops.history import cell_values
from storeops.history.cell_values import local_text
from storeops.history.refusal import RowRefused

COLUMNS = ("employee", "signed_in_at", "signed_out_at")

LONGEST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One stretch, in aware UTC instants."""

    employee: str
    signed_in_at: datetime
    signed_out_at: datetime


def read_stretch(cells: Mapping[str, str], zone: ZoneInfo) -> RosterRow:
    """The stretch that a row tells; RowRefused with the reason where it cannot be taken."""
    row = RosterRow(
        employee=cell_values.needed_code(cells, "employee"),
        signed_in_at=cell_values.needed_moment(cells, "signed_in_at", zone),
        signed_out_at=cell_values.needed_moment(cells, "signed_out_at", zone),
    )
    if row.signed_out_at < row.signed_in_at:
        raise RowRefused(N_("signed out before signing in"))
    if row.signed_out_at - row.signed_in_at > LONGEST:
        raise RowRefused(N_("signed in for more than 24 h"))
    return row


def write_stretch(row: RosterRow, zone: ZoneInfo) -> list[str]:
    """The cells of a stretch in the order of COLUMNS; times local with their offset."""
    return [row.employee, local_text(row.signed_in_at, zone), local_text(row.signed_out_at, zone)]


class RosterBook:
    """The stretches that stand: `stored` ones and those that are taken. One that goes on has no end (None)."""

    def __init__(self, stored: Iterable[tuple[str, datetime, datetime | None]], tomorrow: datetime) -> None:
        self._tomorrow = tomorrow
        self._stretches: defaultdict[str, set[tuple[datetime, datetime | None]]] = defaultdict(set)
        for employee, signed_in_at, signed_out_at in stored:
            self._stretches[employee].add((signed_in_at, signed_out_at))

    def take(self, row: RosterRow) -> bool:
        stretches = self._stretches[row.employee]
        if (row.signed_in_at, row.signed_out_at) in stretches:
            return False
        if row.signed_in_at >= self._tomorrow:
            raise RowRefused(N_("%(column)s is in the future"), column="signed_in_at")
        if any(row.signed_in_at < (end or self._tomorrow) and begin < row.signed_out_at for begin, end in stretches):
            raise RowRefused(N_("overlaps another stretch of the same employee"))
        stretches.add((row.signed_in_at, row.signed_out_at))
        return True
