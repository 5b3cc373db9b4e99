"""When each moment may be asked, told by the times of a visit."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from storeops.quality.ratings.moments import Moment, WhyShown
from storeops.quality.ratings.rated_visit import ClosedCase, RatedVisit, RecoveryOfVisit
from storeops.quality.ratings.sampling import ALL, NOTHING
from storeops.quality.ratings.windows import why_asked, window
from storeops.queueing.ticket import State
from tests.factories import MONDAY_NINE, duration


def at(after: str) -> datetime:
    """So long after nine."""
    return MONDAY_NINE + duration(after)


WAITING = RatedVisit(
    ticket_id=1,
    token="token",
    number="A001",
    language="zh",
    state=State.WAITING,
    is_imported=False,
    is_left_open=False,
    issued_at=MONDAY_NINE,
    first_called_at=None,
    ended_at=None,
    counter_id=None,
    clerk_id=None,
    greeter_id=None,
    case=None,
    recovery=None,
    draw=NOTHING,
)
CALLED = replace(WAITING, state=State.CALLED, first_called_at=at("4m"))
SERVING = replace(CALLED, state=State.SERVING)
SERVED = replace(SERVING, state=State.SERVED, ended_at=at("10m"))
NO_SHOW = replace(CALLED, state=State.NO_SHOW, ended_at=at("10m"))
ABANDONED = replace(WAITING, state=State.ABANDONED, ended_at=at("10m"))
LEFT_OPEN = replace(SERVED, is_left_open=True)
ANSWERED_CASE = replace(SERVED, case=ClosedCase(at("30h"), owner_id=7))
IN_RECOVERY = replace(SERVED, recovery=RecoveryOfVisit(at("11m"), 9, None))
RECOVERED = replace(SERVED, recovery=RecoveryOfVisit(at("11m"), 9, at("20m")))
MILLISECOND = timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("visit", "moment", "opens", "closes"),
    [
        (WAITING, Moment.GREETING, "0s", "5m"),
        (WAITING, Moment.TICKET, "0s", "5m"),
        (CALLED, Moment.WAITING, "4m", None),
        (SERVING, Moment.WAITING, "4m", None),
        (replace(SERVING, state=State.ON_HOLD), Moment.WAITING, "4m", None),
        (SERVED, Moment.WAITING, "4m", "11m"),
        (SERVED, Moment.UNDERSTANDING, "10m", "11m"),
        (SERVED, Moment.RESULT, "10m", "11m"),
        (SERVED, Moment.MONEY, "10m", "11m"),
        (SERVED, Moment.FAREWELL, "10m", "11m"),
        (SERVED, Moment.OVERALL, "24h10m", "72h10m"),
        (NO_SHOW, Moment.OVERALL, "24h10m", "72h10m"),
        (ABANDONED, Moment.OVERALL, "24h10m", "72h10m"),
        (ANSWERED_CASE, Moment.CALLBACK, "30h", "198h"),  # 30 h + 7 * 24 h
        (RECOVERED, Moment.RECOVERY, "20m", "35m"),  # closed at 20 min, and 15 min more
    ],
)
def test_a_moment_is_asked_in_its_window(visit: RatedVisit, moment: Moment, opens: str, closes: str | None) -> None:
    found = window(visit, moment)

    assert found is not None
    assert not found.is_open(at(opens) - MILLISECOND)
    assert found.is_open(at(opens))
    if closes is None:
        assert found.is_open(at("2000h"))
    else:
        assert found.is_open(at(closes))
        assert not found.is_open(at(closes) + MILLISECOND)


@pytest.mark.parametrize(
    ("visit", "asked"),
    [
        (WAITING, {Moment.GREETING, Moment.TICKET}),
        (CALLED, {Moment.WAITING}),
        (SERVING, {Moment.WAITING}),
        (replace(CALLED, state=State.WAITING), {Moment.GREETING, Moment.TICKET, Moment.WAITING}),  # transferred
        (NO_SHOW, {Moment.OVERALL}),
        (ABANDONED, {Moment.OVERALL}),
        (
            IN_RECOVERY,
            {Moment.UNDERSTANDING, Moment.RESULT, Moment.MONEY, Moment.WAITING, Moment.FAREWELL, Moment.OVERALL},
        ),
        (LEFT_OPEN, {Moment.OVERALL}),  # the close of the day is no finish
        (replace(SERVED, is_imported=True, case=ANSWERED_CASE.case), set()),
        (replace(WAITING, state=State.VOID, ended_at=at("1m"), recovery=RECOVERED.recovery), set()),
        (replace(WAITING, state=State.CANCELLED, ended_at=at("1m")), set()),
    ],
)
def test_other_moments_are_not_asked(visit: RatedVisit, asked: set[Moment]) -> None:
    assert {moment for moment in Moment if window(visit, moment)} == asked


def test_the_end_is_always_asked_and_others_only_where_drawn() -> None:
    always = {moment for moment in Moment if why_asked(SERVED, moment)}
    diary = {moment: why_asked(replace(SERVED, draw=ALL), moment) for moment in Moment}

    assert always == {Moment.FAREWELL, Moment.RECOVERY, Moment.CALLBACK, Moment.OVERALL}
    assert diary[Moment.FAREWELL] is WhyShown.END
    assert diary[Moment.MONEY] is WhyShown.DIARY
    assert diary[Moment.OVERALL] is diary[Moment.CALLBACK] is diary[Moment.RECOVERY] is WhyShown.CASE


def test_a_rating_is_credited_to_whoever_answers_for_the_moment() -> None:
    visit = replace(ANSWERED_CASE, clerk_id=1, greeter_id=3, recovery=RECOVERED.recovery)

    credited = {moment: visit.credited_to(moment) for moment in Moment}

    assert credited == {
        Moment.GREETING: 3,
        Moment.TICKET: None,
        Moment.WAITING: None,
        Moment.UNDERSTANDING: 1,
        Moment.RESULT: 1,
        Moment.MONEY: 1,
        Moment.FAREWELL: 1,
        Moment.RECOVERY: 9,
        Moment.CALLBACK: 7,
        Moment.OVERALL: None,
    }
