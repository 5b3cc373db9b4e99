"""What customers said in a month, for the hall and for a clerk."""

from datetime import timedelta

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue
from storeops.people.refusals import UnknownEmployee
from storeops.quality.feedback.feedback_view import (
    ClerkMoment,
    MonthFeedback,
    clerk_feedback,
    month_feedback,
    months_to_show,
)
from storeops.quality.feedback.predictors import NOT_DECIDED, Predictor
from storeops.quality.ratings.moments import Moment, Place
from storeops.store.database import HallDatabase
from tests.factories import a_served_ticket, a_void_ticket, a_waiting_ticket, later, rows
from tests.quality.feedback.answers import a_prompt, a_rated_visit, a_tap


def march(db: HallDatabase, clock: FrozenClock) -> MonthFeedback:
    return month_feedback(db, "2026-03", clock.now())


def moment_line(found: MonthFeedback, moment: Moment) -> tuple[int, float | None]:
    line = next(line for line in found.moments if line.name.moment is moment)
    return line.figure.n, line.figure.mean


def test_a_month_without_ratings_has_no_figures(db: HallDatabase, clock: FrozenClock) -> None:
    found = march(db, clock)

    assert all((figure.n, figure.mean) == (0, None) for figure in found.scores.values())
    assert (found.total.csat, found.total.response_rate, found.total.prompt_rate) == (None, None, None)
    assert (found.test.sentence, found.test.headline) == (NOT_DECIDED, Predictor.PEAK_END)
    assert (found.by_wait, found.by_clerk, found.quick, found.is_running) == ([], [], [], True)


def test_means_are_over_valid_visits_from_twenty_on(db: HallDatabase, clock: FrozenClock) -> None:
    for _ in range(19):
        a_rated_visit(db, clock, waiting=2, farewell=5)
    a_rated_visit(db, clock, farewell=1)  # one moment only: not valid
    assert march(db, clock).scores[Predictor.PEAK_END].mean is None

    a_rated_visit(db, clock, waiting=2, farewell=5)
    found = march(db, clock)

    # v of waiting -0.5, farewell 1: peak 1, end 1, PE 100; AVG 50 + 50 * 0.25 = 62.5;
    # PE2 50 + 25 * 1 + 12.5 * (1 - 0.5) = 81.25; END 100; MIN 25.
    assert {way: figure.mean for way, figure in found.scores.items()} == {
        Predictor.PEAK_END: 100,
        Predictor.AVERAGE: 62.5,
        Predictor.PEAK_END_2: 81.25,
        Predictor.END: 100,
        Predictor.MINIMUM: 25,
    }
    assert {figure.n for figure in found.scores.values()} == {20}


def test_each_moment_has_its_mean_and_its_shares(db: HallDatabase, clock: FrozenClock) -> None:
    for value in [2] * 5 + [4] * 5 + [5] * 10:
        a_rated_visit(db, clock, farewell=value)

    found = march(db, clock)

    # (5 * 25 + 5 * 75 + 10 * 100) / 20 = 75.
    assert moment_line(found, Moment.FAREWELL) == (20, 75)
    assert moment_line(found, Moment.WAITING) == (0, None)
    assert (found.total.csat, found.total.delight) == (0.75, 0.5)


def test_taps_taken_back_void_tickets_and_other_months_are_left_out(db: HallDatabase, clock: FrozenClock) -> None:
    number = a_served_ticket(db, clock).number
    a_tap(db, number, "farewell", 1, clock.now(), undone_at=clock.now())
    a_tap(db, a_void_ticket(db, clock).number, "ticket", 1, clock.now(), why="random", employee=None)
    a_tap(db, number, "waiting", 4, clock.now(), why="random", employee=None)

    found = march(db, clock)

    assert (found.total.ratings, found.total.shown, found.total.answered) == (1, 2, 1)
    assert month_feedback(db, "2026-02", clock.now()).total.ratings == 0


def test_a_rating_counts_to_the_business_day_of_its_visit(db: HallDatabase, clock: FrozenClock) -> None:
    clock.instant += timedelta(days=29)  # 31 March
    number = a_served_ticket(db, clock).number
    later(clock, "30h")
    a_tap(db, number, "overall", 5, clock.now(), why="case", place="phone", employee=None)

    assert moment_line(march(db, clock), Moment.OVERALL) == (1, None)
    assert moment_line(month_feedback(db, "2026-04", clock.now()), Moment.OVERALL) == (0, None)
    assert march(db, clock).is_running is False


