"""New versions of a sheet, and photos beside a mark."""

import json
from datetime import date

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import StoreOpsError
from storeops.quality.checks import photo_rows, sheet_rows
from storeops.quality.checks.clean_photo import clean_photo
from storeops.quality.checks.photo_actions import PHOTOS_OF_A_CHECK, keep_photo
from storeops.quality.checks.refusals import (
    DayPast,
    MayNotEdit,
    PhotoRefused,
    PhotoUnreadable,
    TooFewItems,
    TooManyPhotos,
    UnknownItem,
    UnknownPhoto,
    WeightsNotHundred,
)
from storeops.quality.checks.sent_photo import LARGEST_PHOTO_BYTES
from storeops.quality.checks.sheet_actions import add_sheet_version
from storeops.quality.checks.sheet_rules import NewItem, SheetKind
from storeops.store.database import HallDatabase
from tests.factories import ADA, ANA, CHEN, HAN, a_check, everything, last_event
from tests.quality.checks.photos import a_photo

TODAY = date(2026, 3, 2)
TEN = [NewItem(f"item_{place}", f"第{place}项", f"Item {place}", 10) for place in range(10)]

PNG = a_photo("PNG")


def test_a_new_version_is_used_from_its_day_on(db: HallDatabase, clock: FrozenClock) -> None:
    add_sheet_version(db, clock, ADA.actor, ADA.code, SheetKind.CLERK, date(2026, 3, 4), TEN)

    versions = [sheet_rows.in_force(db, SheetKind.CLERK, date(2026, 3, day)).version for day in (3, 4, 31)]
    assert versions == [1, 2, 2]
    newest = sheet_rows.versions(db, SheetKind.CLERK)[0]
    assert [item.code for item in newest.items] == [item.code for item in TEN]
    assert (newest.created_by, newest.valid_from) == ("Ada", date(2026, 3, 4))
    event = last_event(db)
    assert event["kind"] == "sheet_added"
    assert json.loads(event["data"]) == {"sheet": "clerk", "version": 2, "valid_from": "2026-03-04"}


def test_the_other_sheets_stay_as_they_are(db: HallDatabase, clock: FrozenClock) -> None:
    add_sheet_version(db, clock, ADA.actor, ADA.code, SheetKind.CLERK, TODAY, TEN)

    assert sheet_rows.in_force(db, SheetKind.GREETER, TODAY).version == 1


@pytest.mark.parametrize("kind", SheetKind)
def test_every_shipped_sheet_could_be_entered_again(db: HallDatabase, clock: FrozenClock, kind: SheetKind) -> None:
    shipped = sheet_rows.in_force(db, kind, TODAY)
    items = [NewItem(item.code, item.name_zh, item.name_en, item.weight) for item in shipped.items]

    assert add_sheet_version(db, clock, ADA.actor, ADA.code, kind, TODAY, items)


@pytest.mark.parametrize(
    ("valid_from", "items", "refusal"),
    [
        (date(2026, 3, 1), TEN, DayPast),
        (TODAY, TEN[:9], TooFewItems),
        (TODAY, [*TEN, NewItem("more", "更多", "More", 1)], WeightsNotHundred),
    ],
)
def test_a_refused_version_leaves_no_trace(
    db: HallDatabase, clock: FrozenClock, valid_from: date, items: list[NewItem], refusal: type[StoreOpsError]
) -> None:
    before = everything(db)

    with pytest.raises(refusal):
        add_sheet_version(db, clock, ADA.actor, ADA.code, SheetKind.CLERK, valid_from, items)

    assert everything(db) == before


# Photos


def test_a_photo_stands_beside_its_item(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock, smile="0")

    photo_id = keep_photo(db, clock, CHEN.actor, CHEN.code, check_id, "smile", clean_photo("photo", PNG))

    photo = photo_rows.by_id(db, photo_id)
    assert (photo.check_id, photo.kind, photo.content) == (check_id, "image/jpeg", clean_photo("photo", PNG).content)
    assert [note.item_code for note in photo_rows.of_check(db, check_id)] == ["smile"]
    event = last_event(db)
    assert event["kind"] == "check_photo_added"
    assert json.loads(event["data"]) == {"check": check_id, "photo": photo_id, "item": "smile"}


@pytest.mark.parametrize(
    ("by", "item", "content", "refusal"),
    [
        (CHEN, "smile", b"", PhotoRefused),
        (CHEN, "smile", b"<svg onload='alert(1)'/>", PhotoUnreadable),
        (CHEN, "smile", PNG + b"\x00" * LARGEST_PHOTO_BYTES, PhotoRefused),
        (CHEN, "dance", PNG, UnknownItem),
        (HAN, "smile", PNG, MayNotEdit),
        (ANA, "smile", PNG, MayNotEdit),
    ],
    ids=["empty", "svg", "large", "item", "colleague", "checked"],
)
def test_a_refused_photo_leaves_no_trace(
    db: HallDatabase, clock: FrozenClock, by, item: str, content: bytes, refusal: type[StoreOpsError]
) -> None:
    check_id = a_check(db, clock, smile="0")
    before = everything(db)

    with pytest.raises(refusal):
        keep_photo(db, clock, by.actor, by.code, check_id, item, clean_photo("photo", content))

    assert everything(db) == before


def test_a_check_holds_so_many_photos_and_no_more(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock, smile="0")
    for _ in range(PHOTOS_OF_A_CHECK):
        keep_photo(db, clock, CHEN.actor, CHEN.code, check_id, "smile", clean_photo("photo", PNG))
    before = everything(db)

    with pytest.raises(TooManyPhotos):
        keep_photo(db, clock, CHEN.actor, CHEN.code, check_id, "smile", clean_photo("photo", PNG))

    assert everything(db) == before


def test_an_unknown_photo_is_refused(db: HallDatabase) -> None:
    with pytest.raises(UnknownPhoto):
        photo_rows.by_id(db, 1)
