"""Which promises will break soon at the present pace."""

from datetime import UTC, datetime, timedelta

from storeops.promises.breaking import PacedCounter, PromisedTicket, breaking

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PAY, SIM = 1, 2
BUSY = PacedCounter(None, is_free=False)
FREE = PacedCounter(None, is_free=True)


def due_in(*seconds: int, service: int = PAY) -> list[PromisedTicket]:
    """People in line, by the seconds until their promises are due."""
    return [
        PromisedTicket(f"{service}-{place}", service, NINE + timedelta(seconds=wait))
        for place, wait in enumerate(seconds)
    ]


def numbers(found: list[PromisedTicket]) -> list[str]:
    return [ticket.number for ticket in found]


def test_three_busy_counters_and_three_minutes_call_one_a_minute() -> None:
    # Called after 60, 120, 180, 240 and 300 s.
    kept = due_in(60, 120, 180, 240, 300)
    assert breaking(kept, [BUSY] * 3, 180, NINE) == []

    assert numbers(breaking(due_in(60, 119, 180, 240, 299), [BUSY] * 3, 180, NINE)) == ["1-1", "1-4"]


def test_free_counters_call_at_once() -> None:
    # Two free and one busy: the first two at once, then after 60 and 120 s.
    assert numbers(breaking(due_in(0, 0, 59, 120), [FREE, FREE, BUSY], 180, NINE)) == ["1-2"]


def test_a_promise_that_is_broken_or_due_later_is_not_meant() -> None:
    line = due_in(-1, 0, 300, 301)

    # One counter, 600 s: nobody is called within five minutes. The first is broken, the last is due after them.
    assert numbers(breaking(line, [BUSY], 600, NINE)) == ["1-1", "1-2"]


def test_only_those_whom_the_same_counters_call_are_ahead() -> None:
    narrow = PacedCounter(frozenset({SIM}), is_free=False)
    pay_only = PacedCounter(frozenset({PAY}), is_free=False)
    line = [*due_in(60, 120), *due_in(120, 239, service=SIM)]

    # Both counters take 120 s. Pay: called after 120 and 240 s, promised for 60 and 120. SIM: after 120 and 240 s.
    assert numbers(breaking(line, [narrow, pay_only], 120, NINE)) == ["1-0", "1-1", "2-1"]


def test_where_no_counter_serves_it_every_promise_breaks() -> None:
    assert numbers(breaking(due_in(200), [PacedCounter(frozenset({SIM}), is_free=True)], None, NINE)) == ["1-0"]


def test_before_anything_was_handled_nobody_knows() -> None:
    assert breaking(due_in(1), [BUSY], None, NINE) == []
