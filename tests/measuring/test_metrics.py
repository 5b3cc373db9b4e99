"""Each metric against figures worked out by hand."""

import pytest

from storeops.measuring.metric_registry import QUEUE_METRIC_OF, QUEUE_METRICS, queue_figures
from storeops.measuring.tally import Tally
from tests.measuring.days import TARGETS, leg, so_far, tally_of, transaction, visit


def figure(metric: str, day: Tally) -> float | int | None:
    return QUEUE_METRIC_OF[metric].value(day, TARGETS)


# Four customers: served after 60 s, after 300 s and after 420 s; one left after 100 s.
QUICK = visit(leg("0:00", "1:00", "1:10", "3:10"))
IN_TIME = visit(leg("0:00", "5:00", "5:30", "9:30"))
LATE = visit(leg("0:00", "7:00", "7:05", "8:05"))
LEFT_SOON = visit(leg("0:00", ended="1:40", outcome="cancelled"), state="cancelled")
LEFT_LATE = visit(leg("0:00", ended="5:01", outcome="abandoned"), state="abandoned")
MISSED_CALL = visit(leg("0:00", "4:50", ended="9:00", last_called="5:30", outcome="no_show"), state="no_show")
VOID = visit(leg("0:00", ended="0:20", outcome="void"), state="void")


def test_the_registry_and_the_figures_name_the_same_metrics() -> None:
    ids = [metric.id for metric in QUEUE_METRICS]

    assert ids == list(queue_figures(tally_of(), TARGETS))
    assert len(set(ids)) == len(ids)


def test_a_month_without_customers_counts_nothing_and_has_no_shares_or_means() -> None:
    counted = {metric.id for metric in QUEUE_METRICS if metric.unit == "count"}

    for metric in QUEUE_METRICS:
        assert figure(metric.id, tally_of()) == (0 if metric.id in counted else None)


def test_void_tickets_enter_no_metric() -> None:
    for metric in QUEUE_METRICS:
        assert figure(metric.id, tally_of(QUICK, LEFT_LATE, VOID)) == figure(metric.id, tally_of(QUICK, LEFT_LATE))


def test_issued_and_served_count_visits() -> None:
    day = tally_of(QUICK, LATE, LEFT_SOON, MISSED_CALL, visit(leg("0:00", outcome=None), state="waiting"))

    assert figure("issued", day) == 5
    assert figure("served", day) == 2


def test_service_level_forgives_those_who_leave_soon_and_not_those_who_leave_late() -> None:
    day = tally_of(QUICK, IN_TIME, LATE, LEFT_SOON, LEFT_LATE, MISSED_CALL)

    # 60 s and 300 s are within 300 s. Left after 301 s and, at the last call, 330 s: both are misses; 100 s is not.
    assert figure("service_level", day) == 2 / (3 + 2)
    assert figure("service_level_plain", day) == 2 / 3


def test_who_waits_beyond_the_target_counts_as_missed_at_once() -> None:
    waiting = visit(leg("0:00", outcome=None), state="waiting")
    called_late = visit(leg("0:00", "5:01", outcome=None), state="called")
    called_in_time = visit(leg("4:00", "4:30", "4:40", outcome=None), state="serving")

    # One served in time. At 5:00 somebody has waited 300 s, which is still within 300 s; at 5:01 it no longer is. Who
    # was called after 301 s is a miss too, who was called in time counts once served.
    assert figure("service_level", so_far("5:00", QUICK, waiting, called_in_time)) == 1
    assert figure("service_level", so_far("5:01", QUICK, waiting, called_in_time)) == 1 / 2
    assert figure("service_level", so_far("5:02", QUICK, waiting, called_late, called_in_time)) == 1 / 3
    assert figure("service_level_plain", so_far("5:02", QUICK, waiting, called_late)) == 1


def test_who_was_transferred_and_never_called_again_had_waited_until_gone() -> None:
    gone = visit(
        leg("0:00", "0:10", "0:20", "1:00", "transferred"),
        leg("1:00", ended="7:00", outcome="abandoned"),
        state="abandoned",
    )
    # This one was called after 10 s, put on hold, and did not come back: a short wait, whenever the day was closed.
    held = visit(leg("0:00", "0:10", "0:20", "60:00", "held"), state="abandoned")

    # 7:00 - 1:00 = 360 s in the second queue: the only miss, beside one visit served in time.
    assert figure("service_level", tally_of(QUICK, gone, held)) == 1 / 2


