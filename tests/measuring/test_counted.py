"""What each day adds to a figure comes to the figure again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.measuring.counted import DayPart, Ratio, Sum
from storeops.measuring.metric_registry import QUEUE_METRIC_OF, QUEUE_METRICS
from storeops.measuring.tally import Tally
from tests.measuring.days import TARGETS, leg, tally_of, transaction, visit

SLOW = tally_of(visit(leg("0:00", "1:00", "1:10", "3:10")), visit(leg("0:00", "7:00", "7:05", "8:05")))
QUICK = tally_of(visit(leg("0:00", "0:30", "0:40", "1:00")))
EMPTY = tally_of()


@given(st.lists(st.sampled_from([SLOW, QUICK, EMPTY]), min_size=1, max_size=6))
def test_the_days_come_to_the_figure(days: list[Tally]) -> None:
    whole = Tally.merged(days)

    for metric in QUEUE_METRICS:
        parts = metric.counted.day_parts(days, TARGETS, whole)
        part, of = sum(each.part for each in parts), sum(each.whole for each in parts)
        value = metric.value(whole, TARGETS)
        if isinstance(metric.counted, Ratio):
            assert value == (pytest.approx(part / of) if of else None), metric.id
        elif isinstance(metric.counted, Sum):
            assert (value or 0) == part, metric.id


def test_a_median_is_judged_by_the_values_within_that_of_both_periods() -> None:
    median = QUEUE_METRIC_OF["wait_median"].counted

    # Waits of 60 and 420 s, and of 30 s: the median of all three is 60 s.
    assert median.day_parts([SLOW, QUICK], TARGETS, Tally.merged([SLOW, QUICK])) == [DayPart(1, 2), DayPart(1, 1)]


def test_a_target_of_nine_in_ten_is_judged_by_the_values_within_it() -> None:
    aimed = QUEUE_METRIC_OF["wait_p90"].counted.aimed([SLOW, QUICK], TARGETS, 300)

    assert (aimed.days, aimed.ratio) == ([DayPart(1, 2), DayPart(1, 1)], 0.9)


def test_a_target_of_a_sum_is_judged_by_what_an_open_day_should_bring() -> None:
    aimed = QUEUE_METRIC_OF["served"].counted.aimed([SLOW, QUICK], TARGETS, 10)

    assert (aimed.days, aimed.ratio) == ([DayPart(2, 1), DayPart(1, 1)], 5)


def test_three_minutes_are_asked_of_normal_business_alone() -> None:
    day = tally_of(
        visit(
            leg(
                "0:00",
                "0:00",
                "0:00",
                "12:00",
                transactions=[
                    transaction("0:00", "3:00"),
                    transaction("3:00", "6:01"),
                    transaction("6:01", "7:00", kind="exceptional"),
                ],
            )
        )
    )

    # 180 s is within, 181 s is not; the exceptional one is not asked.
    assert QUEUE_METRIC_OF["speed_within_3_minutes"].value(day, TARGETS) == 0.5
