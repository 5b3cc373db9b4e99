"""Bringing a hall of an older version up to date: its schema, and what goes with it."""

from dataclasses import dataclass

from storeops.base.clock import Clock
from storeops.commands.command_line import COMMAND_LINE
from storeops.people.pin_steps import bind_pins
from storeops.quality.checks.old_photo_actions import clean_old_photos
from storeops.store import chain_rows, database
from storeops.store.database import HallDatabase
from storeops.tracing.chain_actions import begin_chain, take_stock_of_what_is_untold


@dataclass(frozen=True)
class UpToDate:
    """What was done: the steps of the schema, and how many photos were written anew."""

    steps: list[str]
    photos: int


def bring_up_to_date(db: HallDatabase, clock: Clock) -> UpToDate:
    """Take every step of the schema that is missing, and what follows from them. Safe twice."""
    steps = database.migrate(db, lambda migrated, taken: bind_pins(migrated, clock.now(), COMMAND_LINE, taken))
    if chain_rows.present_fingerprint(db) is None:
        begin_chain(db, clock, COMMAND_LINE, "migrated")
    elif steps:
        take_stock_of_what_is_untold(db, clock, COMMAND_LINE)
    return UpToDate(steps, clean_old_photos(db, clock, COMMAND_LINE))