def test_waits_are_those_of_first_legs_of_visits_that_ended_served() -> None:
    # The second leg's wait of 1000 s and the no-show's of 290 s do not enter.
    moved = visit(
        leg("0:00", "2:00", "2:00", "3:00", "transferred"), leg("3:00", "19:40", "19:40", "20:00", service="sim")
    )
    day = tally_of(QUICK, LATE, moved, MISSED_CALL)

    # 60, 420 and 120 s.
    assert figure("wait_mean", day) == 200
    assert figure("wait_median", day) == 120
    assert figure("wait_p90", day) == 420
    # 60, 420 and 120 + 1000 s.
    assert figure("visit_wait", day) == 1600 / 3
    # All legs that were called: 60, 420, 120, 1000 and 290 s.
    assert figure("wait", day) == 1890 / 5


def test_the_median_of_an_even_count_is_the_mean_of_the_middle_two() -> None:
    day = tally_of(QUICK, IN_TIME, LATE, LATE)

    # 60, 300, 420, 420.
    assert figure("wait_median", day) == 360


def test_nine_in_ten_is_the_nearest_rank() -> None:
    ten = [visit(leg("0:00", f"0:{second:02d}", "9:00", "9:10")) for second in range(1, 11)]
    eleven = [*ten, visit(leg("0:00", "0:11", "9:00", "9:10"))]

    # The 9th of 10; of 11 the 10th, because 9.9 is rounded up.
    assert figure("wait_p90", tally_of(*ten)) == 9
    assert figure("wait_p90", tally_of(*eleven)) == 10


def test_a_wait_counts_from_opening_and_from_the_booked_time_and_is_never_negative() -> None:
    before_opening = visit(leg("-20:00", "3:00", "3:00", "4:00"), opens="0:00")
    booked = visit(leg("0:00", "12:00", "12:00", "13:00"), booked="10:00")
    rounded = visit(leg("0:02", "0:00", "0:00", "1:00"), opens="0:00")
    day = tally_of(before_opening, booked, rounded)

    # 180 s from opening, 120 s from the booked time, and a call 2 s before the issue.
    assert figure("wait_mean", day) == (180 + 120 + 0) / 3
    # 20 min before opening; two visits are of a day with an opening.
    assert figure("pre_open", day) == 1200
    assert figure("pre_open_share", day) == 1 / 2


def test_a_log_that_tells_no_call_tells_the_wait_by_the_start_and_no_walk() -> None:
    day = tally_of(visit(leg("0:00", None, "2:00", "3:00")))

    assert figure("wait_mean", day) == 120
    assert figure("walk_mean", day) is None


def test_the_first_call_ends_the_wait_and_the_last_call_begins_the_walk() -> None:
    called_twice = visit(leg("0:00", "1:00", "2:30", "4:00", last_called="2:00"))

    assert figure("wait_mean", tally_of(called_twice)) == 60
    assert figure("walk_mean", tally_of(called_twice)) == 30
    # A no-show walks nowhere: (30 + 10) / 2.
    assert figure("walk_mean", tally_of(called_twice, QUICK, MISSED_CALL)) == 20


def test_three_transactions_in_one_leg_are_one_stop() -> None:
    three = visit(
        leg(
            "0:00",
            "1:00",
            "1:00",
            "9:00",
            transactions=[
                transaction("1:00", "3:00"),
                transaction("3:00", "6:01"),
                transaction("6:01", "9:00", kind="exceptional"),
            ],
        )
    )
    day = tally_of(three)

    assert figure("one_stop_gross", day) == 1
    assert figure("transactions", day) == 3
    # 120, 181 and 179 s; of the two normal ones only the first is within 180 s.
    assert figure("handling_mean", day) == 160
    assert figure("handling_median", day) == 179
    assert figure("handling_p90", day) == 181
    assert figure("speed_compliance", day) == 1 / 2


def test_a_visit_that_leaves_a_follow_up_behind_is_no_one_stop() -> None:
    unfinished = visit(leg("0:00", "1:00", "1:00", "3:00"), left_with_follow_up=True)

    assert figure("one_stop_gross", tally_of(unfinished, QUICK)) == 1 / 2


def test_a_transfer_is_no_one_stop_and_its_unfinished_work_is_no_handling() -> None:
    moved = visit(
        leg(
            "0:00",
            "1:00",
            "1:00",
            "5:00",
            "transferred",
            transactions=[transaction("1:00", "3:00"), transaction("3:00", "5:00", outcome="unfinished")],
        ),
        leg("5:00", "6:00", "6:00", "10:00"),
    )
    day = tally_of(moved, QUICK, LEFT_SOON)

    assert figure("one_stop_gross", day) == 1 / 2
    assert figure("transfer_rate", day) == 1 / 3
    # 120 s before the transfer, 240 s after it, and the other visit's 120 s.
    assert figure("transactions", day) == 3
    assert figure("handling_mean", day) == 160


