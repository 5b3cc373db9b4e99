"""The chapters on waiting, handling, one counter for all, and the days."""

from storeops.reports.chapters.days_and_parts import days_and_parts
from storeops.reports.chapters.handling import handling
from storeops.reports.chapters.one_stop import one_stop
from storeops.reports.chapters.waiting import waiting
from storeops.reports.sections.section_json import written
from tests.reports.chapters.queue_report import block, figures, ids, queue_report
from tests.reports.told_reports import CHINESE, ENGLISH


def test_the_wait_through_the_day_has_its_target() -> None:
    chart = block(waiting(queue_report(), ENGLISH), "wait_through_the_day")

    assert chart.labels == ["09:00", "09:30"]
    assert [series.values for series in chart.series] == [[120, 60], [400, 90]]
    assert (chart.kind, chart.target) == ("s", 300)


def test_waiting_by_half_hour_and_by_weekday() -> None:
    chapter = waiting(queue_report(), ENGLISH)

    assert block(chapter, "wait_by_half_hour").rows == [
        ["09:00", 4, 3, 120, 400, 0.75, 0.25],
        ["09:30", 2, 2, 60, 90, 1, 0],
    ]
    assert [row[:2] for row in block(chapter, "wait_by_weekday").rows] == [["Monday", 4], ["Tuesday", 2]]


def test_figures_carry_their_definition() -> None:
    level = block(waiting(queue_report(), CHINESE), "waits").figures[0]

    assert (level.metric, level.name, level.value, level.kind) == ("service_level", "服务水平", 0.8, "share")
    assert "不计入" in level.definition


def test_services_come_busiest_first_with_their_targets() -> None:
    chapter = handling(queue_report(), ENGLISH)

    chart = block(chapter, "handling_by_service")
    assert (chart.labels, chart.targets) == (["Change the plan", "Pay a bill"], [None, 180])
    assert chart.series[0].values == [240, 100]
    assert block(chapter, "services_handled").rows == [
        ["Change the plan", 3, 240, 300, None, None, None, None],
        ["Pay a bill", 2, 100, 200, 0.5, 180, 1, 4000],
    ]


def test_the_chart_holds_ten_services_and_the_table_all() -> None:
    report = queue_report(by_service={f"s{n:02d}": figures(transactions=n, handling_median=60) for n in range(1, 13)})

    chapter = handling(report, ENGLISH)

    assert block(chapter, "handling_by_service").labels == [f"s{n:02d}" for n in range(12, 2, -1)]
    assert len(block(chapter, "services_handled").rows) == 12


def test_reasons_are_words_and_an_unknown_one_shows_itself() -> None:
    rows = block(handling(queue_report(), ENGLISH), "over_target_reasons").rows

    assert rows == [["Needless step", 1, 4000], ["No reason given", 2, 50], ["moonlight", 1, 10]]


def test_a_log_that_gives_no_reasons_has_no_table_of_them() -> None:
    unexplained = [{"reason": None, "count": 5, "seconds_over": 60}]
    over = {**written(queue_report().over_target), "by_reason": unexplained, "steps": []}

    assert "over_target_reasons" not in ids(handling(queue_report(over_target=over), ENGLISH))


def test_the_first_step_worth_removing_is_named() -> None:
    english, chinese = handling(queue_report(), ENGLISH), handling(queue_report(), CHINESE)

    # 4,000 s are 1:06:40.
    assert block(english, "first_step").items == [
        "Most time goes to “Needless step” at Pay a bill: 1:06:40 over the target (transactions: 1)."
    ]
    assert "“交话费”中的“多余环节”" in block(chinese, "first_step").items[0]


def test_without_anything_over_target_nothing_is_said_of_it() -> None:
    over = {"transactions": 2, "over": 0, "seconds_over": 0, "by_service": [], "by_reason": [], "steps": []}

    assert ids(handling(queue_report(over_target=over), ENGLISH)) == [
        "handling_figures",
        "handling_by_service",
        "services_handled",
    ]


def test_moves_between_services() -> None:
    assert block(one_stop(queue_report(), CHINESE), "moves").rows == [["交话费", "teleport", 1]]


def test_only_the_most_frequent_moves_are_listed_and_the_note_says_so() -> None:
    moves = [{"from": f"s{n:02d}", "to": "payment", "count": 20 - n} for n in range(18)]

    table = block(one_stop(queue_report(transfers={"visits": 100, "moves": moves}), ENGLISH), "moves")

    assert len(table.rows) == 15
    assert table.note.startswith("The 15 most frequent of 18 moves.")


def test_a_month_without_transfers_says_so() -> None:
    chapter = one_stop(queue_report(transfers={"visits": 0, "moves": []}), ENGLISH)

    assert block(chapter, "no_transfers").items == ["Nobody was sent on to another service or counter."]


def test_services_come_by_their_tickets_most_first() -> None:
    rows = block(days_and_parts(queue_report(), ENGLISH), "services").rows

    assert [row[:2] for row in rows] == [["Pay a bill", 4], ["Change the plan", 2], ["fax", 0]]


def test_days_with_tickets_have_a_row_each() -> None:
    rows = block(days_and_parts(queue_report(), CHINESE), "days").rows

    assert [row[:4] for row in rows] == [["2026-03-02", "星期一", 4, 3], ["2026-03-03", "星期二", 2, 2]]
