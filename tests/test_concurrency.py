"""Many hands at once: threads with a connection each, and processes, on one file."""

import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from storeops.base.actor import CUSTOMER, Actor, RequestKey
from storeops.base.clock import FrozenClock
from storeops.base.errors import StoreOpsError
from storeops.queueing.calling import call_next, call_ticket, mark_no_show
from storeops.queueing.issue import Wish, cancel, issue
from storeops.queueing.moving import reinstate
from storeops.queueing.refusals import QueueEmpty
from storeops.queueing.serving import finish, start
from storeops.queueing.staffing import open_counter
from storeops.running import integrity_view
from storeops.store import journal
from storeops.store.database import FairLock, HallDatabase, connect, write_transaction
from tests.factories import ANA, BRUNO, CLERK_OF_COUNTER, a_waiting_ticket, an_open_counter, event_kinds, rows
from tests.test_migrations import STEPS, a_database_at

THREADS = 8
PATIENCE_SECONDS = 60
"""Longer than any of this takes: a deadlock fails the test instead of hanging it."""


def at_once(hall: Path, works: list[Callable[[HallDatabase], object]]) -> list[object]:
    """Let each work run in a thread of its own, with its own connection, all starting together; what they answered.

    A refusal is an answer too.
    """
    together = threading.Barrier(len(works))

    def run(work: Callable[[HallDatabase], object]) -> object:
        db = connect(hall)
        db.execute("PRAGMA synchronous = OFF")
        together.wait(PATIENCE_SECONDS)
        try:
            return work(db)
        except StoreOpsError as refusal:
            return refusal
        finally:
            db.conn.close()

    with ThreadPoolExecutor(len(works)) as threads:
        return [done.result(PATIENCE_SECONDS) for done in [threads.submit(run, work) for work in works]]


def test_eight_kiosks_issue_no_number_twice(db: HallDatabase, hall_path: Path, clock: FrozenClock) -> None:
    def fifty(own: HallDatabase) -> list[str]:
        return [issue(own, clock, CUSTOMER, Wish("payment")).number for _ in range(50)]

    answers = at_once(hall_path, [fifty] * THREADS)

    numbers = [number for fifty_numbers in answers for number in fifty_numbers]  # type: ignore[attr-defined]
    assert sorted(numbers) == [f"A{count:03d}" for count in range(1, 401)]
    assert [row["number"] for row in rows(db, "SELECT number FROM ticket ORDER BY id")] == sorted(numbers)
    assert journal.last_seq(db) == 401  # and the chain's beginning


def test_clerks_who_call_at_once_call_different_customers(
    db: HallDatabase, hall_path: Path, clock: FrozenClock
) -> None:
    for counter in CLERK_OF_COUNTER:
        an_open_counter(db, clock, counter)
    for _ in range(60):
        a_waiting_ticket(db, clock)

    def serve_at(counter: str) -> Callable[[HallDatabase], list[str]]:
        def serve(own: HallDatabase) -> list[str]:
            numbers = []
            while True:
                try:
                    numbers.append(call_next(own, clock, CLERK_OF_COUNTER[counter].actor, counter).number)
                except QueueEmpty:
                    return numbers
                start(own, clock, CLERK_OF_COUNTER[counter].actor, counter)
                finish(own, clock, CLERK_OF_COUNTER[counter].actor, counter)

        return serve

    answers = at_once(hall_path, [serve_at(counter) for counter in CLERK_OF_COUNTER])

    called = [number for numbers in answers for number in numbers]  # type: ignore[attr-defined]
    assert sorted(called) == [f"A{count:03d}" for count in range(1, 61)]
    assert {row["state"] for row in rows(db, "SELECT state FROM ticket")} == {"served"}
    assert integrity_view.findings(db) == []


