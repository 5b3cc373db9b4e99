"""The set-up of the key moments."""

import json
from dataclasses import asdict, replace
from typing import Any

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import FieldRefused, TextNeeded, TextTooLong
from storeops.quality.guideposts.guidepost_view import key_moment, key_moments
from storeops.quality.guideposts.moment_actions import change_moment
from storeops.quality.guideposts.refusals import UnknownMoment
from storeops.quality.ratings.moments import Moment
from storeops.store.database import HallDatabase
from tests.factories import ADA, everything, last_event


def test_the_shipped_moments_stand_in_the_order_of_a_visit(db: HallDatabase) -> None:
    assert [moment.code for moment in key_moments(db)] == list(Moment)


def test_a_changed_moment_and_its_event(db: HallDatabase, clock: FrozenClock) -> None:
    farewell = key_moment(db, "farewell")
    others = [moment for moment in key_moments(db) if moment.code is not Moment.FAREWELL]

    change_moment(db, clock, ADA.actor, replace(farewell, guidepost_en="  Goodbye.  ", norm_zh="去有送声，站立道别"))

    assert key_moment(db, "farewell") == replace(farewell, guidepost_en="Goodbye.", norm_zh="去有送声，站立道别")
    assert [moment for moment in key_moments(db) if moment.code is not Moment.FAREWELL] == others
    event = last_event(db)
    assert (event["kind"], event["actor"]) == ("moment_changed", "employee:9001")
    assert json.loads(event["data"]) == {"moment": "farewell", "changed": ["guidepost_en", "norm_zh"]}


def test_a_change_that_changes_nothing_writes_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    before = everything(db)

    for moment in key_moments(db):
        change_moment(db, clock, ADA.actor, moment)

    assert everything(db) == before


@pytest.mark.parametrize(
    ("field", "text", "refusal"),
    [
        ("name_zh", "", TextNeeded),
        ("name_en", "x" * 81, TextNeeded),
        ("core_need_en", "  ", TextNeeded),
        ("norm_zh", "x" * 201, TextNeeded),
        ("question_en", "", TextNeeded),
        ("guidepost_zh", "x" * 201, TextTooLong),
    ],
)
def test_a_text_that_cannot_stand_is_refused_beside_its_field(
    db: HallDatabase, clock: FrozenClock, field: str, text: str, refusal: type[FieldRefused]
) -> None:
    changed: dict[str, Any] = {field: text}
    before = everything(db)

    with pytest.raises(refusal) as refused:
        change_moment(db, clock, ADA.actor, replace(key_moment(db, "money"), **changed))

    assert refused.value.field == field
    assert everything(db) == before


def test_a_guidepost_may_be_left_empty(db: HallDatabase, clock: FrozenClock) -> None:
    change_moment(db, clock, ADA.actor, replace(key_moment(db, "money"), guidepost_zh="", guidepost_en=""))

    assert asdict(key_moment(db, "money"))["guidepost_zh"] == ""


def test_an_unknown_moment_is_refused(db: HallDatabase) -> None:
    with pytest.raises(UnknownMoment):
        key_moment(db, "lunch")
