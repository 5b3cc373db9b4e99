"""The topic of the month and the three actions, chosen by the customers that they touch."""

from typing import Any

from storeops.reports.findings.actions import actions
from storeops.reports.findings.topics import topic
from storeops.reports.sections.section_json import written
from tests.reports.findings.told_month import figures, moments, report_of
from tests.reports.told_reports import told

LATE = {"issued": 1000, "served": 1000, "service_level": 0.8, "service_level_plain": 0.8}
RUSH = {"1": {"10:00": {"issued": 100, "service_level": 0.5}, "15:00": {"issued": 500, "service_level": 0.9}}}
SLOW = {
    "service": "sim",
    "transactions": 400,
    "over": 120,
    "share": 0.3,
    "seconds_over": 9000,
    "reasons": {"entered_twice": 50, "long_advice": 60, "None": 4},
}
OVER = {"transactions": 900, "over": 150, "by_service": [SLOW]}
SHORT = {"half_hours": [{"half_hour": "10:00", "open": 3, "needed": 4}]}
STEP = {"reason": "entered_twice", "service": "sim", "count": 50, "seconds_over": 4000}


def codes(found: list[dict[str, Any]]) -> list[str]:
    return [action["code"] for action in found]


def test_the_topic_is_the_matter_that_touched_most_and_names_the_next() -> None:
    found = written(topic(told(report_of(LATE, over_target=OVER))))

    # 1,000 * (1 - 0.8) = 200 waited too long, 150 transactions were over their targets
    assert found is not None
    assert (found["code"], found["count"]) == ("late_calls", 200)
    assert found["next"] == {"code": "slow_service", "touched": 150, "count": 150}


def test_a_slow_service_is_shown_with_its_reasons_those_not_given_last() -> None:
    measured = {"sim": figures({"handling_median": 200, "handling_p90": 500})}

    found = written(topic(told(report_of({}, over_target=OVER, by_service=measured))))

    assert found is not None
    assert found["rows"] == [
        {"reason": "long_advice", "count": 60},
        {"reason": "entered_twice", "count": 50},
        {"reason": None, "count": 10},
    ]
    assert [found["values"][key] for key in ("target", "median", "p90")] == [300, 200, 500]


def test_a_late_case_weighs_as_ten_customers() -> None:
    late = [{"kind": "complaint", "hours_late": 3}, {"kind": "technical", "hours_late": 1}] * 3

    found = written(topic(told(report_of({}, cases={"due": 20, "late": late}, transfers={"visits": 50, "moves": []}))))

    assert found is not None
    assert (found["code"], found["count"], found["touched"]) == ("late_cases", 6, 60)
    assert found["rows"][0] == {"kind": "complaint", "late": 3, "hours_late": 3}


def test_a_month_in_which_little_went_wrong_has_no_topic() -> None:
    assert written(topic(told(report_of({}, transfers={"visits": 29, "moves": []})))) is None


def test_one_more_counter_is_opened_where_most_waited_too_long() -> None:
    found = written(actions(told(report_of(LATE, by_weekday_half_hour=RUSH, staffing=SHORT))))

    # 50 and 50 of 100 in the cells: the earlier comes first; they stand for 200.
    assert codes(found) == ["open_counter"]
    assert found[0]["values"]["begins"] == "10:00"
    assert (found[0]["values"]["late"], found[0]["values"]["late_in_all"], found[0]["values"]["more"]) == (100, 200, 1)


def test_where_nobody_recorded_how_many_were_open_the_need_is_told() -> None:
    needed = {"half_hours": [{"half_hour": "10:00", "open": None, "needed": 4}]}

    (found,) = written(actions(told(report_of(LATE, by_weekday_half_hour=RUSH, staffing=needed))))

    assert (found["code"], found["values"]["counters"], found["values"].get("more")) == ("open_counter", 4, None)


def test_where_the_need_is_not_known_either_nothing_is_advised() -> None:
    assert written(actions(told(report_of(LATE, by_weekday_half_hour=RUSH)))) == []


