"""Saying of a step of the first day that it is done. Action."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.errors import no_choice
from storeops.first_day import first_day_rows
from storeops.first_day.first_day_list import LIST, SAID
from storeops.store import journal
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def say_done(db: HallDatabase, now: datetime, by: Actor, step: str) -> None:
    """Tick a step that nobody can see, or put the whole list away. BadValue for any other."""
    if step != LIST and step not in SAID:
        raise no_choice("step", step, sorted((LIST, *SAID)))
    if first_day_rows.say_done(db, step, now):
        journal.append(db, now, "first_day_step_done", by.name, step=step)
