"""A follow-up moves only when the colleague accepts it."""

import json
from pathlib import Path

import pytest

from migrations import STEPS
from storeops.base.clock import FrozenClock
from storeops.base.errors import StoreOpsError, TextTooLong
from storeops.people.refusals import EmployeeInactive, UnknownEmployee
from storeops.quality.follow_ups.follow_up_actions import resolve
from storeops.quality.follow_ups.hand_over_actions import (
    accept_hand_over,
    decline_hand_over,
    offer_hand_over,
    take_over,
)
from storeops.quality.follow_ups.refusals import (
    AlreadyTheOwner,
    FollowUpClosed,
    HandOverOpen,
    NotEscalated,
    NothingOffered,
    NotYourFollowUp,
)
from storeops.running.jobs import warn_follow_ups
from storeops.store.database import HallDatabase, migrate
from tests.factories import (
    ANA,
    BRUNO,
    CHEN,
    DINA,
    LARS,
    SUN,
    Person,
    everything,
    last_event,
    later,
    rows,
)
from tests.quality.follow_ups.cases import a_case, case_row, owner_of, told
from tests.test_migrations import a_hall_from_before


def an_offer(db: HallDatabase, clock: FrozenClock, to: Person = BRUNO) -> int:
    """A case that Ana asks a colleague to take."""
    follow_up_id = a_case(db, clock)
    offer_hand_over(db, clock, ANA.actor, ANA.code, follow_up_id, to.code, "You know her")
    return follow_up_id


def answers(db: HallDatabase) -> list[int | None]:
    return [row["is_accepted"] for row in rows(db, "SELECT is_accepted FROM hand_over ORDER BY id")]


def test_an_offer_moves_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = an_offer(db, clock)

    assert owner_of(db, follow_up_id) == ANA.code
    assert answers(db) == [None]
    assert json.loads(last_event(db)["data"])["to"] == BRUNO.code
    assert told(db) == ["follow_up_opened", "hand_over_offered"]


