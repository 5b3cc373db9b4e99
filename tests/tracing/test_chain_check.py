"""A journal that was changed is found, with the place; one that goes on after a lost key says so."""

from collections.abc import Callable

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.key_file import HallKeys, key_file, new_key, write_keys
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.follow_up_actions import open_follow_up
from storeops.running.integrity_view import findings
from storeops.store import chain_rows, hall_keys, journal
from storeops.store.database import HallDatabase, write_transaction
from storeops.tracing.chain_actions import begin_chain
from storeops.tracing.chain_check_view import chain_findings, chain_notes
from storeops.tracing.chain_heads import heads_file, heads_of
from storeops.tracing.head_actions import write_head_aside
from tests.factories import ADA, ANA, a_served_ticket, a_waiting_ticket, later, rows


def found(db: HallDatabase) -> list[str]:
    return list(chain_findings(db, db.path))


@pytest.fixture
def served(db: HallDatabase, clock: FrozenClock) -> HallDatabase:
    """Events 1 to 6: the chain begins, issue, counter opened, call, start at 09:00:00, finish at 09:02:00."""
    a_served_ticket(db, clock, handled="2m")
    return db


def test_an_untouched_journal_is_in_order(served: HallDatabase) -> None:
    assert found(served) == []
    assert findings(served) == []
    assert list(chain_notes(served, served.path)) == []


BENT = "the chain breaks at event 5 (2026-03-02T01:00:00.000Z, start): it or what stood between it and 4 was changed"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("UPDATE event SET actor = 'employee:1002' WHERE seq = 5", BENT),
        ("UPDATE event SET data = '{}' WHERE seq = 5", BENT),
        ("UPDATE event SET mac = zeroblob(32) WHERE seq = 5", BENT),
        (
            "DELETE FROM event WHERE seq = 4",
            "the chain breaks at event 5 (2026-03-02T01:00:00.000Z, start): it or what stood between it and 3 was"
            " changed",
        ),
        (
            "UPDATE event SET at = '2026-03-02T01:00:30.000Z' WHERE seq = 5",
            "the chain breaks at event 5 (2026-03-02T01:00:30.000Z, start): it or what stood between it and 4 was"
            " changed",
        ),
        (
            "INSERT INTO event (at, kind, actor, data) VALUES ('2026-03-02T01:03:00.000Z', 'void', 'system', '{}')",
            "event 7 was written without the key: whether that is true does not show",
        ),
        ("DELETE FROM event WHERE seq = 6", "the journal ends at event 5, but numbers up to 6 were given"),
        ("DELETE FROM event WHERE seq = 1", "the journal is not sealed: no chain of events has begun"),
    ],
)
def test_a_change_is_named_with_its_place(served: HallDatabase, change: str, says: str) -> None:
    served.execute(change)

    assert [sentence for sentence in found(served) if sentence.startswith(says)] != []


def test_one_broken_link_in_the_middle_is_one_finding(served: HallDatabase) -> None:
    served.execute("UPDATE event SET actor = 'employee:1002' WHERE seq = 5")

    assert found(served) == [BENT]


def test_a_local_part_that_was_exchanged_is_found_and_one_that_was_cleared_is_not(
    db: HallDatabase, clock: FrozenClock
) -> None:
    with write_transaction(db):
        journal.append(db, clock.now(), "sign_in", ADA.actor.name, local={"address": "10.0.0.7"})
    db.execute('UPDATE event SET local_part = \'{"address":"10.0.0.8"}\' WHERE seq = 2')
    assert found(db) == ["the local part of event 2 (2026-03-02T01:00:00.000Z, sign_in) was changed"]

    db.execute("UPDATE event SET local_part = NULL, local_salt = NULL WHERE seq = 2")
    assert found(db) == []


def test_without_the_key_nobody_can_verify(served: HallDatabase) -> None:
    key_file(served.path).unlink()

    assert found(served) == ["the chain of events cannot be verified: the key file is missing, or it is another one"]


