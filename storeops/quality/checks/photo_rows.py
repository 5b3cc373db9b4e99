"""Photos that stand beside a mark. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.quality.checks.refusals import UnknownPhoto
from storeops.store import rows
from storeops.store.traced_rows import TracedTable


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


TRACED_PHOTOS = TracedTable(
    "check_photo",
    ("id", "check_id", "item_id", "kind", "added_at", "text_mark(id, content) AS content", "state"),
    "FROM check_photo WHERE true",
)


def add(db: Database, check_id: int, item_id: int, kind: str, content: bytes, now: datetime) -> int:
    """Insert a photo that was written anew; its id."""
    added = rows.scalar(
        db,
        "INSERT INTO check_photo (check_id, item_id, kind, content, added_at, state) VALUES (?, ?, ?, ?, ?, 'clean')"
        " RETURNING id",
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


def clear(db: Database, before: datetime) -> list[int]:
    """Drop the photos that were added before an instant; their ids."""
    return rows.column(db, "DELETE FROM check_photo WHERE added_at < ? RETURNING id", (stamp(before),))


def not_yet_clean(db: Database) -> list[int]:
    """The photos that still are as they were uploaded, the oldest first."""
    return rows.column(db, "SELECT id FROM check_photo WHERE state <> 'clean' AND state = 'as_uploaded' ORDER BY id")


def undecodable(db: Database) -> list[int]:
    """The photos that were left as they came, the oldest first."""
    return rows.column(db, "SELECT id FROM check_photo WHERE state <> 'clean' AND state = 'undecodable' ORDER BY id")


def put_clean(db: Database, photo_id: int, kind: str, content: bytes) -> None:
    """Put what was written anew in the place of a photo."""
    db.execute("UPDATE check_photo SET kind = ?, content = ?, state = 'clean' WHERE id = ?", (kind, content, photo_id))


def note_undecodable(db: Database, photo_id: int) -> None:
    """Note that a photo cannot be decoded."""
    db.execute("UPDATE check_photo SET state = 'undecodable' WHERE id = ?", (photo_id,))
