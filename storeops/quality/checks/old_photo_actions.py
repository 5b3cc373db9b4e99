"""Writing photos anew that were added before that was done at once. Actions."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.quality.checks import photo_rows
from storeops.quality.checks.clean_photo import clean_photo
from storeops.quality.checks.refusals import PhotoRefused, PhotoTooWide, PhotoUnreadable
from storeops.quality.checks.sent_photo import CleanPhoto
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


def clean_old_photos(db: HallDatabase, clock: Clock, by: Actor) -> int:
    """Write each photo anew that still is as it was uploaded; how many were looked at.

    What cannot be decoded, or only into more than the memory should hold, is left as it came and never tried again.
    Heavy: for a process of its own. Nobody waits for a photo that is being decoded.
    """
    old = photo_rows.not_yet_clean(db)
    for photo_id in old:
        try:
            clean = clean_photo("photo", photo_rows.by_id(db, photo_id).content)
        except (PhotoRefused, PhotoTooWide, PhotoUnreadable):
            leave_photo(db, clock, by, photo_id)
        else:
            put_clean_photo(db, clock, by, photo_id, clean)
    return len(old)


@action
def put_clean_photo(db: HallDatabase, now: datetime, by: Actor, photo_id: int, clean: CleanPhoto) -> None:
    """Put the photo that was written anew in the place of the old one. UnknownPhoto."""
    check_id = photo_rows.by_id(db, photo_id).check_id
    photo_rows.put_clean(db, photo_id, clean.kind, clean.content)
    written = traced_rows.written(db, photo_rows.TRACED_PHOTOS, photo_id)
    journal.append(db, now, "check_photo_cleaned", by.name, written=written, check=check_id, photo=photo_id)


@action
def leave_photo(db: HallDatabase, now: datetime, by: Actor, photo_id: int) -> None:
    """Leave a photo as it came, because nobody can decode it. UnknownPhoto."""
    check_id = photo_rows.by_id(db, photo_id).check_id
    photo_rows.note_undecodable(db, photo_id)
    written = traced_rows.written(db, photo_rows.TRACED_PHOTOS, photo_id)
    journal.append(db, now, "check_photo_left", by.name, written=written, check=check_id, photo=photo_id)
