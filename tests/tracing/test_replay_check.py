"""Rows that were bent behind the journal's back: each test passed as clean before events told what they wrote."""

from storeops.base.actor import CUSTOMER
from storeops.base.clock import FrozenClock
from storeops.quality.care.care_actions import enter_care, enter_skill
from storeops.quality.checks.check_actions import edit_check
from storeops.quality.checks.marking import Mark
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.follow_up_actions import open_follow_up, reopen, resolve
from storeops.quality.follow_ups.hand_over_actions import accept_hand_over, offer_hand_over
from storeops.quality.ratings.moments import Moment, Place
from storeops.quality.ratings.rating_actions import give_low_reason, tap, undo
from storeops.queueing.calling import call_next, mark_no_show
from storeops.queueing.issue import cancel
from storeops.queueing.moving import hold, reinstate, resume, transfer
from storeops.queueing.serving import finish, give_reason, next_transaction, start, system_pause
from storeops.queueing.serving import reopen as reopen_visit
from storeops.queueing.ticket import TransactionClass
from storeops.running.integrity_view import findings
from storeops.store.database import HallDatabase
from storeops.tracing.replay_check_view import replay_findings
from tests.factories import (
    ANA,
    BRUNO,
    CHEN,
    SUN,
    a_check,
    a_served_ticket,
    a_serving_ticket,
    a_waiting_ticket,
    an_open_counter,
    clerk_at,
    later,
    rows,
)


def told(db: HallDatabase) -> list[str]:
    return list(replay_findings(db))


def a_rating(db: HallDatabase, clock: FrozenClock, value: int = 2) -> int:
    """Somebody was served and answered at the end."""
    ticket = a_served_ticket(db, clock, handled="2m")
    return tap(db, clock, CUSTOMER, ticket.token, Moment.FAREWELL, value, Place.PAD)


def test_edited_ratings_are_found_one_by_one(db: HallDatabase, clock: FrozenClock) -> None:
    for _ in range(25):
        a_rating(db, clock)
    assert told(db) == []

    db.execute("UPDATE rating SET value = 5")

    assert len(told(db)) == 25
    assert told(db)[0] == "rating 1 is not what its events tell: value is 5, not 2"
    assert findings(db)[:2] == told(db)[:2]
    assert "... and 5 more like the last" in findings(db)


def test_what_a_customer_does_with_an_answer_is_told(db: HallDatabase, clock: FrozenClock) -> None:
    ticket = a_served_ticket(db, clock, handled="2m")
    rating = tap(db, clock, CUSTOMER, ticket.token, Moment.FAREWELL, 1, Place.PAD)
    give_low_reason(db, clock, CUSTOMER, ticket.token, rating, "long_wait")
    undo(db, clock, CUSTOMER, ticket.token, rating)
    assert told(db) == []

    db.execute("UPDATE rating SET undone_at = NULL, reason = NULL")

    (found,) = told(db)
    assert found.startswith(
        "rating 1 is not what its events tell: reason is None, not 'long_wait', undone_at is None, not"
    )


def test_a_rating_that_was_slipped_in_is_found(db: HallDatabase, clock: FrozenClock) -> None:
    a_rating(db, clock)

    db.execute(
        "INSERT INTO rating (ticket_id, moment, value, answered_at, employee_id, is_imported)"
        " SELECT ticket_id, 'waiting', 5, answered_at, employee_id, 1 FROM rating"
    )

    assert told(db) == ["rating 2 stands there, but no event tells of it"]


def test_raised_marks_are_found(db: HallDatabase, clock: FrozenClock) -> None:
    check = a_check(db, clock, smile="0")
    assert told(db) == []

    db.execute("UPDATE check_mark SET mark = 1, reason = '' WHERE mark = 0")

    (found,) = told(db)
    assert found.startswith(f"check_version {check} is not what its events tell: what belongs to it is '[[")


def test_marks_that_were_changed_by_the_rules_are_no_finding(db: HallDatabase, clock: FrozenClock) -> None:
    check = a_check(db, clock, smile="0")
    marks = {row["code"]: (Mark.FULL, "") for row in rows(db, "SELECT code FROM sheet_item WHERE sheet_id = 1")}
    edit_check(db, clock, CHEN.actor, CHEN.code, check, 1, marks, "A second look")

    assert told(db) == []


def test_a_deleted_complaint_is_found(db: HallDatabase, clock: FrozenClock) -> None:
    case = open_follow_up(db, clock, ANA.actor, ANA.code, Kind.COMPLAINT, "Waited an hour")
    assert told(db) == []

    db.execute("DELETE FROM follow_up WHERE id = ?", (case,))

    assert told(db) == [f"follow_up {case} is gone, and no event tells why"]


