"""The chain of events: sealing the next one, and reading all of them again. Named SQL in the caller's transaction."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.errors import KeyFileBroken
from storeops.base.key_file import derived_key, key_file, read_keys
from storeops.store import hall_keys, rows
from storeops.store.event_seal import BEGINNING, CHAIN_KEY, SealedEvent, Shippable, mac_after

# Every event asks for it, and the database of a process is always the same.
_key_file = lru_cache(maxsize=64)(key_file)


class _Tip(NamedTuple):
    """The MAC of the newest event, None where it is not sealed, and the fingerprint of the present chain's key."""

    mac: bytes | None
    fingerprint: str | None


_TIP = """
SELECT (SELECT mac FROM event WHERE seq = (SELECT max(seq) FROM event)),
       (SELECT fingerprint FROM event_chain WHERE id = (SELECT max(id) FROM event_chain))
"""


class Sealer:
    """Seals events, one after the other, within one transaction. Without the chain's key it seals none."""

    def __init__(self, key: bytes | None, before: bytes | None) -> None:
        self._key = key
        self._before = before

    @property
    def has_lost_the_thread(self) -> bool:
        """Whether the key is there and the newest event was written without it: a new chain has to begin."""
        return self._key is not None and self._before is None

    def seal(self, event: Shippable) -> bytes | None:
        """The MAC of the next event; None: it is not sealed."""
        if self._key is None or self._before is None:
            return None
        self._before = mac_after(self._key, self._before, event)
        return self._before


def sealer(db: Database, path: Path) -> Sealer:
    """What seals the next events of this database file."""
    tip = _Tip._make(db.conn.execute(_TIP).fetchone())
    return Sealer(chain_key(path, tip.fingerprint), tip.mac)


def chain_key(path: Path, fingerprint: str | None) -> bytes | None:
    """The key of the chain with this fingerprint; None where there is no chain, or the key file is not its own."""
    if fingerprint is None:
        return None
    try:
        hall_key = read_keys(_key_file(path)).hall
    except KeyFileBroken:
        return None
    if hall_key is None or hall_keys.fingerprint(hall_key) != fingerprint:
        return None
    return derived_key(hall_key, CHAIN_KEY)


class NewChain(NamedTuple):
    """A chain that begins: its number, what seals it, and what its first event tells of it."""

    number: int
    sealer: Sealer
    fingerprint: str
    after: int


def begin(db: Database, path: Path) -> NewChain | None:
    """Let the next event be the first of a new chain under the key in the key file; None where there is no such key."""
    try:
        hall_key = read_keys(key_file(path)).hall
    except KeyFileBroken:
        return None
    if hall_key is None:
        return None
    fingerprint = hall_keys.fingerprint(hall_key)
    after = numbers_given(db)
    number = rows.scalar(
        db,
        "INSERT INTO event_chain (first_seq, fingerprint) VALUES (?, ?) RETURNING id",
        (after + 1, fingerprint),
    )
    return NewChain(int(number), Sealer(derived_key(hall_key, CHAIN_KEY), BEGINNING), fingerprint, after)


class BegunChain(NamedTuple):
    """Where a chain begins, when and why, and the fingerprint of its key."""

    first_seq: int
    begun_at: str
    because: str
    fingerprint: str


def chains(db: Database) -> list[BegunChain]:
    """All chains, the oldest first."""
    return rows.many(
        db,
        BegunChain,
        "SELECT first_seq, event.at AS begun_at, event.data ->> 'because' AS because, fingerprint"
        " FROM event_chain JOIN event ON event.seq = first_seq ORDER BY event_chain.id",
    )


def misplaced(db: Database) -> list[int]:
    """The numbers of chains that are not noted as their first events tell."""
    return rows.column(
        db,
        """
        WITH told AS (SELECT data ->> 'chain' AS id, seq AS first_seq, data ->> 'fingerprint' AS fingerprint FROM event
                      WHERE kind = 'chain_begun' AND json_valid(data))
        SELECT id FROM (SELECT * FROM told EXCEPT SELECT id, first_seq, fingerprint FROM event_chain)
        UNION SELECT id FROM (SELECT id, first_seq, fingerprint FROM event_chain EXCEPT SELECT * FROM told)
        ORDER BY 1
        """,
    )


def is_of_known_key(db: Database) -> bool:
    """Whether the hall's key is noted as that of the present chain; so too where no chain has begun."""
    noted = rows.scalar(db, "SELECT fingerprint FROM hall_key")
    present = present_fingerprint(db)
    return present is None or noted == present


def present_fingerprint(db: Database) -> str | None:
    """The fingerprint of the key of the chain that goes on; None where no chain has begun."""
    found: str | None = rows.scalar(db, "SELECT fingerprint FROM event_chain ORDER BY id DESC LIMIT 1")
    return found


_ALL = """
SELECT seq, mac, local_part, local_salt, at, kind, ticket_id, counter_id, employee_id, actor, is_imported, data,
       written_rows, local_digest
FROM event ORDER BY seq
"""


def all_events(db: Database) -> Iterator[SealedEvent]:
    """Every event in order, as its seal sees it."""
    for seq, mac, local_part, local_salt, *shippable in db.execute(_ALL):
        yield SealedEvent(seq, Shippable._make(shippable), mac, local_part, local_salt)


class ChainHead(NamedTuple):
    """The newest event and its MAC: whoever knows it can tell later whether what led to it was changed."""

    seq: int
    at: str
    mac: bytes


def head(db: Database) -> ChainHead | None:
    """The newest event that is sealed; None where there is none."""
    return rows.one(db, ChainHead, "SELECT seq, at, mac FROM event WHERE mac IS NOT NULL ORDER BY seq DESC LIMIT 1")


def numbers_given(db: Database) -> int:
    """The highest number that an event was ever given; 0 where none was."""
    return int(rows.scalar(db, "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'event'), 0)"))


def last_number(db: Database) -> int:
    """The number of the newest event that stands there; 0 in an empty journal."""
    return int(rows.scalar(db, "SELECT coalesce(max(seq), 0) FROM event"))


def mac_of(db: Database, seq: int) -> bytes | None:
    """The MAC of one event; None where there is no such event, or it is not sealed."""
    found: bytes | None = rows.scalar(db, "SELECT mac FROM event WHERE seq = ?", (seq,))
    return found


def clear_local_parts(db: Database, before: datetime) -> int:
    """Empty the local parts, with their salts, of events from before an instant; how many. Their digests stay."""
    cleared = db.execute(
        "UPDATE event SET local_part = NULL, local_salt = NULL WHERE local_part IS NOT NULL AND at < ?",
        (stamp(before),),
    )
    return int(cleared.rowcount)


def clear_local_parts_of(db: Database, employee_id: int) -> int:
    """Empty the local parts, with their salts, of events about an employee; how many. Their digests stay."""
    cleared = db.execute(
        "UPDATE event SET local_part = NULL, local_salt = NULL WHERE local_part IS NOT NULL AND employee_id = ?",
        (employee_id,),
    )
    return int(cleared.rowcount)
