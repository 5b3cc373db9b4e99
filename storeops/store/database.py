"""Opening the hall's database, and writing to it one at a time.

A connection serves one thread at a time; a pool lends them. Every change runs in `write_transaction`, which queues
writers of this process in order of arrival and then takes SQLite's write lock at once (BEGIN IMMEDIATE): a plain
BEGIN would fail with "database is locked" whenever another writer commits after our first read.
"""

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from migrations import migrations
from storeops.base.clock import stopwatch
from storeops.base.durable_files import keep_private, open_new, settle, write_new
from storeops.base.errors import StoreOpsError
from storeops.base.key_file import key_file
from storeops.store import hall_keys, text_marks
from storeops.store.away_log import away_log_of
from storeops.store.refusals import (
    DatabaseDamaged,
    DatabaseGone,
    DatabaseMissing,
    DatabaseUnwritable,
    DiskFull,
    HallExists,
    LogWithoutDatabase,
    NewerSchema,
    NotADatabase,
    OldSchema,
    Overloaded,
    PressTooLate,
    SchemaChanged,
)

log = logging.getLogger("storeops.store.database")

BUSY_SECONDS = 30
"""How long a write of this process waits for one of another process."""
LOOKS_AGAIN_SECONDS = 0.003
"""How often it looks whether that one is over."""
KEPT_LOG_BYTES = 8 * 1024 * 1024
"""The file of the write-ahead log stays at most so large once what it held is in the database."""
KNOWN_STATEMENTS = 256
"""A connection keeps so many statements as SQLite made them ready; all that a busy day asks are some 200."""
SMALLEST_PAGE = 512
"""Bytes: of a shorter file no page is whole."""


class FairLock:
    """A lock that is handed on in order of arrival: under load no writer is overtaken."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._held = False
        self._turns: deque[threading.Lock] = deque()

    def acquire(self) -> None:
        with self._guard:
            if not self._held:
                self._held = True
                return
            turn = threading.Lock()
            turn.acquire()
            self._turns.append(turn)
        turn.acquire()  # released by the holder, who leaves the lock held for us

    def release(self) -> None:
        with self._guard:
            if self._turns:
                self._turns.popleft().release()
            else:
                self._held = False


class WriteGate:
    """What the writers of one database file share inside this process: the queue, and news of commits."""

    def __init__(self) -> None:
        self.lock = FairLock()
        self.committed = threading.Condition()
        self.commits = 0

    def announce_commit(self) -> None:
        with self.committed:
            self.commits += 1
            self.committed.notify_all()

    def wait_for_commit(self, seen: int, seconds: float) -> int:
        """Wait until there are more commits than `seen`, at most `seconds`; answer how many there are."""
        with self.committed:
            self.committed.wait_for(lambda: self.commits != seen, timeout=seconds)
            return self.commits


_gates: dict[Path, WriteGate] = {}
_gates_guard = threading.Lock()


def gate_of(path: Path) -> WriteGate:
    """The one gate of a database file in this process."""
    with _gates_guard:
        return _gates.setdefault(path.resolve(), WriteGate())


FileIdentity = tuple[int, int]
"""Which file it is on this machine, whatever its name: device and number there."""


def identity_of(path: Path) -> FileIdentity | None:
    """Which file stands at a path; None if none does."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


class HallDatabase(Database):
    """A sqlite-utils database that knows its file's gate.

    `writes_until`: by the stopwatch, when whoever asked gives up waiting; None where they wait as long as it takes.
    `keeps_nothing`: each write transaction is undone at its end, for whoever asks only what would be refused.
    `opened`: which file it is, where it has to stay in its place; None for one that is being made aside.
    `schema_version`: SQLite's own number of the schema that was found to be this version's; None where any is right.
    `since`: by the stopwatch, when it was opened.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        super().__init__(connection)
        self.path = path
        self.gate = gate_of(path)
        text_marks.teach(connection, path)
        self.writes_until: float | None = None
        self.keeps_nothing = False
        self.opened: FileIdentity | None = None
        self.schema_version: int | None = None
        self.since = stopwatch()

    def refuse_if_gone(self) -> None:
        """DatabaseGone where the file at its path is another one by now, or none."""
        if self.opened is not None and identity_of(self.path) != self.opened:
            raise DatabaseGone

    def refuse_if_changed(self) -> None:
        """SchemaChanged where the schema is another version's by now. It costs some 2 us."""
        if self.schema_version is None:
            return
        now = _schema_version(self.conn)
        if now != self.schema_version:
            try:
                refuse_other_schema(self)
            except (NotADatabase, OldSchema, NewerSchema) as error:
                raise SchemaChanged from error
            self.schema_version = now

    def subkey(self, purpose: str) -> bytes:
        """The hall's key for one purpose, 32 bytes. KeyFileLost, KeyFileBroken."""
        return hall_keys.subkey(self, self.path, purpose)

    def standing_subkey(self, purpose: str) -> bytes | None:
        """The key for one purpose of the key file that stands there, whatever the database says of it; None without."""
        return hall_keys.standing_subkey(self.path, purpose)

    @property
    def has_its_key(self) -> bool:
        """Whether the key file stands there and is this hall's. KeyFileBroken."""
        return hall_keys.is_there(self, self.path)