def test_late_calls_that_were_counted_are_told_as_they_are() -> None:
    counted = {"1": {"10:00": {"issued": 100, "late": 70}, "15:00": {"issued": 500, "late": 30}}}

    (found,) = written(actions(told(report_of(LATE, by_weekday_half_hour=counted, staffing=SHORT))))

    assert (found["values"]["late"], found["values"]["late_in_all"], found["values"]["is_exact"]) == (70, 200, True)


def test_no_counter_is_asked_for_where_enough_were_open() -> None:
    enough = {"half_hours": [{"half_hour": "10:00", "open": 4.2, "needed": 4}]}

    assert written(actions(told(report_of(LATE, by_weekday_half_hour=RUSH, staffing=enough)))) == []


def test_as_many_counters_are_asked_for_as_were_missing() -> None:
    short = {"half_hours": [{"half_hour": "10:00", "open": 2.2, "needed": 4}]}

    found = written(actions(told(report_of(LATE, by_weekday_half_hour=RUSH, staffing=short))))

    assert found[0]["values"]["more"] == 2


def test_free_counters_count_beyond_the_time_that_a_call_takes() -> None:
    values = {**LATE, "idle_while_waiting": 18000, "handling_mean": 200}

    found = written(actions(told(report_of(values))))

    # 18,000 - 15 * 1,000 = 3,000 seconds, time for 15 transactions of 200 seconds
    assert codes(found) == ["call_at_once"]
    assert found[0]["values"]["transactions"] == 15


def test_at_most_three_actions_are_named_what_touches_most_first() -> None:
    report = report_of(
        LATE,
        by_weekday_half_hour=RUSH,
        staffing=SHORT,
        over_target={**OVER, "steps": [STEP]},
        transfers={"visits": 80, "moves": [{"from": "payment", "to": "sim", "count": 40}]},
        cases={"due": 30, "late": [{"kind": "technical", "hours_late": 2.5}] * 6},
    )

    # 100 customers; 6 * 10 = 60; 50; 40: the last is left out
    assert codes(written(actions(told(report)))) == ["open_counter", "answer_cases", "remove_step"]


def test_a_service_without_reasons_is_to_be_watched_first() -> None:
    silent = {**SLOW, "reasons": {"long_advice": 10}}

    found = written(actions(told(report_of({}, over_target={"by_service": [silent], "steps": []}))))

    assert codes(found) == ["watch_service"]
    assert (found[0]["values"]["over"], found[0]["values"]["given"]) == (120, 10)


OfferDay = dict[str, tuple[int, int]]
"""To how many each offer was made on a day, and how many of them stayed."""


def offers(*days: OfferDay) -> dict[str, Any]:
    made = {code: [day[code] for day in days if code in day] for code in ("discount", "gift_data")}
    counts = {code: (sum(count for count, _ in own), sum(kept for _, kept in own)) for code, own in made.items()}
    return {
        "offers": [{"code": code, "count": n, "kept_share": kept / n} for code, (n, kept) in counts.items() if n],
        "offer_days": [{code: {"count": n, "kept": kept} for code, (n, kept) in day.items()} for day in days],
    }


ALIKE: tuple[OfferDay, ...] = (
    {"discount": (10, 5), "gift_data": (8, 2)},
    {"discount": (10, 6), "gift_data": (8, 3)},
    {"discount": (10, 4), "gift_data": (8, 1)},
    {"discount": (10, 5), "gift_data": (8, 2)},
    {"discount": (10, 5), "gift_data": (8, 2)},
) * 2
"""Each day the discount kept about half, the gift about a quarter."""


def test_an_offer_comes_first_if_it_kept_more_than_the_others_by_more_than_chance() -> None:
    found = written(actions(told(report_of({}, leaving=offers(*ALIKE)))))

    # 50 of 100 stayed for the discount, 20 of 80 for the gift: (0.5 - 0.25) * 80 = 20 customers more
    assert codes(found) == ["offer_first"]
    assert found[0]["values"]["more"] == 20


