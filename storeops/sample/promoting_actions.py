"""Making a real hall of a sample: its set-up stays, its people and its history go. Action."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.hall import hall_rows, set_up_rows
from storeops.people import employee_rows
from storeops.people.pin_steps import write_pin
from storeops.people.roles import Role
from storeops.people.secrets import random_pin
from storeops.sample import promoting_rows
from storeops.sample.refusals import NoSample
from storeops.sample.sample_offer import FIRST_ADMINISTRATOR
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase
from storeops.tracing.traced_table_rows import TRACED_SET_UP


def require_sample(db: HallDatabase) -> None:
    """Refuse what only a sample hall may be asked for; NoSample."""
    if not hall_rows.hall(db).is_sample:
        raise NoSample


@action
def promote(db: HallDatabase, now: datetime, by: Actor) -> str:
    """Drop people and history of a sample hall, which is a real one from now on; the administrator's PIN for one time.

    A new chain of events begins, with what stays. NoSample.
    """
    require_sample(db)
    promoting_rows.empty_all_but_set_up(db)
    set_up_rows.make_real(db)
    pin = random_pin()
    administrator = employee_rows.add(db, FIRST_ADMINISTRATOR, "管理员", Role.ADMINISTRATOR, now)
    write_pin(db, administrator, pin, is_one_time=True)
    standing = {table.name: list(traced_rows.standing(db, table)) for table in TRACED_SET_UP}
    journal.begin_chain(db, now, by.name, "promoted", standing)
    journal.append(db, now, "hall_promoted", by.name)
    return pin
