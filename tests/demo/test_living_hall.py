"""The demo living on beside a visitor: nothing the visitor does at the console stops it."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from storeops.base.actor import CUSTOMER, Actor
from storeops.base.business_time import business_day, stamp
from storeops.base.clock import FrozenClock, ScaledClock
from storeops.base.errors import StoreOpsError
from storeops.demo.clerks import SHIFT_LEAD
from storeops.demo.living_hall import LiveDemo, LivingHall, ShortNights, lively_moment
from storeops.hall.counter import CounterState
from storeops.hall.offer_actions import change_counter
from storeops.hall.set_up_actions import change_weekly_hours, set_special_day
from storeops.queueing import calling, counter_rows, moving, serving, staffing, ticket_rows
from storeops.queueing.issue import Wish, issue
from storeops.queueing.ticket import State
from storeops.running import integrity_view
from storeops.store.database import HallDatabase, Pool, connect
from tests.demo.conftest import SHANGHAI, SUNDAY, local, play
from tests.factories import copied_hall, event_kinds, rows, ticket_row

BEGIN = local(10, 40)
VISITOR = Actor("employee:5001")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Sunday morning's history up to 10:40."""
    path = tmp_path_factory.mktemp("prepared") / "hall.db"
    play(path, until=BEGIN.astimezone(SHANGHAI).time()).conn.close()
    return path


@pytest.fixture
def path(prepared: Path, tmp_path: Path) -> Path:
    return copied_hall(prepared, tmp_path / "hall.db")


@pytest.fixture
def db(path: Path) -> Iterator[HallDatabase]:
    db = connect(path)
    db.execute("PRAGMA synchronous = OFF")
    yield db
    db.conn.close()


@pytest.fixture
def machine() -> FrozenClock:
    """The clock beneath the demo's."""
    return FrozenClock(BEGIN)


@pytest.fixture
def clock(machine: FrozenClock) -> ShortNights:
    return ShortNights(machine)


@pytest.fixture
def living(db: HallDatabase, clock: ShortNights) -> LivingHall:
    return LivingHall(db, clock, seed=1)


def live_on(living: LivingHall, machine: FrozenClock, minutes: float) -> None:
    """Let time pass, three seconds at a time."""
    for _ in range(int(minutes * 20)):
        machine.advance(seconds=3)
        living.catch_up()


def states(db: HallDatabase) -> dict[str, str]:
    return {row["code"]: row["state"] for row in rows(db, "SELECT code, state FROM counter")}


def test_undisturbed_it_goes_on_where_the_history_ended(
    db: HallDatabase, living: LivingHall, machine: FrozenClock
) -> None:
    present = "SELECT id FROM ticket WHERE issued_at <= ? AND state IN ('waiting', 'called', 'serving')"
    before = rows(db, present, stamp(BEGIN))

    live_on(living, machine, 60)

    assert before != []
    assert rows(db, present, stamp(BEGIN)) == []
    assert rows(db, "SELECT count(*) AS n FROM ticket WHERE issued_at > ?", stamp(BEGIN))[0]["n"] > 10
    assert {states(db)["5"], states(db)["6"]} == {"closed"}
    assert living.hall.refusals == 0
    assert integrity_view.findings(db) == []


def test_a_visitors_ticket_is_called_and_served(
    db: HallDatabase, living: LivingHall, machine: FrozenClock, clock: ShortNights
) -> None:
    ticket = issue(db, clock, CUSTOMER, Wish("payment"))

    live_on(living, machine, 60)

    assert ticket_row(db, ticket.number)["state"] == "served"
    assert event_kinds(db, ticket.number)[:2] == ["issue", "call_next"]


