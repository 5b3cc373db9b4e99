"""That figures add up: transactions to legs, legs to visits, visits to half hours, days and the month."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.base.actor import SYSTEM
from storeops.base.business_time import stamp
from storeops.base.clock import FrozenClock
from storeops.base.months import month_span
from storeops.hall import hall_rows
from storeops.measuring import durations, fact_rows
from storeops.measuring.day_tally import DayTally
from storeops.measuring.desk_tally import DeskTally
from storeops.measuring.due_day_rows import days_due
from storeops.measuring.facts import LegFact, TransactionFact, VisitFact
from storeops.measuring.measures import MeasuredVisit, measured_visits
from storeops.measuring.metric_registry import QUEUE_METRICS
from storeops.measuring.summary_actions import summarize_day
from storeops.measuring.sums import Total
from storeops.measuring.tallies_view import day_tallies, hall_tally, period_tally
from storeops.measuring.tally import Tally
from storeops.quality.duty.duty_call_actions import call_duty_manager
from storeops.queueing.calling import call_next
from storeops.queueing.close_day import close_day
from storeops.queueing.moving import hold, resume, transfer
from storeops.queueing.serving import finish, next_transaction, reopen, start
from storeops.queueing.staffing import close_counter
from storeops.queueing.ticket import TransactionClass
from storeops.reports.document.period_view import period_metrics, period_parts
from storeops.reports.sections.section_json import written
from storeops.store.database import HallDatabase
from tests import factories
from tests.factories import MONDAY, later
from tests.measuring.days import TARGETS, tally_of

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
MONDAY_DATE = date.fromisoformat(MONDAY)


@pytest.fixture
def two_days(db: HallDatabase, clock: FrozenClock) -> HallDatabase:
    """Monday and Tuesday of a hall that opens from nine to six; it is Wednesday, and both days are settled.

    Monday, counter 1: a customer comes 09:00, is called 09:02 and served 09:03, a second transaction 09:05, sent on
    09:08, called and served again 09:10, done 09:14 (an exceptional case), back 09:16, done 09:18. One comes and is
    served 09:18, put on hold 09:20, back 09:25, called and served 09:26, done 09:30. One is called after 3 min and
    does not come. One ticket is void. One comes 17:55, is served 17:56, and the close of the day finds the transaction
    open. Tuesday: one waits 4 min and is served for 5 min, one gives the ticket back.
    """
    ana = factories.ANA.actor
    factories.open_daily(db, "09:00", "18:00")
    factories.a_serving_ticket(db, clock, waited="2m", walked="1m")
    later(clock, "2m")
    next_transaction(db, clock, ana, "1", "invoice")
    later(clock, "3m")
    transfer(db, clock, ana, "1", "plan_change")
    later(clock, "2m")
    call_next(db, clock, ana, "1")
    start(db, clock, ana, "1")
    later(clock, "4m")
    call_duty_manager(db, clock, ana, "1", "exceptional")
    finish(db, clock, ana, "1", TransactionClass.EXCEPTIONAL)
    later(clock, "2m")
    reopen(db, clock, ana, "1")
    later(clock, "2m")
    finish(db, clock, ana, "1")
    held = factories.a_serving_ticket(db, clock)
    later(clock, "2m")
    hold(db, clock, ana, "1")
    later(clock, "5m")
    resume(db, clock, ana, held.number)
    later(clock, "1m")
    call_next(db, clock, ana, "1")
    start(db, clock, ana, "1")
    later(clock, "4m")
    finish(db, clock, ana, "1")
    factories.a_no_show(db, clock, waited="3m")
    factories.a_void_ticket(db, clock)
    clock.instant = datetime(2026, 3, 2, 9, 55, tzinfo=UTC)
    factories.a_serving_ticket(db, clock, waited="1m")
    clock.instant = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
    close_day(db, clock, SYSTEM, MONDAY)
    clock.instant = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
    factories.a_served_ticket(db, clock, waited="4m", handled="5m", counter="2")
    factories.a_cancelled_ticket(db, clock)
    close_counter(db, clock, factories.clerk_at(db, "2"), "2")
    clock.instant = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)
    return db


def mondays_visits(db: HallDatabase) -> list[MeasuredVisit]:
    hours = hall_rows.opening_hours(db, hall_rows.hall(db))
    return measured_visits(fact_rows.visits_of_days(db, MONDAY, MONDAY, hours))


def test_a_told_day_adds_up_to_what_happened(two_days: HallDatabase, clock: FrozenClock) -> None:
    (monday,) = day_tallies(two_days, MONDAY_DATE, MONDAY_DATE, clock.now())

    day = monday.hall
    # Sent on, held, no-show and left open; the void one counts nowhere.
    assert (day.issued, day.served, day.left, day.transferred) == (4, 3, 1, 1)
    # 09:03-09:05, 09:10-09:14 (exceptional), 09:16-09:18 and 09:26-09:30; cut off by transfer and hold: two others.
    assert (day.handlings.count, day.handlings.total) == (4, 120 + 240 + 120 + 240)
    assert {code: counts.total for code, counts in day.normal_handlings} == {"payment": 360, "plan_change": 120}
    # The close of the day ends 17:56 at 18:00.
    assert day.gross_handlings == Total(5, 720 + 240)
    # 09:00-09:02, 09:08-09:10, 0 s, 09:25-09:26, 180 s, 17:55-17:56.
    assert day.leg_waits == Total(6, 120 + 120 + 0 + 60 + 180 + 60)
    # 09:00-09:18 and 09:18-09:30 with 5 min on hold; the end of the third is not a true one.
    assert (day.visit_times, day.held, day.unaccounted) == (Total(2, 1080 + 720), Total(2, 300), Total(2, 0))


def test_transactions_add_up_to_their_legs(two_days: HallDatabase) -> None:
    legs = [leg for visit in mondays_visits(two_days) for leg in visit.legs]
    transactions = [transaction for leg in legs for transaction in leg.transactions]

    whole = Tally.of_parts([], legs, transactions)

    assert Tally.merged(Tally.of_parts([], [leg], leg.transactions) for leg in legs) == whole
    singles = [Tally.of_parts([], [], [item]) for item in transactions]
    assert Tally.merged([*singles, Tally.of_parts([], legs, [])]) == whole
    for leg in legs:
        # One transaction begins where the one before ended, unless the customer was gone in between.
        times = [(item.fact.started_at, item.fact.ended_at or 0) for item in leg.transactions]
        away = sum(begin - end for (_, end), (begin, _) in pairwise(times))
        served = 0 if leg.fact.started_at is None else (leg.fact.ended_at or 0) - leg.fact.started_at
        assert sum(end - begin for begin, end in times) + away == served


def test_legs_add_up_to_their_visits(two_days: HallDatabase) -> None:
    visits = mondays_visits(two_days)
    legs = [leg for visit in visits for leg in visit.legs]

    whole = Tally.of(visits)

    assert Tally.merged(Tally.of([visit]) for visit in visits) == whole
    of_legs = Tally.of_parts([], legs, [transaction for leg in legs for transaction in leg.transactions])
    assert Tally.merged([Tally.of_parts(visits, [], []), of_legs]) == whole
    for visit in visits:
        if visit.visit_time is not None:
            assert visit.visit_time == durations.in_legs(visit.fact) + visit.held + (visit.unaccounted or 0)


def test_half_hours_and_services_add_up_to_the_day(two_days: HallDatabase, clock: FrozenClock) -> None:
    (monday,) = day_tallies(two_days, MONDAY_DATE, MONDAY_DATE, clock.now())

    in_all = replace(monday.hall, desk=DeskTally())
    # Issued 09:00 and 09:18, 09:30, 17:55.
    assert {half_hour: tally.issued for half_hour, tally in monday.half_hours.items()} == {
        "09:00": 2,
        "09:30": 1,
        "17:30": 1,
    }
    assert Tally.merged(monday.half_hours.values()) == in_all
    assert set(monday.services) == {"payment", "invoice", "plan_change"}
    assert Tally.merged(monday.services.values()) == in_all


def test_days_add_up_to_the_month(two_days: HallDatabase, clock: FrozenClock) -> None:
    days = day_tallies(two_days, FIRST, LAST, clock.now())

    assert [day.business_day.isoformat() for day in days] == ["2026-03-02", "2026-03-03"]
    assert Tally.merged(day.hall for day in days) == hall_tally(two_days, FIRST, LAST, clock.now())
    # Signed in 09:02 to 18:00 at counter 1, 10:04 to 10:09 at counter 2: the close of the day signs out as of closing.
    assert hall_tally(two_days, FIRST, LAST, clock.now()).desk.signed_in == 9 * 3600 - 120 + 300


def test_the_months_parts_and_metrics_come_from_the_same_sums(two_days: HallDatabase, clock: FrozenClock) -> None:
    span = month_span("2026-03", hall_rows.hall(two_days).zone)

    parts = written(period_parts(two_days, span, clock.now(), period_tally(two_days, FIRST, LAST, clock.now())))

    assert parts["metrics"] == written(period_metrics(two_days, span, clock.now()))
    for group in ("by_service", "by_half_hour", "by_weekday", "days"):
        for count in ("issued", "served", "transactions"):
            assert sum(part[count]["value"] for part in parts[group].values()) == parts["metrics"][count]["value"]


def test_kept_summaries_say_what_the_raw_rows_say(two_days: HallDatabase, clock: FrozenClock) -> None:
    span = month_span("2026-03", hall_rows.hall(two_days).zone)
    counted = day_tallies(two_days, FIRST, LAST, clock.now())
    parts = written(period_parts(two_days, span, clock.now(), period_tally(two_days, FIRST, LAST, clock.now())))

    for day in list(days_due(two_days, clock.now())):
        summarize_day(two_days, clock, SYSTEM, day)

    # From here on nothing but the summaries can tell.
    two_days.execute("UPDATE stored_ticket SET business_day = '2026-05-01' WHERE business_day = '2026-03-02'")
    two_days.execute("UPDATE stored_leg SET queued_at = ?", (stamp(clock.now()),))
    assert day_tallies(two_days, FIRST, LAST, clock.now()) == counted
    assert written(period_parts(two_days, span, clock.now(), period_tally(two_days, FIRST, LAST, clock.now()))) == parts


# Made days


SECONDS = st.integers(0, 4000)


@st.composite
def transaction_facts(draw: st.DrawFn, started_at: int) -> TransactionFact:
    ended_at = started_at + draw(SECONDS)
    service, kind = draw(st.sampled_from(["payment", "advice"])), draw(st.sampled_from(["normal", "exceptional"]))
    outcome = draw(st.sampled_from(["finished", "finished", "unfinished", "left_open"]))
    return TransactionFact(service, None, kind, started_at, ended_at, outcome, draw(st.integers(0, 50)))


@st.composite
def leg_facts(draw: st.DrawFn, queued_at: int, outcome: str) -> LegFact:
    called_at = queued_at + draw(SECONDS) if draw(st.booleans()) or outcome == "served" else None
    started_at = called_at + draw(st.integers(0, 90)) if called_at is not None and outcome != "no_show" else None
    transactions = [] if started_at is None else draw(st.lists(transaction_facts(started_at), max_size=3))
    ended_at = max([queued_at, called_at or 0, *(item.ended_at or 0 for item in transactions)])
    return LegFact(
        draw(st.sampled_from(["payment", "sim"])),
        queued_at,
        called_at,
        called_at,
        started_at,
        ended_at,
        "1",
        "1001",
        outcome,
        draw(st.booleans()),
        transactions,
    )


@st.composite
def visit_facts(draw: st.DrawFn) -> VisitFact:
    issued_at = 1_772_413_200 + draw(st.integers(-3000, 80_000))
    state = draw(st.sampled_from(["served", "served", "no_show", "cancelled", "abandoned", "void", "waiting"]))
    legs, queued_at = [], issued_at
    for outcome in [*draw(st.lists(st.sampled_from(["transferred", "held"]), max_size=2)), state]:
        legs.append(draw(leg_facts(queued_at, outcome)))
        queued_at = (legs[-1].ended_at or queued_at) + draw(st.integers(0, 60))
    low = draw(st.none() | st.integers(0, 900))
    return VisitFact(
        MONDAY,
        "A001",
        draw(st.sampled_from(["standard", "assisted"])),
        state,
        issued_at,
        None,
        issued_at + 300,
        None if state == "waiting" else legs[-1].ended_at,
        low,
        None if low is None else low + draw(st.integers(0, 301)),
        legs[0].service,
        draw(st.none() | st.just(1_772_413_200)),
        legs,
        draw(st.booleans()),
    )


DESKS = st.builds(DeskTally, st.just(1), st.integers(0, 1), *[st.integers(0, 9000)] * 6)
DAYS = st.lists(visit_facts(), max_size=12)


@given(DAYS, DAYS)
def test_the_sum_of_two_tallies_is_the_tally_of_both(some: list[VisitFact], others: list[VisitFact]) -> None:
    together = tally_of(*some, *others)

    assert Tally.merged([tally_of(*some), tally_of(*others)]) == together
    assert Tally.merged([tally_of(*others), tally_of(*some)]) == together
    assert Tally.merged([tally_of(*some), Tally()]) == tally_of(*some)


@given(st.lists(st.tuples(visit_facts(), DESKS, st.integers(0, 3)), max_size=15))
def test_visits_may_be_grouped_in_any_way(told: list[tuple[VisitFact, DeskTally, int]]) -> None:
    singles = [replace(tally_of(visit), desk=desk) for visit, desk, _ in told]
    groups = [
        Tally.merged(single for single, (_, _, group) in zip(singles, told, strict=True) if group == number)
        for number in (3, 1, 0, 2)
    ]

    whole, regrouped = Tally.merged(singles), Tally.merged(groups)

    assert regrouped == whole
    one, two, three, four = groups
    last = Tally.merged([three, four])
    assert Tally.merged([Tally.merged([one, two]), last]) == Tally.merged([one, Tally.merged([two, last])])
    for metric in QUEUE_METRICS:
        assert metric.value(regrouped, TARGETS) == metric.value(whole, TARGETS), metric.id


@given(DAYS, DESKS)
def test_a_day_is_the_same_after_it_was_kept(visits: list[VisitFact], desk: DeskTally) -> None:
    day = DayTally.of(MONDAY_DATE, measured_visits(visits), desk, ZoneInfo("Asia/Shanghai"))

    kept = DayTally.from_bodies(MONDAY_DATE, day.bodies())

    assert kept == day
    assert kept.bodies() == day.bodies()
    assert Tally.merged(day.half_hours.values()) == replace(day.hall, desk=DeskTally())
