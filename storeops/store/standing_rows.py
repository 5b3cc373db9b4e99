"""What every request asks for and hardly anybody changes: read from the database once, and anew when it was changed.

Each change of the tables that are read so draws a new edition, at random, by triggers (migration set_up_edition). What
was read counts for its edition and no other: not for the one after it, nor for one that was drawn and then rolled back.
"""

import threading
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from sqlite_utils import Database

P = ParamSpec("P")
R = TypeVar("R")

EDITIONS_KEPT = 4
"""A process serves one hall; while its set-up is changed, requests may still read as it was before."""
MOST_KEPT = 2000
"""Of one edition: more than the services and devices of any hall."""

_kept: dict[int, dict[Hashable, Any]] = {}
_beginning = threading.Lock()


def standing(read: Callable[Concatenate[Database, P], R]) -> Callable[Concatenate[Database, P], R]:
    """Keep what `read(db, ...)` answers while the set-up stands as it is; that there is none is not kept.

    Nobody may change what it answers. It may read the tables that draw an edition, and no others.
    """

    @wraps(read)
    def asked(db: Database, /, *args: P.args, **kwargs: P.kwargs) -> R:
        edition: int = db.conn.execute("SELECT edition FROM set_up_edition").fetchone()[0]
        kept = _kept.get(edition)
        if kept is None:
            kept = _begin(edition)
        key = (read, args, *kwargs.items())
        found = kept.get(key)
        if found is None:
            found = read(db, *args, **kwargs)
            if found is not None:
                if len(kept) >= MOST_KEPT:
                    kept.clear()
                kept[key] = found
        return cast(R, found)

    return asked


def _begin(edition: int) -> dict[Hashable, Any]:
    """Begin to keep an edition, and forget the oldest for it."""
    with _beginning:
        if edition not in _kept and len(_kept) >= EDITIONS_KEPT:
            del _kept[next(iter(_kept))]
        return _kept.setdefault(edition, {})
