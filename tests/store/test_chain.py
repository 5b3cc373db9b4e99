"""The chain of events as it is written: each sealed to the one before it, with the key and without."""

import pytest

from storeops.base.actor import CUSTOMER, SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.key_file import HallKeys, key_file, new_key, write_keys
from storeops.queueing.issue import Wish, issue
from storeops.store import chain_rows, journal
from storeops.store.database import HallDatabase, write_transaction
from storeops.store.event_seal import BEGINNING, mac_after
from storeops.tracing.chain_actions import clear_local_parts
from storeops.tracing.chain_check_view import chain_findings
from tests.factories import ADA, a_served_ticket, a_waiting_ticket, last_event, later, rows


def the_key(db: HallDatabase) -> bytes:
    key = chain_rows.chain_key(db.path, chain_rows.present_fingerprint(db))
    assert key is not None
    return key


def test_each_event_is_sealed_to_the_one_before_it(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, handled="2m")

    before, key = BEGINNING, the_key(db)
    for sealed in chain_rows.all_events(db):
        before = mac_after(key, before, sealed.event)
        assert sealed.mac == before
    assert [row["kind"] for row in rows(db, "SELECT kind FROM event ORDER BY seq")] == [
        *("chain_begun", "issue", "counter_open", "call_ticket", "start", "finish")
    ]


def test_a_lost_key_file_stops_nobody_and_leaves_the_events_unsealed(db: HallDatabase, clock: FrozenClock) -> None:
    key_file(db.path).unlink()

    ticket = issue(db, clock, CUSTOMER, Wish("payment"))

    assert ticket.number == "A001"
    assert last_event(db)["kind"] == "issue"
    assert last_event(db)["mac"] is None


def test_a_broken_key_file_stops_nobody_either(db: HallDatabase, clock: FrozenClock) -> None:
    key_file(db.path).write_text("{no key", encoding="ascii")

    a_waiting_ticket(db, clock)

    assert last_event(db)["mac"] is None


def test_once_the_key_is_back_a_chain_begins_that_says_where(db: HallDatabase, clock: FrozenClock) -> None:
    kept = key_file(db.path).read_bytes()
    key_file(db.path).unlink()
    a_waiting_ticket(db, clock)
    key_file(db.path).write_bytes(kept)

    a_waiting_ticket(db, clock)

    (begun, issued) = rows(db, "SELECT * FROM event ORDER BY seq DESC LIMIT 2")[::-1]
    assert begun["kind"] == "chain_begun"
    assert '"because": "key_back", "after": 2' in begun["data"]
    assert issued["kind"] == "issue"
    assert issued["mac"] is not None
    assert list(chain_findings(db, db.path)) == [
        "event 2 was written without the key: whether that is true does not show"
    ]


def test_the_key_of_another_hall_seals_nothing_here(db: HallDatabase, clock: FrozenClock) -> None:
    write_keys(key_file(db.path), HallKeys(new_key()))

    a_waiting_ticket(db, clock)

    assert last_event(db)["mac"] is None


def test_the_local_part_stands_beside_its_digest_and_can_be_cleared(db: HallDatabase, clock: FrozenClock) -> None:
    with write_transaction(db):
        journal.append(db, clock.now(), "sign_in", ADA.actor.name, local={"address": "10.0.0.7"})
    written = last_event(db)
    assert written["local_part"] == '{"address":"10.0.0.7"}'

    later(clock, f"{24 * 184}h")
    assert clear_local_parts(db, clock, SYSTEM) == 0  # 184 days are kept whole
    later(clock, "1s")
    assert clear_local_parts(db, clock, SYSTEM) == 1

    assert last_event(db)["kind"] == "personal_data_cleared"
    (cleared,) = rows(db, "SELECT * FROM event WHERE kind = 'sign_in'")
    assert (cleared["local_part"], cleared["local_salt"]) == (None, None)
    assert {**cleared, "local_part": None, "local_salt": None} == {**written, "local_part": None, "local_salt": None}
    assert list(chain_findings(db, db.path)) == []


@pytest.mark.parametrize("local", [None, {}])
def test_an_event_without_a_local_part_has_no_digest(
    db: HallDatabase, clock: FrozenClock, local: dict[str, str] | None
) -> None:
    with write_transaction(db):
        journal.append(db, clock.now(), "sign_in", ADA.actor.name, local=local)

    assert (last_event(db)["local_part"], last_event(db)["local_digest"]) == (None, None)