def test_a_visitor_works_at_a_free_counter_in_peace(
    db: HallDatabase, living: LivingHall, machine: FrozenClock, clock: ShortNights
) -> None:
    visitors = Actor("employee:1005")
    for _ in range(3):
        issue(db, clock, CUSTOMER, Wish("payment"))
    staffing.open_counter(db, clock, visitors, "5", "1005")

    ticket = calling.call_next(db, clock, visitors, "5")
    live_on(living, machine, 1)
    serving.start(db, clock, visitors, "5")
    live_on(living, machine, 20)
    serving.finish(db, clock, visitors, "5")
    live_on(living, machine, 5)

    assert event_kinds(db, ticket.number)[-3:] == ["call_next", "start", "finish"]
    assert states(db)["5"] == "open"


def test_a_visitor_who_signs_in_as_a_clerk_has_the_counter_to_themselves(
    db: HallDatabase, living: LivingHall, machine: FrozenClock, clock: ShortNights
) -> None:
    live_on(living, machine, 0.5)
    counter = counter_rows.not_closed(db)[0]
    visitor = Actor(f"employee:{counter.employee_code}")
    _until_free(living, machine, lambda: staffing.pause(db, clock, visitor, counter.code, "other"))
    issue(db, clock, CUSTOMER, Wish("payment"))
    staffing.unpause(db, clock, visitor, counter.code)

    calling.call_next(db, clock, visitor, counter.code)
    for act in (serving.start, serving.system_pause, serving.system_resume, serving.finish):
        live_on(living, machine, 10)
        act(db, clock, visitor, counter.code)

    since = (
        "SELECT kind FROM event WHERE counter_id = ?"
        " AND kind NOT IN ('announced', 'cancel', 'reinstate', 'resume', 'prompt_shown', 'rated')"
    )
    assert [row["kind"] for row in rows(db, f"{since} ORDER BY seq DESC LIMIT 7", counter.id)] == [
        "finish",
        "system_resume",
        "system_pause",
        "start",
        "call_next",
        "counter_unpause",
        "counter_pause",
    ]
    live_on(living, machine, 40)
    assert rows(db, f"{since} ORDER BY seq DESC LIMIT 1", counter.id)[0]["kind"] != "finish"


def _until_free(living: LivingHall, machine: FrozenClock, act: Callable[[], object]) -> None:
    """Try again until the counter takes it."""
    for _ in range(300):
        with suppress(StoreOpsError):
            act()
            return
        live_on(living, machine, 0.1)
    raise AssertionError("the counter was never free")


def test_a_clerk_whose_customer_was_finished_by_somebody_else_calls_the_next(
    db: HallDatabase, living: LivingHall, machine: FrozenClock, clock: ShortNights
) -> None:
    live_on(living, machine, 0.5)
    counter = next(
        counter
        for counter in counter_rows.not_closed(db)
        if (ticket := ticket_rows.at_counter(db, counter.id)) and ticket.state is State.SERVING
    )
    finished = serving.finish(db, clock, VISITOR, counter.code)

    live_on(living, machine, 30)

    assert living.hall.refusals > 0
    assert event_kinds(db, finished.number)[-1] == "finish"
    assert rows(
        db,
        "SELECT count(*) AS n FROM event WHERE kind = 'start' AND counter_id = ? AND at > ?",
        counter.id,
        stamp(BEGIN),
    )[0]["n"]


def test_a_clerk_stays_away_while_a_colleague_sits_there_and_comes_back_after(
    db: HallDatabase, living: LivingHall, machine: FrozenClock, clock: ShortNights
) -> None:
    live_on(living, machine, 1)
    code = _closed_by_the_visitor(db, living, machine, clock)
    staffing.open_counter(db, clock, VISITOR, code, "5001")

    live_on(living, machine, 25)
    held = counter_rows.by_code(db, code)
    staffing.close_counter(db, clock, VISITOR, code)
    live_on(living, machine, 20)

    assert held.employee_code == "5001"
    assert counter_rows.by_code(db, code).state is not CounterState.CLOSED
    assert counter_rows.by_code(db, code).employee_code != "5001"


