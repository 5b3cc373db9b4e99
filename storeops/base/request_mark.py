"""The mark of a request: it stands in its answer and in each line that is logged for it, those of heavy works included.

Its last six digits are the number that people are told where something failed.
"""

from contextvars import ContextVar
from secrets import randbits

HEADER = "X-Request-Id"

_of_this_thread: ContextVar[str | None] = ContextVar("request mark", default=None)


def begin() -> str:
    """A mark for what this thread answers from now on: eight hexadecimal digits and six as people read them out."""
    mark = _new()
    _of_this_thread.set(mark)
    return mark


def go_on_under(mark: str | None) -> None:
    """Let what this thread does from now on bear the mark of the request that asked for it; None: nobody's did."""
    _of_this_thread.set(mark)


def _new() -> str:
    drawn = randbits(64)
    return f"{drawn & 0xFFFFFFFF:08x}-{100_000 + (drawn >> 32) % 900_000}"


def current() -> str | None:
    """The mark of what this thread answers; None where that is no request."""
    return _of_this_thread.get()


def fault_number() -> str:
    """The number of a fault, by which it is found in the log: that of the request, a new one outside of any."""
    return (current() or _new())[-6:]