def test_one_counter_pressed_eight_times_calls_one_customer(
    db: HallDatabase, hall_path: Path, clock: FrozenClock
) -> None:
    an_open_counter(db, clock)
    for _ in range(THREADS):
        a_waiting_ticket(db, clock)

    answers = at_once(hall_path, [lambda own: call_next(own, clock, ANA.actor, "1")] * THREADS)

    assert Counter(type(answer).__name__ for answer in answers) == {"Snapshot": 1, "CounterBusy": THREADS - 1}
    assert [row["state"] for row in rows(db, "SELECT state FROM ticket ORDER BY id")] == ["called"] + ["waiting"] * 7


def test_one_customer_is_chosen_by_one_of_two_clerks(db: HallDatabase, hall_path: Path, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "1")
    an_open_counter(db, clock, "2")
    number = a_waiting_ticket(db, clock).number

    answers = at_once(
        hall_path,
        [
            lambda own: call_ticket(own, clock, ANA.actor, "1", number),
            lambda own: call_ticket(own, clock, BRUNO.actor, "2", number),
        ],
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Snapshot", "TicketNotWaiting"]
    assert len(event_kinds(db, number)) == 2


def test_a_customer_who_cancels_while_being_called_does_one_or_the_other(
    db: HallDatabase, hall_path: Path, clock: FrozenClock
) -> None:
    an_open_counter(db, clock)
    ticket = a_waiting_ticket(db, clock)

    answers = at_once(
        hall_path,
        [
            lambda own: call_next(own, clock, ANA.actor, "1"),
            lambda own: cancel(own, clock, CUSTOMER, ticket.token),
        ],
    )

    outcome = sorted(type(answer).__name__ for answer in answers)
    assert outcome in (["QueueEmpty", "Snapshot"], ["Snapshot", "TicketNotWaiting"])
    assert len(event_kinds(db, ticket.number)) == 2


def test_a_no_show_is_reinstated_once(db: HallDatabase, hall_path: Path, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    a_waiting_ticket(db, clock)
    call_next(db, clock, ANA.actor, "1")
    mark_no_show(db, clock, ANA.actor, "1")

    answers = at_once(hall_path, [lambda own: reinstate(own, clock, ANA.actor, "A001")] * 4)

    assert Counter(type(answer).__name__ for answer in answers) == {"Snapshot": 1, "TicketNotNoShow": 3}
    assert event_kinds(db, "A001").count("reinstate") == 1


def test_an_employee_is_signed_in_at_one_of_three_counters(
    db: HallDatabase, hall_path: Path, clock: FrozenClock
) -> None:
    def open_at(counter: str) -> Callable[[HallDatabase], object]:
        return lambda own: open_counter(own, clock, ANA.actor, counter, ANA.code)

    answers = at_once(hall_path, [open_at(counter) for counter in ("1", "2", "3")])

    assert Counter(type(answer).__name__ for answer in answers) == {"CounterSnapshot": 1, "EmployeeElsewhere": 2}
    assert len(rows(db, "SELECT * FROM signed_in_span")) == 1


def test_one_idempotency_key_from_eight_threads_gives_one_ticket(
    db: HallDatabase, hall_path: Path, clock: FrozenClock
) -> None:
    tap = Actor("device:kiosk", RequestKey("one tap", "payment"))

    answers = at_once(hall_path, [lambda own: issue(own, clock, tap, Wish("payment"))] * THREADS)

    assert len(set(answers)) == 1
    assert len(rows(db, "SELECT * FROM ticket")) == 1
    assert journal.last_seq(db) == 2  # the chain's beginning and the ticket


def test_readers_see_whole_transactions_only(db: HallDatabase, hall_path: Path, clock: FrozenClock) -> None:
    done = threading.Event()

    def write(own: HallDatabase) -> None:
        for _ in range(100):
            issue(own, clock, CUSTOMER, Wish("payment"))
        done.set()

    def read(own: HallDatabase) -> int:
        torn = 0
        while not done.is_set():
            counts = rows(
                own,
                "SELECT (SELECT count(*) FROM ticket) AS tickets, (SELECT count(*) FROM leg) AS legs,"
                " (SELECT count(*) FROM event WHERE kind = 'issue') AS events",
            )[0]
            torn += len(set(counts.values())) > 1
        return torn

    answers = at_once(hall_path, [write, read, read])

    assert answers == [None, 0, 0]


# The lock


def test_the_lock_is_handed_on_in_the_order_of_arrival() -> None:
    lock = FairLock()
    lock.acquire()
    served: list[int] = []
    waiting = []
    for number in range(THREADS):

        def wait_and_note(number: int = number) -> None:
            lock.acquire()
            served.append(number)
            lock.release()

        thread = threading.Thread(target=wait_and_note, daemon=True)
        thread.start()
        while len(lock._turns) <= number:  # until it stands in the queue
            thread.join(0.001)
        waiting.append(thread)

    lock.release()

    for thread in waiting:
        thread.join(PATIENCE_SECONDS)
    assert served == list(range(THREADS))


def test_a_free_lock_is_taken_at_once_and_again() -> None:
    lock = FairLock()
    for _ in range(3):
        lock.acquire()
        lock.release()

    assert not lock._held


def test_writers_are_not_overtaken(db: HallDatabase, hall_path: Path, clock: FrozenClock) -> None:
    """While one writer holds the lock, others queue; whoever releases it cannot take it again before them."""
    order: list[str] = []
    other = connect(hall_path)

    def second_writer() -> None:
        with write_transaction(other):
            order.append("second")

    with write_transaction(db):
        thread = threading.Thread(target=second_writer, daemon=True)
        thread.start()
        while not db.gate.lock._turns:
            thread.join(0.001)
    with write_transaction(db):
        order.append("first again")
    thread.join(PATIENCE_SECONDS)

    assert order == ["second", "first again"]
    other.conn.close()


# Processes

ISSUE_FIFTY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from storeops.base.actor import CUSTOMER
from storeops.base.clock import FrozenClock
from storeops.store.database import connect
from storeops.queueing.issue import Wish, issue

db = connect(Path(sys.argv[1]))
clock = FrozenClock(datetime(2026, 3, 2, 1, 0, tzinfo=UTC))
print(*[issue(db, clock, CUSTOMER, Wish("payment")).number for _ in range(50)])
"""

MIGRATE = """
import sys
from pathlib import Path
from storeops.store.database import connect_for_migration, migrate

print(*migrate(connect_for_migration(Path(sys.argv[1]))))
"""

CREATE = """
import sys
from pathlib import Path
from storeops.store.database import create
from storeops.store.refusals import HallExists

try:
    create(Path(sys.argv[1]))
except HallExists:
    print("exists")
else:
    print("made")
"""


def two_processes(program: str, path: Path) -> list[str]:
    """What two processes print that run the same program at once."""
    command = [sys.executable, "-c", program, str(path)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = []
    for process in processes:
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
        assert process.returncode == 0, err
        said.append(out.strip())
    return said


def test_two_processes_issue_no_number_twice(db: HallDatabase, hall_path: Path) -> None:
    said = two_processes(ISSUE_FIFTY, hall_path)

    assert sorted(" ".join(said).split()) == [f"A{count:03d}" for count in range(1, 101)]
    assert integrity_view.findings(db) == []


def test_two_processes_that_migrate_at_once_take_each_step_once(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    a_database_at(path, STEPS[0]).conn.close()

    said = two_processes(MIGRATE, path)

    assert sorted(said) == ["", " ".join(STEPS[1:])]
    connect(path).conn.close()


def test_two_processes_that_make_a_database_at_once_make_one(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"

    said = two_processes(CREATE, path)

    assert sorted(said) == ["exists", "made"]
    connect(path).conn.close()


def test_a_reader_of_a_database_in_the_making_is_refused_or_served(tmp_path: Path) -> None:
    """Whoever connects while another process makes the file meets no half schema."""
    path = tmp_path / "hall.db"
    maker = subprocess.Popen([sys.executable, "-c", CREATE, str(path)], stdout=subprocess.DEVNULL)
    met = set()
    while maker.poll() is None:
        try:
            connect(path).conn.close()
            met.add("served")
        except StoreOpsError as refusal:
            met.add(type(refusal).__name__)

    assert met <= {"DatabaseMissing", "NotADatabase", "served"}
    connect(path).conn.close()
