"""Keeping the write-ahead log small, whoever reads meanwhile.

SQLite folds the log into the database by itself, but begins it anew only at a moment in which nobody reads from it:
under readers that never pause it grows for ever, and keeps its size on the disk afterwards.
"""

from dataclasses import dataclass
from pathlib import Path

from storeops.store.database import KEPT_LOG_BYTES, HallDatabase, logs_of, move_log

WAITS_FOR_READERS_MILLISECONDS = 100
"""Writers wait so long at most while the readers of the log come to their end."""


@dataclass(frozen=True)
class LogState:
    """How many bytes the log has, and whether a reader holds what it was told back from the database."""

    bytes: int
    is_held: bool


def log_bytes(path: Path) -> int:
    """How large the file of a database's write-ahead log is; 0 without one."""
    try:
        return logs_of(path)[0].stat().st_size
    except OSError:
        return 0


def fold_log(db: HallDatabase) -> LogState:
    """Fold a log of more than KEPT_LOG_BYTES into the database, and cut it off where no reader holds it."""
    if log_bytes(db.path) <= KEPT_LOG_BYTES:
        return LogState(log_bytes(db.path), is_held=False)
    move_log(db)  # most of the work, while others write
    db.gate.lock.acquire()
    try:
        is_held = _cut_log(db)
    finally:
        db.gate.lock.release()
    return LogState(log_bytes(db.path), is_held)


def _cut_log(db: HallDatabase) -> bool:
    """Fold what is left and empty the file; whether a reader or writer held it up."""
    (milliseconds,) = db.conn.execute("PRAGMA busy_timeout").fetchone()
    db.conn.execute(f"PRAGMA busy_timeout = {WAITS_FOR_READERS_MILLISECONDS}")
    try:
        busy, _, _ = db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        db.conn.execute(f"PRAGMA busy_timeout = {milliseconds}")
    return bool(busy)
