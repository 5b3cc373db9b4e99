"""Files that are there whole or not at all, whatever is killed and whenever the power fails. A door to the disk.

A file is written aside, forced to the disk and renamed into its place; then the name is forced to the disk too.
"""

import os
from pathlib import Path

ANYBODY, OWNER_ONLY = 0o666, 0o600
"""Who may read a new file, as far as the process's own mask lets them."""


def write_new(path: Path, content: bytes, rights: int = ANYBODY) -> None:
    """Write a file that is not there yet, and force it to the disk. OSError, FileExistsError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), rights)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, content: bytes, rights: int = ANYBODY) -> None:
    """Put a file into its place, instead of one that may stand there: it is new, or as it was. OSError."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.part")
    aside.unlink(missing_ok=True)
    try:
        write_new(aside, content, rights)
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    settle(path.parent)


def settle(folder: Path) -> None:
    """Force the names in a folder to the disk, where the system knows such a thing. OSError."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
