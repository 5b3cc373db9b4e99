"""The day of the demo's duty managers: planned checks, calls for help, low ratings, and the cases that wait."""

from contextlib import suppress
from datetime import timedelta

from storeops.base.actor import SYSTEM, Actor
from storeops.base.errors import StoreOpsError
from storeops.demo import demo_rows, moods, stories
from storeops.demo.agenda import Course
from storeops.demo.demo_hall import DemoHall
from storeops.quality.checks import plan_rows, sheet_rows
from storeops.quality.checks.check_actions import acknowledge, save_check
from storeops.quality.checks.plan_actions import drop_planned, make_plan
from storeops.quality.checks.plan_rows import PlannedCheck
from storeops.quality.checks.sheet_rules import SheetKind, sheet_kind_of
from storeops.quality.duty import recovery_actions
from storeops.quality.duty.claim_actions import rule_on_claim
from storeops.quality.duty.duty_call_actions import arrive, settle
from storeops.quality.follow_ups.case import Outcome
from storeops.quality.follow_ups.follow_up_actions import note_call_back, resolve
from storeops.quality.follow_ups.warning_actions import cases_to_warn, warn

DUTY_MANAGERS = ("5001", "5002")
VISITORS_INSPECTOR = "5001"
"""In the living demo the checks of this duty manager are left to the visitor."""
LOOKS_ROUND_EVERY = 70.0
LOOKS_AT_CASES_EVERY = 1500.0
LEFT_TO_THE_VISITOR = 0.5
"""Of calls, exceptional business and low ratings in the living demo."""
CONFIRMED = 0.85
"""Of the exceptional business for which nobody was called."""


def begin_floor(hall: DemoHall) -> None:
    """Plan the day's checks and put the rounds of the day on the agenda."""
    with suppress(StoreOpsError):
        make_plan(hall.db, hall.clock, SYSTEM, hall.day.isoformat())
    for planned in plan_rows.of_day(hall.db, hall.day):
        if planned.is_open and not (hall.has_visitors and planned.inspector_code == VISITORS_INSPECTOR):
            hall.agenda.begin(_inspect(hall, planned), max(planned.due_at, hall.now()))
    hall.agenda.begin(_rounds(hall), max(hall.opens_at, hall.now()))
    hall.agenda.begin(_casework(hall), max(hall.opens_at, hall.now()))
    if hall.day.weekday() in (1, 4) and not hall.has_visitors:
        hall.agenda.begin(_look_at_the_hall(hall), hall.at(timedelta(hours=3)))


def _me(code: str) -> Actor:
    return Actor(f"employee:{code}")


# Checks


def _inspect(hall: DemoHall, planned: PlannedCheck) -> Course:
    inspector, employee = planned.inspector_code, planned.employee_code
    yield hall.after(hall.voices.uniform(20, 400))
    if not demo_rows.is_at_a_counter(hall.db, employee):
        with suppress(StoreOpsError):
            drop_planned(hall.db, hall.clock, _me(inspector), inspector, planned.id, "当时不在岗")
        return
    sheet = sheet_rows.in_force(hall.db, sheet_kind_of(planned.employee_role), hall.day)
    began = hall.now()
    yield hall.after(hall.voices.uniform(35, 75))
    marks = moods.marks(employee, inspector, [item.code for item in sheet.items], hall.voices)
    with suppress(StoreOpsError):
        check_id = save_check(
            hall.db, hall.clock, _me(inspector), inspector, sheet.id, employee, began, marks, planned.id
        )
        yield hall.after(hall.voices.uniform(600, 3600))
        if hall.voices.random() < 0.8:
            acknowledge(hall.db, hall.clock, _me(employee), employee, check_id)


