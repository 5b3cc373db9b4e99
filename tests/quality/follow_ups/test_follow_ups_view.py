"""Lists, the line in the head, the praise wall, and one case's timeline."""

from datetime import timedelta

import pytest

from storeops.base.clock import FrozenClock
from storeops.hall import hall_rows
from storeops.measuring import fact_rows
from storeops.quality.follow_ups import follow_ups_view
from storeops.quality.follow_ups.case import Kind, Outcome
from storeops.quality.follow_ups.case_view import CaseDetails, KeyRing, case_details
from storeops.quality.follow_ups.follow_up_actions import note_call_back, open_follow_up, resolve
from storeops.quality.follow_ups.follow_ups_view import CaseLine, DueLine
from storeops.quality.follow_ups.hand_over_actions import offer_hand_over
from storeops.quality.follow_ups.refusals import NotYourFollowUp, UnknownFollowUp
from storeops.queueing.serving import finish
from storeops.running.jobs import warn_follow_ups
from storeops.store.database import HallDatabase
from tests.factories import ANA, BRUNO, CHEN, DINA, MONDAY, MONDAY_NINE, SUN, Person, a_serving_ticket, clerk_at, later
from tests.quality.follow_ups.cases import a_case


def ids(lines: list[CaseLine]) -> list[int]:
    return [line.case.id for line in lines]


def details(db: HallDatabase, clock: FrozenClock, follow_up_id: int, reader: Person) -> CaseDetails:
    viewer = follow_ups_view.viewer(db, reader.code)
    return case_details(db, clock.now(), follow_up_id, viewer, None, KeyRing(db.path, "2026-03"))


def test_lists_hold_what_their_names_say(db: HallDatabase, clock: FrozenClock) -> None:
    suggestion = a_case(db, clock, Kind.SUGGESTION)
    complaint = a_case(db, clock)
    brunos = a_case(db, clock, by=BRUNO)
    closed = a_case(db, clock)
    resolve(db, clock, ANA.actor, ANA.code, closed, "Refunded")
    offer_hand_over(db, clock, BRUNO.actor, BRUNO.code, brunos, ANA.code)
    later(clock, "25h")
    now = clock.now()

    assert ids(follow_ups_view.mine(db, now, ANA.code)) == [complaint, suggestion]
    assert ids(follow_ups_view.offered(db, now, ANA.code)) == [brunos]
    assert ids(follow_ups_view.all_open(db, now)) == [complaint, brunos, suggestion]
    assert ids(follow_ups_view.overdue(db, now, ANA.code)) == [complaint]
    assert ids(follow_ups_view.overdue(db, now, None)) == [complaint, brunos]
    assert ids(follow_ups_view.closed_lately(db, now, None)) == [closed]
    assert ids(follow_ups_view.closed_lately(db, now, DINA.code)) == []
    clock.advance(days=14)
    assert ids(follow_ups_view.closed_lately(db, clock.now(), None)) == []


def test_the_head_counts_ones_own_and_for_managers_the_halls(db: HallDatabase, clock: FrozenClock) -> None:
    a_case(db, clock)
    a_case(db, clock, Kind.SUGGESTION)
    brunos = a_case(db, clock, by=BRUNO)
    offer_hand_over(db, clock, BRUNO.actor, BRUNO.code, brunos, CHEN.code)
    later(clock, "25h")

    def line(person: Person) -> DueLine:
        return follow_ups_view.due_line(db, clock.now(), person.code, person.role)

    assert line(ANA) == DueLine(open_count=2, overdue_count=1, own_count=2, offered_count=0)
    assert line(DINA) == DueLine(0, 0, 0, 0)
    assert line(CHEN) == DueLine(open_count=3, overdue_count=2, own_count=0, offered_count=1)
    assert line(SUN) == DueLine(3, 2, 0, 0)


def test_the_duty_page_names_each_case_once_where_it_is_gravest(db: HallDatabase, clock: FrozenClock) -> None:
    overdue = a_case(db, clock)
    later(clock, "5h")
    escalated = a_case(db, clock)
    later(clock, "18h30m")
    soon = a_case(db, clock, promised_at=clock.now() + timedelta(minutes=80))
    a_case(db, clock)
    later(clock, "31m")
    warn_follow_ups(db, clock)

    # Now 24 h 1 min; the second case has had 19 h 1 min of its 24, the third 31 of its 80 min.
    now = follow_ups_view.for_duty(db, clock.now())

    assert (ids(now.overdue), ids(now.escalated), ids(now.due_soon)) == ([overdue], [escalated], [soon])


