"""The hours that a customer with a long wait before them is told to come again in."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.business_time import Hours, OpeningHours, local_instant
from storeops.base.clock import FrozenClock
from storeops.measuring.quieter_hours import QuieterHours, quieter_hours
from storeops.measuring.quieter_hours_view import waits_of_late
from storeops.measuring.summary_actions import summarize_day
from storeops.measuring.sums import Total
from storeops.store.database import HallDatabase
from tests.factories import a_cancelled_ticket, a_served_ticket

SHANGHAI = ZoneInfo("Asia/Shanghai")
TWO_HOURS = 7200.0


def at(clock: str, day: date = date(2026, 3, 2)) -> datetime:
    """A time of that Monday in the hall."""
    return local_instant(day, time.fromisoformat(clock), SHANGHAI)


def open_daily(*spans: str, last_ticket_before: int = 0) -> OpeningHours:
    """Hours such as "09:00-12:00"; none: the hall never closes."""
    day = tuple(Hours(*map(time.fromisoformat, span.split("-"))) for span in spans)
    weekly = dict.fromkeys(range(1, 8), day) if spans else {}
    return OpeningHours(SHANGHAI, weekly, {}, timedelta(minutes=30), timedelta(minutes=last_ticket_before))


NINE_TO_SIX = open_daily("09:00-18:00")


def named(of_late: Mapping[str, Sequence[Total]], hours: OpeningHours = NINE_TO_SIX, now: str = "10:00") -> list[str]:
    """The stretches that are named to somebody who would wait two hours now."""
    found = quieter_hours(of_late, hours, at(now), TWO_HOURS)
    return [f"{own.begins_at.astimezone(SHANGHAI):%H:%M}-{own.ends_at.astimezone(SHANGHAI):%H:%M}" for own in found]


def quiet(*half_hours: str) -> dict[str, list[Total]]:
    """Half hours in which two customers on each of two days waited a minute."""
    return {half_hour: [Total(2, 120), Total(2, 120)] for half_hour in half_hours}


def test_the_two_stretches_with_the_shortest_waits_are_named_the_earlier_first() -> None:
    of_late = {
        "09:00": [Total(10, 60000), Total(10, 60000)],  # long over; with it the mean of all is 134400 s / 38 = 3537 s
        "12:00": [Total(3, 3600), Total(1, 6000)],  # 9600 s / 4 = 2400 s: a third of two hours
        "14:00": [Total(2, 1200), Total(2, 1200)],  # 600 s
        "14:30": [Total(4, 1200), Total(4, 1200)],  # 300 s; with the half hour before 4800 s / 12 = 400 s
        "16:00": [Total(1, 0), Total(1, 0)],  # nobody waited
    }

    assert quieter_hours(of_late, NINE_TO_SIX, at("10:00"), TWO_HOURS) == [
        QuieterHours(at("14:00"), at("15:00"), Total(12, 4800)),
        QuieterHours(at("16:00"), at("16:30"), Total(2, 0)),
    ]
    del of_late["16:00"]
    assert named(of_late) == ["12:00-12:30", "14:00-15:00"]


def test_what_is_not_below_the_mean_of_the_day_is_not_called_quieter() -> None:
    # 6000 s / 10 = 600 s in the mean; all of them are below a third of two hours.
    of_late = {
        "13:00": [Total(3, 1803), Total(1, 601)],  # 601 s
        "13:30": [Total(2, 1200), Total(2, 1200)],  # 600 s
        "14:00": [Total(1, 598), Total(1, 598)],  # 598 s
    }

    assert named(of_late) == ["13:30-14:30"]


@pytest.mark.parametrize(
    ("waits", "is_named"),
    [
        ([Total(3, 3600), Total(1, 6000)], True),  # 2400 s
        ([Total(3, 3600), Total(1, 6004)], False),  # 2401 s
        ([Total(9, 0)], False),  # of one day alone
        ([], False),
    ],
)
def test_quieter_is_a_third_of_the_wait_now_on_two_days_at_least(waits: list[Total], is_named: bool) -> None:
    assert named({"15:00": waits}) == (["15:00-15:30"] if is_named else [])


def test_who_comes_before_the_queue_of_now_is_served_would_stand_behind_it() -> None:
    assert named(quiet("11:30", "12:00"), now="10:00") == ["12:00-12:30"]
    assert named(quiet("11:30", "12:00"), now="10:01") == []


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (open_daily("09:00-17:00"), ["16:00-17:00"]),
        (open_daily("09:00-17:00", last_ticket_before=20), ["16:00-16:30"]),  # the last at 16:40
        (open_daily("09:00-12:00", "16:30-17:30"), ["16:30-17:30"]),  # tickets from 16:00 on, but nobody serves
        (open_daily("09:00-15:00"), []),
        (open_daily(), ["16:00-18:00"]),
    ],
)
def test_only_hours_in_which_the_hall_is_open_and_gives_tickets_are_named(
    hours: OpeningHours, expected: list[str]
) -> None:
    assert named(quiet("16:00", "16:30", "17:00", "17:30"), hours) == expected


def test_tomorrow_is_not_today() -> None:
    assert named(quiet("00:00", "00:30", "23:00"), open_daily(), now="22:30") == []


def test_the_kept_days_of_the_same_weekday_tell_it(db: HallDatabase, clock: FrozenClock) -> None:
    """Two Mondays with customers at three, and a Tuesday that does not count."""
    for day, waited in ((2, "4m"), (3, "50m"), (9, "6m")):
        clock.instant = at("15:00", date(2026, 3, day))
        a_served_ticket(db, clock, waited=waited)
    a_cancelled_ticket(db, clock)  # at once: a wait of 0 s
    assert waits_of_late(db, date(2026, 3, 16)) == {}  # no day is kept yet, and none is counted for it

    for day in (2, 3, 9):
        summarize_day(db, clock, SYSTEM, date(2026, 3, day))

    assert waits_of_late(db, date(2026, 3, 16)) == {"15:00": [Total(1, 240), Total(2, 360)]}
    assert waits_of_late(db, date(2026, 3, 17)) == {"15:00": [Total(1, 3000)]}
    # Four weeks after 9 March, five after 2 March.
    assert waits_of_late(db, date(2026, 4, 6)) == {"15:00": [Total(2, 360)]}
    assert waits_of_late(db, date(2026, 4, 13)) == {}
