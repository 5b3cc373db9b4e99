"""Photos from before they were written anew lose what their camera noted, once and with a record; others are named."""

import json
import zlib
from io import BytesIO

from PIL import Image

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.quality.checks.clean_photo import MOST_PIXELS, clean_photo
from storeops.quality.checks.old_photo_actions import clean_old_photos
from storeops.quality.checks.photo_actions import keep_photo
from storeops.quality.checks.photo_check_view import photo_findings, photo_notes
from storeops.running.integrity_view import findings
from storeops.store.database import HallDatabase
from tests.factories import CHEN, a_check, everything, rows
from tests.quality.checks.photos import SHOP, a_photo


def an_old_photo(db: HallDatabase, clock: FrozenClock, content: bytes) -> int:
    """A photo as a version before this one kept it."""
    photo = keep_photo(
        db, clock, CHEN.actor, CHEN.code, a_check(db, clock, smile="0"), "smile", clean_photo("photo", a_photo())
    )
    db.execute("UPDATE check_photo SET content = ?, state = 'as_uploaded' WHERE id = ?", (content, photo))
    return photo


def a_bomb() -> bytes:
    """A PNG of a few hundred bytes that says it is as wide and high as nobody's memory."""
    out = BytesIO()
    Image.new("1", (1, 1)).save(out, "PNG")
    png = bytearray(out.getvalue())
    side = int(MOST_PIXELS**0.5) + 1
    png[16:24] = side.to_bytes(4, "big") * 2
    png[29:33] = zlib.crc32(png[12:29]).to_bytes(4, "big")
    return bytes(png)


def told(db: HallDatabase) -> list[tuple[str, int]]:
    found = rows(
        db, "SELECT kind, data FROM event WHERE kind IN ('check_photo_cleaned', 'check_photo_left') ORDER BY seq"
    )
    return [(event["kind"], json.loads(event["data"])["photo"]) for event in found]


def content(db: HallDatabase, photo: int) -> bytes:
    return bytes(rows(db, "SELECT content FROM check_photo WHERE id = ?", photo)[0]["content"])


def test_an_old_photo_is_written_anew_once_with_a_record(db: HallDatabase, clock: FrozenClock) -> None:
    photo = an_old_photo(db, clock, a_photo("PNG"))
    assert SHOP.encode() in content(db, photo)
    assert list(photo_findings(db)) == [
        f"photo {photo} is as its camera wrote it, place and time included: run storeops migrate"
    ]

    assert clean_old_photos(db, clock, SYSTEM) == 1

    assert SHOP.encode() not in content(db, photo)
    assert rows(db, "SELECT kind, state FROM check_photo") == [{"kind": "image/jpeg", "state": "clean"}]
    assert told(db) == [("check_photo_cleaned", photo)]
    assert findings(db) == []
    after = everything(db)
    assert clean_old_photos(db, clock, SYSTEM) == 0
    assert everything(db) == after


def test_a_new_photo_is_left_alone(db: HallDatabase, clock: FrozenClock) -> None:
    keep_photo(
        db, clock, CHEN.actor, CHEN.code, a_check(db, clock, smile="0"), "smile", clean_photo("photo", a_photo())
    )
    before = everything(db)

    assert clean_old_photos(db, clock, SYSTEM) == 0

    assert everything(db) == before


def test_what_cannot_be_decoded_is_left_as_it_came_and_named_and_stops_no_other(
    db: HallDatabase, clock: FrozenClock
) -> None:
    bomb = an_old_photo(db, clock, a_bomb())
    broken = an_old_photo(db, clock, a_photo()[:200])
    good = an_old_photo(db, clock, a_photo())

    assert clean_old_photos(db, clock, SYSTEM) == 3

    assert told(db) == [("check_photo_left", bomb), ("check_photo_left", broken), ("check_photo_cleaned", good)]
    assert (content(db, bomb), content(db, broken)) == (a_bomb(), a_photo()[:200])
    assert SHOP.encode() not in content(db, good)
    assert list(photo_findings(db)) == []
    assert list(photo_notes(db)) == [
        f"photo {photo} cannot be decoded; it was left as it came, until its time is over" for photo in (bomb, broken)
    ]
    assert findings(db) == []
    assert clean_old_photos(db, clock, SYSTEM) == 0