def test_a_visit_that_goes_on_has_no_transfer_yet() -> None:
    going_on = visit(leg("0:00", "1:00", "1:00", "2:00", "transferred"), leg("2:00", outcome=None), state="waiting")

    assert figure("transfer_rate", tally_of(QUICK, going_on)) == 0


def test_pauses_of_the_systems_are_not_handling_and_forgotten_ends_enter_no_mean() -> None:
    paused = visit(leg("0:00", "1:00", "1:00", "6:00", transactions=[transaction("1:00", "6:00", paused=100)]))
    forgotten = visit(
        leg(
            "0:00",
            "1:00",
            "1:00",
            "500:00",
            left_open=True,
            transactions=[transaction("1:00", "11:00", outcome="left_open")],
        )
    )
    day = tally_of(paused, forgotten)

    # 300 s less 100 s; gross 300 s and 600 s.
    assert figure("handling_mean", day) == 200
    assert figure("handling_gross_mean", day) == 450
    assert figure("transactions", day) == 1
    assert figure("served", day) == 2
    # Only the first visit's end is a true one: 6 min.
    assert figure("visit_time", day) == 360


def test_a_service_without_a_target_is_not_measured_against_one() -> None:
    free = visit(leg("0:00", "1:00", "1:00", "2:00", transactions=[transaction("1:00", "2:00", service="advice")]))
    on_the_dot = visit(leg("0:00", "1:00", "1:00", "4:00"))

    assert figure("speed_compliance", tally_of(free)) is None
    # 180 s is within 180 s.
    assert figure("speed_compliance", tally_of(free, on_the_dot)) == 1


def test_abandonment_counts_all_who_left_of_all_who_came() -> None:
    waiting = visit(leg("0:00", outcome=None), state="waiting")

    assert figure("abandonment", tally_of(QUICK, LEFT_SOON, LEFT_LATE, MISSED_CALL, waiting)) == 3 / 5


def test_a_promise_is_kept_by_a_first_call_at_the_very_moment() -> None:
    day = tally_of(IN_TIME, LATE, MISSED_CALL, LEFT_SOON)

    # Promised for 5:00; called at 5:00, 7:00 and 4:50; one was never called.
    assert figure("promise_kept", day) == 2 / 3


def test_an_estimate_is_measured_from_the_middle_of_its_range() -> None:
    day = tally_of(
        visit(leg("0:00", "5:00", "5:00", "6:00"), estimate=(0, 300)),
        visit(leg("0:00", "5:01", "5:01", "6:00"), estimate=(0, 300)),
        visit(leg("0:00", "6:40", "6:40", "8:00"), estimate=(300, 600)),
        visit(leg("0:00", ended="2:00", outcome="cancelled"), state="cancelled", estimate=(0, 300)),
        QUICK,
    )

    # 300 against 150: 150; 301 against 150: 151; 400 against 450: 50. Nobody called the fourth; the fifth saw none.
    assert figure("estimate_error_median", day) == 150
    assert figure("estimate_error_p90", day) == 151
    assert figure("estimate_in_range", day) == 2 / 3


def test_help_is_counted_by_segment() -> None:
    day = tally_of(visit(leg("0:00", "1:00", "1:00", "2:00"), segment="assisted"), QUICK)

    assert figure("assisted_count", day) == 1


def test_a_visit_is_its_legs_its_holds_and_what_is_left() -> None:
    with_gaps = visit(
        leg("0:00", "1:00", "1:00", "3:00", "held"),
        leg("8:00", "9:00", "9:00", "10:00", "transferred"),
        leg("10:30", "11:00", "11:00", "12:00"),
    )
    overlapping = visit(leg("0:00", "1:00", "1:00", "5:00", "transferred"), leg("3:00", "3:00", "3:00", "6:00"))

    # Legs 180 + 120 + 90 s, held 300 s, 30 s between: 720 s.
    assert figure("visit_time", tally_of(with_gaps)) == 720
    assert figure("held_time", tally_of(with_gaps)) == 300
    assert figure("unaccounted_time", tally_of(with_gaps)) == 30
    # Legs 300 + 180 s in a visit of 360 s.
    assert figure("unaccounted_time", tally_of(overlapping)) == -120


@pytest.mark.parametrize("metric", ["transactions_per_hour", "occupancy", "idle_while_waiting"])
def test_time_at_the_counters_is_unknown_where_nobody_signed_in(metric: str) -> None:
    assert figure(metric, tally_of(QUICK, LATE)) is None
