"""A clerk's sheet with items of every kind."""

from datetime import date

from storeops.base.clock import FrozenClock
from storeops.quality.checks.sheet_actions import add_sheet_version
from storeops.quality.checks.sheet_rules import ItemKind, NewItem, SheetKind
from storeops.store.database import HallDatabase
from tests.factories import ADA

TEN_POINTS = [NewItem(f"ten_{number}", f"项目{number}", f"Item {number}", 10) for number in range(1, 11)]
PHONE = NewItem("phone", "玩手机", "On the phone", 3, ItemKind.DEDUCT)
QUARREL = NewItem("quarrel", "与顾客争吵", "A quarrel with a customer", 100, ItemKind.VETO)


def a_strict_sheet(db: HallDatabase, clock: FrozenClock) -> int:
    """The clerks' sheet from today on: ten items of 10 points, one that deducts 3 each time, one veto; its id."""
    items = [*TEN_POINTS, PHONE, QUARREL]
    return add_sheet_version(db, clock, ADA.actor, ADA.code, SheetKind.CLERK, date(2026, 3, 2), items)
