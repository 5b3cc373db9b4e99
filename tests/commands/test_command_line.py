"""A command of which the hall keeps an event judges the clock before it, as a server does that starts."""

from datetime import UTC, datetime

from storeops.base.clock import FrozenClock
from storeops.base.clock_trust import FoundAt, TimeDoubt
from storeops.store import clock_rows
from storeops.store.database import HallDatabase
from storeops.store.serving_files import serving
from tests.factories import MONDAY_NINE, a_waiting_ticket, everything, rows
from tests.served_hall import storeops

NEW_EMPLOYEE = ("employee", "add", "1999", "Nine", "--role", "clerk")


def test_where_nothing_happened_for_months_the_clock_is_in_doubt_before_what_a_command_notes(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_waiting_ticket(db, clock)  # in March 2026

    added = storeops("--db", str(db.path), *NEW_EMPLOYEE)

    assert added.returncode == 0
    assert "the clock may be wrong (ahead): nothing is closed" in added.stderr
    doubt = clock_rows.open_doubt(db)
    assert doubt
    assert (doubt.found_at, doubt.expected_at, doubt.doubt) == (FoundAt.START, MONDAY_NINE, TimeDoubt.AHEAD)
    kinds = [row["kind"] for row in rows(db, "SELECT kind FROM event ORDER BY seq DESC LIMIT 2")]
    assert kinds == ["employee_added", "clock_stepped"]
    frozen = storeops("--db", str(db.path), "stars", "--month", "2026-03", "--freeze")  # while it is in doubt
    assert frozen.returncode == 1
    assert "may be wrong, and a month closes for good" in frozen.stderr
    assert storeops("--db", str(db.path), "clock", "show").returncode == 1
    assert storeops("--db", str(db.path), "clock", "confirm").returncode == 0
    assert clock_rows.open_doubt(db) is None


def test_a_command_beside_a_server_leaves_the_clock_to_it(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)

    with serving(db.path, datetime(2026, 3, 2, tzinfo=UTC)):
        added = storeops("--db", str(db.path), *NEW_EMPLOYEE)

    assert (added.returncode, added.stderr) == (0, "")
    assert clock_rows.count(db) == 0


def test_a_command_that_only_reads_notes_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    before = everything(db)

    assert storeops("--db", str(db.path), "device", "list").stderr == ""

    assert everything(db) == before
