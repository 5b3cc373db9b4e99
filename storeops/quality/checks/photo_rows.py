"""Photos that stand beside a mark. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.quality.checks.refusals import UnknownPhoto
from storeops.store import rows


@dataclass(frozen=True)
class PhotoNote:
    """That there is a photo, without its content."""

    id: int
    item_code: str


@dataclass(frozen=True)
class Photo:
    """A photo and the kind of image that its first bytes told."""

    check_id: int
    kind: str
    content: bytes


def add(db: Database, check_id: int, item_id: int, kind: str, content: bytes, now: datetime) -> int:
    """Insert a photo; its id."""
    added = rows.scalar(
        db,
        "INSERT INTO check_photo (check_id, item_id, kind, content, added_at) VALUES (?, ?, ?, ?, ?) RETURNING id",
        (check_id, item_id, kind, content, stamp(now)),
    )
    return int(added)


def of_check(db: Database, check_id: int) -> list[PhotoNote]:
    """The photos of a check, the oldest first."""
    return rows.many(
        db,
        PhotoNote,
        "SELECT check_photo.id, code AS item_code FROM check_photo JOIN sheet_item ON sheet_item.id = item_id"
        " WHERE check_id = ? ORDER BY check_photo.id",
        (check_id,),
    )


def by_id(db: Database, photo_id: int) -> Photo:
    """One photo with its content; UnknownPhoto."""
    photo = rows.one(db, Photo, "SELECT check_id, kind, content FROM check_photo WHERE id = ?", (photo_id,))
    if photo is None:
        raise UnknownPhoto
    return photo


def clear(db: Database, before: datetime) -> int:
    """Drop the photos that were added before an instant; how many."""
    return db.execute("DELETE FROM check_photo WHERE added_at < ?", (stamp(before),)).rowcount
