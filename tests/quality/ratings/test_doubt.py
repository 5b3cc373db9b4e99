"""What one phone answers for many visits is kept, counts nowhere, and somebody decides; then it does or does not."""

import json
from datetime import date, timedelta

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import StoreOpsError, TextNeeded
from storeops.history.export_view import export_ratings, export_visits
from storeops.month_end import correction_rows
from storeops.quality.feedback import feedback_view
from storeops.quality.feedback.share_rows import shares_by_day
from storeops.quality.ratings.doubt_actions import decide_doubt, forget_browsers
from storeops.quality.ratings.doubts_view import doubts
from storeops.quality.ratings.refusals import OwnRatings, UnknownDoubt
from storeops.quality.stars import stars_view
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.store.database import HallDatabase
from tests.factories import ANA, MONDAY, SUN, everything, last_event, later, rows
from tests.quality.ratings.phones import rated_from

MARCH = "2026-03"


def standing(db: HallDatabase) -> list[int]:
    return [row["value"] for row in rows(db, "SELECT value FROM standing_rating ORDER BY id")]


def test_from_the_third_visit_on_answers_are_kept_and_count_in_no_figure(db: HallDatabase, clock: FrozenClock) -> None:
    ids = rated_from(db, clock, "a phone", 5, 4, 1, 2)

    assert rows(db, "SELECT rating_id, first_id, is_accepted, decided_at, note FROM doubted_rating") == [
        {"rating_id": ids[2], "first_id": ids[2], "is_accepted": None, "decided_at": None, "note": None},
        {"rating_id": ids[3], "first_id": ids[2], "is_accepted": None, "decided_at": None, "note": None},
    ]
    assert standing(db) == [5, 4]
    kinds = [row["kind"] for row in rows(db, "SELECT kind FROM event WHERE kind GLOB 'rat*' ORDER BY seq")]
    assert kinds == ["rated", "rated", "rated", "rating_doubted", "rated", "rating_doubted"]


def test_figures_exports_and_stars_leave_them_out_and_the_export_says_so(db: HallDatabase, clock: FrozenClock) -> None:
    rated_from(db, clock, "a phone", 5, 5, 1)

    shares = shares_by_day(db, MONDAY, MONDAY)[MONDAY]
    month = feedback_view.month_feedback(db, MARCH, clock.now())
    over = clock.now() + timedelta(days=31)  # while the month runs, sheets hold whole batches alone
    sheets = stars_view.published_month(db, MARCH, over).stars.sheets
    visits = list(export_visits(db, date(2026, 3, 2), date(2026, 3, 2)))
    ratings = list(export_ratings(db, date(2026, 3, 2), date(2026, 3, 2)))

    assert (shares.ratings, shares.satisfied, shares.answered, shares.shown) == (2, 2, 2, 3)
    assert (month.total.ratings, month.uncounted) == (2, 1)
    assert [sheet.facts.taps for sheet in sheets if sheet.facts.employee == ANA.code] == [{5: 2}]
    assert [line.rsplit(",", 4)[1] for line in visits[1:]] == ["100.00", "100.00", ""]
    assert [line.strip().split(",")[-1] for line in ratings] == ["counts", "1", "1", "0"]


def test_another_answer_about_the_first_two_visits_still_counts(db: HallDatabase, clock: FrozenClock) -> None:
    rated_from(db, clock, "a phone", 5, 5, 5)
    first = rows(db, "SELECT ticket_id FROM rating ORDER BY id")[0]["ticket_id"]

    later(clock, "5h")
    rated_from(db, clock, "another phone", 3)

    assert first == 1
    assert standing(db) == [5, 5, 3]


def test_an_answer_in_doubt_does_not_push_the_pad_s_aside(db: HallDatabase, clock: FrozenClock) -> None:
    rated_from(db, clock, "a phone", 5, 5, 1)
    prompt = rows(db, "SELECT max(prompt_id) AS id, max(ticket_id) AS ticket FROM rating")[0]
    db.execute(
        "INSERT INTO stored_rating (prompt_id, ticket_id, moment, value, answered_at, place)"
        " VALUES (?, ?, 'farewell', 4, '2026-03-02T01:03:00.000Z', 'pad')",
        (prompt["id"], prompt["ticket"]),
    )

    in_doubt = standing(db)
    decide_doubt(db, clock, SUN.actor, SUN.code, 3, True, "A mother with two sons.")

    assert (in_doubt, standing(db)) == ([5, 5, 4], [5, 5, 1])


# Decided


def test_accepted_answers_count_from_then_on(db: HallDatabase, clock: FrozenClock) -> None:
    rated_from(db, clock, "a phone", 5, 4, 1, 2)

    decide_doubt(db, clock, SUN.actor, SUN.code, 3, True, "  A family of four. ")

    judge = rows(db, "SELECT id FROM employee WHERE code = ?", SUN.code)[0]["id"]
    decided = {"is_accepted": 1, "decided_at": "2026-03-02T01:04:00.000Z", "decided_by": judge}
    assert rows(db, "SELECT * FROM doubted_rating") == [
        {"rating_id": 3, "first_id": 3, **decided, "note": "A family of four."},
        {"rating_id": 4, "first_id": 3, **decided, "note": "A family of four."},
    ]
    assert standing(db) == [5, 4, 1, 2]
    event = last_event(db)
    assert (event["kind"], event["actor"], event["ticket_id"]) == ("ratings_decided", SUN.actor.name, None)
    assert json.loads(event["data"]) == {"doubt": 3, "count": 2, "is_accepted": True}


