"""A photo beside a mark. Action."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.quality.checks import check_rows, photo_rows, sheet_rows
from storeops.quality.checks.refusals import MayNotEdit, TooManyPhotos, UnknownItem
from storeops.quality.checks.sent_photo import CleanPhoto
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase

PHOTOS_OF_A_CHECK = 20


@action
def keep_photo(
    db: HallDatabase, now: datetime, by: Actor, inspector_code: str, check_id: int, item_code: str, photo: CleanPhoto
) -> int:
    """Keep a photo that was written anew; its id. UnknownCheck, MayNotEdit, UnknownItem, TooManyPhotos."""
    check = check_rows.by_id(db, check_id)
    if check.inspector_code != inspector_code:
        raise MayNotEdit
    items = {item.code: item.id for item in sheet_rows.by_id(db, check.sheet_id).items}
    if item_code not in items:
        raise UnknownItem(item=item_code)
    if len(photo_rows.of_check(db, check_id)) >= PHOTOS_OF_A_CHECK:
        raise TooManyPhotos(limit=PHOTOS_OF_A_CHECK)
    photo_id = photo_rows.add(db, check_id, items[item_code], photo.kind, photo.content, now)
    journal.append(
        db,
        now,
        "check_photo_added",
        by.name,
        written=traced_rows.written(db, photo_rows.TRACED_PHOTOS, photo_id),
        employee_id=check.employee_id,
        check=check_id,
        photo=photo_id,
        item=item_code,
    )
    return photo_id
