"""Where in the week customers waited beyond the target."""

from typing import Any

from storeops.reports.findings.late_calls import late_by_half_hour, late_first_calls, late_stretch
from tests.reports.findings.told_month import report_of
from tests.reports.told_reports import told

# 1,000 served, 800 within the target; 800 / 0.64 = 1,250 visits in the level, of which 450 missed it.
MONTH = {"served": 1000, "service_level_plain": 0.8, "service_level": 0.64}


def cell(issued: int, late: int) -> dict[str, Any]:
    return {"issued": issued, "service_level": 1 - late / issued}


def test_misses_are_the_visits_of_the_level_less_those_within_the_target() -> None:
    assert late_first_calls(told(report_of(MONTH))) == 450


def test_a_month_without_a_level_has_no_known_misses() -> None:
    assert late_first_calls(told(report_of({"served": 10, "service_level": None}))) == 0


def test_where_nobody_was_in_time_all_who_were_served_were_late() -> None:
    assert late_first_calls(told(report_of({"served": 10, "service_level": 0.0, "service_level_plain": 0.0}))) == 10


def test_the_rush_is_the_worst_half_hour_with_those_at_least_half_as_bad_beside_it() -> None:
    monday = {"09:30": cell(100, 20), "10:00": cell(100, 40), "10:30": cell(100, 60), "11:00": cell(100, 29)}
    apart = {"16:00": cell(100, 1)}

    stretch = late_stretch(told(report_of(MONTH, by_weekday_half_hour={"1": {**monday, **apart}})))

    # 10:00 has two thirds of the peak, 11:00 and 09:30 less than half; 150 in the cells stand for 450: 100 * 3 = 300.
    assert stretch is not None
    assert (stretch.begins, stretch.ends, stretch.late, stretch.late_in_all) == ("10:00", "11:00", 300, 450)


def test_a_weekday_that_holds_most_of_the_rush_is_named() -> None:
    days = {"1": {"10:00": cell(100, 60)}, "2": {"10:00": cell(100, 10)}, "3": {"10:00": cell(100, 10)}}

    stretch = late_stretch(told(report_of(MONTH, by_weekday_half_hour=days)))

    # 80 in the cells stand for 450; Monday has 60 of them, more than 1.5 times the average of 26.7 and over half.
    assert stretch is not None
    assert (stretch.weekdays, stretch.late) == ([1], 338)


def test_a_rush_of_every_day_names_no_weekday() -> None:
    days = {str(day): {"10:00": cell(100, 20)} for day in range(1, 6)}

    stretch = late_stretch(told(report_of(MONTH, by_weekday_half_hour=days)))

    assert stretch is not None
    assert (stretch.weekdays, stretch.late) == ((1, 2, 3, 4, 5, 6, 7), 450)


def test_half_hours_of_all_days_stand_in_where_weekdays_are_not_known() -> None:
    half_hours = {"10:00": {"issued": {"value": 100}, "service_level": {"value": 0.5}}}
    open_counters = {"half_hours": [{"half_hour": "10:00", "open": 2.5, "needed": 4}]}

    stretch = late_stretch(told(report_of(MONTH, by_half_hour=half_hours, staffing=open_counters)))

    assert stretch is not None
    assert (stretch.weekdays, stretch.late) == ((1, 2, 3, 4, 5, 6, 7), 450)
    assert (stretch.open_counters, stretch.needed) == (2.5, 4)


def test_the_half_hours_add_up_to_the_misses_of_the_month() -> None:
    days = {"1": {"10:00": cell(100, 30), "23:30": cell(10, 5)}, "7": {"10:00": cell(90, 10), "00:00": cell(10, 5)}}

    late = late_by_half_hour(told(report_of(MONTH, by_weekday_half_hour=days)))

    # 50 in the cells stand for 450.
    assert {half_hour: round(count, 6) for half_hour, count in late.items()} == {"10:00": 360, "23:30": 45, "00:00": 45}


def test_a_month_without_half_hours_has_no_rush() -> None:
    assert late_stretch(told(report_of(MONTH))) is None