def _closed_by_the_visitor(db: HallDatabase, living: LivingHall, machine: FrozenClock, clock: ShortNights) -> str:
    """Wait until a counter is free and close it over its clerk's head."""
    for _ in range(200):
        for code in ("1", "2", "3", "4"):
            with suppress(StoreOpsError):
                return staffing.close_counter(db, clock, VISITOR, code).counter
        live_on(living, machine, 0.1)
    raise AssertionError("no counter was free")


def test_a_visitor_at_random_never_stops_it(
    db: HallDatabase, living: LivingHall, machine: FrozenClock, clock: ShortNights
) -> None:
    dice = Random(5)
    verbs = (
        lambda code: calling.call_next(db, clock, VISITOR, code),
        lambda code: calling.recall(db, clock, VISITOR, code),
        lambda code: calling.mark_no_show(db, clock, VISITOR, code),
        lambda code: serving.start(db, clock, VISITOR, code),
        lambda code: serving.next_transaction(db, clock, VISITOR, code, "payment"),
        lambda code: serving.system_pause(db, clock, VISITOR, code),
        lambda code: serving.finish(db, clock, VISITOR, code),
        lambda code: serving.reopen(db, clock, VISITOR, code),
        lambda code: moving.transfer(db, clock, VISITOR, code, "advice"),
        lambda code: moving.hold(db, clock, VISITOR, code),
        lambda code: staffing.pause(db, clock, VISITOR, code, "meeting"),
        lambda code: staffing.unpause(db, clock, VISITOR, code),
        lambda code: staffing.after_work(db, clock, VISITOR, code),
        lambda code: staffing.close_counter(db, clock, VISITOR, code),
        lambda code: staffing.open_counter(db, clock, VISITOR, code, dice.choice(("1001", "1002", "5001"))),
    )
    for _ in range(600):
        with suppress(StoreOpsError):
            dice.choice(verbs)(dice.choice(("1", "2", "3", "4", "5")))
        live_on(living, machine, 0.2)
    for code in ("1", "2", "3", "4", "5"):
        with suppress(StoreOpsError):
            staffing.close_counter(db, clock, VISITOR, code)
    left_alone = clock.now()

    live_on(living, machine, 90)

    assert living.hall.refusals > 3
    assert integrity_view.findings(db) == []
    served = "SELECT DISTINCT counter_id FROM event WHERE kind = 'finish' AND actor != 'employee:5001' AND at > ?"
    assert len(rows(db, served, stamp(left_alone))) >= 3


def test_a_service_taken_off_and_a_counter_taken_away_are_done_without(
    db: HallDatabase, living: LivingHall, machine: FrozenClock, clock: ShortNights
) -> None:
    db.execute("UPDATE service SET is_active = 0 WHERE code != 'puk'")
    code = _closed_by_the_visitor(db, living, machine, clock)
    change_counter(db, clock, VISITOR, code, serves_all=True, services=(), is_active=False)

    live_on(living, machine, 30)

    assert living.hall.refusals > 5
    issued = (
        "SELECT count(*) AS n FROM ticket JOIN service ON service.id = service_id WHERE issued_at > ? AND code != 'puk'"
    )
    assert rows(db, issued, stamp(BEGIN + timedelta(minutes=2)))[0]["n"] == 0
    assert states(db)[code] == "closed"


def test_a_shift_lead_who_was_lending_a_hand_goes_on(
    db: HallDatabase, machine: FrozenClock, clock: ShortNights
) -> None:
    lead = Actor(f"employee:{SHIFT_LEAD}")
    staffing.open_counter(db, clock, lead, "6", SHIFT_LEAD)
    issue(db, clock, CUSTOMER, Wish("payment"))
    ticket = calling.call_next(db, clock, lead, "6")

    live_on(LivingHall(db, clock, seed=1), machine, 90)

    assert ticket_row(db, ticket.number)["state"] == "served"
    assert states(db)["6"] == "closed"


