"""Planning a day: who is expected, what is kept, and that it happens once."""

import json
from datetime import UTC, datetime

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.errors import TextNeeded
from storeops.people import employee_rows
from storeops.people.roles import Role
from storeops.quality.checks.plan_actions import day_due, drop_planned, make_plan
from storeops.quality.checks.refusals import PlannedCheckSettled, UnknownPlannedCheck
from storeops.queueing.staffing import close_counter
from storeops.running.jobs import JOBS, run_job
from storeops.store.database import HallDatabase, Pool
from storeops.web.job_runs import JobRuns
from tests.factories import (
    ANA,
    BRUNO,
    CHEN,
    HAN,
    MONDAY,
    SHAN,
    a_check,
    an_open_counter,
    everything,
    last_event,
    later,
    open_daily,
    rows,
)

INSPECTORS = (SHAN, CHEN, HAN)


def planned(db: HallDatabase) -> list[dict]:
    return rows(
        db,
        "SELECT employee.code AS employee, inspector.code AS inspector, planned_check.* FROM planned_check"
        " JOIN employee ON employee.id = employee_id JOIN employee AS inspector ON inspector.id = inspector_id"
        " ORDER BY planned_check.id",
    )


def employees(db: HallDatabase) -> set[str]:
    return {row["employee"] for row in planned(db)}


def test_a_plan_has_everybody_who_was_signed_in_lately(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "1")
    close_counter(db, clock, ANA.actor, "1")
    later(clock, "336h")  # 14 days
    an_open_counter(db, clock, "2")

    count = make_plan(db, clock, SYSTEM, "2026-03-16")

    assert employees(db) == {"1001", "1002"}
    assert count == len(planned(db))


def test_whoever_was_away_for_longer_is_not_expected(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "1")
    close_counter(db, clock, ANA.actor, "1")
    later(clock, "337h")
    an_open_counter(db, clock, "2")

    make_plan(db, clock, SYSTEM, "2026-03-16")

    assert employees(db) == {"1002"}


def test_a_hall_where_nobody_signed_in_yet_expects_all_active_clerks(db: HallDatabase, clock: FrozenClock) -> None:
    make_plan(db, clock, SYSTEM, MONDAY)

    assert employees(db) == {"1001", "1002", "1003"}  # Lars has left


def test_a_team_lead_at_a_counter_is_checked_and_a_shift_lead_is_not(db: HallDatabase, clock: FrozenClock) -> None:
    bruno = employee_rows.by_code(db, BRUNO.code)
    employee_rows.update(db, bruno.id, bruno.name, Role.TEAM_LEAD, is_active=True)
    an_open_counter(db, clock, "2", BRUNO)
    an_open_counter(db, clock, "1", CHEN)

    make_plan(db, clock, SYSTEM, MONDAY)

    assert employees(db) == {"1002"}


def test_duty_managers_and_shift_leads_inspect(db: HallDatabase, clock: FrozenClock) -> None:
    make_plan(db, clock, SYSTEM, MONDAY)

    assert {row["inspector"] for row in planned(db)} <= {"4001", "5001", "5002"}


def test_a_plan_keeps_its_seed_and_tells_only_how_many(db: HallDatabase, clock: FrozenClock) -> None:
    count = make_plan(db, clock, SYSTEM, MONDAY)

    (plan,) = rows(db, "SELECT * FROM check_plan")
    event = last_event(db)
    assert (plan["business_day"], plan["made_at"]) == (MONDAY, "2026-03-02T01:00:00.000Z")
    assert len(plan["seed"]) == 32
    assert (event["kind"], json.loads(event["data"])) == ("check_planned", {"day": MONDAY, "count": count})


def test_the_plan_of_a_day_can_be_made_again_and_compared(db: HallDatabase, clock: FrozenClock) -> None:
    make_plan(db, clock, SYSTEM, MONDAY)
    first = [(row["employee"], row["inspector"], row["due_at"]) for row in planned(db)]
    db.execute("DELETE FROM planned_check")
    db.execute("DELETE FROM check_plan")

    make_plan(db, clock, SYSTEM, MONDAY)

    assert [(row["employee"], row["inspector"], row["due_at"]) for row in planned(db)] == first


def test_a_day_is_planned_once(db: HallDatabase, clock: FrozenClock) -> None:
    make_plan(db, clock, SYSTEM, MONDAY)
    before = everything(db)

    count = make_plan(db, clock, SYSTEM, MONDAY)

    assert count == 0
    assert everything(db) == before


def test_a_hall_that_never_closes_plans_from_nine_to_six(db: HallDatabase, clock: FrozenClock) -> None:
    clock.instant = datetime(2026, 3, 1, 16, 0, tzinfo=UTC)  # midnight in Shanghai

    make_plan(db, clock, SYSTEM, MONDAY)

    times = [row["due_at"][11:16] for row in planned(db)]
    assert all("01:00" <= time <= "10:00" for time in times)  # 09:00 to 18:00 in Shanghai


