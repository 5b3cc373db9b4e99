"""What is asked now: of a ticket at a place, and of whoever is at a counter's pad."""

import pytest

from storeops.base.actor import CUSTOMER
from storeops.base.clock import FrozenClock
from storeops.hall.refusals import UnknownCounter, UnknownTicket
from storeops.quality.ratings.moments import DRAWN_MOMENTS, Moment, Place
from storeops.quality.ratings.question_view import (
    pad,
    question_at_counter,
    questions_for_ticket,
    rating,
    token_at_counter,
)
from storeops.quality.ratings.rating_actions import show, tap, undo
from storeops.quality.ratings.refusals import RatingNotAsked
from storeops.queueing.calling import call_ticket
from storeops.queueing.serving import finish, start
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    a_called_ticket,
    a_served_ticket,
    a_serving_ticket,
    a_waiting_ticket,
    an_open_counter,
    draw_next,
    everything,
    later,
    rows,
)


def asked(db: HallDatabase, clock: FrozenClock, token: str, place: Place) -> list[Moment]:
    return [question.moment for question in questions_for_ticket(db, clock.now(), token, place)]


def at_pad(db: HallDatabase, clock: FrozenClock, counter: str = "1") -> tuple[str, Moment] | None:
    """The number and the moment on a counter's pad."""
    found = question_at_counter(db, clock.now(), counter)
    return (found.number, found.question.moment) if found else None


def test_a_diary_is_asked_at_its_places_through_the_visit(db: HallDatabase, clock: FrozenClock) -> None:
    draw_next(db, *DRAWN_MOMENTS)
    token = a_waiting_ticket(db, clock).token
    assert asked(db, clock, token, Place.KIOSK) == [Moment.GREETING, Moment.TICKET]
    assert asked(db, clock, token, Place.PHONE) == []

    an_open_counter(db, clock)
    call_ticket(db, clock, ANA.actor, "1", "A001")
    assert asked(db, clock, token, Place.KIOSK) == [Moment.WAITING]
    assert asked(db, clock, token, Place.PHONE) == [Moment.WAITING]

    start(db, clock, ANA.actor, "1")
    finish(db, clock, ANA.actor, "1")
    assert asked(db, clock, token, Place.PHONE) == [Moment.WAITING, Moment.FAREWELL]
    assert asked(db, clock, token, Place.API) == [
        Moment.WAITING,
        Moment.UNDERSTANDING,
        Moment.RESULT,
        Moment.MONEY,
        Moment.FAREWELL,
    ]

    later(clock, "24h")
    assert asked(db, clock, token, Place.PHONE) == [Moment.OVERALL]


def test_a_question_is_worded_in_both_languages(db: HallDatabase, clock: FrozenClock) -> None:
    draw_next(db)
    token = a_served_ticket(db, clock).token

    (question,) = questions_for_ticket(db, clock.now(), token, Place.PHONE)

    assert question.text("zh") == "今天的服务您满意吗？"
    assert question.text("en") == "How was the service today?"


def test_a_shown_question_counts_down_and_goes(db: HallDatabase, clock: FrozenClock) -> None:
    draw_next(db)
    token = a_served_ticket(db, clock).token
    seen = []

    seen += questions_for_ticket(db, clock.now(), token, Place.PAD)
    show(db, clock, CUSTOMER, token, Moment.FAREWELL, Place.PAD)
    later(clock, "6s")
    seen += questions_for_ticket(db, clock.now(), token, Place.PAD)
    later(clock, "9s")
    seen += questions_for_ticket(db, clock.now(), token, Place.PAD)

    assert [question.seconds_left for question in seen] == [15, 9]


def test_looking_changes_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    token = a_served_ticket(db, clock).token
    before = everything(db)

    questions_for_ticket(db, clock.now(), token, Place.API)
    pad(db, clock.now(), "1")

    assert everything(db) == before


# The pad


def test_a_free_counter_s_pad_asks_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    assert at_pad(db, clock) is None

    draw_next(db)
    a_called_ticket(db, clock)
    assert at_pad(db, clock) is None


def test_the_pad_asks_drawn_moments_first_and_the_farewell_last(db: HallDatabase, clock: FrozenClock) -> None:
    draw_next(db, *DRAWN_MOMENTS)
    token = a_served_ticket(db, clock).token
    seen = []

    while (found := at_pad(db, clock)) is not None:
        seen.append(found[1])
        tap(db, clock, CUSTOMER, token, found[1], 5, Place.PAD)

    assert seen == [Moment.UNDERSTANDING, Moment.RESULT, Moment.MONEY, Moment.FAREWELL]


