"""Which processes serve a hall now: each of them holds a file beside the database while it runs.

The name of the file tells process and start; that the process lives is a lock on it, which ends with the process.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from storeops.store.file_turn import turn
from storeops.store.refusals import HallServed

_MARK = "serving"
_SINCE = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(rf"\.{_MARK}-([0-9]+)-([0-9]{{8}}T[0-9]{{6}}Z)\Z")


@dataclass(frozen=True)
class ServingProcess:
    """A process that serves a hall, and since when."""

    process: int
    since: datetime


@contextmanager
def serving(database: Path, since: datetime) -> Iterator[None]:
    """Be known as a process that serves this hall, for the block."""
    file = database.with_name(f"{database.name}.{_MARK}-{os.getpid()}-{since.astimezone(UTC).strftime(_SINCE)}")
    is_done = False
    while not is_done:
        with _cleared_after(file) as is_ours:
            if is_ours and file.exists():  # else somebody looked for dead ones between its making and its lock
                is_done = True
                yield


def serving_processes(database: Path) -> list[ServingProcess]:
    """The processes that serve this hall now, the first started first; files of dead ones are cleared away."""
    found = []
    for file in database.parent.glob(f"{database.name}.{_MARK}-*"):
        told = _NAME.search(file.name)
        if not told:
            continue
        with _cleared_after(file) as is_ours:
            if not is_ours:
                since = datetime.strptime(told.group(2), _SINCE).replace(tzinfo=UTC)
                found.append(ServingProcess(int(told.group(1)), since))
    return sorted(found, key=lambda each: each.since)


@contextmanager
def _cleared_after(file: Path) -> Iterator[bool]:
    """Whether the lock on a file is ours, for the block; if so the file is gone at its end.

    It goes while the lock is held: afterwards it might be another's already. Windows deletes no file that is open, so
    there it goes after the lock, and stays where somebody else has opened it.
    """
    with turn(file) as is_ours:
        try:
            yield is_ours
        finally:
            if is_ours and os.name == "posix":
                file.unlink(missing_ok=True)
    if is_ours and os.name != "posix":
        with suppress(PermissionError):
            file.unlink(missing_ok=True)


def refuse_while_served(database: Path) -> None:
    """HallServed where a process serves this hall."""
    for one in serving_processes(database):
        raise HallServed(process=one.process, since=one.since.isoformat(sep=" "))
