"""Beginning a chain of events, and clearing what of old ones need not stay. Actions."""

from collections.abc import Sequence
from datetime import datetime

from storeops.base.actor import Actor
from storeops.hall import retention_period_rows
from storeops.store import chain_rows, journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase
from storeops.store.traced_rows import TracedTable
from storeops.tracing.traced_table_rows import TRACED_SET_UP, TRACED_TABLES

ROWS_OF_ONE_EVENT = 200


@action
def begin_chain(db: HallDatabase, now: datetime, by: Actor, because: str) -> None:
    """Begin a chain of sealed events: the first one, or a new one under a new key. Reasons: chain_verdict.py.

    What stands already is told by it once more, so that a later change of it shows.
    """
    set_up = {table.name: list(traced_rows.standing(db, table)) for table in TRACED_SET_UP}
    journal.begin_chain(db, now, by.name, because, set_up)
    _take_stock(db, now, by, TRACED_TABLES)


@action
def take_stock(db: HallDatabase, now: datetime, by: Actor) -> None:
    """Tell once more what stands already, where a chain has begun under a new key."""
    _take_stock(db, now, by, (*TRACED_SET_UP, *TRACED_TABLES))


@action
def take_stock_of_untold_tables(db: HallDatabase, now: datetime, by: Actor) -> None:
    """Tell what stands in tables of which no event told before: a new version traces more than the one before it.

    A table of which any event told is left alone, so that a row slipped into it still shows.
    """
    told = traced_rows.told(db)
    _take_stock(db, now, by, [table for table in (*TRACED_SET_UP, *TRACED_TABLES) if table.name not in told])


def _take_stock(db: HallDatabase, now: datetime, by: Actor, tables: Sequence[TracedTable]) -> None:
    for table in tables:
        for part in traced_rows.in_parts(traced_rows.standing(db, table), ROWS_OF_ONE_EVENT):
            written = {table.name: part}
            journal.append(db, now, "stock_taken", by.name, written=written, table=table.name, count=len(part))


@action
def clear_local_parts(db: HallDatabase, now: datetime, by: Actor) -> int:
    """Empty addresses, browsers and names in events whose time is over; how many. The chain stays whole."""
    cleared = chain_rows.clear_local_parts(db, now - retention_period_rows.periods(db)["local_parts"])
    journal.append_cleared(db, now, by.name, "local_parts", cleared)
    return cleared
