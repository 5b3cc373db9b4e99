"""Guideposts: which moment belongs to which phase, and who has them quiet."""

import json
from datetime import timedelta

import pytest

from storeops.base.clock import FrozenClock
from storeops.people.refusals import UnknownEmployee
from storeops.quality.guideposts.guidepost import ASKING_FOR, MOMENTS_NOW, Phase, phase, phase_ends_at
from storeops.quality.guideposts.guidepost_actions import hush, show
from storeops.quality.guideposts.guidepost_view import guideposts_at_desk, guideposts_at_door
from storeops.quality.ratings.moments import Moment
from storeops.queueing.ticket import State
from storeops.store.database import HallDatabase
from tests.factories import ANA, GRETA, MONDAY_NINE, everything, last_event, rows


def test_the_phases_of_a_visit() -> None:
    second = timedelta(seconds=1)

    assert phase(None, None, MONDAY_NINE) is None
    assert phase(State.CALLED, None, MONDAY_NINE) is Phase.CALLED
    assert phase(State.SERVING, MONDAY_NINE, MONDAY_NINE) is Phase.UNDERSTANDING
    assert phase(State.SERVING, MONDAY_NINE, MONDAY_NINE + ASKING_FOR - second) is Phase.UNDERSTANDING
    assert phase(State.SERVING, MONDAY_NINE, MONDAY_NINE + ASKING_FOR) is Phase.SETTLING


def test_a_clock_that_jumps_back_begins_no_other_phase() -> None:
    assert phase(State.SERVING, MONDAY_NINE, MONDAY_NINE - timedelta(hours=1)) is Phase.UNDERSTANDING


def test_only_understanding_ends_by_itself() -> None:
    assert phase_ends_at(Phase.UNDERSTANDING, MONDAY_NINE) == MONDAY_NINE + ASKING_FOR
    assert phase_ends_at(Phase.CALLED, None) is None
    assert phase_ends_at(Phase.SETTLING, MONDAY_NINE) is None
    assert phase_ends_at(None, None) is None


def test_every_phase_has_its_moments() -> None:
    assert MOMENTS_NOW == {
        Phase.CALLED: (Moment.WAITING,),
        Phase.UNDERSTANDING: (Moment.UNDERSTANDING,),
        Phase.SETTLING: (Moment.MONEY, Moment.RESULT),
    }


def test_a_called_customer_is_greeted(db: HallDatabase, clock: FrozenClock) -> None:
    shown = guideposts_at_desk(db, clock.now(), ANA.code, State.CALLED, None)

    assert [moment.guidepost("zh") for moment in shown.now] == ["您好，让您久等了，请坐！"]
    assert shown.at_close is None


def test_the_farewell_stands_through_all_of_the_service(db: HallDatabase, clock: FrozenClock) -> None:
    early = guideposts_at_desk(db, clock.now(), ANA.code, State.SERVING, clock.now())
    late = guideposts_at_desk(db, clock.now(), ANA.code, State.SERVING, clock.now() - ASKING_FOR)

    assert [moment.code for moment in early.now] == [Moment.UNDERSTANDING]
    assert [moment.code for moment in early.then] == [Moment.MONEY, Moment.RESULT]
    assert early.changes_at == clock.now() + ASKING_FOR
    assert [moment.code for moment in late.now] == [Moment.MONEY, Moment.RESULT]
    assert (late.then, late.changes_at) == ([], None)
    for shown in (early, late):
        assert shown.at_close is not None
        assert "请带好证件和卡" in shown.at_close.guidepost("zh")
        assert "papers and cards" in shown.at_close.guidepost("en")


def test_a_moment_without_a_guidepost_is_left_out(db: HallDatabase, clock: FrozenClock) -> None:
    db.execute("UPDATE moment SET guidepost_zh = '', guidepost_en = '' WHERE code IN ('money', 'farewell')")

    shown = guideposts_at_desk(db, clock.now(), ANA.code, State.SERVING, clock.now() - ASKING_FOR)

    assert [moment.code for moment in shown.now] == [Moment.RESULT]
    assert shown.at_close is None


def test_the_greeter_sees_the_greeting(db: HallDatabase) -> None:
    assert [moment.code for moment in guideposts_at_door(db, GRETA.code).now] == [Moment.GREETING]


def test_whoever_knows_them_has_them_quiet_and_back(db: HallDatabase, clock: FrozenClock) -> None:
    hush(db, clock, ANA.actor, ANA.code)
    hushed = last_event(db)

    assert guideposts_at_desk(db, clock.now(), ANA.code, State.CALLED, None).is_quiet
    assert not guideposts_at_door(db, GRETA.code).is_quiet
    assert (hushed["kind"], json.loads(hushed["data"])) == ("guideposts_hushed", {"employee": "1001"})
    show(db, clock, ANA.actor, ANA.code)
    assert rows(db, "SELECT * FROM quiet_guidepost") == []
    assert last_event(db)["kind"] == "guideposts_shown"


@pytest.mark.parametrize("verb", [hush, show])
def test_asked_twice_nothing_happens_twice(db: HallDatabase, clock: FrozenClock, verb) -> None:
    hush(db, clock, ANA.actor, ANA.code)
    verb(db, clock, ANA.actor, ANA.code)
    before = everything(db)

    verb(db, clock, ANA.actor, ANA.code)

    assert everything(db) == before


def test_an_unknown_employee_is_refused(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(UnknownEmployee):
        hush(db, clock, ANA.actor, "77")