def test_an_offer_that_was_lucky_on_a_few_days_does_not_come_first() -> None:
    """Case by case 50 of 100 against 20 of 80 are beyond chance (z = 3.4), whatever the days."""
    lucky = ({"discount": (50, 45), "gift_data": (16, 4)}, {"discount": (50, 5), "gift_data": (16, 4)})
    plain = {"gift_data": (16, 4)}

    assert written(actions(told(report_of({}, leaving=offers(*lucky, plain, plain, plain))))) == []


def test_two_offers_that_kept_alike_are_told_as_the_tie_that_they_are() -> None:
    day = {"discount": (10, 5), "gift_data": (10, 5)}
    third = {"code": "points", "count": 80, "kept_share": 0.0625}
    days = [
        {**told_day, "points": {"count": 8, "kept": n % 2}}
        for n, told_day in enumerate(offers(*[day] * 10)["offer_days"])
    ]
    leaving = {"offers": [*offers(*[day] * 10)["offers"], third], "offer_days": days}

    assert written(actions(told(report_of({}, leaving=leaving)))) == []


def test_a_month_that_was_closed_before_days_were_judged_names_no_offer() -> None:
    leaving = {"offers": offers(*ALIKE)["offers"]}

    assert written(actions(told(report_of({}, leaving=leaving)))) == []


def test_waiting_is_no_moment_to_practise() -> None:
    rated = moments(waiting=(100, 0.5), money=(100, 0.7), ticket=(200, 0.95), farewell=(200, 0.95))

    # Of all, (50 + 70 + 190 + 190) / 600 were satisfied.
    found = written(actions(told(report_of({"csat": 0.833}, moments=rated))))

    assert [(action["code"], action["values"]["unhappy"]) for action in found] == [("improve_moment", 30)]


def test_a_moment_that_was_unlucky_on_a_few_days_does_not_disappoint() -> None:
    """Customer by customer 80 of 100 against 95 of 100 are beyond chance (z = 3.2), whatever the days."""
    rated = moments(money=(100, 0.8), ticket=(100, 0.95))
    rated["days"] = [
        {"money": {"ratings": 50, "satisfied": 50}, "ticket": {"ratings": 50, "satisfied": 48}},
        {"money": {"ratings": 50, "satisfied": 30}, "ticket": {"ratings": 50, "satisfied": 47}},
    ]

    assert written(actions(told(report_of({"csat": 0.875}, moments=rated)))) == []


def test_a_month_that_was_closed_before_days_were_judged_names_no_moment() -> None:
    rated = moments(waiting=(100, 0.5), money=(100, 0.7), ticket=(200, 0.95), farewell=(200, 0.95))
    del rated["days"]

    assert written(actions(told(report_of({"csat": 0.833}, moments=rated)))) == []


def test_a_moment_like_the_others_is_no_matter_however_often_it_is_asked() -> None:
    report = report_of({"csat": 0.88}, moments=moments(farewell=(4000, 0.88), money=(400, 0.86)))

    assert written(actions(told(report))) == []
    assert written(topic(told(report))) is None


def test_a_habit_that_checks_found_and_missing_questions_weigh_little() -> None:
    item = {"zh": "微笑服务", "en": "Smile", "failed": 10, "marked": 50}

    found = written(actions(told(report_of({"served": 1000, "prompt_rate": 0.7}, checklist={"failed_items": [item]}))))

    # 300 visits without the question, 1,000 * 10 / 50 = 200 customers of the habit
    assert [(action["code"], action["touched"]) for action in found] == [("ask_everyone", 300), ("practise_item", 200)]


def test_nothing_is_asked_for_fewer_than_five_customers() -> None:
    assert written(actions(told(report_of({}, over_target={"by_service": [], "steps": [{**STEP, "count": 4}]})))) == []
