"""What is missing in a month's records."""

from datetime import timedelta
from pathlib import Path

import pytest

from storeops.base.actor import CUSTOMER, SYSTEM
from storeops.base.business_time import OpeningHours
from storeops.base.clock import FrozenClock
from storeops.hall import hall_rows
from storeops.hall.clock_actions import note_step
from storeops.measuring import fact_rows
from storeops.measuring.measures import measured_visits
from storeops.quality.ratings.moments import Moment, Place
from storeops.quality.ratings.rating_actions import tap
from storeops.queueing.close_day import close_day
from storeops.queueing.issue import cancel
from storeops.queueing.moving import transfer
from storeops.queueing.serving import finish
from storeops.reports.document.report_body import as_json
from storeops.reports.month.month_report_view import month_report
from storeops.reports.sections.records_view import data_quality
from storeops.reports.sections.section_json import written
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    MONDAY,
    a_no_show,
    a_served_ticket,
    a_serving_ticket,
    a_void_ticket,
    a_waiting_ticket,
    draw_next,
    later,
    open_daily,
)
from tests.history.imports import import_legs
from tests.history.legs_files import cells, write_legs
from tests.reports.sections.march import EMPTY, MARCH, tally_of

NOTHING = {
    "legs_left_open": 0,
    "counters_left_open": 0,
    "voids": 0,
    "missing_prompts": None,
    "clock_jumps": 0,
    "imported_share": None,
    "legs_without_employee": 0,
    "unfinished_transactions": 0,
}


def test_an_empty_month_misses_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)

    assert written(data_quality(db, EMPTY, tally_of(db, EMPTY))) == NOTHING


def test_a_day_that_the_system_had_to_close(db: HallDatabase, clock: FrozenClock) -> None:
    open_daily(db, "09:00", "18:00")
    a_serving_ticket(db, clock)
    a_void_ticket(db, clock)
    later(clock, "12h")
    close_day(db, clock, SYSTEM, MONDAY)

    # The service at counter 1 and the counter itself; the visit ended served, without a word of its customer.
    assert written(data_quality(db, MARCH, tally_of(db, MARCH))) == {
        **NOTHING,
        "legs_left_open": 1,
        "counters_left_open": 1,
        "voids": 1,
        "missing_prompts": 1,
        "imported_share": 0,
    }


def test_visits_without_their_closing_question_are_those_that_the_prompt_rate_misses(
    db: HallDatabase, clock: FrozenClock
) -> None:
    for value in (5, 4):
        draw_next(db)
        tap(db, clock, CUSTOMER, a_served_ticket(db, clock).token, Moment.FAREWELL, value, Place.PAD)
    db.execute("UPDATE prompt SET why_shown = 'random' WHERE ticket_id = 2")
    draw_next(db)
    a_served_ticket(db, clock)
    a_no_show(db, clock)

    # Of three served visits one was asked at its end, one by chance and one not at all; the no-show is nobody to ask.
    assert written(data_quality(db, MARCH, tally_of(db, MARCH)))["missing_prompts"] == 2
    assert as_json(month_report(db, "2026-03", clock.now()))["metrics"]["prompt_rate"]["value"] == pytest.approx(1 / 3)


def test_a_transaction_broken_off_by_a_transfer(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    transfer(db, clock, ANA.actor, "1", "plan_change")

    assert written(data_quality(db, MARCH, tally_of(db, MARCH)))["unfinished_transactions"] == 1


def test_a_clock_that_is_set_back(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    clock.instant -= timedelta(minutes=5)
    a_waiting_ticket(db, clock)
    later(clock, "1m")
    a_waiting_ticket(db, clock)
    clock.instant -= timedelta(seconds=1)
    a_waiting_ticket(db, clock)

    # Back by 5 min, later by 1 min, back by 1 s.
    assert written(data_quality(db, MARCH, tally_of(db, MARCH)))["clock_jumps"] == 2
    assert written(data_quality(db, EMPTY, tally_of(db, EMPTY)))["clock_jumps"] == 0


def test_an_imported_log_sets_no_clock_back(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    a_waiting_ticket(db, clock)
    legs = [cells("X1"), cells("X2", employee=""), cells("X3", 0, "void")]
    import_legs(db, clock, SYSTEM, write_legs(tmp_path / "legs.csv", *legs))
    a_waiting_ticket(db, clock)

    found = written(data_quality(db, MARCH, tally_of(db, MARCH)))

    # Two of four tickets that count; X2 was served by nobody known, the void one counts as void alone.
    assert found == {**NOTHING, "voids": 1, "imported_share": 0.5, "legs_without_employee": 1}


def test_a_month_of_imported_visits_only(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    import_legs(db, clock, SYSTEM, write_legs(tmp_path / "legs.csv", cells("X1"), cells("X2")))

    assert written(data_quality(db, MARCH, tally_of(db, MARCH))) == {**NOTHING, "imported_share": 1}


def test_a_month_of_no_shows_only(db: HallDatabase, clock: FrozenClock) -> None:
    a_no_show(db, clock)
    a_no_show(db, clock)

    assert written(data_quality(db, MARCH, tally_of(db, MARCH))) == {**NOTHING, "imported_share": 0}


def test_a_clock_set_back_in_april_is_no_gap_of_march(db: HallDatabase, clock: FrozenClock) -> None:
    of_march = a_waiting_ticket(db, clock)
    later(clock, "800h")
    a_waiting_ticket(db, clock)
    clock.instant -= timedelta(minutes=5)
    cancel(db, clock, CUSTOMER, of_march.token)

    # 800 h after 2 March, 09:00, is 4 April.
    assert written(data_quality(db, MARCH, tally_of(db, MARCH)))["clock_jumps"] == 0


def test_the_days_on_which_the_clock_was_set_are_named(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    later(clock, "1h")
    expected = clock.now()
    clock.step(days=-1)  # Sunday 1 March
    note_step(db, clock, SYSTEM, expected, timedelta(0))
    finish(db, clock, ANA.actor, "1")

    found = written(data_quality(db, MARCH, tally_of(db, MARCH)))

    assert found["clock_days"] == ["2026-03-01", "2026-03-02"]
    assert found["turned_around"] == 1
    (visit,) = measured_visits(fact_rows.visits_of_days(db, MONDAY, MONDAY, hours_of(db)))
    # Begun at 09:00, finished at 10:00 of the day before: neither the visit nor its business took any time.
    assert (visit.visit_time, visit.handlings) == (0, [0])


def hours_of(db: HallDatabase) -> OpeningHours:
    return hall_rows.opening_hours(db, hall_rows.hall(db))