def test_accepting_makes_it_ones_own_and_keeps_who_was_asked_first(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = an_offer(db, clock)
    due_before = case_row(db, follow_up_id)["due_at"]

    accept_hand_over(db, clock, BRUNO.actor, BRUNO.code, follow_up_id)

    assert owner_of(db, follow_up_id) == BRUNO.code
    case = case_row(db, follow_up_id)
    assert (case["first_owner_id"], case["due_at"]) == (case["opened_by"], due_before)
    data = json.loads(last_event(db)["data"])
    assert (data["owner"], data["from_owner"]) == (BRUNO.code, ANA.code)
    assert answers(db) == [1]


def test_declining_leaves_it_and_another_may_be_asked(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = an_offer(db, clock)

    decline_hand_over(db, clock, BRUNO.actor, BRUNO.code, follow_up_id)
    offer_hand_over(db, clock, ANA.actor, ANA.code, follow_up_id, DINA.code)

    assert owner_of(db, follow_up_id) == ANA.code
    assert answers(db) == [0, None]
    assert told(db)[-2:] == ["hand_over_declined", "hand_over_offered"]


def test_the_owner_may_take_an_offer_back(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = an_offer(db, clock)

    decline_hand_over(db, clock, ANA.actor, ANA.code, follow_up_id)

    assert answers(db) == [0]
    with pytest.raises(NothingOffered):
        accept_hand_over(db, clock, BRUNO.actor, BRUNO.code, follow_up_id)


def test_closing_ends_an_open_offer(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = an_offer(db, clock)

    resolve(db, clock, ANA.actor, ANA.code, follow_up_id, "Refunded")

    assert answers(db) == [0]


def test_a_manager_takes_over_what_has_escalated_and_not_before(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = an_offer(db, clock)
    with pytest.raises(NotEscalated):
        take_over(db, clock, CHEN.actor, CHEN.code, follow_up_id)
    later(clock, "18h")
    warn_follow_ups(db, clock)

    take_over(db, clock, CHEN.actor, CHEN.code, follow_up_id)

    assert owner_of(db, follow_up_id) == CHEN.code
    # Bruno's offer ended, and Chen's taking over stands beside it.
    assert answers(db) == [0, 1]
    assert [row["is_take_over"] for row in rows(db, "SELECT is_take_over FROM hand_over ORDER BY id")] == [0, 1]


def test_a_manager_to_whom_it_was_offered_takes_over_by_accepting(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = an_offer(db, clock, to=SUN)
    later(clock, "25h")

    take_over(db, clock, SUN.actor, SUN.code, follow_up_id)

    assert owner_of(db, follow_up_id) == SUN.code
    assert answers(db) == [1]


@pytest.mark.parametrize(
    ("to", "note", "refusal"),
    [
        (ANA.code, "", AlreadyTheOwner),
        ("4711", "", UnknownEmployee),
        (LARS.code, "", EmployeeInactive),
        (BRUNO.code, "x" * 501, TextTooLong),
    ],
)
def test_an_offer_needs_a_colleague(
    db: HallDatabase, clock: FrozenClock, to: str, note: str, refusal: type[StoreOpsError]
) -> None:
    follow_up_id = a_case(db, clock)
    before = everything(db)

    with pytest.raises(refusal):
        offer_hand_over(db, clock, ANA.actor, ANA.code, follow_up_id, to, note)

    assert everything(db) == before


def test_who_may_not_is_refused_and_nothing_changes(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = an_offer(db, clock)
    before = everything(db)

    with pytest.raises(HandOverOpen):
        offer_hand_over(db, clock, ANA.actor, ANA.code, follow_up_id, DINA.code)
    with pytest.raises(NotYourFollowUp):
        offer_hand_over(db, clock, DINA.actor, DINA.code, follow_up_id, DINA.code)
    with pytest.raises(NothingOffered):
        accept_hand_over(db, clock, DINA.actor, DINA.code, follow_up_id)
    with pytest.raises(NothingOffered):
        decline_hand_over(db, clock, DINA.actor, DINA.code, follow_up_id)
    with pytest.raises(NotYourFollowUp):
        take_over(db, clock, DINA.actor, DINA.code, follow_up_id)

    assert everything(db) == before


def test_a_closed_case_is_neither_offered_nor_taken_over(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock)
    resolve(db, clock, ANA.actor, ANA.code, follow_up_id, "Refunded")

    with pytest.raises(FollowUpClosed):
        offer_hand_over(db, clock, ANA.actor, ANA.code, follow_up_id, BRUNO.code)
    with pytest.raises(FollowUpClosed):
        take_over(db, clock, CHEN.actor, CHEN.code, follow_up_id)


def test_take_overs_from_before_they_were_marked_are_told_by_their_single_instant(tmp_path: Path) -> None:
    marked = next(step for step in STEPS if step.endswith("first_asked"))
    db = a_hall_from_before(tmp_path / "old.db", STEPS[STEPS.index(marked) - 1])  # with Ana alone
    db.execute(
        "INSERT INTO employee (id, code, name, role, is_active, created_at) VALUES (2, '1002', '-', 'clerk', 1, '-')"
    )
    db.execute(
        "INSERT INTO follow_up (kind, state, summary, opened_at, opened_by, first_owner_id, owner_id, due_at)"
        " VALUES ('complaint', 'open', 'The bill is wrong', '-', 1, 1, 1, '-')"
    )
    for answered_at, is_accepted in (("10:00", 1), ("10:05", 1), ("10:05", 0)):
        db.execute(
            "INSERT INTO hand_over (follow_up_id, from_id, to_id, offered_at, answered_at, is_accepted)"
            " VALUES (1, 1, 2, '10:00', ?, ?)",
            (answered_at, is_accepted),
        )

    migrate(db)

    assert [row["is_take_over"] for row in rows(db, "SELECT is_take_over FROM hand_over ORDER BY id")] == [1, 0, 0]
