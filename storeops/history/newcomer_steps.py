"""The services, counters and employees that only a hall's history knows: added so that no screen offers them.

Not actions themselves: they run inside an import's transaction. Each answers the ids of all, by code.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from storeops.base.actor import Actor
from storeops.hall import offer_rows, set_up_rows
from storeops.hall.offer import OTHER_CATEGORY, NewService
from storeops.hall.refusals import PrefixTaken, UnknownCategory
from storeops.history import code_rows
from storeops.people import employee_rows
from storeops.people.roles import Role
from storeops.store import journal, traced_rows
from storeops.store.database import HallDatabase
from storeops.store.traced_rows import TracedTable

TARGET_SECONDS = 180
STANDARD_MINUTES = 3.0
"""What a service is measured against until somebody sets it up."""

_LETTERS = "JABCDEFGHIKLMNOPQRSTUVWXYZ"
"""The shipped letter of other business first."""


def service_ids(db: HallDatabase, now: datetime, by: Actor, codes: Collection[str]) -> dict[str, int]:
    """Unknown services are not offered and belong to other business. PrefixTaken when that needs a 27th letter."""
    ids = code_rows.service_ids(db)
    new = sorted(set(codes) - ids.keys())
    if new:
        category_id = _other_category(db, now, by)
        for position, code in enumerate(new, start=len(ids)):
            service = NewService(code, code, code, TARGET_SECONDS, STANDARD_MINUTES, is_active=False)
            ids[code] = set_up_rows.add_service(db, category_id, service, position)
        _tell(db, now, by, offer_rows.TRACED_OLD_SERVICES, [ids[code] for code in new])
    return ids


def _other_category(db: HallDatabase, now: datetime, by: Actor) -> int:
    code, letter, name_zh, name_en = OTHER_CATEGORY
    try:
        return offer_rows.category_by_code(db, code).id
    except UnknownCategory:
        taken = {category.prefix for category in offer_rows.categories(db)}
        free = next((prefix for prefix in _LETTERS if prefix not in taken), None)
        if free is None:
            raise PrefixTaken(prefix=letter) from None
        category_id = set_up_rows.add_category(db, code, free, name_zh, name_en, len(taken))
        _tell(db, now, by, set_up_rows.TRACED_CATEGORIES, [category_id])
        return category_id


def counter_ids(db: HallDatabase, now: datetime, by: Actor, codes: Collection[str]) -> dict[str, int]:
    """Unknown counters are not in use."""
    ids = code_rows.counter_ids(db)
    new = sorted(set(codes) - ids.keys())
    for position, code in enumerate(new, start=len(ids) + 1):
        ids[code] = set_up_rows.add_counter(db, code, True, position)
        code_rows.take_out_of_use(db, ids[code])
    if new:
        _tell(db, now, by, set_up_rows.TRACED_COUNTERS, [ids[code] for code in new])
    return ids


def _tell(db: HallDatabase, now: datetime, by: Actor, table: TracedTable, ids: Sequence[int]) -> None:
    told = journal.imported(now, "offer_imported", by.name, traced_rows.written(db, table, *ids))
    journal.append_imported(db, now, [told])


def employee_ids(
    db: HallDatabase, now: datetime, by: Actor, codes: Collection[str], role: Role = Role.CLERK
) -> dict[str, int]:
    """Unknown employees have left and cannot sign in; they were of this role."""
    ids = code_rows.employee_ids(db)
    new = sorted(set(codes) - ids.keys())
    for code in new:
        ids[code] = employee_rows.add(db, code, code, role, now)
        employee_rows.update(db, ids[code], code, role, is_active=False)
    if new:
        _tell(db, now, by, employee_rows.TRACED_EMPLOYEES, [ids[code] for code in new])
    return ids
