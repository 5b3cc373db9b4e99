"""How key moments were rated, as the report tells it."""

from datetime import datetime, timedelta

from storeops.base.clock import FrozenClock
from storeops.quality.feedback.feedback_view import month_feedback
from storeops.reports.sections.moments_view import moments
from storeops.reports.sections.section_json import written
from storeops.store.database import HallDatabase
from tests.quality.feedback.answers import a_rated_visit
from tests.reports.sections.march import MARCH


def test_a_month_without_ratings_has_no_moment_and_no_test(db: HallDatabase, clock: FrozenClock) -> None:
    assert written(moments(db, MARCH, clock.now())) == {
        "moments": [],
        "peak_end_mean": None,
        "average_mean": None,
        "rated_visits": 0,
        "test": None,
    }


def test_a_mean_is_published_from_twenty_ratings_on(db: HallDatabase, clock: FrozenClock) -> None:
    for _ in range(20):
        a_rated_visit(db, clock, waiting=2, farewell=5)
    a_rated_visit(db, clock, greeting=4)

    found = written(moments(db, MARCH, clock.now()))

    # Waiting 2 is 25 of 100, farewell 5 is 100. Peak 1 and end 1 make 100; the plain average is 62.5. The greeting
    # alone is no valid visit, and its one rating is no mean, but its shares are told.
    assert found["moments"] == [
        {"moment": "greeting", "ratings": 1, "mean": None, "csat": 1, "delight": 0},
        {"moment": "waiting", "ratings": 20, "mean": 25, "csat": 0, "delight": 0},
        {"moment": "farewell", "ratings": 20, "mean": 100, "csat": 1, "delight": 1},
    ]
    assert (found["peak_end_mean"], found["average_mean"], found["rated_visits"]) == (100, 62.5, 20)


def test_each_day_tells_how_many_were_satisfied_with_what(db: HallDatabase, clock: FrozenClock) -> None:
    a_rated_visit(db, clock, waiting=2, farewell=5)
    a_rated_visit(db, clock, waiting=4)
    clock.advance(days=2)
    a_rated_visit(db, clock, farewell=3)

    assert written(moments(db, MARCH, clock.now()))["days"] == [
        {"farewell": {"ratings": 1, "satisfied": 1}, "waiting": {"ratings": 2, "satisfied": 1}},
        {"farewell": {"ratings": 1, "satisfied": 0}},
    ]


def test_under_sixty_remembered_visits_the_test_decides_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    a_rated_visit(db, clock, waiting=2, farewell=5, overall=4)

    assert written(moments(db, MARCH, clock.now()))["test"] == {
        "visits": 1,
        "days": 1,
        "errors": [],
        "best": None,
        "headline": "peak_end",
        "advantage": None,
    }


def test_the_test_says_what_the_feedback_page_says(db: HallDatabase, clock: FrozenClock) -> None:
    morning: datetime = clock.instant
    for number in range(60):
        clock.instant = morning + timedelta(days=number % 3, minutes=number)
        a_rated_visit(db, clock, waiting=1 + number % 5, farewell=1 + number % 4, overall=1 + number % 5)

    found = written(moments(db, MARCH, clock.now()))["test"]
    page = month_feedback(db, "2026-03", clock.now()).test

    assert (found["visits"], found["days"], found["headline"]) == (60, 3, page.headline.value)
    assert page.best
    assert found["best"] == page.best.value
    assert [line["error"] for line in found["errors"]] == [line.error for line in page.errors]
    assert page.advantage
    assert found["advantage"] == {"low": page.advantage.low, "high": page.advantage.high}
