"""A sample hall that becomes a real one keeps its set-up and nothing else."""

from pathlib import Path

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.people.refusals import PinChangeNeeded
from storeops.people.sign_in_actions import sign_in
from storeops.queueing.calling import call_next
from storeops.queueing.issue import Wish, issue
from storeops.queueing.serving import finish, start
from storeops.queueing.staffing import open_counter
from storeops.running.integrity_view import findings
from storeops.sample.founding_actions import found_sample_hall
from storeops.sample.promoting_actions import promote
from storeops.sample.refusals import NoSample
from storeops.store.database import HallDatabase, connect, created_aside
from storeops.tracing.chain_actions import begin_chain
from tests.factories import ADA, AS_PROGRAM, everything, last_event, rows
from tests.served_hall import storeops


@pytest.fixture
def sample(tmp_path: Path, clock: FrozenClock) -> HallDatabase:
    """A sample hall, with one ticket served, one that waits, and somebody at a counter."""
    path = tmp_path / "sample.db"
    with created_aside(path) as db:
        begin_chain(db, clock, SYSTEM, "founded")
        found_sample_hall(db, clock, SYSTEM, "Asia/Shanghai", 2)
    db = connect(path)
    open_counter(db, clock, SYSTEM, "1", "1001")
    issue(db, clock, SYSTEM, Wish("payment"))
    issue(db, clock, SYSTEM, Wish("top_up"))
    call_next(db, clock, SYSTEM, "1")
    start(db, clock, SYSTEM, "1")
    finish(db, clock, SYSTEM, "1")
    return db


def test_the_set_up_stays_and_everybody_and_everything_else_goes(sample: HallDatabase, clock: FrozenClock) -> None:
    before = everything(sample)

    pin = promote(sample, clock, SYSTEM)

    after = everything(sample)
    for table in ("category", "service", "counter_service", "moment", "answer_card", "sheet_item"):
        assert after[table] == before[table], table
    assert rows(sample, "SELECT code, role FROM employee") == [{"code": "9001", "role": "administrator"}]
    assert rows(sample, "SELECT is_sample, enrols_screens FROM hall") == [{"is_sample": 0, "enrols_screens": 1}]
    assert rows(sample, "SELECT code, state, employee_id FROM counter") == [
        {"code": "1", "state": "closed", "employee_id": None},
        {"code": "2", "state": "closed", "employee_id": None},
    ]
    for table in ("ticket", "leg", "session", "signed_in_span", "prompt", "number_sequence", "answer"):
        assert rows(sample, f"SELECT * FROM {table}") == [], table
    with pytest.raises(PinChangeNeeded):  # it is right, and for one time
        sign_in(sample, clock, SYSTEM, "9001", pin, AS_PROGRAM)


def test_its_journal_begins_anew_and_is_in_order(sample: HallDatabase, clock: FrozenClock) -> None:
    promote(sample, clock, SYSTEM)

    assert [row["kind"] for row in rows(sample, "SELECT kind FROM event ORDER BY seq")] == [
        "chain_begun",
        "hall_promoted",
    ]
    assert rows(sample, "SELECT min(seq) AS first FROM event") == [{"first": 1}]
    assert findings(sample) == []
    assert sample.execute("PRAGMA foreign_key_check").fetchall() == []
    assert issue(sample, clock, SYSTEM, Wish("payment")).number == "A001"


def test_a_real_hall_is_left_alone(db: HallDatabase, clock: FrozenClock) -> None:
    db.execute("UPDATE hall SET is_sample = 0")
    before = everything(db)

    with pytest.raises(NoSample):
        promote(db, clock, ADA.actor)
    asked = storeops("--db", str(db.path), "promote")  # nobody is asked about what is refused anyway
    assert (asked.returncode, asked.stdout) == (1, "")

    assert everything(db) == before
    assert last_event(db) is not None
