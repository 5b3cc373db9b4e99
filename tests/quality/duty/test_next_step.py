"""What to do now: one thing, in the order of what presses most."""

from hypothesis import given
from hypothesis import strategies as st

from storeops.hall.counter import CounterState
from storeops.quality.duty.next_step import NextStep, Situation, SpareCounter, StepKind, next_step, quickest

EVERYTHING = Situation(
    calling=["3", "1"],
    expected_at=["2"],
    low_ratings=2,
    late_tickets=4,
    spare_counters=[SpareCounter("5", CounterState.PAUSED)],
    follow_ups_due=1,
    checks_due=1,
)


def step_of(situation: Situation) -> StepKind | None:
    found = next_step(situation)
    return found.step if found else None


def test_nothing_presses_in_a_calm_hall() -> None:
    assert next_step(Situation()) is None


def test_a_counter_that_calls_comes_first_and_the_oldest_call_is_named() -> None:
    assert next_step(EVERYTHING) == NextStep(
        StepKind.COME, "Counter %(counter)s calls for you: go there.", {"counter": "3"}
    )


def test_the_order_of_what_presses() -> None:
    steps = [
        step_of(EVERYTHING),
        step_of(Situation(expected_at=["2"], low_ratings=2, late_tickets=4, follow_ups_due=1, checks_due=1)),
        step_of(Situation(low_ratings=2, late_tickets=4, follow_ups_due=1, checks_due=1)),
        step_of(Situation(late_tickets=4, spare_counters=EVERYTHING.spare_counters, follow_ups_due=1, checks_due=1)),
        step_of(Situation(follow_ups_due=1, claims=3, checks_due=1)),
        step_of(Situation(claims=3, checks_due=1)),
        step_of(Situation(checks_due=1)),
    ]

    assert steps == list(StepKind)


def test_late_tickets_with_every_counter_busy_are_no_reason_to_open_one() -> None:
    assert step_of(Situation(late_tickets=9, checks_due=1)) is StepKind.CHECK


def test_a_spare_counter_without_late_tickets_is_no_reason_either() -> None:
    assert next_step(Situation(spare_counters=EVERYTHING.spare_counters)) is None


def test_a_free_counter_helps_sooner_than_a_paused_or_a_closed_one() -> None:
    spare = [
        SpareCounter("1", CounterState.CLOSED),
        SpareCounter("2", CounterState.PAUSED),
        SpareCounter("3", CounterState.WRAPPING_UP),
        SpareCounter("4", CounterState.OPEN),
        SpareCounter("5", CounterState.OPEN),
    ]
    order = []
    while spare:
        found = quickest(spare)
        assert found is not None
        order.append(found.code)
        spare.remove(found)

    assert order == ["4", "5", "3", "2", "1"]


@given(
    st.builds(
        Situation,
        calling=st.lists(st.sampled_from("123"), max_size=3),
        expected_at=st.lists(st.sampled_from("123"), max_size=3),
        low_ratings=st.integers(0, 3),
        late_tickets=st.integers(0, 3),
        spare_counters=st.lists(st.builds(SpareCounter, st.sampled_from("456"), st.sampled_from(CounterState))),
        follow_ups_due=st.integers(0, 3),
        checks_due=st.integers(0, 3),
    )
)
def test_every_sentence_finds_its_values(situation: Situation) -> None:
    found = next_step(situation)

    assert found is None or "%(" not in found.sentence % found.values
