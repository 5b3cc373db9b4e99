"""The hall's counts that the database adds up are those of all facts."""

from storeops.base.clock import FrozenClock
from storeops.hall import hall_rows
from storeops.quality.feedback import feedback_rows, share_rows
from storeops.quality.feedback.feedback_facts import rating_facts
from storeops.quality.feedback.feedback_shares import Shares, shares_by
from storeops.quality.ratings.month_read_rows import MonthRead
from storeops.store.database import HallDatabase
from tests.factories import a_served_ticket, draw_next
from tests.quality.feedback.answers import a_rated_visit

MARCH = ("2026-03-01", "2026-03-31")


def test_an_empty_month_counts_nothing(db: HallDatabase) -> None:
    assert share_rows.shares_by_day(db, *MARCH) == {}


def test_the_counts_are_those_of_the_facts(db: HallDatabase, clock: FrozenClock) -> None:
    for value in (5, 4, 3, 1):
        a_rated_visit(db, clock, farewell=value)
    draw_next(db)
    a_served_ticket(db, clock)
    zone = hall_rows.hall(db).zone
    read = MonthRead(db, "2026-03")
    ratings = rating_facts(read.taps, read.employee_codes, zone)
    prompts = feedback_rows.prompts(db, *MARCH, zone)

    found = Shares.merged(share_rows.shares_by_day(db, *MARCH).values())

    assert found == shares_by(ratings, prompts, feedback_rows.closes(db, *MARCH, zone), lambda _: "hall")["hall"]
    assert (found.ratings, found.satisfied, found.delighted) == (4, 2, 1)


def test_other_days_do_not_count(db: HallDatabase, clock: FrozenClock) -> None:
    a_rated_visit(db, clock, farewell=5)

    assert share_rows.shares_by_day(db, "2026-02-01", "2026-02-28") == {}
