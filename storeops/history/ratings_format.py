"""The ratings format: one row per tap of a customer. Pure.

A rating belongs to a visit that the hall knows, live or imported. Its key is business day, ticket and moment: the same
content again is already there, another is refused. It was not given before the ticket. `employee` is who it is credited
to; empty: the hall. `counts` is 0 for an answer that is kept out of the figures where it was given: it goes out, and is
not taken in. Columns: COLUMNS and, where known, OPTIONAL_COLUMNS.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from storeops.base.i18n import N_
from storeops.history import cell_values
from storeops.history.cell_values import local_text
from storeops.history.refusal import RowRefused
from storeops.quality.ratings.moments import HIGHEST, LOWEST, Moment

COLUMNS = ("business_day", "ticket", "moment", "value", "answered_at", "employee")
OPTIONAL_COLUMNS = ("counts",)

_MOMENTS = {moment.value: moment for moment in Moment}

RatingKey = tuple[str, str, Moment]
"""Business day, ticket and moment."""


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One tap. `employee` None: credited to the hall. `counts`: it is no answer that is kept out of the figures."""

    business_day: str
    ticket: str
    moment: Moment
    value: int
    answered_at: datetime
    employee: str | None
    counts: bool = True

    @property
    def key(self) -> RatingKey:
        return self.business_day, self.ticket, self.moment


def read_rating(cells: Mapping[str, str], zone: ZoneInfo) -> RatingRow:
    """The rating that a row tells; RowRefused with the reason where it cannot be taken."""
    return RatingRow(
        business_day=cell_values.needed_day(cells, "business_day"),
        ticket=cell_values.needed_text(cells, "ticket"),
        moment=_MOMENTS[cell_values.one_of(cells, "moment", _MOMENTS)],
        value=_value(cells),
        answered_at=cell_values.needed_moment(cells, "answered_at", zone),
        employee=cell_values.code(cells, "employee"),
        counts=cell_values.text(cells, "counts") is None or cell_values.flag(cells, "counts"),
    )


def _value(cells: Mapping[str, str]) -> int:
    value = cell_values.count(cells, "value")
    if value is None:
        raise RowRefused(N_("%(column)s is missing"), column="value")
    if not LOWEST <= value <= HIGHEST:
        raise RowRefused(N_("value is not from %(lowest)s to %(highest)s"), lowest=LOWEST, highest=HIGHEST)
    return value


def write_rating(row: RatingRow, zone: ZoneInfo) -> list[str]:
    """The cells of a rating in the order of COLUMNS and OPTIONAL_COLUMNS; times local with their offset."""
    answered_at, counts = local_text(row.answered_at, zone), str(int(row.counts))
    return [row.business_day, row.ticket, row.moment.value, str(row.value), answered_at, row.employee or "", counts]


class RatingBook:
    """The ratings that stand: `stored` ones and those that are taken.

    `issued_at` knows the tickets by business day and number. Ratings come in the order in which they were given.
    """

    def __init__(
        self, stored: Iterable[RatingRow], issued_at: Mapping[tuple[str, str], datetime], tomorrow: datetime
    ) -> None:
        self._issued_at = issued_at
        self._tomorrow = tomorrow
        self._rows: defaultdict[RatingKey, set[RatingRow]] = defaultdict(set)
        for row in stored:
            self._rows[row.key].add(row)

    def take(self, row: RatingRow) -> bool:
        if row in self._rows[row.key]:
            return False
        if not row.counts:
            raise RowRefused(N_("kept out of the figures where it was given"))
        if any(known.counts for known in self._rows[row.key]):
            raise RowRefused(N_("rating repeated"))
        issued_at = self._issued_at.get((row.business_day, row.ticket))
        if issued_at is None:
            raise RowRefused(N_("%(column)s %(value)s is not known"), column="ticket", value=row.ticket)
        if row.answered_at < issued_at:
            raise RowRefused(N_("answered before the ticket was issued"))
        if row.answered_at >= self._tomorrow:
            raise RowRefused(N_("%(column)s is in the future"), column="answered_at")
        self._rows[row.key].add(row)
        return True
