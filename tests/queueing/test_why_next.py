"""Why the next customer is next."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from storeops.hall.targets import Segment
from storeops.queueing.ticket import Verb
from storeops.queueing.why_next import (
    CHANGED,
    DUE_EARLIER,
    ISSUED_FIRST,
    ONLY_ONE,
    OTHERS_MOVED,
    OTHERS_REINSTATED,
    REINSTATED,
    SAME_PROMISE,
    TAKEN_BACK,
    InLine,
    why_next,
)

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def a_ticket(
    number: str,
    issued: int,
    due: int,
    order: int | None = None,
    segment: str = "standard",
    moved_by: Verb = Verb.REINSTATE,
) -> InLine:
    """A ticket in line; minutes after nine. `order` other than `due`: it was moved by that verb."""
    issued_at, due_at, order_at = (
        NINE + timedelta(minutes=minutes) for minutes in (issued, due, due if order is None else order)
    )
    return InLine(number, Segment(segment), issued_at, due_at, order_at, None if order is None else moved_by)


def sentence_of(*line: InLine) -> tuple[str, str | None]:
    why = why_next(line)
    assert why is not None
    assert why.first == line[0]
    return why.sentence, why.other.number if why.other else None


def test_nobody_is_next_in_an_empty_line() -> None:
    assert why_next([]) is None


def test_the_only_one() -> None:
    assert sentence_of(a_ticket("A001", 0, 5)) == (ONLY_ONE, None)


def test_the_first_who_came() -> None:
    assert sentence_of(a_ticket("A001", 0, 5), a_ticket("A002", 1, 6)) == (ISSUED_FIRST, "A002")


def test_of_equal_promises_the_first_issued() -> None:
    line = a_ticket("A001", 0, 5), a_ticket("B001", 3, 5, segment="vip")

    assert sentence_of(*line) == (SAME_PROMISE, "B001")


def test_a_vip_goes_before_those_whose_promise_is_due_later() -> None:
    line = a_ticket("B001", 2, 4, segment="vip"), a_ticket("A001", 0, 5), a_ticket("A002", 1, 6)

    assert sentence_of(*line) == (DUE_EARLIER, "A001")


def test_a_reinstated_ticket_says_so() -> None:
    assert sentence_of(a_ticket("A001", 0, 5, order=8), a_ticket("A004", 6, 11)) == (REINSTATED, None)


def test_a_reinstated_ticket_is_not_compared_with() -> None:
    assert sentence_of(a_ticket("A004", 6, 11), a_ticket("A001", 0, 5, order=12)) == (OTHERS_REINSTATED, None)
    line = a_ticket("A004", 6, 11), a_ticket("A001", 0, 5, order=12), a_ticket("A005", 8, 13)
    assert sentence_of(*line) == (ISSUED_FIRST, "A005")


def test_a_ticket_of_another_segment_says_so() -> None:
    changed = a_ticket("A001", 0, 5, order=2, segment="vip", moved_by=Verb.CHANGE_SEGMENT)

    assert sentence_of(changed, a_ticket("A002", 0, 5)) == (CHANGED, None)
    assert sentence_of(a_ticket("A002", 0, 1), changed) == (OTHERS_MOVED, None)


def test_who_was_taken_back_after_the_days_end_says_so() -> None:
    taken_back = replace(a_ticket("A001", 0, 5, order=8), moved_by=Verb.TAKE_BACK)

    assert sentence_of(taken_back, a_ticket("A004", 6, 11)) == (TAKEN_BACK, None)
