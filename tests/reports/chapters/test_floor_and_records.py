"""The chapters on counters, special customers, and how far records can be trusted."""

from storeops.reports.chapters.data_quality import data_quality
from storeops.reports.chapters.people_on_the_floor import people_on_the_floor
from storeops.reports.chapters.special_customers import special_customers
from storeops.reports.sections.section_json import written
from tests.reports.chapters.queue_report import block, half_hour, ids, queue_report
from tests.reports.told_reports import CHINESE, ENGLISH

TRUSTED = written(queue_report().data_quality)


def test_open_and_needed_counters_with_one_less_and_one_more() -> None:
    chapter = people_on_the_floor(queue_report(), ENGLISH)

    chart = block(chapter, "counters_open_and_needed")
    assert [series.values for series in chart.series] == [[1.5, 1.0], [3, None]]
    assert block(chapter, "staffing").rows == [
        ["09:00", 40.0, None, 1.5, 3, 0.0, 0.916, 0.993, 268.5, 2 / 3],
        ["09:30", 40.0, None, 1.0, None, None, None, None, None, None],
    ]


def test_one_counter_has_none_less() -> None:
    one = {**half_hour("09:00", 1.0, 1), "ladder": [_rung(1, 0.9), _rung(2, 1.0)]}
    report = queue_report(staffing={"half_hours": [one], "short_half_hours": []})

    row = block(people_on_the_floor(report, ENGLISH), "staffing").rows[0]

    assert row[5:8] == [None, 0.9, 1.0]


def _rung(counters: int, level: float) -> dict[str, float]:
    return {"counters": counters, "service_level": level, "wait_p90": 0.0, "occupancy": 0.5}


def test_the_half_hours_that_lack_most_are_named_first() -> None:
    short = [{"half_hour": f"{hour:02d}:00", "needed": 4, "open": 3.0 - hour / 10} for hour in range(9, 18)]
    report = queue_report(staffing={"half_hours": [half_hour("09:00", 1.5, 3)], "short_half_hours": short})

    items = block(people_on_the_floor(report, ENGLISH), "short_half_hours").items

    # 17:00 has 1.3 of 4, 16:00 1.4.
    assert len(items) == 6
    assert items[0] == "17:00: 1.3 counters open on average, 4 needed."


def test_where_nobody_was_signed_in_the_chapter_says_so_and_shows_the_need() -> None:
    nobody = {"half_hours": [half_hour("09:00", None, 3)], "short_half_hours": []}
    report = queue_report(staffing=nobody, pauses={"counter": [], "system": []})

    chapter = people_on_the_floor(report, ENGLISH)

    assert ids(chapter) == ["nobody_signed_in", "staffing"]
    assert block(chapter, "nobody_signed_in").items[0].startswith("Nobody was signed in:")


def test_pauses_by_reason() -> None:
    chapter = people_on_the_floor(queue_report(), CHINESE)

    assert block(chapter, "pauses").rows == [["用餐", 2, 3600]]
    assert block(chapter, "system_pauses").rows == [["moonlight", 1, 20]]


def test_special_customers_and_what_nothing_records_yet() -> None:
    chapter = special_customers(queue_report(), ENGLISH)

    figures = {figure.metric: figure.value for figure in block(chapter, "special").figures}
    assert figures == {
        "assisted_count": None,
        "assisted_served": 1,
        "assisted_wait_median": 90,
        "vip": 0,
        "appointments": 1,
        "diversion_rate": None,
        "electronic_share": None,
    }
    assert "no value, not zero" in block(chapter, "unrecorded").items[0]


def test_records_without_a_gap() -> None:
    chapter = data_quality(queue_report(), ENGLISH)

    assert block(chapter, "meaning").items == ["Nothing is missing, and the system had to close nothing."]
    assert {row[1] for row in block(chapter, "data_quality").rows} == {0, None}


def test_each_gap_is_explained() -> None:
    found = {**TRUSTED, "clock_jumps": 2, "missing_prompts": 1200, "imported_share": 0.25}

    items = block(data_quality(queue_report(data_quality=found), ENGLISH), "meaning").items

    assert [item.split(":")[0] for item in items] == [
        "Visits without closing question (1,200)",
        "Clock set back (2)",
        "Imported tickets (25.0%)",
    ]


def test_a_closed_month_whose_records_leave_out_its_first_or_last_days_says_so() -> None:
    days: dict[str, object] = {f"2026-09-{day:02d}": {} for day in range(15, 31)}

    half = block(data_quality(queue_report(month="2026-09", days=days, provisional=False), ENGLISH), "meaning").items
    running = block(data_quality(queue_report(month="2026-09", days=days, provisional=True), ENGLISH), "meaning").items

    assert half == [
        "The records begin on 2026-09-15 and end on 2026-09-30, with 16 of the month's 30 days: compare its counts"
        " with those of a whole month with care."
    ]
    assert running == ["Nothing is missing, and the system had to close nothing."]
