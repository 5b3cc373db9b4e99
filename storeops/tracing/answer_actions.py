"""What was answered or given away and changed nothing: a refusal by what guards the hall, a file. Actions."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.store import journal
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def note_refused(db: HallDatabase, now: datetime, by: Actor, door: str, path: str) -> None:
    """Somebody known asked for what they may not, or as nobody may.

    `door` names the kind of address, `path` is the very one.
    """
    journal.append(db, now, "access_refused", by.name, local={**by.local, "path": path}, door=door)


@action
def note_downloaded(db: HallDatabase, now: datetime, by: Actor, door: str, path: str) -> None:
    """Somebody was given a file."""
    journal.append(db, now, "file_downloaded", by.name, local={**by.local, "path": path}, door=door)


@action
def note_written(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    what: str,
    file: str,
    *,
    first_day: str | None = None,
    last_day: str | None = None,
    month: str | None = None,
) -> None:
    """Somebody at the machine wrote a file of this name: a copy of the database, a report, or what of the history."""
    journal.append(
        db,
        now,
        "file_written",
        by.name,
        local=by.local,
        what=what,
        file=file,
        first_day=first_day,
        last_day=last_day,
        month=month,
    )