def test_the_night_is_skipped(db: HallDatabase, living: LivingHall, machine: FrozenClock, clock: ShortNights) -> None:
    machine.instant = local(18, 59)
    living.catch_up()
    evening = clock.now()

    live_on(living, machine, 1.5)
    morning = clock.now()
    live_on(living, machine, 40)

    assert evening == local(18, 59)
    assert local(8, 40, timedelta(days=1)) <= morning <= local(8, 42, timedelta(days=1))
    assert rows(db, "SELECT 1 FROM ticket WHERE ended_at IS NULL AND business_day = ?", SUNDAY.isoformat()) == []
    assert rows(db, "SELECT count(*) AS n FROM ticket WHERE business_day = '2026-03-09'")[0]["n"] >= 3
    assert integrity_view.findings(db) == []


def test_days_on_which_the_hall_stays_shut_are_skipped_too(
    db: HallDatabase, living: LivingHall, machine: FrozenClock, clock: ShortNights
) -> None:
    set_special_day(db, clock, VISITOR, SUNDAY + timedelta(days=1), (), "stocktaking")
    machine.instant = local(19, 1)

    living.catch_up()

    assert clock.now() == local(8, 40, timedelta(days=2))


def test_a_hall_whose_hours_were_taken_away_lives_on(
    db: HallDatabase, living: LivingHall, machine: FrozenClock, clock: ShortNights
) -> None:
    change_weekly_hours(db, clock, VISITOR, {})
    machine.instant = local(19, 1)

    live_on(living, machine, 60)

    assert business_day(clock.now(), SHANGHAI) == SUNDAY + timedelta(days=1)
    assert rows(db, "SELECT count(*) AS n FROM ticket WHERE business_day = '2026-03-09'")[0]["n"] > 5


def test_after_the_machine_slept_nobody_comes_for_the_hours_in_between(
    db: HallDatabase, living: LivingHall, machine: FrozenClock
) -> None:
    live_on(living, machine, 5)

    machine.advance(hours=3)
    live_on(living, machine, 5)

    slept = (stamp(local(10, 47)), stamp(local(13, 44)))
    assert rows(db, "SELECT 1 FROM ticket WHERE issued_at BETWEEN ? AND ?", *slept) == []
    since = rows(db, "SELECT count(*) AS n FROM ticket WHERE issued_at > ?", slept[1])[0]["n"]
    assert since < 10
    assert integrity_view.findings(db) == []


@pytest.mark.parametrize(
    ("now", "begins"),
    [
        (local(11, 5), local(11, 5)),
        (local(16, 30), local(10, 40)),
        (local(23, 0), local(10, 40)),
        (local(8, 0), local(10, 40, timedelta(days=-1))),
    ],
)
def test_life_begins_at_a_lively_moment_that_is_not_in_the_future(now: datetime, begins: datetime) -> None:
    assert lively_moment(now, SHANGHAI) == begins


def test_the_thread_lives_on_until_it_is_stopped(path: Path) -> None:
    pool = Pool(path)
    demo = LiveDemo(pool, ShortNights(ScaledClock(BEGIN, 300)), seed=1)
    with pool.lend() as db:
        seen = db.gate.commits

        demo.start()
        while db.gate.commits < seen + 20:
            assert db.gate.wait_for_commit(db.gate.commits, 10)
        demo.stop()
        at_the_end = db.gate.commits

        assert db.gate.wait_for_commit(at_the_end, 0.5) == at_the_end
        # A few commits tell nothing, such as that of a plan that is made already.
        assert rows(db, "SELECT count(*) AS n FROM event WHERE at > ?", stamp(BEGIN))[0]["n"] >= 15
        assert integrity_view.findings(db) == []
    pool.close()


def test_a_demo_that_never_began_can_be_stopped(path: Path) -> None:
    LiveDemo(Pool(path), ShortNights(FrozenClock(BEGIN)), seed=1).stop()


def test_a_thread_that_cannot_live_waits_to_be_stopped(tmp_path: Path) -> None:
    demo = LiveDemo(Pool(tmp_path / "missing.db"), ShortNights(FrozenClock(BEGIN)), seed=1)

    demo.start()
    demo.stop()

    assert not (tmp_path / "missing.db").exists()
