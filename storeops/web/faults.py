"""Errors that nobody foresaw: logged once, under a short number that the reader is shown and can tell.

A database that cannot be used is logged once a minute, without a traceback: nothing is wrong with the program.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, g, request

from storeops.base.errors import StoreOpsError
from storeops.base.request_mark import fault_number
from storeops.store.away_log import away_log_of
from storeops.store.database import is_away, is_damage
from storeops.store.refusals import Overloaded
from storeops.web.refusals import Fault, HallAway, HallDamaged
from storeops.web.request import runtime


class HallApp(Flask):
    """A web app that gives each error it logs a number. The log names the door, for an address may hold a secret."""

    def log_exception(self, exc_info: Any) -> None:
        error = exc_info[1]
        if is_away(error):  # no fault of ours, and the same for everybody who asks meanwhile
            asked = f"{request.method} {request.url_rule}"
            g.storeops_away = away_log_of(runtime().pool.path).say(error, asked)
            return
        self.logger.error("fault %s: %s %s", fault_number(), request.method, request.url_rule, exc_info=exc_info)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself: none of ours is a coroutine, and Flask would look at six of them in each request."""
        return func


def unforeseen(cause: BaseException | None) -> StoreOpsError:
    """What the reader is told of an error that was logged in this request."""
    if not is_away(cause):
        return Fault(number=fault_number())
    told = g.get("storeops_away", "")
    return HallDamaged(number=told) if is_damage(cause) else HallAway(number=told)


@contextmanager
def unless_away() -> Iterator[None]:
    """A block whose writing can wait for another time: it is left out while the database cannot be written."""
    try:
        yield
    except Exception as error:
        if not (isinstance(error, Overloaded) or is_away(error)):
            raise
