"""What to do now: a few things, in the order of what presses most."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from storeops.hall.counter import CounterState
from storeops.quality.duty.next_step import (
    MOST_STEPS,
    NONE_TO_SPARE,
    CallingCounter,
    IdleCounters,
    LongVisit,
    NextStep,
    PromisesAtRisk,
    Situation,
    SpareCounter,
    StepKind,
    next_steps,
    quickest,
)

FIVE_PAST = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
SPARE = [SpareCounter("5", CounterState.PAUSED)]
EVERYTHING: dict[StepKind, Situation] = {
    StepKind.COME: Situation(calling=[CallingCounter("3", 70), CallingCounter("1", 20)]),
    StepKind.SETTLE: Situation(expected_at=["2"]),
    StepKind.RECOVER: Situation(low_ratings=2),
    StepKind.IDLE: Situation(idle=IdleCounters(["4", "6"], 95, 7)),
    StepKind.FORGOTTEN: Situation(forgotten=LongVisit("1", "A001", 1200, 180)),
    StepKind.OPEN_COUNTER: Situation(promises=PromisesAtRisk(late=4, spare=SPARE)),
    StepKind.LONG: Situation(long=LongVisit("2", "A007", 300, 180)),
    StepKind.FOLLOW_UP: Situation(follow_ups_due=1),
    StepKind.CLAIM: Situation(claims=3),
    StepKind.CHECK: Situation(checks_due=1),
}
"""One situation for each kind of step, in their order."""


def both(first: Situation, second: Situation) -> Situation:
    """All that is the matter in either."""
    nothing = vars(Situation())
    return replace(first, **{name: value for name, value in vars(second).items() if value != nothing[name]})


def the_step(situation: Situation) -> NextStep:
    [step] = next_steps(situation)
    return step


def test_nothing_presses_in_a_calm_hall() -> None:
    assert next_steps(Situation()) == []


def test_each_kind_is_named_and_they_stand_in_the_order_of_what_presses() -> None:
    assert [the_step(situation).step for situation in EVERYTHING.values()] == list(StepKind)
    kinds = list(EVERYTHING)
    for first, second in pairwise(kinds):
        assert [step.step for step in next_steps(both(EVERYTHING[second], EVERYTHING[first]))] == [first, second]


def test_no_more_than_three_are_named() -> None:
    whole = Situation()
    for situation in EVERYTHING.values():
        whole = both(whole, situation)

    assert [step.step for step in next_steps(whole)] == list(StepKind)[:MOST_STEPS]


def test_the_oldest_call_is_named() -> None:
    step = the_step(EVERYTHING[StepKind.COME])

    assert (step.what, step.values) == ("Go to counter %(counter)s.", {"counter": "3", "time": 70})


def test_promises_are_counted_as_broken_and_as_breaking() -> None:
    risk = PromisesAtRisk(breaking=2, first="A009", first_due_at=FIVE_PAST, spare=SPARE)

    only_breaking = the_step(Situation(promises=risk))
    both_kinds = the_step(Situation(promises=replace(risk, late=3)))

    assert only_breaking.why.startswith("Promises that break within")
    assert (only_breaking.values["number"], only_breaking.values["due"]) == ("A009", FIVE_PAST)
    assert (both_kinds.values["late"], both_kinds.values["n"]) == (3, 2)
    assert "at this pace" in both_kinds.why


def test_with_every_counter_at_work_it_says_so() -> None:
    assert the_step(Situation(promises=PromisesAtRisk(late=9))).what == NONE_TO_SPARE


def test_while_free_counters_are_about_to_call_them_all_no_other_is_opened() -> None:
    assert next_steps(Situation(promises=PromisesAtRisk(late=1, spare=SPARE, are_called=True))) == []


def test_a_spare_counter_without_late_tickets_is_no_reason_either() -> None:
    assert next_steps(Situation(promises=PromisesAtRisk(spare=SPARE))) == []


def test_one_after_its_customer_helps_sooner_than_a_paused_or_a_closed_one() -> None:
    spare = [
        SpareCounter("1", CounterState.CLOSED),
        SpareCounter("2", CounterState.PAUSED),
        SpareCounter("3", CounterState.WRAPPING_UP),
        SpareCounter("4", CounterState.WRAPPING_UP),
    ]
    order = []
    while spare:
        found = quickest(spare)
        assert found is not None
        order.append(found.code)
        spare.remove(found)

    assert order == ["3", "4", "2", "1"]


@given(st.lists(st.sampled_from(list(EVERYTHING.values()))))
def test_every_sentence_finds_its_values(parts: list[Situation]) -> None:
    whole = Situation()
    for part in parts:
        whole = both(whole, part)

    for step in next_steps(whole):
        assert "%(" not in step.what % step.values
        assert "%(" not in step.why % step.values