def test_a_new_key_begins_a_new_chain_that_says_where_and_tells_everything_again(
    served: HallDatabase, clock: FrozenClock
) -> None:
    case = open_follow_up(served, clock, ANA.actor, ANA.code, Kind.COMPLAINT, "Waited an hour")
    key_file(served.path).unlink()
    a_waiting_ticket(served, clock)
    key = new_key()
    write_keys(key_file(served.path), HallKeys(key))
    with write_transaction(served):
        hall_keys.remember(served, key)

    begin_chain(served, clock, ADA.actor, "new_key")
    a_waiting_ticket(served, clock)

    # 1 to 7 of the first chain, 8 without a key, 9 begins the second one.
    assert found(served) == ["event 8 was written without the key: whether that is true does not show"]
    assert list(chain_notes(served, served.path)) == [
        "a chain begins at event 1 (2026-03-02T01:00:00.000Z): the hall was founded;"
        " its key is gone: it cannot be verified",
        "a chain begins at event 9 (2026-03-02T01:02:00.000Z): a new key file was made",
    ]
    stock = rows(served, "SELECT data FROM event WHERE kind = 'stock_taken' ORDER BY seq")
    assert '{"table": "follow_up", "count": 1}' in [row["data"] for row in stock]

    served.execute("DELETE FROM follow_up WHERE id = ?", (case,))
    assert f"follow_up {case} is gone, and no event tells why" in findings(served)


def test_a_chain_that_somebody_else_began_does_not_pass(served: HallDatabase, clock: FrozenClock) -> None:
    """Whoever has the database alone cannot let a chain of their own go over into the hall's."""
    with write_transaction(served):
        served.execute(
            "INSERT INTO event (at, kind, actor, data, mac)"
            " VALUES ('2026-03-02T01:03:00.000Z', 'chain_begun', 'system',"
            """ '{"chain": 2, "because": "new_key", "after": 6, "fingerprint": "00"}', zeroblob(32))"""
        )
    a_waiting_ticket(served, clock)

    assert found(served) == [
        "the chain of events cannot be verified: the key file is missing, or it is another one",
        "event_chain 2 is not what its first event tells",
    ]


def test_an_old_hall_is_chained_from_the_migration_on_and_says_so(served: HallDatabase, clock: FrozenClock) -> None:
    served.execute("UPDATE event SET mac = NULL, written_rows = NULL")  # as it was before
    served.execute("DELETE FROM event WHERE seq = 1")
    served.execute("DELETE FROM event_chain")

    begin_chain(served, clock, SYSTEM, "migrated")

    assert found(served) == []
    assert list(chain_notes(served, served.path)) == [
        "events 1 to 6 are from before the chain: a change of them does not show",
        "a chain begins at event 7 (2026-03-02T01:02:00.000Z): the version that seals events was installed",
    ]
    served.execute("UPDATE stored_leg SET started_at = ended_at")
    assert [sentence for sentence in findings(served) if sentence.startswith("leg 1 is not what its events tell")]


# The heads that are written aside


def test_the_head_is_written_aside_once_a_day(served: HallDatabase, clock: FrozenClock) -> None:
    write_head_aside(served, clock, SYSTEM)
    later(clock, "1h")
    a_waiting_ticket(served, clock)
    write_head_aside(served, clock, SYSTEM)
    later(clock, "24h")
    write_head_aside(served, clock, SYSTEM)

    monday, tuesday = heads_of(served.path)
    assert (monday.day, monday.seq, monday.mac) == ("2026-03-02", 6, chain_rows.mac_of(served, 6))
    assert (tuesday.day, tuesday.seq) == ("2026-03-03", 7)
    assert found(served) == []
    assert heads_file(served.path).stat().st_mode & 0o777 == 0o600


def rewritten(db: HallDatabase) -> None:
    """Somebody who has the key too changes event 5 and seals the rest anew."""
    key = chain_rows.chain_key(db.path, chain_rows.present_fingerprint(db))
    assert key is not None
    db.execute("UPDATE event SET actor = 'employee:1002' WHERE seq = 5")
    sealer = chain_rows.Sealer(key, b"")
    for sealed in list(chain_rows.all_events(db)):
        db.execute("UPDATE event SET mac = ? WHERE seq = ?", (sealer.seal(sealed.event), sealed.seq))


def cut_off(db: HallDatabase) -> None:
    """Somebody takes the end away and lets the numbers look as if it had never been."""
    db.execute("DELETE FROM event WHERE seq = 6")
    db.execute("UPDATE sqlite_sequence SET seq = 5 WHERE name = 'event'")


@pytest.mark.parametrize("bend", [rewritten, cut_off])
def test_the_head_aside_shows_what_the_chain_alone_cannot(
    served: HallDatabase, clock: FrozenClock, bend: Callable[[HallDatabase], None]
) -> None:
    write_head_aside(served, clock, SYSTEM)

    bend(served)

    assert found(served) == ["event 6 is not what was written aside on 2026-03-02: it or one before it was changed"]
