"""What a clerk's own figures may hold, and when."""

from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from storeops.quality.ratings.releasing import LEAST_CLERK_RATINGS, Released, released

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 3, day) for day in (2, 3, 4, 5))


@dataclass(frozen=True)
class Tap:
    day: date
    value: int = 5


def shown(taps: list[Tap], today: date) -> list[int]:
    return sorted(tap.value for tap in released(taps, today).taps)


def test_four_ratings_show_nothing() -> None:
    assert shown([Tap(MONDAY)] * 4, TUESDAY) == []


def test_five_ratings_show_on_the_next_day() -> None:
    rated = [*[Tap(MONDAY)] * 4, Tap(MONDAY, 1)]

    assert shown(rated, MONDAY) == []
    assert shown(rated, TUESDAY) == [1, 5, 5, 5, 5]


def test_a_single_later_rating_waits_for_four_others() -> None:
    rated = [*[Tap(MONDAY)] * 5, Tap(TUESDAY, 1)]

    assert shown(rated, WEDNESDAY) == [5] * 5
    assert shown([*rated, *[Tap(WEDNESDAY, 4)] * 4], THURSDAY) == [1, 4, 4, 4, 4, *[5] * 5]


def test_batches_name_the_day_on_which_they_were_full_and_keep_the_rest() -> None:
    rated = [*[Tap(MONDAY)] * 3, *[Tap(TUESDAY)] * 2, Tap(WEDNESDAY, 1)]

    found: Released[Tap] = released(rated, WEDNESDAY)

    assert [(batch.last_day, len(batch.taps)) for batch in found.batches] == [(TUESDAY, 5)]
    assert found.waiting == [Tap(WEDNESDAY, 1)]


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(1, 5)), max_size=60))
def test_what_is_new_from_one_day_to_the_next_is_nothing_or_five_ratings_at_least(taps: list[tuple[int, int]]) -> None:
    rated = [Tap(date(2026, 3, day), value) for day, value in taps]

    counts = [len(shown(rated, date(2026, 3, today))) for today in range(1, 30)]

    steps = [after - before for before, after in zip([0, *counts], counts, strict=False)]
    assert all(step == 0 or step >= LEAST_CLERK_RATINGS for step in steps)