def _look_at_the_hall(hall: DemoHall) -> Course:
    """The hall's environment, and those who are not at a counter, against their own sheets."""
    inspector = DUTY_MANAGERS[hall.day.toordinal() % 2]
    for kind, employee in (
        (SheetKind.ENVIRONMENT, None),
        (SheetKind.GREETER, "3001"),
        (SheetKind.SHIFT_LEAD, "4001"),
    ):
        sheet = sheet_rows.in_force(hall.db, kind, hall.day)
        began = hall.now()
        yield hall.after(hall.voices.uniform(60, 120))
        marks = moods.marks(employee or "", inspector, [item.code for item in sheet.items], hall.voices)
        with suppress(StoreOpsError):
            save_check(hall.db, hall.clock, _me(inspector), inspector, sheet.id, employee, began, marks)


# Calls and low ratings


def _rounds(hall: DemoHall) -> Course:
    while hall.now() < hall.ends_at:
        yield hall.after(LOOKS_ROUND_EVERY * hall.voices.uniform(0.7, 1.3))
        manager = hall.voices.choice(DUTY_MANAGERS)
        for call_id in demo_rows.calls_unanswered(hall.db):
            if not _leaves_it(hall):
                hall.agenda.begin(_help(hall, call_id, manager), hall.now())
        for transaction_id in demo_rows.claims_unruled(hall.db, hall.opens_at):
            if not _leaves_it(hall):
                _rule(hall, transaction_id, manager)
        for task_id in demo_rows.recoveries_untaken(hall.db):
            if not _leaves_it(hall):
                hall.agenda.begin(_recover(hall, task_id, manager), hall.now())


def _leaves_it(hall: DemoHall) -> bool:
    """In the living demo something is left for the visitor to do."""
    return hall.has_visitors and hall.voices.random() < LEFT_TO_THE_VISITOR


def _help(hall: DemoHall, call_id: int, manager: str) -> Course:
    with suppress(StoreOpsError):
        arrive(hall.db, hall.clock, _me(manager), call_id, manager)
        yield hall.after(hall.voices.uniform(60, 200))
        outcome = hall.voices.choices(("settled", "follow_up", "declined"), (80, 10, 10))[0]
        settle(hall.db, hall.clock, _me(manager), call_id, manager, hall.voices.choice(stories.DECISIONS), outcome)


def _rule(hall: DemoHall, transaction_id: int, manager: str) -> None:
    is_confirmed = hall.voices.random() < CONFIRMED
    with suppress(StoreOpsError):
        rule_on_claim(hall.db, hall.clock, _me(manager), transaction_id, manager, is_confirmed=is_confirmed)


def _recover(hall: DemoHall, task_id: int, manager: str) -> Course:
    with suppress(StoreOpsError):
        if hall.voices.random() < 0.3:
            recovery_actions.close(hall.db, hall.clock, _me(manager), task_id, manager, "gone")
            return
        recovery_actions.take(hall.db, hall.clock, _me(manager), task_id, manager)
        yield hall.after(hall.voices.uniform(90, 400))
        outcome = hall.voices.choices(("recovered", "not_recovered"), (75, 25))[0]
        recovery_actions.close(hall.db, hall.clock, _me(manager), task_id, manager, outcome)


# Cases


def _casework(hall: DemoHall) -> Course:
    """Warn of deadlines, call customers back and close what is done; a few are late."""
    while hall.now() < hall.ends_at:
        if not hall.has_visitors:  # otherwise the job does it
            for follow_up_id in cases_to_warn(hall.db, hall.now()):
                warn(hall.db, hall.clock, SYSTEM, follow_up_id)
        for follow_up_id, owner in demo_rows.open_cases(hall.db):
            if hall.voices.random() < 0.16:
                _work_on(hall, follow_up_id, owner)
        yield hall.after(LOOKS_AT_CASES_EVERY)


def _work_on(hall: DemoHall, follow_up_id: int, owner: str) -> None:
    with suppress(StoreOpsError):
        if hall.voices.random() < 0.35:
            outcome = hall.voices.choice((Outcome.NO_ANSWER, Outcome.BUSY))
            note_call_back(hall.db, hall.clock, _me(owner), owner, follow_up_id, outcome)
            return
        note_call_back(hall.db, hall.clock, _me(owner), owner, follow_up_id, Outcome.REACHED)
        resolve(hall.db, hall.clock, _me(owner), owner, follow_up_id, hall.voices.choice(stories.RESOLUTIONS))
