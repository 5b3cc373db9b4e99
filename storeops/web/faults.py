"""Errors that nobody foresaw: logged once, under a short number that the reader is shown and can tell."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, g, request

from storeops.base.errors import StoreOpsError
from storeops.store.database import is_away
from storeops.store.refusals import Overloaded
from storeops.web.fault_number import new_number
from storeops.web.refusals import Fault, HallAway


class HallApp(Flask):
    """A web app that gives each error it logs a number. The log names the door, for an address may hold a secret."""

    def log_exception(self, exc_info: Any) -> None:
        self.logger.error("fault %s: %s %s", _number(), request.method, request.url_rule, exc_info=exc_info)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself: none of ours is a coroutine, and Flask would look at six of them in each request."""
        return func


def unforeseen(cause: BaseException | None) -> StoreOpsError:
    """What the reader is told of an error that was logged in this request."""
    return HallAway(number=_number()) if is_away(cause) else Fault(number=_number())


@contextmanager
def unless_away() -> Iterator[None]:
    """A block whose writing can wait for another time: it is left out while the database cannot be written."""
    try:
        yield
    except Exception as error:
        if not (isinstance(error, Overloaded) or is_away(error)):
            raise


def _number() -> str:
    """The number of this request's error."""
    if "storeops_fault" not in g:
        g.storeops_fault = new_number()
    return str(g.storeops_fault)
