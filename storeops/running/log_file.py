"""The file that is logged to: a new one each day and beyond a size, old ones kept for a time. A door to the disk."""

import logging
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from storeops.base.durable_files import OWNER_ONLY, keep_private
from storeops.base.settings import LogSettings

_TURNED = "%Y%m%dT%H%M%SZ"
DAY_SECONDS = 86400


class LogFile(logging.Handler):
    """Appends to a file. It may be moved away at any time, and several processes may write to it. OSError."""

    def __init__(self, path: Path, settings: LogSettings) -> None:
        super().__init__()
        self._path = path.absolute()
        self._settings = settings
        self._handle = self._opened()

    def _opened(self) -> int:
        keep_private(self._path)
        return os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, OWNER_ONLY)

    def emit(self, record: logging.LogRecord) -> None:
        line = f"{self.format(record)}\n"
        try:
            self._stay_with_the_name()
            if self._is_full(len(line.encode()), record.created):
                self._turn_over(record.created)
            os.write(self._handle, line.encode())
        except OSError:  # a full disk; the service manager keeps what is said here
            with suppress(OSError):
                sys.stderr.write(line)

    def _stay_with_the_name(self) -> None:
        """Open the file anew where another process has turned it over, or somebody moved it away."""
        ours = os.fstat(self._handle)
        with suppress(FileNotFoundError):
            named = self._path.stat()
            if (named.st_dev, named.st_ino) == (ours.st_dev, ours.st_ino):
                return
        os.close(self._handle)
        self._handle = self._opened()

    def _is_full(self, more: int, now: float) -> bool:
        """Whether the file holds what it may, or lines of another day."""
        stands = os.fstat(self._handle)
        if not stands.st_size:
            return False
        is_of_today = datetime.fromtimestamp(stands.st_mtime).date() == datetime.fromtimestamp(now).date()  # noqa: DTZ006
        return stands.st_size + more > self._settings.most_bytes or not is_of_today

    def _turn_over(self, now: float) -> None:
        os.close(self._handle)
        moment = datetime.fromtimestamp(now, UTC).strftime(_TURNED)
        old, number = self._path.with_name(f"{self._path.name}.{moment}"), 1
        while old.exists():
            number += 1
            old = old.with_name(f"{self._path.name}.{moment}-{number}")
        with suppress(OSError):  # on Windows, where another process has it open: then it grows until that ends
            self._path.rename(old)
        self._handle = self._opened()
        self._clear_old(now)

    def _clear_old(self, now: float) -> None:
        dated = [(each.stat().st_mtime, each) for each in self._path.parent.glob(f"{self._path.name}.2*Z*")]
        newest_first = [each for _, each in sorted(dated, reverse=True)]
        ends = now - self._settings.days * DAY_SECONDS
        for place, old in enumerate(newest_first, start=2):  # the first one is the file itself
            if place > self._settings.files or old.stat().st_mtime < ends:
                old.unlink(missing_ok=True)

    def close(self) -> None:
        with suppress(OSError):
            os.close(self._handle)
        super().close()
