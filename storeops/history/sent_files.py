"""The folder in which files of history wait that somebody sent. A door to it.

Each lies there under a token, with its name beside it, until it was taken or nobody came back to it for a day.
"""

import re
import shutil
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_urlsafe
from typing import IO

from storeops.base.durable_files import open_private

KEPT_FOR = timedelta(days=1)
NAME_LENGTH = 200

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16}")


def folder_of(database: Path) -> Path:
    """Where the files for a hall's database wait."""
    return database.with_name(f"{database.name}.imports")


def keep(folder: Path, sent: IO[bytes], name: str) -> str:
    """Keep a file; its token."""
    folder.mkdir(mode=0o700, exist_ok=True)
    token = token_urlsafe(12)
    with open_private(folder / token) as file:
        shutil.copyfileobj(sent, file, 1024 * 1024)
    with open_private(folder / f"{token}.name") as file:
        file.write(_last_part(name).encode())
    return token


def _last_part(name: str) -> str:
    """A file's name without folders: some browsers send them."""
    return re.split(r"[\\/]", name)[-1][-NAME_LENGTH:]


def named(folder: Path, token: str) -> tuple[Path, str] | None:
    """A file that waits and its name; None where none waits under this token."""
    if not _TOKEN.fullmatch(token):
        return None
    path = folder / token
    try:
        return (path, (folder / f"{token}.name").read_text(encoding="utf-8")) if path.is_file() else None
    except OSError:
        return None


def forget(path: Path) -> None:
    """Remove a file that nobody needs any more."""
    for each in (path, path.with_name(f"{path.name}.name")):
        with suppress(OSError):
            each.unlink()


def forget_old(folder: Path, now: datetime) -> None:
    """Remove the files to which nobody came back."""
    if folder.is_dir():
        for path in folder.iterdir():
            with suppress(OSError):
                if path.stat().st_mtime < (now - KEPT_FOR).timestamp():
                    path.unlink()