def _schema_version(connection: sqlite3.Connection) -> int:
    """SQLite's own count of changes to the schema."""
    (version,) = connection.execute("PRAGMA schema_version").fetchone()
    return int(version)


Finish = Callable[[HallDatabase, Sequence[str]], None]
"""Does what belongs to the steps of these names, in the transaction that takes them."""


def _open(path: Path) -> HallDatabase:
    for file in (path, *logs_of(path)):  # SQLite gives new ones the rights of the database
        keep_private(file)
    try:
        connection = sqlite3.connect(
            path,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=KNOWN_STATEMENTS,
        )
        connection.execute("PRAGMA foreign_keys = ON")
        # FULL: an answered ticket survives a power cut, not only a crash.
        connection.execute("PRAGMA synchronous = FULL")
        # Whoever begins the log anew cuts the file down to this: a day on which a reader held it up leaves nothing.
        connection.execute(f"PRAGMA journal_size_limit = {KEPT_LOG_BYTES}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise _not_opened(path, error) from error
    return HallDatabase(connection, path)


def _not_opened(path: Path, error: Exception) -> StoreOpsError:
    """Why a file could not be opened."""
    if _code(error) == sqlite3.SQLITE_NOTADB:
        return _no_hall(path, is_readable=False)
    if isinstance(error, UnicodeDecodeError):  # SQLite quotes a name from a damaged page
        return DatabaseDamaged(path=path, cause=error.reason)
    return told_error(path, error) or DatabaseUnwritable(path=path, cause=error)


def _no_hall(path: Path, *, is_readable: bool = True) -> StoreOpsError:
    """What a file is in which no hall is found: one that was a hall's has its key file beside it still.

    Not so one that can be read and has a page that holds nothing yet: it is in the making.
    """
    is_in_the_making = is_readable and path.stat().st_size >= SMALLEST_PAGE
    if key_file(path).exists() and not is_in_the_making:
        return DatabaseDamaged(path=path, cause="nothing of the hall is found in it")
    return NotADatabase(path=path)


def told_error(path: Path, error: BaseException) -> StoreOpsError | None:
    """What an error in using a database file tells of that file; None for one that tells nothing of it."""
    if is_damage(error):
        return DatabaseDamaged(path=path, cause=_one_line(error))
    return DatabaseUnwritable(path=path, cause=error) if _code(error) in AWAY else None


def _one_line(error: BaseException) -> str:
    """What SQLite said, without what it quotes from a damaged page beyond a line's worth."""
    said = " ".join("".join(sign if sign.isprintable() else " " for sign in str(error)).split())
    return said if len(said) <= LONGEST_CAUSE else f"{said[:LONGEST_CAUSE]}..."


def connect(path: Path) -> HallDatabase:
    """Open an existing database with the schema of this version.

    DatabaseMissing, NotADatabase, DatabaseDamaged, DatabaseUnwritable, OldSchema or NewerSchema say why not.
    """
    if not path.is_file():
        raise DatabaseMissing(path=path)
    db = _open(path)
    db.opened = identity_of(path)
    try:
        version = _schema_version(db.conn)
        refuse_other_schema(db)
    except BaseException:
        db.conn.close()
        raise
    db.schema_version = version
    return db


def connect_for_migration(path: Path) -> HallDatabase:
    """Open an existing database whatever its schema version."""
    if not path.is_file():
        raise DatabaseMissing(path=path)
    db = _open(path)
    try:
        if not _applied(db):
            raise _no_hall(path)
    except BaseException:
        db.conn.close()
        raise
    return db


def _applied(db: HallDatabase) -> set[str]:
    """The names of the steps of the schema that were taken. DatabaseDamaged."""
    try:
        return {step.name for step in migrations.applied(db)}
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise _not_opened(db.path, error) from error


@contextmanager
def opened_for_migration(path: Path) -> Iterator[HallDatabase]:
    """The same, open for the block."""
    db = connect_for_migration(path)
    try:
        yield db
    finally:
        db.conn.close()


def newest_step(db: HallDatabase) -> str:
    """The newest step of the schema that a database has taken."""
    return max(_applied(db))


def is_older(db: HallDatabase) -> bool:
    """Whether a database still has steps of the schema before it."""
    return bool(migrations.pending(db))


def logs_of(path: Path) -> list[Path]:
    """Where SQLite keeps what a database at this path was told last; a journal, while a new one or a copy is made."""
    return [Path(f"{path}{ending}") for ending in ("-wal", "-shm", "-journal")]


def refuse_stray_log(path: Path) -> None:
    """LogWithoutDatabase where a write-ahead log stands for a database that is not there."""
    for log in logs_of(path):
        if log.exists() and not path.exists():
            raise LogWithoutDatabase(path=path, log=log)


def create(path: Path) -> HallDatabase:
    """Make a new database with the present schema. HallExists if something stands at the path; LogWithoutDatabase."""
    refuse_stray_log(path)
    try:
        open_new(path).close()
    except FileExistsError as error:
        raise HallExists(path=path) from error
    except OSError as error:
        raise DatabaseUnwritable(path=path, cause=error.strerror) from error
    db = _open(path)
    # WAL is a property of the file: it is set once, here, because two processes that set it at once can collide.
    db.execute("PRAGMA journal_mode = WAL")
    migrate(db)
    return db


@contextmanager
def created_aside(path: Path) -> Iterator[HallDatabase]:
    """A new database to be filled in the block: it appears at `path` whole, or not at all, whatever is killed.

    HallExists if something stands at the path, LogWithoutDatabase.
    """
    if path.exists():
        raise HallExists(path=path)
    refuse_stray_log(path)
    aside = path.with_name(f"{path.name}.{os.getpid()}.part")
    unfinished = [aside, *logs_of(aside), key_file(aside)]
    try:
        db = _create_for(path, aside)
        try:
            yield db
        finally:
            db.conn.close()  # the last connection folds the write-ahead log into the file
        if path.exists():
            raise HallExists(path=path)
        key_file(aside).replace(key_file(path))
        appear(aside, path)
    finally:
        for left in filter(Path.exists, unfinished):
            left.unlink()


def appear(aside: Path, path: Path) -> None:
    """Let a database that was made aside stand at its path, unless something has come to stand there. HallExists."""
    if path.exists():
        raise HallExists(path=path)
    aside.rename(path)
    settle(path.parent)


def _create_for(path: Path, aside: Path) -> HallDatabase:
    """A new database aside, with a copy of the key file that may stand for `path`, so that no key is lost."""
    keys = key_file(path)
    try:
        if keys.exists():
            write_new(key_file(aside), keys.read_bytes())
        return create(aside)
    except OSError as error:
        raise DatabaseUnwritable(path=keys, cause=error.strerror) from error
    except DatabaseUnwritable as error:
        raise DatabaseUnwritable(path=path, cause=error.values["cause"]) from error


def migrate(db: HallDatabase, finish: Finish | None = None) -> list[str]:
    """Bring the schema up to date; answer the names of the steps taken. Safe from several processes at once.

    `finish` is told them and does the rest in the same transaction: what a step needs the hall's key for.
    """
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("BEGIN IMMEDIATE")
    try:
        before = {step.name for step in migrations.applied(db)}
        migrations.apply(db)
        hall_keys.give_key(db, db.path)
        taken = [step.name for step in migrations.applied(db) if step.name not in before]
        if finish:
            finish(db, taken)
        if taken:
            # A step may change rows alone: servers of the version before see it by this all the same.
            db.execute("CREATE TABLE step_taken (id INTEGER)")
            db.execute("DROP TABLE step_taken")
        broken = db.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise sqlite3.IntegrityError(f"a migration broke {len(broken)} references")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise
    finally:
        db.execute("PRAGMA foreign_keys = ON")
    return taken


def refuse_other_schema(db: HallDatabase) -> None:
    """NotADatabase, OldSchema or NewerSchema unless the schema is exactly this version's."""
    applied = _applied(db)
    if not applied:
        raise _no_hall(db.path)
    if migrations.pending(db):
        raise OldSchema(path=db.path)
    known = {step.name for step in migrations._migrations}
    if not applied <= known:
        raise NewerSchema(path=db.path)


@contextmanager
def write_transaction(db: HallDatabase) -> Iterator[HallDatabase]:
    """Hold the write lock for the block: commit at its end, undo everything on an error.

    PressTooLate once the lock is had so late that whoever asked has given up; SchemaChanged; DiskFull, which the log
    tells.
    Opening it twice on one connection is an error on purpose: an action never calls another action.
    """
    if db.conn.in_transaction:  # the lock below would wait for ourselves for ever
        raise RuntimeError("a write transaction inside another one on the same connection")
    db.gate.lock.acquire()
    try:
        db.refuse_if_gone()
        _take_write_lock(db.conn)
        try:
            db.refuse_if_changed()
            if db.writes_until is not None and stopwatch() > db.writes_until:
                raise PressTooLate
            yield db
            db.conn.execute("ROLLBACK" if db.keeps_nothing else "COMMIT")
        except BaseException as error:
            # A full disk makes SQLite roll back by itself; a second ROLLBACK would hide the cause.
            if db.conn.in_transaction:
                db.conn.execute("ROLLBACK")
            if _code(error) == sqlite3.SQLITE_FULL:
                away_log_of(db.path).say(error, "a change")
                raise DiskFull from error
            raise
    finally:
        db.gate.lock.release()
    db.gate.announce_commit()


def _take_write_lock(connection: sqlite3.Connection) -> None:
    """Wait for SQLite's write lock as long as the connection says. Overloaded.

    SQLite's own way to wait sleeps ever longer, up to 100 ms at a time. The pauses in which an import lets others write
    are shorter: whoever waits would sleep through several of them.
    """
    (milliseconds,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        gives_up_at = stopwatch() + milliseconds / 1000
        while not _has_begun(connection):
            if stopwatch() >= gives_up_at:
                raise Overloaded
            time.sleep(LOOKS_AGAIN_SECONDS)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {milliseconds}")


def _has_begun(connection: sqlite3.Connection) -> bool:
    """Whether the write lock was free, and is ours now."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            return False
        raise
    return True


@contextmanager
def reading_one_instant(db: HallDatabase) -> Iterator[None]:
    """Let all that the block reads be as of its first reading, however the hall goes on."""
    db.conn.execute("BEGIN")
    try:
        yield
    finally:
        db.conn.execute("ROLLBACK")


def move_log(db: HallDatabase) -> None:
    """Carry what was committed from the write-ahead log into the database; nobody is held up by it.

    Whoever writes much does so itself after each piece: else SQLite lets whoever commits next do it, such as a customer
    who takes a ticket.
    """
    db.execute("PRAGMA wal_checkpoint(PASSIVE)")


@contextmanager
def kept_nothing(db: HallDatabase) -> Iterator[None]:
    """Let the actions of the block do what they do and keep nothing of it: they tell what they would refuse."""
    db.keeps_nothing = True
    try:
        yield
    finally:
        db.keeps_nothing = False


@contextmanager
def undone(db: HallDatabase) -> Iterator[None]:
    """Undo at its end whatever the block writes; the caller holds the write transaction."""
    db.conn.execute("SAVEPOINT trial")
    try:
        yield
    finally:
        db.conn.execute("ROLLBACK TO trial")
        db.conn.execute("RELEASE trial")


AWAY = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
    }
)
"""Of a file that cannot be used now. The lower bits of SQLite's codes; the upper ones only tell more of the same."""
LONGEST_CAUSE = 120
DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
"""Of a file that is destroyed in part."""


UNUSABLE = (
    DatabaseMissing,
    DatabaseGone,
    DatabaseDamaged,
    DatabaseUnwritable,
    DiskFull,
    NotADatabase,
    OldSchema,
    NewerSchema,
    SchemaChanged,
)


def is_away(error: BaseException | None) -> bool:
    """Whether an error tells that the database cannot be used now: locked, out of space, damaged, gone or of another
    version."""
    if isinstance(error, StoreOpsError):
        return isinstance(error, UNUSABLE)
    return _code(error) in AWAY or is_damage(error)


def is_damage(error: BaseException | None) -> bool:
    """Whether an error tells that parts of the file are destroyed."""
    if isinstance(error, DatabaseDamaged):
        return True
    no_text = isinstance(error, sqlite3.OperationalError) and str(error).startswith("Could not decode to UTF-8")
    return no_text or _code(error) in DAMAGED


def _code(error: BaseException | None) -> int:
    """SQLite's code of an error, without its upper bits; 0 for an error of something else."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF if isinstance(error, sqlite3.Error) else 0


def can_write(db: HallDatabase) -> bool:
    """Whether a change could be committed now: the file is there, in order, and not blocked."""
    try:
        try_to_write(db)
    except (sqlite3.Error, Overloaded, DiskFull):
        return False
    return True


def try_to_write(db: HallDatabase) -> None:
    """Commit a change that changes nothing; whatever keeps changes from being committed."""
    with write_transaction(db):
        db.conn.execute("UPDATE hall SET id = id")


KEPT_IDLE = 6
"""So many connections stay open without use: as many as a hall needs at once for most of its day."""
IDLE_SECONDS = 10.0
"""Others are closed after so long without use: each holds a megabyte or two, more with each other statement that it is
asked, and a new one is there in 2 ms."""
RENEWED_AFTER_SECONDS = 3600.0
"""A connection gives way to a new one after so long. The driver drops the statement that was asked least, counted over
the connection's life: in one that is full of what was asked before, what is new today is made ready again each time."""


class Pool:
    """Lends connections to one database file, the last returned first, and opens more as needed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: list[tuple[float, HallDatabase]] = []
        """Since when each is idle, by the stopwatch; the longest idle first."""
        self._guard = threading.Lock()
        self._file: FileIdentity | None = None
        self._first: HallDatabase | None = None
        """Open to the end and lent to nobody: as long as it is, no other file of this machine gets its number."""
        self._is_gone = False

    def take(self) -> HallDatabase:
        """A connection to the very file that was opened first: DatabaseGone once another one stands there, or none."""
        with self._guard:
            db = self._idle.pop()[1] if self._idle else None
        try:
            db = db or self._connected()
            db.refuse_if_gone()
        except DatabaseGone:
            if not self._is_gone:
                self._is_gone = True
                log.error("nothing can be done with %s any more", self.path)
            if db is not None:
                db.conn.close()
            raise
        return db

    def _connected(self) -> HallDatabase:
        if self._file and identity_of(self.path) != self._file:
            raise DatabaseGone  # not even opened: SQLite would play the log of the hall into the file that stands there
        try:
            db = connect(self.path)
        except DatabaseMissing as error:
            raise DatabaseGone if self._file else error from error
        except (OldSchema, NewerSchema) as error:
            raise SchemaChanged if self._file else error from error
        with self._guard:
            if self._first is not None:
                db.opened = self._file
                return db
            self._first, self._file = db, db.opened
        return self._connected()

    def give_back(self, db: HallDatabase) -> None:
        if db.conn.in_transaction:  # an abandoned read would pin the write-ahead log
            db.conn.execute("ROLLBACK")
        db.writes_until = None
        with self._guard:
            self._idle.append((stopwatch(), db))

    @contextmanager
    def lend(self) -> Iterator[HallDatabase]:
        db = self.take()
        try:
            yield db
        finally:
            self.give_back(db)

    def close(self) -> None:
        with self._guard:
            while self._idle:
                self._idle.pop()[1].conn.close()
            if self._first is not None:
                self._first.conn.close()
                self._first = None

    def close_unused(self, idle_seconds: float = IDLE_SECONDS, renewed_after: float = RENEWED_AFTER_SECONDS) -> int:
        """Close those beyond KEPT_IDLE that were not needed for so long, and one that is older; how many."""
        now = stopwatch()
        unused = list[HallDatabase]()
        with self._guard:
            while len(self._idle) > KEPT_IDLE and self._idle[0][0] <= now - idle_seconds:
                unused.append(self._idle.pop(0)[1])
            old = next((each for each in self._idle if each[1].since <= now - renewed_after), None)
            if old and len(self._idle) > 1:  # whoever comes next finds another one open
                self._idle.remove(old)
                unused.append(old[1])
        for db in unused:
            db.conn.close()
        return len(unused)

    @property
    def idle_count(self) -> int:
        """How many connections are open and lent to nobody."""
        return len(self._idle)
