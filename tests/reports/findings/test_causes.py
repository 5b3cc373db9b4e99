"""The likely cause of a movement, each rule by hand."""

from typing import Any

from tests.reports.findings.told_month import figures, moments, report_of
from tests.reports.told_reports import found_in

MANY = {"issued": 5000, "served": 5000, "transactions": 5000}
FELL = {"service_level": 0.70, "service_level_plain": 0.70}
WAS = {"service_level": 0.80, "service_level_plain": 0.80}


def cause_of(
    now: dict[str, Any], before: dict[str, Any], way: str = "worsened", metric: str | None = None, **sections: Any
) -> Any:
    found = found_in(report_of({**MANY, **now}, {**MANY, **before}, **sections))
    told = [each["cause"] for each in found[way] if metric in (None, each["metric"])]
    return told[0]


def test_waits_grew_because_counters_had_more_to_do() -> None:
    now = {**FELL, "transactions_per_hour": 10.2, "handling_mean": 204}
    before = {**WAS, "transactions_per_hour": 10.0, "handling_mean": 200}

    # 1.02 * 1.02 = 1.0404: four percent more work for each hour signed in
    cause = cause_of(now, before)

    assert cause["code"] == "busier"
    assert cause["values"]["transactions_per_hour"]["value"] == 10.2
    assert cause["values"]["handling_mean"]["before"] == 200


def test_a_little_more_work_explains_no_wait() -> None:
    now = {**FELL, "transactions_per_hour": 10.1, "handling_mean": 202}
    before = {**WAS, "transactions_per_hour": 10.0, "handling_mean": 200}

    assert cause_of(now, before) is None


def test_waits_fell_because_counters_had_less_to_do() -> None:
    now = {**WAS, "transactions_per_hour": 9.0, "handling_mean": 200}
    before = {**FELL, "transactions_per_hour": 10.0, "handling_mean": 200}

    assert cause_of(now, before, "improved")["code"] == "calmer"


def test_free_counters_come_before_busy_ones() -> None:
    now = {**FELL, "transactions_per_hour": 11.0, "handling_mean": 200, "idle_while_waiting": 24000}
    before = {**WAS, "transactions_per_hour": 10.0, "handling_mean": 200, "idle_while_waiting": 12000}
    found = found_in(report_of({**MANY, **now}, {**MANY, **before}))

    causes = {finding["metric"]: finding["cause"] for finding in found["worsened"]}
    assert causes["service_level"] == {
        "code": "idle_counters",
        "values": {"value": 24000, "before": 12000, "amount": 1.0},
    }


def test_without_a_known_change_the_hours_that_missed_most_are_told() -> None:
    cells = {"1": {"10:00": {"issued": 1000, "service_level": 0.5}, "14:00": {"issued": 1000, "service_level": 0.9}}}

    cause = cause_of(FELL, WAS, by_weekday_half_hour=cells)

    # Of 600 misses in the cells five sixths fell at 10:00; the month has 1,500.
    assert cause["code"] == "late_hours"
    assert (cause["values"]["begins"], cause["values"]["late"]) == ("10:00", 1250)


def test_abandonment_rose_with_the_wait() -> None:
    cause = cause_of(
        {"abandonment": 0.10, "wait_p90": 400}, {"abandonment": 0.05, "wait_p90": 300}, metric="abandonment"
    )

    assert cause["code"] == "longer_waits"
    assert (cause["values"]["value"], cause["values"]["before"]) == (400, 300)


def test_what_moved_by_chance_is_no_cause() -> None:
    now, before = {"abandonment": 0.10, "wait_p90": 400}, {"abandonment": 0.05, "wait_p90": 300}

    assert cause_of(now, before, by_chance=["wait_p90"]) is None


def test_abandonment_that_rose_without_the_wait_has_no_known_cause() -> None:
    assert cause_of({"abandonment": 0.10, "wait_p90": 300}, {"abandonment": 0.05, "wait_p90": 300}) is None


def with_services(now: dict[str, Any], before: dict[str, Any]) -> Any:
    report = report_of({**MANY, "speed_compliance": 0.7}, {**MANY, "speed_compliance": 0.8})
    report["by_service"] = {code: figures(values) for code, values in now.items()}
    report["comparisons"]["previous"]["by_service"] = before
    return found_in(report)["worsened"][0]["cause"]