def test_a_whole_diary_that_nobody_answers_still_gets_to_the_farewell(db: HallDatabase, clock: FrozenClock) -> None:
    draw_next(db, *DRAWN_MOMENTS)
    token = a_served_ticket(db, clock).token

    for _ in range(4):  # 15 seconds each: the fourth comes up at 45 s of 60 s
        found = at_pad(db, clock)
        assert found is not None
        show(db, clock, CUSTOMER, token, found[1], Place.PAD)
        later(clock, "15s")

    assert [row["moment"] for row in rows(db, "SELECT moment FROM prompt ORDER BY id")][-1] == "farewell"
    assert at_pad(db, clock) is None


def test_the_pad_asks_how_the_wait_was_once_the_customer_is_there(db: HallDatabase, clock: FrozenClock) -> None:
    draw_next(db, Moment.WAITING)
    a_called_ticket(db, clock)
    assert at_pad(db, clock) is None

    start(db, clock, ANA.actor, "1")

    assert at_pad(db, clock) == ("A001", Moment.WAITING)


def test_the_next_customer_is_not_asked_about_the_one_before(db: HallDatabase, clock: FrozenClock) -> None:
    draw_next(db)
    a_served_ticket(db, clock)
    draw_next(db)
    a_called_ticket(db, clock)
    assert at_pad(db, clock) == ("A001", Moment.FAREWELL)  # the next one is still walking

    start(db, clock, ANA.actor, "1")

    assert at_pad(db, clock) is None


def test_the_pad_of_another_counter_asks_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    draw_next(db)
    a_served_ticket(db, clock, counter="1")

    assert at_pad(db, clock, "2") is None
    with pytest.raises(UnknownCounter):
        question_at_counter(db, clock.now(), "99")


def test_a_tap_taken_back_is_asked_again(db: HallDatabase, clock: FrozenClock) -> None:
    draw_next(db)
    token = a_served_ticket(db, clock).token
    rating_id = tap(db, clock, CUSTOMER, token, Moment.FAREWELL, 1, Place.PAD)
    assert at_pad(db, clock) is None

    undo(db, clock, CUSTOMER, token, rating_id)

    assert at_pad(db, clock) == ("A001", Moment.FAREWELL)


def test_a_pad_s_form_names_a_ticket_of_its_own_counter(db: HallDatabase, clock: FrozenClock) -> None:
    served = a_served_ticket(db, clock)
    serving = a_serving_ticket(db, clock)
    elsewhere = a_serving_ticket(db, clock, counter="2")

    assert token_at_counter(db, "1", served.number) == served.token
    assert token_at_counter(db, "1", serving.number) == serving.token
    for number in (elsewhere.number, "A999", ""):
        with pytest.raises(RatingNotAsked):
            token_at_counter(db, "1", number)


def test_an_unknown_ticket_is_refused(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(UnknownTicket):
        questions_for_ticket(db, clock.now(), "nobody", Place.PHONE)


def test_a_tap_on_the_pad_reads_its_visit_once(db: HallDatabase, clock: FrozenClock) -> None:
    served = a_served_ticket(db, clock)
    asked_of_db: list[str] = []

    with db.tracer(lambda sql, _: asked_of_db.append(sql)):
        token = token_at_counter(db, "1", served.number)
        rating_id = tap(db, clock, CUSTOMER, token, Moment.FAREWELL, 1, Place.PAD)
        rating(db, token, rating_id)

    assert sum("LEFT JOIN follow_up" in sql for sql in asked_of_db) == 1


# A hall with years behind it


def test_no_question_walks_through_history(db: HallDatabase, clock: FrozenClock) -> None:
    served = a_served_ticket(db, clock)
    statements: list[str] = []
    db.conn.set_trace_callback(statements.append)

    token = token_at_counter(db, "1", served.number)
    questions_for_ticket(db, clock.now(), token, Place.API)
    pad(db, clock.now(), "1")
    show(db, clock, CUSTOMER, token, Moment.FAREWELL, Place.PAD)
    undo(db, clock, CUSTOMER, token, tap(db, clock, CUSTOMER, token, Moment.FAREWELL, 1, Place.PAD))
    db.conn.set_trace_callback(None)

    plans = {
        step[3]
        for sql in statements
        if sql.startswith(("SELECT", "\nSELECT", "UPDATE"))
        for step in db.conn.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    }
    growing = ("ticket", "leg", "event", "prompt", "rating", "recovery_task", "follow_up")
    assert {plan for plan in plans if plan.startswith("SCAN") and plan.split()[1] in growing} == set()
    assert any("ticket_ended_at_counter" in plan for plan in plans)
