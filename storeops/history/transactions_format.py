"""The transactions format: one row per piece of business inside a leg. Pure.

The rows of an imported leg take the place of the one transaction that the import of legs made of it, in the order of
their start. They lie within their leg and do not overlap; clocks that round may differ by CLOCKS_DIFFER. How each came
out is not told: one that ends with a leg that was not served was cut off with it, one of more than 4 h was left open,
every other was finished. Rows that come later join those of their leg where they fit in between.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from storeops.base.i18n import N_
from storeops.history import cell_values
from storeops.history.cell_values import local_text
from storeops.history.legs_format import LEFT_OPEN_AFTER, LegKey, LegOutcome, read_leg_number, read_visit
from storeops.history.refusal import RowRefused
from storeops.queueing.ticket import TransactionClass

COLUMNS = ("business_day", "ticket", "leg", "service", "class", "started_at", "ended_at")

CLOCKS_DIFFER = timedelta(seconds=2)

_CLASSES = {class_.value: class_ for class_ in TransactionClass}


@dataclass(frozen=True, slots=True)
class TransactionRow:
    """One transaction, in aware UTC instants."""

    business_day: str
    ticket: str
    leg: int
    service: str
    class_: TransactionClass
    started_at: datetime
    ended_at: datetime

    @property
    def leg_key(self) -> LegKey:
        return self.business_day, self.ticket, self.leg


@dataclass(frozen=True)
class KnownLeg:
    """A leg of the hall with its transactions; None: did not happen, or was not recorded."""

    id: int
    is_imported: bool
    started_at: datetime | None
    ended_at: datetime | None
    outcome: LegOutcome | None
    left_open: bool
    service: str
    employee_id: int | None
    transactions: Sequence[TransactionRow] = ()

    @property
    def has_stand_in(self) -> bool:
        """Whether its one transaction is what the import of legs made of the whole leg."""
        if not self.is_imported or len(self.transactions) != 1:
            return False
        [only] = self.transactions
        told = (only.service, only.class_, only.started_at, only.ended_at)
        return told == (self.service, TransactionClass.NORMAL, self.started_at, self.ended_at)

    def outcome_of(self, row: TransactionRow) -> str:
        """How a transaction of this leg came out."""
        if row.ended_at - row.started_at > LEFT_OPEN_AFTER:
            return "left_open"
        if self.ended_at is not None and row.ended_at >= self.ended_at - CLOCKS_DIFFER:
            if self.left_open:
                return "left_open"
            if self.outcome is not LegOutcome.SERVED:
                return "unfinished"
        return "finished"


def read_transaction(cells: Mapping[str, str], zone: ZoneInfo) -> TransactionRow:
    """The transaction that a row tells; RowRefused with the reason where it cannot be taken."""
    day, ticket = read_visit(cells)
    row = TransactionRow(
        business_day=day,
        ticket=ticket,
        leg=read_leg_number(cells),
        service=cell_values.needed_text(cells, "service"),
        class_=_CLASSES[cell_values.one_of(cells, "class", _CLASSES)],
        started_at=cell_values.needed_moment(cells, "started_at", zone),
        ended_at=cell_values.needed_moment(cells, "ended_at", zone),
    )
    if row.ended_at < row.started_at:
        raise RowRefused(N_("ends before it starts"))
    return row


def write_transaction(row: TransactionRow, zone: ZoneInfo) -> list[str]:
    """The cells of a transaction in the order of COLUMNS; times local with their offset."""
    return [
        row.business_day,
        row.ticket,
        str(row.leg),
        row.service,
        row.class_.value,
        local_text(row.started_at, zone),
        local_text(row.ended_at, zone),
    ]


@dataclass
class _LegPage:
    """The transactions of one leg that stand. A stand-in stands once a row of the file says the same."""

    leg: KnownLeg
    standing: list[TransactionRow] = field(init=False)

    def __post_init__(self) -> None:
        self.standing = [] if self.leg.has_stand_in else list(self.leg.transactions)

    def take(self, row: TransactionRow) -> bool:
        if row in self.standing:
            return False
        if not self.standing and row in self.leg.transactions:
            self.standing.append(row)
            return False
        self._refuse_untrue(row)
        self.standing.append(row)
        return True

    def _refuse_untrue(self, row: TransactionRow) -> None:
        leg = self.leg
        if not leg.is_imported:
            raise RowRefused(N_("the hall recorded this visit itself"))
        if leg.started_at is None or leg.outcome is LegOutcome.VOID:
            raise RowRefused(N_("nobody was served in this leg"))
        if row.started_at < leg.started_at - CLOCKS_DIFFER or (
            leg.ended_at is not None and row.ended_at > leg.ended_at + CLOCKS_DIFFER
        ):
            raise RowRefused(N_("lies outside its leg"))
        if any(_overlap(row, other) for other in self.standing):
            raise RowRefused(N_("overlaps another transaction of its leg"))


def _overlap(one: TransactionRow, other: TransactionRow) -> bool:
    return one.started_at < other.ended_at - CLOCKS_DIFFER and other.started_at < one.ended_at - CLOCKS_DIFFER


class TransactionBook:
    """The transactions that stand: those of the hall's legs and those that are taken, in the order of their start."""

    def __init__(self, legs: Mapping[LegKey, KnownLeg]) -> None:
        self._pages = {key: _LegPage(leg) for key, leg in legs.items()}

    def take(self, row: TransactionRow) -> bool:
        page = self._pages.get(row.leg_key)
        if page is None:
            told = f"{row.ticket}/{row.leg}"
            raise RowRefused(N_("%(column)s %(value)s is not known"), column="leg", value=told)
        return page.take(row)

    def standing(self, key: LegKey) -> Sequence[TransactionRow]:
        """The transactions of a leg in order."""
        return sorted(self._pages[key].standing, key=lambda row: (row.started_at, row.ended_at))
