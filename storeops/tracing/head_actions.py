"""Writing the head of the chain aside, once a day. Action."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.hall import hall_rows
from storeops.store import chain_rows, job_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase
from storeops.tracing.chain_heads import HeadOfDay, write_head

JOB = "chain_head"


@action
def write_head_aside(db: HallDatabase, now: datetime, by: Actor) -> None:
    """Write today's head beside the database, unless that was done or nothing is sealed. FolderUnwritable."""
    del by
    day = business_day(now, hall_rows.hall(db).zone).isoformat()
    head = chain_rows.head(db)
    if head is not None and not job_rows.was_run(db, JOB, day):
        write_head(db.path, HeadOfDay(day, head.seq, head.mac))
        job_rows.note_run(db, JOB, day, now)