def test_a_deadline_that_was_moved_and_an_owner_that_was_exchanged_are_found(
    db: HallDatabase, clock: FrozenClock
) -> None:
    case = open_follow_up(db, clock, ANA.actor, ANA.code, Kind.COMPLAINT, "Waited an hour")
    offer_hand_over(db, clock, ANA.actor, ANA.code, case, BRUNO.code)
    accept_hand_over(db, clock, BRUNO.actor, BRUNO.code, case)
    resolve(db, clock, BRUNO.actor, BRUNO.code, case, "Told the customer why")
    reopen(db, clock, BRUNO.actor, BRUNO.code, case, "Not content")
    assert told(db) == []

    db.execute("UPDATE follow_up SET due_at = '2026-04-01T01:00:00.000Z'")
    db.execute("UPDATE hand_over SET is_accepted = 0")

    late, refused = told(db)
    assert "due_at is '2026-04-01T01:00:00.000Z', not" in late
    assert refused == "hand_over 1 is not what its events tell: is_accepted is 0, not 1"


def test_a_deleted_care_entry_and_a_changed_score_are_found(db: HallDatabase, clock: FrozenClock) -> None:
    day = clock.now().date()
    enter_care(db, clock, SUN.actor, SUN.code, ANA.code, day, "complaint_upheld", "")
    enter_skill(db, clock, SUN.actor, SUN.code, ANA.code, day, "contest", "March", 60)
    assert told(db) == []

    db.execute("DELETE FROM care_entry")
    db.execute("UPDATE skill_result SET score = 99")

    assert told(db) == [
        "care_entry 1 is gone, and no event tells why",
        "skill_result 1 is not what its events tell: score is 99, not 60",
    ]


def test_a_slow_transaction_that_was_made_quick_or_exceptional_is_found(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, waited="20m", handled="9m")
    assert told(db) == []

    db.execute("UPDATE leg_transaction SET class = 'exceptional'")
    db.execute("UPDATE leg SET first_called_at = queued_at")

    leg, transaction = told(db)
    assert leg.startswith("leg 1 is not what its events tell: first_called_at is '2026-03-02T01:00:00.000Z', not")
    assert transaction == "leg_transaction 1 is not what its events tell: class is 'exceptional', not 'normal'"


def test_a_ticket_s_promise_that_was_moved_is_found(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)

    db.execute("UPDATE ticket SET due_at = '2026-03-02T02:00:00.000Z'")

    assert told(db) == [
        "ticket 1 is not what its events tell:"
        " due_at is '2026-03-02T02:00:00.000Z', not '2026-03-02T01:05:00.000Z'"  # issued 01:00, promised in 5 min
    ]


def test_every_way_of_a_ticket_tells_what_it_wrote(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "2")
    a_serving_ticket(db, clock)
    later(clock, "1m")
    me = clerk_at(db, "1")
    next_transaction(db, clock, me, "1", "invoice", TransactionClass.TECHNICAL)
    system_pause(db, clock, me, "1")
    later(clock, "1m")
    transfer(db, clock, me, "1", "invoice")
    call_next(db, clock, me, "1")
    start(db, clock, me, "1")
    held = hold(db, clock, me, "1")
    resume(db, clock, me, held.number)
    call_next(db, clock, me, "1")
    mark_no_show(db, clock, me, "1")
    reinstate(db, clock, me, held.number)
    call_next(db, clock, me, "1")
    start(db, clock, me, "1")
    later(clock, "9m")
    finish(db, clock, me, "1")
    last = rows(db, "SELECT max(id) AS id FROM leg_transaction")[0]["id"]
    give_reason(db, clock, me, "1", last, "needless_step")
    reopen_visit(db, clock, me, "1")
    assert told(db) == []  # what goes on is not looked at yet, and what ended before stands
    finish(db, clock, me, "1")
    cancel(db, clock, CUSTOMER, a_waiting_ticket(db, clock).token)

    assert told(db) == []
    assert findings(db) == []


def test_an_entry_that_was_set_aside_by_hand_is_found(db: HallDatabase, clock: FrozenClock) -> None:
    rating = a_rating(db, clock)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("INSERT INTO set_aside VALUES ('rating', ?, 7, '2026-03-02T01:00:00.000Z')", (rating,))

    assert f"an entry is set aside without an upheld appeal about it: rating {rating}" in findings(db)
