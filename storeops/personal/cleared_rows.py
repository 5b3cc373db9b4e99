"""What was cleared of personal data, as its events tell. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.retention import CLEARED
from storeops.store import rows


@dataclass(frozen=True)
class ClearedLine:
    """What was cleared at once: the kind, or whose data, and how many."""

    at: datetime
    actor: str
    what: str
    count: int


def latest(db: Database, most: int) -> list[ClearedLine]:
    """The latest clearings, the newest first."""
    # The kind is written out, as in its index.
    return rows.many(
        db,
        ClearedLine,
        "SELECT at, actor, data ->> 'what' AS what, data ->> 'count' AS count FROM event"
        f" WHERE kind = '{CLEARED}' ORDER BY seq DESC LIMIT +?",
        (most,),
    )
