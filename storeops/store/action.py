"""What makes a function an action: one verb, one reading of the clock, one write transaction, one answer.

An action asked again under the same Idempotency-Key answers what it answered first, and nothing happens twice: the
answer is kept in the very transaction that does the work.
"""

import inspect
import json
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.store import answer_rows
from storeops.store.database import HallDatabase, write_transaction
from storeops.store.refusals import KeyReused

KEPT_FOR = timedelta(hours=24)
"""How long a first answer is remembered."""

P = ParamSpec("P")
R = TypeVar("R")


def action(
    verb: Callable[Concatenate[HallDatabase, datetime, Actor, P], R],
) -> Callable[Concatenate[HallDatabase, Clock, Actor, P], R]:
    """Turn `verb(db, now, by, ...)` into the action `verb(db, clock, by, ...)`.

    What the verb says that it returns tells how a kept answer is read again: a dataclass of plain values, or JSON as it
    stands.
    """
    answers = inspect.signature(verb).return_annotation

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
                return cast(R, _restored(answers, first.body))
            result = verb(db, now, by, *args, **kwargs)
            answer_rows.keep_answer(db, by.key.key, by.key.fingerprint, _kept(result), now)
            return result

    return run


def answered_first(db: HallDatabase, by: Actor) -> dict[str, Any] | None:
    """What an action answered under this actor's key, as plain values; None if nothing was done under it.

    Whoever asks after they gave up is told what holds for good: what is under way ends before, and what comes after is
    too late (PressTooLate).
    """
    assert by.key is not None
    with write_transaction(db):
        first = answer_rows.first_answer(db, by.key.key)
    return None if first is None else cast(dict[str, Any], json.loads(first.body))


def _kept(result: Any) -> str:
    return json.dumps(asdict(result) if is_dataclass(result) and not isinstance(result, type) else result)


def _restored(answers: Any, body: str) -> object:
    values = json.loads(body)
    return answers(**values) if isinstance(answers, type) and is_dataclass(answers) else values


@action
def forget_old_answers(db: HallDatabase, now: datetime, by: Actor) -> int:
    """Drop first answers older than KEPT_FOR; how many."""
    del by
    return answer_rows.forget_before(db, now - KEPT_FOR)