def test_the_praise_wall_has_the_latest_first(db: HallDatabase, clock: FrozenClock) -> None:
    open_follow_up(db, clock, ANA.actor, ANA.code, Kind.PRAISE, "So kind!", praised_code=BRUNO.code)
    later(clock, "1h")
    open_follow_up(db, clock, ANA.actor, ANA.code, Kind.PRAISE, "A clean hall")
    a_case(db, clock)

    wall = follow_ups_view.praise_wall(db, clock.now())

    assert [(card.summary, card.praised_name) for card in wall] == [("A clean hall", None), ("So kind!", "Bruno")]
    clock.advance(days=61)
    assert follow_ups_view.praise_wall(db, clock.now()) == []


def test_the_timeline_tells_what_happened_in_order(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock, Kind.TECHNICAL, reply="We check the mast")
    later(clock, "13h")
    warn_follow_ups(db, clock)
    note_call_back(db, clock, ANA.actor, ANA.code, follow_up_id, Outcome.NO_ANSWER)
    later(clock, "1h")
    resolve(db, clock, ANA.actor, ANA.code, follow_up_id, "Mast repaired")

    timeline = details(db, clock, follow_up_id, ANA).timeline

    assert [(entry.what.value, entry.detail, entry.note) for entry in timeline] == [
        ("opened", "", ""),
        ("replied", "", "We check the mast"),
        ("called_back", "no_answer", ""),
        ("warned", "half_time", ""),
        ("closed", "", "Mast repaired"),
    ]


def test_a_case_is_for_those_who_had_a_part_and_for_managers(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock)
    praise = a_case(db, clock, Kind.PRAISE)

    assert details(db, clock, follow_up_id, SUN).line.case.id == follow_up_id
    assert details(db, clock, praise, DINA).line.case.id == praise
    with pytest.raises(NotYourFollowUp):
        details(db, clock, follow_up_id, DINA)
    with pytest.raises(UnknownFollowUp):
        details(db, clock, 4711, SUN)


def test_what_the_page_offers_depends_on_the_reader_and_the_case(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock, Kind.TECHNICAL)

    assert details(db, clock, follow_up_id, ANA).may == {
        "reply",
        "offer",
        "call_back",
        "promise",
        "close",
        "read_contact",
    }
    offer_hand_over(db, clock, ANA.actor, ANA.code, follow_up_id, BRUNO.code)
    assert details(db, clock, follow_up_id, BRUNO).may == {"accept", "decline"}
    assert "withdraw" in details(db, clock, follow_up_id, ANA).may
    later(clock, "18h")
    warn_follow_ups(db, clock)
    assert "take_over" in details(db, clock, follow_up_id, CHEN).may
    resolve(db, clock, ANA.actor, ANA.code, follow_up_id, "Done")
    assert details(db, clock, follow_up_id, ANA).may == {"reopen", "read_contact"}


# What the report counts


def left_with_follow_up(db: HallDatabase) -> bool:
    hours = hall_rows.opening_hours(db, hall_rows.hall(db))
    (visit,) = fact_rows.visits_of_days(db, MONDAY, MONDAY, hours)
    return visit.left_with_follow_up


@pytest.mark.parametrize(
    ("kind", "counts"),
    [(Kind.COMPLAINT, True), (Kind.TECHNICAL, True), (Kind.UNFINISHED, True), (Kind.SUGGESTION, False)],
)
def test_a_case_that_is_open_when_the_visit_ends_spoils_the_one_stop(
    db: HallDatabase, clock: FrozenClock, kind: Kind, counts: bool
) -> None:
    ticket = a_serving_ticket(db, clock)
    follow_up_id = a_case(db, clock, kind, ticket=ticket.number)
    later(clock, "2m")
    finish(db, clock, clerk_at(db, "1"), "1")
    later(clock, "1h")
    resolve(db, clock, ANA.actor, ANA.code, follow_up_id, "Done")

    assert left_with_follow_up(db) is counts


def test_a_case_answered_before_the_visit_ends_or_written_after_it_does_not(
    db: HallDatabase, clock: FrozenClock
) -> None:
    ticket = a_serving_ticket(db, clock)
    follow_up_id = a_case(db, clock, ticket=ticket.number)
    later(clock, "2m")
    resolve(db, clock, ANA.actor, ANA.code, follow_up_id, "Settled at once")
    later(clock, "1m")
    finish(db, clock, clerk_at(db, "1"), "1")
    later(clock, "1m")
    a_case(db, clock, ticket=ticket.number)

    assert clock.now() == MONDAY_NINE + timedelta(minutes=4)
    assert left_with_follow_up(db) is False
