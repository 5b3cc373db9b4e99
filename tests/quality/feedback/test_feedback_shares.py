"""Shares of feedback, and what may bend them."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storeops.quality.feedback.feedback_facts import PromptFact, RatingFact, ServedFact
from storeops.quality.feedback.feedback_shares import Shares, quick_taps, shares_by, wait_groups
from storeops.quality.ratings.moments import Moment, Place, WhyShown

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def a_rating(value: int, employee: str | None = "1001") -> RatingFact:
    return RatingFact(1, "2026-03-02", Moment.FAREWELL, value, NOON, date(2026, 3, 2), 12, employee)


def a_question(
    ticket_id: int,
    answered_after: float | None,
    *,
    why: WhyShown = WhyShown.END,
    place: Place = Place.PAD,
    counter: str | None = "1",
    hour: int = 12,
) -> PromptFact:
    """A question, answered so many seconds after noon; None: never."""
    answered_at = None if answered_after is None else NOON + timedelta(seconds=answered_after)
    return PromptFact(ticket_id, Moment.FAREWELL, why, place, counter, "1001", hour, answered_at)


def test_4_and_5_are_satisfied_and_5_is_delighted() -> None:
    shares = shares_by([a_rating(value) for value in (1, 3, 4, 5, 5)], [], [], lambda fact: fact.employee)

    # 3 of 5, 2 of 5.
    assert (shares["1001"].csat, shares["1001"].delight) == (0.6, 0.4)


def test_the_counts_of_days_add_up_to_those_of_all() -> None:
    monday, tuesday = Shares(2, 1, 0, 4, 2, 5, 4), Shares(3, 3, 2, 3, 3, 6, 3)

    assert Shares.merged([monday, tuesday]) == Shares(5, 4, 2, 7, 5, 11, 7)
    assert Shares.merged([]) == Shares()


def test_a_share_of_nothing_is_none() -> None:
    nothing = Shares()

    assert (nothing.csat, nothing.delight, nothing.response_rate, nothing.prompt_rate) == (None,) * 4


def test_who_answered_counts_questions_and_who_was_asked_counts_visits() -> None:
    prompts = [a_question(1, 3), a_question(1, None, why=WhyShown.RANDOM), a_question(2, None)]
    closes = [ServedFact(number, "1001", 12) for number in (1, 2, 3, 4)]

    shares = shares_by([], prompts, closes, lambda fact: fact.hour)

    # 1 of 3 questions was answered; the end was asked in 2 of 4 visits.
    assert (shares[12].response_rate, shares[12].prompt_rate) == (1 / 3, 0.5)


def test_a_fact_without_a_group_is_left_out() -> None:
    assert shares_by([a_rating(5, None)], [], [], lambda fact: fact.employee) == {}


# Tenths by wait


def test_twenty_visits_make_ten_groups_of_two_by_their_wait() -> None:
    groups = wait_groups({visit: visit * 10 for visit in range(20)})

    assert (groups[0].number, groups[0].low_seconds, groups[0].high_seconds) == (1, 0, 10)
    assert (groups[19].number, groups[19].low_seconds, groups[19].high_seconds) == (10, 180, 190)
    assert [list(groups.values()).count(group) for group in set(groups.values())] == [2] * 10


def test_no_visit_makes_no_group() -> None:
    assert wait_groups({}) == {}


@given(st.dictionaries(st.integers(1, 500), st.integers(0, 4000), min_size=1))
def test_groups_differ_by_one_visit_at_most_and_rise_with_the_wait(waits: dict[int, int]) -> None:
    groups = wait_groups(waits)

    sizes = [sum(group.number == number for group in groups.values()) for number in range(1, 11)]
    filled = [size for size in sizes if size]
    assert set(groups) == set(waits)
    assert max(filled) - min(filled) <= 1
    assert all(groups[visit].low_seconds <= wait <= groups[visit].high_seconds for visit, wait in waits.items())


# Quick taps


def test_taps_less_than_3_seconds_apart_on_one_pad_are_counted() -> None:
    taps = [a_question(1, 0), a_question(1, 2.9), a_question(2, 4.0), a_question(3, 7.0)]

    (pad,) = quick_taps(taps)

    # Gaps 2.9 s (same visit), 1.1 s (another visit), 3.0 s (not less than 3).
    assert (pad.counter, pad.taps, pad.quick, pad.quick_between_visits) == ("1", 4, 2, 1)


def test_pads_are_told_apart_and_phones_are_no_pads() -> None:
    taps = [a_question(1, 0), a_question(2, 1, counter="2"), a_question(3, 1, place=Place.PHONE)]

    assert [(pad.counter, pad.taps, pad.quick) for pad in quick_taps(taps)] == [("1", 1, 0), ("2", 1, 0)]
