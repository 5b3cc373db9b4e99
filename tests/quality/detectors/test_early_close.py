"""D2: closed early and still serving."""

from dataclasses import replace

from storeops.quality.detectors.detector_facts import AwayFact
from storeops.quality.detectors.detector_settings import SHIPPED
from storeops.quality.detectors.early_close import Gap, early_close, gaps
from tests.quality.detectors.stories import Day


def test_a_gap_counts_the_seconds_in_which_somebody_waits() -> None:
    day = Day()
    day.visit("1001")
    day.now += 100  # nobody is there
    day.visit("1001", gap=30)

    assert list(gaps(day.facts())) == [Gap("1001", 30)]


def test_a_gap_without_anybody_waiting_is_none() -> None:
    day = Day()
    day.visit("1001")
    day.now += 500
    day.visit("1001")

    assert list(gaps(day.facts())) == []


def test_who_waits_for_what_the_counter_does_not_serve_is_not_waiting_for_it() -> None:
    day = Day()
    day.visit("1001")
    day.visit("1001", gap=30)
    facts = day.facts()

    assert list(gaps(replace(facts, serves={1: frozenset({8})}))) == []
    assert list(gaps(replace(facts, serves={1: frozenset({7, 8})}))) == [Gap("1001", 30)]


def test_a_pause_in_between_excuses_the_gap() -> None:
    day = Day()
    day.visit("1001")
    day.away.append(AwayFact(1, day.now))
    day.visit("1001", gap=600)

    assert list(gaps(day.facts())) == []


def test_a_pause_at_another_counter_excuses_nothing() -> None:
    day = Day()
    day.visit("1001")
    day.away.append(AwayFact(2, day.now))
    day.visit("1001", gap=600)

    assert list(gaps(day.facts())) == [Gap("1001", 600)]


def test_another_clerk_at_the_counter_leaves_no_gap() -> None:
    day = Day()
    day.visit("1001")
    ticket = day.issue()
    day.now += 50
    day.moves.append(day.moves[-1]._replace(ticket_id=ticket, kind="call_next", at=day.now, counter_id=1, employee="9"))

    assert list(gaps(day.facts())) == []


def test_long_gaps_of_one_clerk_are_flagged() -> None:
    day = Day()
    for clerk, long_gaps in (("1001", 10), ("1002", 0), ("1003", 0)):
        day.visit(clerk)
        for count in range(100):
            day.visit(clerk, gap=120 if count < long_gaps else 20)
        day.now += 3600

    verdict = early_close(day.facts(), SHIPPED)

    # 300 gaps, the 285th in order is 20 s, so the limit is 60 s; 10 of 300 lie above, all of one clerk.
    (flag,) = verdict.flags
    assert flag.subject == "1001"
    assert flag.in_language("en") == (
        "After 10 of 100 finished visits with customers waiting, they waited more than 60 s for the next call: 10.0%,"
        " against 3.3% in the hall."
    )


def test_reopened_visits_are_counted_for_whoever_finished_them() -> None:
    day = Day()
    for clerk, back in (("1001", 10), ("1002", 0), ("1003", 0)):
        for count in range(90):
            ticket = day.visit(clerk)
            if count < back:
                day.now += 60
                day.move(ticket, "reopen", clerk)
                day.now += 60
                day.move(ticket, "finish", clerk)
        day.now += 3600

    verdict = early_close(day.facts(), SHIPPED)

    # 90 finishes each and 10 more after a reopening: 10 of 100, and 10 of 280 in the hall.
    (flag,) = verdict.flags
    assert flag.subject == "1001"
    assert flag.in_language("en") == (
        "10 of 100 finished visits were reopened within 15 min: 10.0%, against 3.6% in the hall."
    )


def test_a_quiet_month_is_not_judged() -> None:
    day = Day()
    day.visit("1001")

    assert early_close(day.facts(), SHIPPED).judged_count == 0
