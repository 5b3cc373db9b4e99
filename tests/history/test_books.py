"""What stands beside what: whatever a file says, what is taken does not overlap and is not taken twice."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from storeops.history.legs_format import LegOutcome
from storeops.history.roster_format import RosterBook, RosterRow
from storeops.history.row_judgement import Judgement, ReadFile, Row, judge
from storeops.history.transactions_format import KnownLeg, TransactionBook, TransactionRow
from storeops.queueing.ticket import TransactionClass
from tests.history.legs_files import DAY

TEN = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
MINUTES = st.integers(0, 12)
KEY = (DAY, "A001", 0)


def at(minute: int) -> datetime:
    return TEN + timedelta(minutes=minute)


def in_file_order(rows: list[Row]) -> ReadFile[Row]:
    return ReadFile(list(enumerate(rows, start=2)), [])


@given(st.lists(st.tuples(st.sampled_from(["1001", "1002"]), MINUTES, MINUTES)))
def test_nobody_is_signed_in_twice(told: list[tuple[str, int, int]]) -> None:
    rows = [RosterRow(code, at(min(one, two)), at(max(one, two))) for code, one, two in told]

    first = judge(in_file_order(rows), RosterBook([], at(100)))
    stored = [(row.employee, row.signed_in_at, row.signed_out_at) for row in first.taken]
    again = judge(in_file_order(rows), RosterBook(stored, at(100)))

    for index, row in enumerate(first.taken):
        for other in first.taken[:index]:
            apart = row.signed_in_at >= other.signed_out_at or other.signed_in_at >= row.signed_out_at
            assert apart or row.employee != other.employee
    assert again.taken == []
    assert again.refused == first.refused
    assert again.already_there == len(first.taken) + first.already_there


def a_leg(*transactions: TransactionRow) -> KnownLeg:
    """A leg from 10:00 to 10:10."""
    return KnownLeg(1, True, at(0), at(10), LegOutcome.SERVED, False, "payment", None, transactions)


def transaction(begin: int, end: int, service: str = "payment") -> TransactionRow:
    return TransactionRow(*KEY, service, TransactionClass.NORMAL, at(begin), at(end))


@given(st.lists(st.tuples(MINUTES, MINUTES, st.sampled_from(["payment", "invoice"]))))
def test_a_leg_is_filled_once(told: list[tuple[int, int, str]]) -> None:
    rows = [transaction(min(one, two), max(one, two), service) for one, two, service in told]
    file = in_file_order(rows).in_order(lambda row: row.started_at)
    book = TransactionBook({KEY: a_leg(transaction(0, 10))})

    first: Judgement[TransactionRow] = judge(file, book)
    standing = book.standing(KEY) or [transaction(0, 10)]
    again = judge(file, TransactionBook({KEY: a_leg(*standing)}))

    assert all(earlier.ended_at <= later.started_at for earlier, later in pairwise(standing))
    assert all(at(0) <= row.started_at and row.ended_at <= at(10) for row in standing)
    assert again.taken == []
    assert again.refused == first.refused
    assert again.already_there == len(first.taken) + first.already_there
