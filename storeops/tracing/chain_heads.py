"""The heads of the chain that are written aside, one a day, in a file beside the database. A door to the disk.

Whoever changes the database and seals it anew, or cuts off its end, would have to change this file too, and every copy
of it: it is made to be copied elsewhere.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from storeops.base.durable_files import replace_file
from storeops.base.errors import FolderUnwritable


class HeadOfDay(NamedTuple):
    """The newest event of the moment at which a day's head was written aside."""

    day: str
    seq: int
    mac: bytes


def heads_file(database: Path) -> Path:
    """Where the heads of a database file stand."""
    return database.with_name(f"{database.name}.heads")


def write_head(database: Path, head: HeadOfDay) -> None:
    """Add a day's head to those that stand there. FolderUnwritable."""
    path = heads_file(database)
    try:
        before = path.read_bytes() if path.exists() else b""
        replace_file(path, before + f"{head.day} {head.seq} {head.mac.hex()}\n".encode("ascii"))
    except OSError as error:
        raise FolderUnwritable(path=path, cause=error.strerror) from error


def heads_of(database: Path) -> Iterator[HeadOfDay]:
    """The heads that were written aside, the oldest first; a line that is none is passed over."""
    path = heads_file(database)
    if not path.exists():
        return
    for line in path.read_text(encoding="ascii", errors="replace").splitlines():
        day, _, rest = line.partition(" ")
        seq, _, mac = rest.partition(" ")
        try:
            yield HeadOfDay(day, int(seq), bytes.fromhex(mac))
        except ValueError:
            continue
