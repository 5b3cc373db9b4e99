"""Beginning a chain of events, and clearing what of old ones need not stay. Actions."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from storeops.base.actor import Actor
from storeops.hall import retention_period_rows
from storeops.people import new_key_steps
from storeops.people.new_key_steps import GivenPin
from storeops.store import chain_rows, journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase
from storeops.store.traced_rows import Row, TracedTable
from storeops.tracing.traced_table_rows import TRACED_SET_UP, TRACED_TABLES

ROWS_OF_ONE_EVENT = 200


@action
def begin_chain(db: HallDatabase, now: datetime, by: Actor, because: str) -> None:
    """Begin a chain of sealed events: the first one, or a new one under a new key. Reasons: chain_verdict.py.

    What stands already is told by it once more, so that a later change of it shows.
    """
    _begin_with_set_up(db, now, by, because)
    _take_stock(db, now, by, TRACED_TABLES)


@action
def renew_hall_key(db: HallDatabase, now: datetime, by: Actor) -> list[GivenPin]:
    """Make a new key where the file is lost for good: nobody's PIN can be judged any more, so all get one for one time.

    All sessions end, second factors are set up anew, customers' phone numbers of before stay unreadable, and a new
    chain of events begins, which tells all that stands. KeyFileStands where a key is there.
    """
    new_key_steps.make_key(db)
    _begin_with_set_up(db, now, by, "new_key")
    given = new_key_steps.admit_anew(db, now, by)
    _take_stock(db, now, by, TRACED_TABLES)
    return given


def _begin_with_set_up(db: HallDatabase, now: datetime, by: Actor, because: str) -> None:
    set_up = {table.name: list(traced_rows.standing(db, table)) for table in TRACED_SET_UP}
    journal.begin_chain(db, now, by.name, because, set_up)


@action
def take_stock_of_what_is_untold(db: HallDatabase, now: datetime, by: Actor) -> None:
    """Tell what no event told before: a new version traces more tables and columns than the one before it.

    Of a table of which any event told, a row that was not told is left alone, and so is one that is not as it was told:
    what was slipped in or changed still shows.
    """
    told = traced_rows.told(db)
    for table in (*TRACED_SET_UP, *TRACED_TABLES):
        untold = traced_rows.untold(db, table, told[table.name]) if table.name in told else None
        _take_stock_of(db, now, by, table, traced_rows.standing(db, table) if untold is None else untold)


def _take_stock(db: HallDatabase, now: datetime, by: Actor, tables: Sequence[TracedTable]) -> None:
    for table in tables:
        _take_stock_of(db, now, by, table, traced_rows.standing(db, table))


def _take_stock_of(db: HallDatabase, now: datetime, by: Actor, table: TracedTable, found: Iterable[Row]) -> None:
    for part in traced_rows.in_parts(found, ROWS_OF_ONE_EVENT):
        journal.append(db, now, "stock_taken", by.name, written={table.name: part}, table=table.name, count=len(part))


@action
def clear_local_parts(db: HallDatabase, now: datetime, by: Actor) -> int:
    """Empty addresses, browsers and names in events whose time is over; how many. The chain stays whole."""
    cleared = chain_rows.clear_local_parts(db, now - retention_period_rows.periods(db)["local_parts"])
    journal.append_cleared(db, now, by.name, "local_parts", cleared)
    return cleared