def test_handling_grew_because_other_business_came() -> None:
    then = {"a": {"transactions": 80, "handling_mean": 100}, "b": {"transactions": 20, "handling_mean": 250}}
    now = {"a": {"transactions": 50, "handling_mean": 100}, "b": {"transactions": 50, "handling_mean": 300}}

    # 52.5 of 70 seconds are mix: see the arithmetic of mean_change
    cause = with_services(now, then)

    assert cause["code"] == "other_mix"
    assert {key: round(value, 6) for key, value in cause["values"].items()} == {"seconds": 52.5, "seconds_in_all": 70}


def test_handling_grew_because_one_service_took_longer() -> None:
    then = {"a": {"transactions": 50, "handling_mean": 100}, "b": {"transactions": 50, "handling_mean": 200}}
    now = {"a": {"transactions": 50, "handling_mean": 100}, "b": {"transactions": 50, "handling_mean": 240}}

    cause = with_services(now, then)

    assert cause["code"] == "slower_service"
    assert cause["values"] == {"service": "b", "value": 240, "before": 200, "seconds": 20, "seconds_in_all": 20}


def test_handling_grew_everywhere_a_little() -> None:
    then = {code: {"transactions": 10, "handling_mean": 100} for code in "abcdef"}
    now = {code: {"transactions": 10, "handling_mean": 110} for code in "abcdef"}

    cause = with_services(now, then)

    # Each makes a sixth of the ten seconds: none a quarter.
    assert (cause["code"], cause["values"]["slower"], cause["values"]["services"]) == ("slower_everywhere", 6, 6)


def test_without_the_services_of_the_other_month_the_loss_of_this_one_is_told() -> None:
    slow = {"service": "sim", "transactions": 200, "over": 90, "seconds_over": 12000, "reasons": {"entered_twice": 40}}

    cause = cause_of(
        {"speed_compliance": 0.7}, {"speed_compliance": 0.8}, over_target={"by_service": [slow], "over": 90}
    )

    assert cause["code"] == "most_over_target"
    assert (cause["values"]["reason"], cause["values"]["reason_count"]) == ("entered_twice", 40)


def test_satisfaction_fell_at_the_moment_that_is_rated_lowest() -> None:
    rated = moments(money=(400, 0.9), waiting=(400, 0.6))
    rated["moments"].append({"moment": "ticket", "ratings": 3, "csat": 0.0})

    cause = cause_of({"csat": 0.75}, {"csat": 0.9}, moments=rated)

    assert cause == {"code": "weakest_moment", "values": {"moment": "waiting", "ratings": 400, "csat": 0.6}}


def test_one_stop_fell_and_the_most_frequent_hand_over_is_told() -> None:
    moves = {"visits": 300, "moves": [{"from": "payment", "to": "sim", "count": 120}]}

    cause = cause_of({"one_stop_gross": 0.8}, {"one_stop_gross": 0.9}, transfers=moves)

    assert cause == {"code": "most_moved", "values": {"from": "payment", "to": "sim", "count": 120, "visits": 300}}


def test_answers_came_late_most_often_for_one_kind_of_case() -> None:
    late = [{"kind": "technical"}] * 6 + [{"kind": "complaint"}] * 2

    cause = cause_of({"followup_in_time": 0.7}, {"followup_in_time": 0.9}, cases={"due": 100, "late": late})

    assert cause == {"code": "late_kind", "values": {"kind": "technical", "count": 6, "late": 8}}


def test_checks_fell_and_the_item_that_lost_most_is_told() -> None:
    item = {"zh": "唱收唱付", "en": "Says amounts aloud", "failed": 12, "marked": 60}

    cause = cause_of(
        {"checklist_mean": 88.0}, {"checklist_mean": 94.0}, checklist={"checks": 60, "failed_items": [item]}
    )

    assert cause == {"code": "failed_item", "values": item}


def test_complaints_rose_and_the_service_with_most_is_told() -> None:
    heard = {"complaints": 60, "complaints_by_service": [{"service": "sim", "count": 25}]}

    cause = cause_of({"complaints": 60}, {"complaints": 20}, heard=heard)

    assert cause == {"code": "most_complained", "values": {"service": "sim", "count": 25, "complaints": 60}}
