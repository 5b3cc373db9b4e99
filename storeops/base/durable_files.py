"""Files that are there whole or not at all, whatever is killed and whenever the power fails. A door to the disk.

A file is written aside, forced to the disk and renamed into its place; then the name is forced to the disk too. Every
file that the product writes tells of people, so only the account that runs the hall may read it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

OWNER_ONLY = 0o600


def open_new(path: Path) -> BinaryIO:
    """A file that is not there yet, to be written by its owner and read by nobody else. OSError, FileExistsError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), OWNER_ONLY)
    return os.fdopen(handle, "wb")


def open_private(path: Path) -> BinaryIO:
    """A file to be written from its beginning, whatever stood there, and read by nobody but its owner. OSError."""
    keep_private(path)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), OWNER_ONLY)
    return os.fdopen(handle, "wb")


def keep_private(path: Path) -> None:
    """Let nobody but its owner read a file that older versions, or other programs, made readable for more.

    A file that is gone, stands on a medium that cannot be written or belongs to somebody else stays as it is.
    """
    with suppress(OSError):
        mode = path.stat().st_mode
        if S_ISREG(mode) and mode & 0o777 & ~OWNER_ONLY:
            path.chmod(OWNER_ONLY)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, and force it to the disk. OSError, FileExistsError."""
    with open_new(path) as file:
        file.write(content)
        _force(file)


def replace_file(path: Path, content: bytes) -> None:
    """Put a file into its place, instead of one that may stand there: it is new, or as it was. OSError."""
    with put_in_place(path) as file:
        file.write(content)


@contextmanager
def put_in_place(path: Path) -> Iterator[BinaryIO]:
    """A file to be written in the block, which stands in its place once all of it is on the disk; after an error, what
    stood there is as it was. OSError."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.part")
    aside.unlink(missing_ok=True)
    try:
        with open_new(aside) as file:
            yield file
            _force(file)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    settle(path.parent)


def _force(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def settle(folder: Path) -> None:
    """Force the names in a folder to the disk, where the system knows such a thing. OSError."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
