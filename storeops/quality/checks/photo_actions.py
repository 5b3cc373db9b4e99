"""A photo beside a mark. Action."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.quality.checks import check_rows, photo_rows, sheet_rows
from storeops.quality.checks.photo_kinds import given_photo
from storeops.quality.checks.refusals import MayNotEdit, UnknownItem
from storeops.store import journal
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def add_photo(
    db: HallDatabase, now: datetime, by: Actor, inspector_code: str, check_id: int, item_code: str, content: bytes
) -> int:
    """Put a photo beside an item of one's own check; its id. UnknownCheck, MayNotEdit, UnknownItem, PhotoRefused."""
    check = check_rows.by_id(db, check_id)
    if check.inspector_code != inspector_code:
        raise MayNotEdit
    items = {item.code: item.id for item in sheet_rows.by_id(db, check.sheet_id).items}
    if item_code not in items:
        raise UnknownItem(item=item_code)
    kind = given_photo("photo", content)
    photo_id = photo_rows.add(db, check_id, items[item_code], kind, content, now)
    journal.append(
        db,
        now,
        "check_photo_added",
        by.name,
        employee_id=check.employee_id,
        check=check_id,
        photo=photo_id,
        item=item_code,
    )
    return photo_id
