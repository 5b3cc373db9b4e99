"""Every kind of file that an import takes: its columns, what they hold and which words they may hold. Pure.

Help, documents and templates are made of this table; the readers of each kind keep to it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storeops.base.i18n import N_
from storeops.hall.targets import Segment
from storeops.history import (
    care_format,
    checks_format,
    legs_format,
    ratings_format,
    roster_format,
    transactions_format,
)
from storeops.history.care_format import CareKind
from storeops.history.legs_format import LegOutcome
from storeops.quality.checks.marking import TOLD_MARKS
from storeops.quality.ratings.moments import HIGHEST, LOWEST, Moment
from storeops.queueing.ticket import TransactionClass


@dataclass(frozen=True)
class FileColumn:
    """A column of a file. `words` are all that it may hold, if there are so few; `may_be_empty` in any row."""

    holds: str
    words: tuple[str, ...] = ()
    may_be_empty: bool = False


@dataclass(frozen=True)
class ImportFormat:
    """One kind of file. Its header names all `columns`, and those of `further` that there are."""

    row: str
    columns: Mapping[str, FileColumn]
    further: Mapping[str, FileColumn]

    @property
    def all_columns(self) -> Mapping[str, FileColumn]:
        return {**self.columns, **self.further}


_YES_OR_NO = ("1", "0")

_BUSINESS_DAY = FileColumn(N_("The day on which the ticket was drawn"))
_TICKET = FileColumn(N_("The number of the ticket"))
_LEG = FileColumn(N_("0 for the first counter of the visit, 1 for the next one, and so on"))
_SERVICE = FileColumn(N_("The code or name of the service"))
_EMPLOYEE = FileColumn(N_("The number or name of the employee"))


def _words(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(word) for word in words)


_LEGS = {
    "business_day": _BUSINESS_DAY,
    "ticket": _TICKET,
    "leg": _LEG,
    "service": _SERVICE,
    "segment": FileColumn(N_("Which customers go first"), _words(Segment)),
    "issued_at": FileColumn(N_("When the customer began to wait for this counter")),
    "called_at": FileColumn(N_("When the customer was called first"), may_be_empty=True),
    "started_at": FileColumn(N_("When the service began; not empty where somebody was served"), may_be_empty=True),
    "ended_at": FileColumn(N_("When it ended; not empty where somebody was served"), may_be_empty=True),
    "counter": FileColumn(N_("The code of the counter"), may_be_empty=True),
    "employee": FileColumn(_EMPLOYEE.holds, may_be_empty=True),
    "outcome": FileColumn(N_("How it ended at this counter"), _words(LegOutcome)),
    "last_called_at": FileColumn(N_("When the customer was called last"), may_be_empty=True),
    "held_seconds": FileColumn(N_("Seconds on hold"), may_be_empty=True),
    "left_open": FileColumn(N_("1 where nobody entered the true end"), _YES_OR_NO, may_be_empty=True),
}
_TRANSACTIONS = {
    "business_day": _BUSINESS_DAY,
    "ticket": _TICKET,
    "leg": _LEG,
    "service": _SERVICE,
    "class": FileColumn(N_("How it is counted"), _words(TransactionClass)),
    "started_at": FileColumn(N_("When it began")),
    "ended_at": FileColumn(N_("When it ended")),
}
_RATINGS = {
    "business_day": _BUSINESS_DAY,
    "ticket": _TICKET,
    "moment": FileColumn(N_("What was asked about"), _words(Moment)),
    "value": FileColumn(N_("The answer, 5 is the best"), _words(map(str, range(LOWEST, HIGHEST + 1)))),
    "answered_at": FileColumn(N_("When it was answered")),
    "employee": FileColumn(N_("The number or name of who is rated; empty: the hall"), may_be_empty=True),
    "counts": FileColumn(N_("0 for an answer that was kept out of the figures: it is not taken"), _YES_OR_NO, True),
}
_CHECKS = {
    "employee": FileColumn(N_("The number or name of who was checked; empty: the hall itself"), may_be_empty=True),
    "inspector": FileColumn(N_("The number or name of who checked")),
    "checked_at": FileColumn(N_("When it was checked, the same in all rows of a check")),
    "item": FileColumn(N_("The code or text of the checklist's item")),
    "mark": FileColumn(
        N_("The share of its points; of an item that deducts or vetoes: 1 not seen, 0 seen, 0x2 seen twice"),
        _words(TOLD_MARKS),
    ),
    "reason": FileColumn(N_("Why points were taken off; not empty with 0.5 and 0"), may_be_empty=True),
}
_CARE = {
    "employee": _EMPLOYEE,
    "day": FileColumn(N_("The day of the complaint, the error or the praise")),
    "kind": FileColumn(N_("What it was"), _words(CareKind)),
    "note": FileColumn(N_("What happened, up to 500 characters"), may_be_empty=True),
}
_ROSTER = {
    "employee": _EMPLOYEE,
    "signed_in_at": FileColumn(N_("When work at a counter began")),
    "signed_out_at": FileColumn(N_("When it ended, at most 24 hours later")),
}


def _format(
    row: str, told: Mapping[str, FileColumn], columns: Iterable[str], further: Iterable[str] = ()
) -> ImportFormat:
    """The format of what its reader needs and reads; KeyError where this page does not tell of a column."""
    return ImportFormat(row, {name: told[name] for name in columns}, {name: told[name] for name in further})


FORMATS: Mapping[str, ImportFormat] = {
    "legs": _format(
        N_("One row for each counter that a customer went to"),
        _LEGS,
        legs_format.COLUMNS,
        legs_format.OPTIONAL_COLUMNS,
    ),
    "transactions": _format(
        N_("One row for each piece of business within a leg"), _TRANSACTIONS, transactions_format.COLUMNS
    ),
    "ratings": _format(
        N_("One row for each answer of a customer"), _RATINGS, ratings_format.COLUMNS, ratings_format.OPTIONAL_COLUMNS
    ),
    "checks": _format(N_("One row for each item of a spot check"), _CHECKS, checks_format.COLUMNS),
    "care": _format(
        N_("One row for each upheld complaint, booked error or written praise"), _CARE, care_format.COLUMNS
    ),
    "roster": _format(
        N_("One row for each stretch in which an employee was signed in"), _ROSTER, roster_format.COLUMNS
    ),
}
"""By the name of the kind."""
