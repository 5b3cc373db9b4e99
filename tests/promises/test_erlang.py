"""Erlang's delay formula against published values, and what it says of counters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.promises.erlang import counters_needed, erlang_b, erlang_c, ladder, service_level

DELAYED = [
    (0.8, 1, 0.8),
    (2, 3, 0.444444),
    (5, 7, 0.324150),
    (8, 10, 0.409180),
    (10, 12, 0.449388),
    (10, 14, 0.174132),
    (20, 24, 0.298072),
    (50, 55, 0.384547),
    (100, 110, 0.237008),
]
NEEDED_FOR_80 = {20: 2, 30: 3, 40: 3, 50: 4, 60: 4, 80: 5, 100: 6, 120: 7, 150: 9, 200: 11}
NEEDED_FOR_90 = {20: 2, 30: 3, 40: 3, 50: 4, 60: 4, 80: 6, 100: 7, 120: 8, 150: 9, 200: 12}
LEVEL_AT_80 = {20: 0.937, 30: 0.981, 40: 0.916, 50: 0.974, 60: 0.904, 80: 0.895, 100: 0.889, 120: 0.884, 150: 0.958}
HALF_HOURS = [20, 28, 36, 46, 48, 42, 30, 24, 26, 30, 36, 42, 44, 40, 34, 28, 22, 16, 8]
COUNTERS = [3, 4, 5, 6, 6, 5, 4, 4, 4, 4, 5, 5, 6, 5, 5, 4, 3, 3, 2]


@pytest.mark.parametrize(("load", "counters", "share"), DELAYED)
def test_the_share_of_customers_who_wait(load: float, counters: int, share: float) -> None:
    assert erlang_c(load, counters) == pytest.approx(share, abs=5e-7)


def test_the_share_who_find_every_counter_busy() -> None:
    assert erlang_b(2, 3) == pytest.approx(0.210526, abs=5e-7)


def test_the_service_level_of_a_number_of_counters() -> None:
    # 100 in half an hour, 180 s each: a load of 10 on 14 counters.
    assert service_level(200, 180, 14, 20) == pytest.approx(0.888350, abs=5e-7)


def test_counters_that_cannot_keep_up_keep_no_promise() -> None:
    # 40 an hour at 180 s are a load of exactly 2.
    assert (erlang_c(2, 2), service_level(40, 180, 2, 300)) == (1, 0)


@pytest.mark.parametrize("arrivals", NEEDED_FOR_80)
def test_the_fewest_counters_that_keep_five_minutes(arrivals: int) -> None:
    assert counters_needed(arrivals, 180, 300) == NEEDED_FOR_80[arrivals]
    assert counters_needed(arrivals, 180, 300, 0.9) == NEEDED_FOR_90[arrivals]


@pytest.mark.parametrize("arrivals", LEVEL_AT_80)
def test_the_level_that_they_keep(arrivals: int) -> None:
    level = service_level(arrivals, 180, NEEDED_FOR_80[arrivals], 300)

    assert level == pytest.approx(LEVEL_AT_80[arrivals], abs=5e-4)


def test_a_whole_day_half_hour_by_half_hour() -> None:
    assert [counters_needed(2 * count, 180, 300) for count in HALF_HOURS] == COUNTERS


@pytest.mark.parametrize(("arrivals", "handling"), [(0, 180), (20, None), (20, 0)])
def test_nobody_is_needed_where_nobody_comes_or_no_handling_is_known(arrivals: float, handling: float | None) -> None:
    assert counters_needed(arrivals, handling, 300) is None


def test_the_ladder_tells_what_one_less_and_one_more_would_give() -> None:
    less, kept, more = ladder(40, 180, 300, 3)

    assert (less.counters, less.service_level, less.wait_p90, less.occupancy) == (2, 0, None, 1)
    # C(2, 3) is 0.444444; a wait passes ln(4.44444) x 180 s / (3 - 2) = 268.5 s with probability 0.1.
    assert kept.counters == 3
    assert kept.occupancy == pytest.approx(2 / 3)
    assert kept.service_level == pytest.approx(0.916, abs=5e-4)
    assert kept.wait_p90 == pytest.approx(268.5, abs=0.05)
    assert more.service_level > kept.service_level


def test_a_ladder_has_no_rung_without_counters() -> None:
    assert [rung.counters for rung in ladder(2, 180, 300, 1)] == [1, 2]


def test_where_fewer_than_one_in_ten_wait_nine_in_ten_do_not() -> None:
    # One an hour at 180 s: a load of 0.05, and C of one counter is 0.05.
    assert ladder(1, 180, 300, 1)[0].wait_p90 == 0


@given(st.floats(0.1, 2000), st.floats(10, 3000), st.floats(0, 3600))
def test_the_needed_counters_are_enough_and_one_less_is_not(arrivals: float, handling: float, target: float) -> None:
    needed = counters_needed(arrivals, handling, target)

    assert needed is not None
    assert service_level(arrivals, handling, needed, target) >= 0.8
    assert needed == 1 or service_level(arrivals, handling, needed - 1, target) < 0.8
