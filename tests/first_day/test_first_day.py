"""The list of the first day ticks itself off from what is there."""

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue
from storeops.first_day.first_day_actions import say_done
from storeops.first_day.first_day_list import Step
from storeops.first_day.first_day_view import first_day
from storeops.hall.look_actions import set_house_colour
from storeops.hall.set_up_actions import rename_hall
from storeops.people.enrolment_actions import add_device
from storeops.queueing.issue import void
from storeops.store.database import HallDatabase
from tests.factories import (
    ADA,
    GRETA,
    a_called_ticket,
    a_waiting_ticket,
    everything,
    last_event,
    open_daily,
    rows,
    set_hall,
)


def done(db: HallDatabase) -> set[Step]:
    return {line.step for line in first_day(db).lines if line.is_done}


def test_each_step_is_seen_from_what_is_there(db: HallDatabase, clock: FrozenClock) -> None:
    db.execute("UPDATE hall SET name_zh = '营业厅', is_sample = 0, enrols_screens = 1")
    stands = {Step.CATALOGUE, Step.COUNTERS, Step.PEOPLE}  # of the small hall
    assert done(db) == stands

    rename_hall(db, clock, ADA.actor, "新街口", "Xinjiekou")
    assert done(db) == stands | {Step.NAME}
    set_house_colour(db, clock, ADA.actor, "#c8102e")
    open_daily(db)
    assert done(db) == stands | {Step.NAME, Step.LOOK, Step.HOURS}

    add_device(db, clock, ADA.actor, "kiosk", "kiosk")
    assert Step.SCREENS not in done(db)  # the board is missing
    add_device(db, clock, ADA.actor, "board", "board")
    assert Step.SCREENS in done(db)

    a_called_ticket(db, clock)
    assert {Step.TAKEN, Step.CALLED} <= done(db)
    assert not {Step.VOIDED, Step.RATED, Step.VOICE} & done(db)
    mistaken = a_waiting_ticket(db, clock)
    void(db, clock, GRETA.actor, mistaken.number)
    assert Step.VOIDED in done(db)


def test_what_nobody_can_see_is_said(db: HallDatabase, clock: FrozenClock) -> None:
    db.execute("UPDATE hall SET is_sample = 0")
    assert Step.VOICE not in done(db)

    say_done(db, clock, ADA.actor, "voice")
    seq = last_event(db)["seq"]
    say_done(db, clock, ADA.actor, "voice")

    assert Step.VOICE in done(db)
    assert (last_event(db)["kind"], last_event(db)["seq"]) == ("first_day_step_done", seq)


@pytest.mark.parametrize("step", ["people", "taken", "", "x" * 500])
def test_what_can_be_seen_cannot_be_said(db: HallDatabase, clock: FrozenClock, step: str) -> None:
    before = everything(db)

    with pytest.raises(BadValue):
        say_done(db, clock, ADA.actor, step)

    assert everything(db) == before


def test_a_list_that_is_put_away_asks_for_nobody(db: HallDatabase, clock: FrozenClock) -> None:
    db.execute("UPDATE hall SET is_sample = 0")
    assert not first_day(db).is_over

    say_done(db, clock, ADA.actor, "list")

    assert first_day(db).is_over
    assert rows(db, "SELECT step FROM first_day_step") == [{"step": "list"}]


def test_a_sample_hall_has_no_first_day(db: HallDatabase) -> None:
    set_hall(db, is_sample=1)

    assert first_day(db).is_over