def test_no_month_is_refused(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(BadValue, match="month"):
        month_feedback(db, "2026-13", clock.now())


def test_visits_with_a_remembered_overall_are_counted_for_the_test(db: HallDatabase, clock: FrozenClock) -> None:
    a_rated_visit(db, clock, waiting=2, farewell=4, overall=4)
    a_rated_visit(db, clock, farewell=4, overall=4)  # one moment beside the overall: not valid

    assert march(db, clock).test.visit_count == 1


# Biases


def test_asking_and_answering_are_shown_by_clerk_hour_and_screen(db: HallDatabase, clock: FrozenClock) -> None:
    asked = a_served_ticket(db, clock).number
    a_prompt(db, asked, "farewell", clock.now())
    answered = a_served_ticket(db, clock).number
    a_tap(db, answered, "farewell", 5, clock.now())
    a_served_ticket(db, clock, counter="2")
    later(clock, "1h")

    found = march(db, clock)

    by_clerk = {line.code: line for line in found.by_clerk}
    # Ana: asked in both of 2 visits, answered in 1. Bruno: not asked in his one.
    assert (by_clerk["1001"].shares.prompt_rate, by_clerk["1001"].shares.response_rate) == (1, 0.5)
    assert (by_clerk["1002"].shares.prompt_rate, by_clerk["1002"].shares.response_rate) == (0, None)
    assert [(place, shares.shown) for place, shares in found.by_place] == [(Place.PAD, 2)]
    # 09:00 in Shanghai; the tap's question was shown 4 s earlier, at 08:59:56.
    assert {hour: (shares.closes, shares.shown) for hour, shares in found.by_hour} == {8: (0, 1), 9: (3, 1)}


def test_imported_visits_enter_neither_side_of_the_prompt_rate(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    db.execute("UPDATE stored_ticket SET is_imported = 1")

    assert march(db, clock).total.closes == 0


def test_response_is_shown_by_tenths_of_the_wait(db: HallDatabase, clock: FrozenClock) -> None:
    for minutes in range(1, 11):
        number = a_served_ticket(db, clock, waited=f"{minutes}m").number
        if minutes <= 5:
            a_tap(db, number, "farewell", 5, clock.now())
        else:
            a_prompt(db, number, "farewell", clock.now())

    tenths = march(db, clock).by_wait

    assert [(group.number, group.low_seconds) for group, _ in tenths] == [(n, n * 60) for n in range(1, 11)]
    assert [shares.response_rate for _, shares in tenths] == [1] * 5 + [0] * 5


def test_satisfied_by_clerk_shows_from_five_ratings_made_before_today(db: HallDatabase, clock: FrozenClock) -> None:
    for _ in range(5):
        a_rated_visit(db, clock, farewell=5)
    assert march(db, clock).by_clerk[0].csat is None

    clock.instant += timedelta(days=1)

    assert march(db, clock).by_clerk[0].csat == 1


def test_months_run_from_now_back_to_the_first_ticket(db: HallDatabase, clock: FrozenClock) -> None:
    assert months_to_show(db, clock.now()) == ["2026-03"]
    a_waiting_ticket(db, clock)
    clock.instant += timedelta(days=62)  # 3 May

    assert months_to_show(db, clock.now()) == ["2026-05", "2026-04", "2026-03"]


# A clerk's own


def own_farewell(db: HallDatabase, clock: FrozenClock) -> ClerkMoment:
    month = clerk_feedback(db, "1001", clock.now()).months[0]
    return next(line for line in month.moments if line.name.moment is Moment.FAREWELL)


def test_a_clerk_sees_a_mean_of_five_ratings_on_the_next_day(db: HallDatabase, clock: FrozenClock) -> None:
    for value in (1, 3, 5, 5, 5):
        a_rated_visit(db, clock, farewell=value)
    assert (own_farewell(db, clock).n, own_farewell(db, clock).mean) == (0, None)

    clock.instant += timedelta(days=1)

    # (0 + 50 + 300) / 5 = 70.
    assert (own_farewell(db, clock).n, own_farewell(db, clock).mean) == (5, 70)
    month = clerk_feedback(db, "1001", clock.now()).months[0]
    assert (month.month, month.n, month.total) == ("2026-03", 5, 70)


def test_the_total_tells_nothing_of_moments_with_few_ratings(db: HallDatabase, clock: FrozenClock) -> None:
    for _ in range(5):
        a_rated_visit(db, clock, farewell=5)
    a_rated_visit(db, clock, result=1)
    clock.instant += timedelta(days=1)

    month = clerk_feedback(db, "1001", clock.now()).months[0]

    assert (month.n, month.total) == (5, 100)


def test_a_clerk_sees_no_colleagues_ratings(db: HallDatabase, clock: FrozenClock) -> None:
    for _ in range(5):
        a_rated_visit(db, clock, farewell=5)
    clock.instant += timedelta(days=1)

    assert [month.n for month in clerk_feedback(db, "1002", clock.now()).months] == [0, 0, 0]
    with pytest.raises(UnknownEmployee):
        clerk_feedback(db, "1999", clock.now())


def test_reading_changes_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    a_rated_visit(db, clock, farewell=5)
    events = len(rows(db, "SELECT seq FROM event"))

    march(db, clock)
    clerk_feedback(db, "1001", clock.now())

    assert len(rows(db, "SELECT seq FROM event")) == events
