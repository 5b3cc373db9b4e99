"""A line of the log, for people or for programs, and what it never holds: whatever may tell of a person.

A program's log is read by whoever looks after the computer, copied to others and kept for long. So of what was raised
stand its kind, its place and, where these are known to be harmless, its words; what a library says stands without the
values that it names; and what looks like a number of a person or a key is hidden wherever it stands.
"""

import json
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from traceback import format_tb

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from storeops.base import request_mark
from storeops.base.errors import StoreOpsError
from storeops.store.database import is_away

OURS = ("storeops", "kiosk", "staff_console")
"""Whose words are written with care: the first parts of the names of our own loggers."""

HARMLESS = (
    *(sqlite3.Error, OSError, TypeError, AttributeError, NameError, ImportError),
    *(ArithmeticError, MemoryError, RecursionError),
)
"""What is raised with words about the program, its types, files and the system, never about what somebody typed."""

HIDDEN = "…"
_MAIL = re.compile(r"[^\s@\"'<>,;:=]+(?=@[^\s@]+)")
_LONG_NUMBER = re.compile(r"(?<![\w.:-])\+?\d(?:[ -]?\d){7,}(?![\w:-])")
_KEY = re.compile(r"(?<![\w-])(?=[\w-]*[0-9])(?=[\w-]*[A-Za-z])(?=[\w-]*[A-Z_-])[\w-]{20,}(?![\w-])")
_SECRET_ADDRESS = re.compile(r"(/(?:t|ticket|tickets|find|place|qr)/)[^\s/?\"']+")


def hidden(text: str) -> str:
    """A text in which what looks like a mail address, a long number, a key or the address of a ticket is not told."""
    text = _SECRET_ADDRESS.sub(rf"\1{HIDDEN}", _MAIL.sub(HIDDEN, text))
    return _KEY.sub(HIDDEN, _LONG_NUMBER.sub(HIDDEN, text))


def words_of(record: logging.LogRecord) -> str:
    """What a record says."""
    if record.name.partition(".")[0] in OURS or not isinstance(record.args, tuple):
        return hidden(record.getMessage())
    kept = tuple(each if isinstance(each, int | float) else HIDDEN for each in record.args)
    try:
        return hidden(str(record.msg) % kept if kept else str(record.msg))
    except (TypeError, ValueError):  # it wanted something else than a word there
        return hidden(str(record.msg))


def told_error(error: BaseException) -> str:
    """Where an error was raised and what kind it is, with what it came of before it."""
    return "\n".join(line for each in _from_the_first(error) for line in _told_alone(each))


def _from_the_first(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in chain:
        chain.append(following)
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    return chain[::-1]


def _told_alone(error: BaseException) -> Iterator[str]:
    yield "Traceback (most recent call last):"
    for place in format_tb(error.__traceback__):
        yield from place.rstrip().splitlines()
    yield f"{type(error).__module__}.{type(error).__qualname__}: {_words_of_error(error)}"


def _words_of_error(error: BaseException) -> str:
    if isinstance(error, HARMLESS) or is_away(error):
        return hidden(str(error))
    if isinstance(error, StoreOpsError):
        return error.slug
    return "(its words may tell of somebody and are left out)"


class LogLines(logging.Formatter):
    """Makes lines of records. `process` names the one that writes: serve, jobs, work."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def fields(self, record: logging.LogRecord) -> dict[str, str]:
        """What is told of a record, by name."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        told = {"at": at, "level": record.levelname.lower(), "process": self._process, "from": record.name}
        mark = getattr(record, "request_mark", None) or request_mark.current()
        if mark:
            told["request"] = mark
        return {**told, "text": words_of(record)}

    def trace(self, record: logging.LogRecord) -> str | None:
        """Where an error was raised; None where none was."""
        if record.exc_info and record.exc_info[1]:
            return told_error(record.exc_info[1])
        return record.exc_text  # that of another process


class LinesForPeople(LogLines):
    """`at=... level=... text="..."`, and below it, moved in, where an error was raised."""

    def format(self, record: logging.LogRecord) -> str:
        told = self.fields(record)
        text = json.dumps(told.pop("text"), ensure_ascii=False)
        line = " ".join([*(f"{name}={value}" for name, value in told.items()), f"text={text}"])
        trace = self.trace(record)
        return "\n".join([line, *(f"    {each}" for each in trace.splitlines())]) if trace else line


class LinesForPrograms(LogLines):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        trace = self.trace(record)
        return json.dumps({**self.fields(record), **({"trace": trace} if trace else {})}, ensure_ascii=False)