def test_opening_hours_bound_the_plan(db: HallDatabase, clock: FrozenClock) -> None:
    open_daily(db, "10:00", "12:00")

    make_plan(db, clock, SYSTEM, MONDAY)

    times = [row["due_at"][11:16] for row in planned(db)]
    assert all("02:00" <= time <= "04:00" for time in times)


def test_a_day_on_which_the_hall_stays_shut_has_no_plan(db: HallDatabase, clock: FrozenClock) -> None:
    open_daily(db)
    db.execute("INSERT INTO special_day (day) VALUES (?)", (MONDAY,))
    before = everything(db)

    assert day_due(db, clock.now()) is None
    assert make_plan(db, clock, SYSTEM, MONDAY) == 0
    assert everything(db) == before


def test_a_hall_without_inspectors_has_no_plan_until_it_has_one(db: HallDatabase, clock: FrozenClock) -> None:
    db.execute("UPDATE employee SET is_active = 0 WHERE role NOT IN ('clerk', 'greeter')")

    assert make_plan(db, clock, SYSTEM, MONDAY) == 0
    assert day_due(db, clock.now()) == MONDAY

    db.execute("UPDATE employee SET is_active = 1 WHERE code = '5001'")
    assert make_plan(db, clock, SYSTEM, MONDAY) >= 3


def test_a_day_is_due_until_it_is_planned_or_over(db: HallDatabase, clock: FrozenClock) -> None:
    assert day_due(db, clock.now()) == MONDAY

    assert day_due(db, datetime(2026, 3, 2, 9, 49, tzinfo=UTC)) == MONDAY  # 17:49
    assert day_due(db, datetime(2026, 3, 2, 9, 50, tzinfo=UTC)) is None
    make_plan(db, clock, SYSTEM, MONDAY)
    assert day_due(db, clock.now()) is None


def test_the_job_plans_today_once(db: HallDatabase, clock: FrozenClock) -> None:
    (job,) = (job for job in JOBS if job.name == "plan_checks")
    pool = Pool(db.path)

    run_job(job, pool, clock, JobRuns())
    run_job(job, pool, clock, JobRuns())
    pool.close()

    assert len(rows(db, "SELECT * FROM event WHERE kind = 'check_planned'")) == 1
    assert employees(db) == {"1001", "1002", "1003"}


def test_inspectors_take_turns_over_the_days(db: HallDatabase, clock: FrozenClock) -> None:
    for day in range(2, 11):
        make_plan(db, clock, SYSTEM, f"2026-03-{day:02d}")
        for row in planned(db):
            if row["business_day"] == f"2026-03-{day:02d}" and row["employee"] == "1001":
                inspector = next(person for person in INSPECTORS if person.code == row["inspector"])
                clock.instant = datetime.fromisoformat(row["due_at"])
                a_check(db, clock, by=inspector, planned_id=row["id"])
        clock.instant = datetime(2026, 3, day + 1, 1, 0, tzinfo=UTC)

    made = rows(
        db,
        "SELECT count(*) AS n FROM spot_check JOIN employee ON employee.id = employee_id WHERE employee.code = '1001'"
        " GROUP BY inspector_id",
    )
    assert len(made) == 3
    assert max(row["n"] for row in made) - min(row["n"] for row in made) <= 1


# Dropping


def test_a_planned_check_is_dropped_with_its_reason(db: HallDatabase, clock: FrozenClock) -> None:
    make_plan(db, clock, SYSTEM, MONDAY)
    row = planned(db)[0]

    drop_planned(db, clock, CHEN.actor, CHEN.code, row["id"], "ill today")

    after = planned(db)[0]
    event = last_event(db)
    assert (after["dropped_at"], after["drop_reason"]) == ("2026-03-02T01:00:00.000Z", "ill today")
    assert event["kind"] == "check_dropped"
    assert json.loads(event["data"]) == {"planned": row["id"], "employee": row["employee"]}


def test_a_check_is_not_dropped_twice_or_without_a_reason(db: HallDatabase, clock: FrozenClock) -> None:
    make_plan(db, clock, SYSTEM, MONDAY)
    first, second = (row["id"] for row in planned(db)[:2])
    drop_planned(db, clock, CHEN.actor, CHEN.code, first, "ill today")
    before = everything(db)

    with pytest.raises(PlannedCheckSettled):
        drop_planned(db, clock, CHEN.actor, CHEN.code, first, "ill today")
    with pytest.raises(TextNeeded):
        drop_planned(db, clock, CHEN.actor, CHEN.code, second, " ")
    with pytest.raises(UnknownPlannedCheck):
        drop_planned(db, clock, CHEN.actor, CHEN.code, 99, "ill today")

    assert everything(db) == before
