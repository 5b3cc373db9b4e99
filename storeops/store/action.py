"""What makes a function an action: one verb, one reading of the clock, one write transaction, one answer.

An action asked again under the same Idempotency-Key answers what it answered first, and nothing happens twice: the
answer is kept in the very transaction that does the work.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.base.errors import KeyReused
from storeops.hall.counter import CounterSnapshot
from storeops.queueing.ticket import Snapshot
from storeops.store import answer_rows
from storeops.store.database import HallDatabase, write_transaction

KEPT_FOR = timedelta(hours=24)
"""How long a first answer is remembered."""

_KINDS: dict[str, type] = {"ticket": Snapshot, "counter": CounterSnapshot}
_PLAIN = "plain"
"""The kind of an answer that is JSON as it stands: an id, a text, or None."""

P = ParamSpec("P")
R = TypeVar("R")


def action(
    verb: Callable[Concatenate[HallDatabase, datetime, Actor, P], R],
) -> Callable[Concatenate[HallDatabase, Clock, Actor, P], R]:
    """Turn `verb(db, now, by, ...)` into the action `verb(db, clock, by, ...)`."""

    @wraps(verb)
    def run(db: HallDatabase, clock: Clock, by: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with write_transaction(db):
            now = clock.now()
            if by.key is None:
                return verb(db, now, by, *args, **kwargs)
            first = answer_rows.first_answer(db, by.key.key)
            if first is not None:
                if first.fingerprint != by.key.fingerprint:
                    raise KeyReused
                return cast(R, _restored(first.kind, first.body))
            result = verb(db, now, by, *args, **kwargs)
            kind, body = _kept(result)
            answer_rows.keep_answer(db, by.key.key, by.key.fingerprint, kind, body, now)
            return result

    return run


def _kept(result: object) -> tuple[str, str]:
    """An answer as it is remembered: its kind, and its body as JSON."""
    if result is None or isinstance(result, int | str):
        return _PLAIN, json.dumps(result)
    kind = next(name for name, type_ in _KINDS.items() if isinstance(result, type_))
    return kind, json.dumps(asdict(result))  # type: ignore[call-overload]  # every keyed answer is one of _KINDS


def _restored(kind: str, body: str) -> object:
    values = json.loads(body)
    return values if kind == _PLAIN else _KINDS[kind](**values)


@action
def forget_old_answers(db: HallDatabase, now: datetime, by: Actor) -> int:
    """Drop first answers older than KEPT_FOR; how many."""
    del by
    return answer_rows.forget_before(db, now - KEPT_FOR)
