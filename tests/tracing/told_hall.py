"""A hall in which everything has happened once, by the real actions, so that every table holds a row that was told."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pyotp

from storeops.base.actor import CUSTOMER, SYSTEM, Actor, RequestKey
from storeops.base.business_time import Hours
from storeops.base.clock import FrozenClock
from storeops.base.settings import MailSettings
from storeops.first_day.first_day_actions import say_done
from storeops.hall.clean_logo import clean_logo
from storeops.hall.clock_actions import note_step
from storeops.hall.look_actions import set_logo
from storeops.hall.offer_actions import change_counter
from storeops.hall.retention_period_actions import set_retention_periods
from storeops.hall.set_up_actions import change_weekly_hours, set_special_day
from storeops.measuring.summary_actions import summarize_day
from storeops.month_end import kept_rows
from storeops.people.device_actions import note_sighting
from storeops.people.devices import DeviceKind
from storeops.people.enrolment_actions import add_device
from storeops.people.factor_actions import begin_factor, confirm_factor
from storeops.people.factor_view import waiting_secret
from storeops.people.pairing_actions import WaitingScreen, show_code
from storeops.people.refusals import SignInRefused
from storeops.people.scopes import Scope
from storeops.people.second_factor import SECRETS
from storeops.people.sign_in_actions import judged, sign_in
from storeops.quality.care.care_actions import enter_care, enter_skill
from storeops.quality.checks.check_actions import acknowledge
from storeops.quality.checks.check_appeal_actions import appeal_item
from storeops.quality.checks.clean_photo import clean_photo
from storeops.quality.checks.photo_actions import keep_photo
from storeops.quality.checks.plan_actions import make_plan
from storeops.quality.detectors.flag import Detector, Flag
from storeops.quality.detectors.found_flag_actions import keep_found
from storeops.quality.detectors.review_actions import review_flag
from storeops.quality.duty.duty_call_actions import arrive, call_duty_manager, settle
from storeops.quality.duty.recovery_actions import close as close_recovery
from storeops.quality.duty.recovery_actions import take as take_recovery
from storeops.quality.follow_ups.case import Kind, Outcome
from storeops.quality.follow_ups.contact_actions import read_contact
from storeops.quality.follow_ups.follow_up_actions import note_call_back, open_follow_up, resolve
from storeops.quality.follow_ups.hand_over_actions import offer_hand_over
from storeops.quality.follow_ups.warning_actions import warn
from storeops.quality.guideposts.card import CardTexts
from storeops.quality.guideposts.card_actions import add_card
from storeops.quality.guideposts.guidepost_actions import hush
from storeops.quality.heard.observed_actions import note_observed
from storeops.quality.heard.retention_actions import record_retention
from storeops.quality.heard.wish_actions import note_wish
from storeops.quality.policy import policy_rows
from storeops.quality.policy.policy import StarLine
from storeops.quality.policy.policy_actions import note_read
from storeops.quality.stars import star_appeal_actions
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.quality.stars.team_actions import add_team, join_team
from storeops.queueing.calling import call_next
from storeops.queueing.close_day import close_day
from storeops.queueing.issue import Wish, issue
from storeops.queueing.issuing_stop_actions import resume_issuing, stop_issuing
from storeops.queueing.moving import acknowledge as announce
from storeops.queueing.serving import finish, next_transaction, start, system_pause, system_resume
from storeops.queueing.staffing import after_work, pause, ready, unpause
from storeops.queueing.ticket import TransactionClass
from storeops.reports.delivery.delivery_actions import note_delivery
from storeops.reports.document.closed_report import REPORT
from storeops.reports.month.report_closing_actions import close_report
from storeops.reports.targets.target_actions import set_year_targets
from storeops.store.database import HallDatabase
from storeops.tracing.restoring_actions import begin_anew
from tests.factories import (
    ADA,
    ANA,
    AT_DESK,
    BRUNO,
    CHEN,
    DINA,
    PIN,
    SUN,
    a_check,
    a_served_ticket,
    a_serving_ticket,
    a_waiting_ticket,
    an_enrolled_screen,
    an_open_counter,
    clerk_at,
    later,
)
from tests.hall.test_look_actions import a_logo
from tests.history.imports import import_legs
from tests.history.legs_files import cells, write_legs
from tests.quality.checks.photos import a_photo
from tests.quality.ratings.phones import rated_from
from tests.reports.delivery.delivery_story import own_settings

MARCH = "2026-03"
MONDAY, LAST_OF_MONTH = "2026-03-02", "2026-03-31"


def a_told_hall(db: HallDatabase, clock: FrozenClock, folder: Path) -> None:
    """A day in March, its month closed in April, an appeal that made a second version, and a day that goes on."""
    _set_up(db, clock)
    _devices_and_sign_ins(db, clock)
    import_legs(
        db, clock, SYSTEM, write_legs(folder / "legs.csv", cells(held_seconds="30"), cells("A002", service="gift"))
    )
    stop_issuing(db, clock, CHEN.actor, "payment", "system_fault")
    resume_issuing(db, clock, CHEN.actor, "payment")
    stop_issuing(db, clock, CHEN.actor, "plan_change", "few_counters")
    _at_the_counters(db, clock)
    _answers(db, clock)
    _checks(db, clock)
    _cases(db, clock)
    _of_the_month(db, clock)
    clock.instant += timedelta(hours=24)
    close_day(db, clock, SYSTEM, MONDAY)
    summarize_day(db, clock, SYSTEM, date.fromisoformat(MONDAY))
    clock.instant += timedelta(days=37, hours=-10)  # into April: the 9th is after the closing of March
    _month_end(db, clock, folder)
    _a_day_that_goes_on(db, clock)
    _a_clock_that_is_set(db, clock)
    clock.advance(minutes=1)
    begin_anew(db, clock, SYSTEM, "copy.db")  # as a copy of this hall would, put back a minute later
    sign_in(db, clock, ANA.actor, ANA.code, PIN, AT_DESK)
    with suppress(SignInRefused):
        sign_in(db, clock, BRUNO.actor, BRUNO.code, "135791", AT_DESK)


def _a_clock_that_is_set(db: HallDatabase, clock: FrozenClock) -> None:
    """Years ahead, and back."""
    for days in (4000, -4000):
        expected = clock.now()
        clock.step(days=days)
        note_step(db, clock, SYSTEM, expected, timedelta(0))


def _set_up(db: HallDatabase, clock: FrozenClock) -> None:
    set_logo(db, clock, ADA.actor, clean_logo("logo", a_logo()))
    say_done(db, clock, ADA.actor, "voice")
    change_weekly_hours(db, clock, ADA.actor, {day: (Hours(time(8), time(20)),) for day in range(1, 8)})
    set_special_day(db, clock, ADA.actor, date(2026, 5, 1), (Hours(time(9), time(12)),), "Labour Day")
    change_counter(db, clock, ADA.actor, "3", False, ["payment"], is_active=True)
    add_team(db, clock, SUN.actor, "East", ANA.code)
    join_team(db, clock, SUN.actor, "East", BRUNO.code, "2026-03-01")
    add_card(db, clock, ADA.actor, "payment", CardTexts("问", "How?", "答", "Thus."))
    hush(db, clock, ANA.actor, ANA.code)
    note_read(db, clock, ANA.actor, policy_rows.newest(db).id, ANA.code)
    set_retention_periods(db, clock, ADA.actor, {"desk_notes": timedelta(days=300)})
    set_year_targets(db, clock, ADA.actor, 2026, {"csat": 0.9})


def _devices_and_sign_ins(db: HallDatabase, clock: FrozenClock) -> None:
    add_device(db, clock, ADA.actor, "App", "integration", [Scope.READ], lasts=timedelta(days=90))
    an_enrolled_screen(db, clock, DeviceKind.PAD, "Pad 1", "1")
    note_sighting(db, clock, SYSTEM, 2, "10.0.0.8", "other, other")
    show_code(db, clock, SYSTEM, None, WaitingScreen(DeviceKind.BOARD, None, "10.0.0.9", "other, other"))
    begin_factor(db, clock, ADA.actor, judged(db, clock, ADA.actor, ADA.code, PIN, AT_DESK))
    secret = waiting_secret(db, ADA.code, db.subkey(SECRETS))
    assert secret is not None
    confirm_factor(db, clock, ADA.actor, ADA.code, pyotp.TOTP(secret).at(clock.now()), session_id=0)
    sign_in(db, clock, ANA.actor, ANA.code, PIN, AT_DESK)
    with suppress(SignInRefused):
        sign_in(db, clock, BRUNO.actor, BRUNO.code, "135791", AT_DESK)


def _at_the_counters(db: HallDatabase, clock: FrozenClock) -> None:
    asked = Actor(CUSTOMER.name, key=RequestKey("once", "issue"))
    issue(db, clock, asked, Wish("payment", booked_at=clock.now()))
    an_open_counter(db, clock)
    me = clerk_at(db, "1")
    called = call_next(db, clock, me, "1")
    later(clock, "10s")
    announce(db, clock, SYSTEM, called.number)
    start(db, clock, me, "1")
    system_pause(db, clock, me, "1")
    later(clock, "1m")
    system_resume(db, clock, me, "1")
    note_wish(db, clock, me, "1", "suggestion", "A warmer hall")
    later(clock, "5m")
    next_transaction(db, clock, me, "1", "invoice", TransactionClass.EXCEPTIONAL)
    call = call_duty_manager(db, clock, me, "1", "complaint")
    arrive(db, clock, CHEN.actor, call, CHEN.code)
    settle(db, clock, CHEN.actor, call, CHEN.code, "Told why", "settled")
    later(clock, "1m")
    finish(db, clock, me, "1")
    after_work(db, clock, me, "1")
    later(clock, "1m")
    ready(db, clock, me, "1")
    pause(db, clock, me, "1", "meal")
    later(clock, "1m")
    unpause(db, clock, me, "1")
    record_retention(
        db, clock, me, ANA.code, called.number, "other", "operator_a", "discount", "thinking", "Will think"
    )
    note_observed(db, clock, CHEN.actor, CHEN.code, "waiting", "complaint", "Too loud", ANA.code, called.number)


def _answers(db: HallDatabase, clock: FrozenClock) -> None:
    rated_from(db, clock, "one phone", 5, 5, 5)
    rated_from(db, clock, "another phone", 1)
    task = db.execute("SELECT id FROM recovery_task").fetchone()[0]
    take_recovery(db, clock, CHEN.actor, task, CHEN.code)
    close_recovery(db, clock, CHEN.actor, task, CHEN.code, "recovered", "All is well")


def _checks(db: HallDatabase, clock: FrozenClock) -> None:
    make_plan(db, clock, SYSTEM, MONDAY)
    check = a_check(db, clock, smile="0")
    keep_photo(db, clock, CHEN.actor, CHEN.code, check, "smile", clean_photo("photo", a_photo()))
    acknowledge(db, clock, ANA.actor, ANA.code, check)
    appeal_item(db, clock, ANA.actor, ANA.code, check, "smile", "I did smile")


def _cases(db: HallDatabase, clock: FrozenClock) -> None:
    case = open_follow_up(
        db, clock, ANA.actor, ANA.code, Kind.COMPLAINT, "Waited an hour", phone="13812345678", reply="We are sorry"
    )
    read_contact(db, clock, ANA.actor, ANA.code, case, "To call back")
    note_call_back(db, clock, ANA.actor, ANA.code, case, Outcome.BUSY, "Again at noon")
    offer_hand_over(db, clock, ANA.actor, ANA.code, case, BRUNO.code, "You know them")
    clock.instant += timedelta(hours=13)
    warn(db, clock, SYSTEM, case)
    resolve(db, clock, ANA.actor, ANA.code, case, "Told the customer why")


def _of_the_month(db: HallDatabase, clock: FrozenClock) -> None:
    enter_care(db, clock, SUN.actor, SUN.code, ANA.code, date.fromisoformat(MONDAY), "complaint_upheld", "A rude word")
    enter_skill(db, clock, SUN.actor, SUN.code, ANA.code, date.fromisoformat(MONDAY), "contest", "March", 60)
    review_flag(db, clock, SUN.actor, SUN.code, MARCH, "D1", ANA.code, "explained", "All fine")
    flag = Flag(sentence="", detector=Detector.SHORT_SERVICES, subject_kind="employee", subject=ANA.code)
    keep_found(db, clock, SYSTEM, MARCH, [flag])


def _month_end(db: HallDatabase, clock: FrozenClock, folder: Path) -> None:
    close_stars(db, clock, SYSTEM, MARCH)
    entry = db.execute("SELECT id FROM care_entry").fetchone()[0]
    appeal = star_appeal_actions.appeal(
        db, clock, ANA.actor, ANA.code, MARCH, StarLine.CARE, "care", entry, "It was another counter"
    )
    star_appeal_actions.answer_appeal(db, clock, ADA.actor, ADA.code, appeal, True, "So it was")
    close_report(db, clock, SYSTEM, MARCH)
    report = kept_rows.by_id(db, REPORT, 1)
    mail = MailSettings("127.0.0.1", 25, "none", None, None, "hall@example.org", ("office@example.org",))
    note_delivery(db, clock, SYSTEM, report, {"html": b"a page"}, own_settings(folder, mail))


def _a_day_that_goes_on(db: HallDatabase, clock: FrozenClock) -> None:
    """Bruno serves, Ana has paused, Dina called somebody who is on the way, and two wait."""
    a_served_ticket(db, clock, handled="2m")
    a_serving_ticket(db, clock, counter="2")
    system_pause(db, clock, BRUNO.actor, "2")
    a_waiting_ticket(db, clock)
    an_open_counter(db, clock, "3")
    call_next(db, clock, DINA.actor, "3")
    pause(db, clock, ANA.actor, "1", "meal")
    issue(db, clock, CUSTOMER, replace(Wish("payment"), language="en"))
    issue(db, clock, CUSTOMER, Wish("payment"))