def test_left_out_answers_stay_out_and_the_next_decision_takes_its_place(db: HallDatabase, clock: FrozenClock) -> None:
    rated_from(db, clock, "a phone", 5, 4, 1)

    decide_doubt(db, clock, SUN.actor, SUN.code, 3, False, "Nobody was at the counter.")
    left_out = standing(db)
    decide_doubt(db, clock, SUN.actor, SUN.code, 3, True, "Seen on camera: a customer.")

    assert (left_out, standing(db)) == ([5, 4], [5, 4, 1])


def test_what_the_same_phone_answers_after_a_decision_waits_for_another(db: HallDatabase, clock: FrozenClock) -> None:
    rated_from(db, clock, "a phone", 5, 4, 1)
    decide_doubt(db, clock, SUN.actor, SUN.code, 3, True, "A family of three.")

    rated_from(db, clock, "a phone", 2)

    (waiting,) = doubts(db).undecided
    assert (waiting.id, waiting.visit_count, waiting.is_decided) == (3, 2, False)
    assert waiting.last_decision is not None
    assert waiting.last_decision.note == "A family of three."
    assert standing(db) == [5, 4, 1]


def test_the_list_names_phone_and_day_and_never_the_answer(db: HallDatabase, clock: FrozenClock) -> None:
    rated_from(db, clock, "a phone", 5, 4, 1, 2)
    rated_from(db, clock, "another phone", 5, 4, 3, counter="2")
    decide_doubt(db, clock, SUN.actor, SUN.code, 7, False, "The clerk's own phone.")

    found = doubts(db)

    assert [(browser.id, browser.visit_count) for browser in found.undecided] == [(3, 2)]
    assert [(browser.id, browser.visit_count) for browser in found.decided] == [(7, 1)]
    rating = found.undecided[0].ratings[0]
    assert (rating.counter, rating.employee, rating.employee_name) == ("1", ANA.code, "Ana")
    assert not hasattr(rating, "value")


@pytest.mark.parametrize(
    ("judge", "first_id", "note", "refusal"),
    [
        (SUN.code, 99, "A note.", UnknownDoubt),
        (SUN.code, 0, "A note.", UnknownDoubt),
        (SUN.code, 2**80, "A note.", UnknownDoubt),
        (SUN.code, 4, "A note.", UnknownDoubt),  # it is one of those that the third names
        (SUN.code, 3, "  ", TextNeeded),
        (SUN.code, 3, "x" * 501, TextNeeded),
        (ANA.code, 3, "They were all happy.", OwnRatings),
    ],
)
def test_what_cannot_be_decided_is_refused_and_nothing_changes(
    db: HallDatabase, clock: FrozenClock, judge: str, first_id: int, note: str, refusal: type[StoreOpsError]
) -> None:
    rated_from(db, clock, "a phone", 5, 4, 1, 2)
    before = everything(db)

    with pytest.raises(refusal):
        decide_doubt(db, clock, SUN.actor, judge, first_id, True, note)

    assert everything(db) == before


def test_a_closed_month_keeps_its_figures_until_a_decision_changes_them(db: HallDatabase, clock: FrozenClock) -> None:
    rated_from(db, clock, "a phone", 5, 4, 1)
    later(clock, "900h")  # into April, behind the closing
    close_stars(db, clock, SUN.actor, MARCH)

    decide_doubt(db, clock, SUN.actor, SUN.code, 3, False, "Nobody was there.")
    without_change = correction_rows.corrections_after(db, MARCH, 0)
    decide_doubt(db, clock, SUN.actor, SUN.code, 3, True, "Somebody was.")
    with_change = correction_rows.corrections_after(db, MARCH, 0)

    assert without_change == []
    assert [correction.what for correction in with_change] == ["answers in doubt were decided on"]


# Forgotten


def test_the_mark_of_a_browser_is_cleared_after_a_week_and_the_doubt_stays(
    db: HallDatabase, clock: FrozenClock
) -> None:
    rated_from(db, clock, "a phone", 5, 4, 1)
    marks = {row["browser"] for row in rows(db, "SELECT browser FROM rating")}
    later(clock, "168h")
    kept = forget_browsers(db, clock, SUN.actor)
    later(clock, "1ms")
    cleared = forget_browsers(db, clock, SUN.actor)

    assert len(marks) == 1
    assert "a phone" not in str(marks)
    assert (kept, cleared) == (2, 1)  # the last of three was given a week ago to the millisecond
    assert rows(db, "SELECT DISTINCT browser FROM rating") == [{"browser": None}]
    assert [(browser.id, browser.visit_count) for browser in doubts(db).undecided] == [(3, 1)]
