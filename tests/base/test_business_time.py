"""Days and hours on the hall's wall clock, daylight-saving changes included: plain values."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.base.business_time import (
    DayHours,
    Hours,
    LastTicket,
    OpeningHours,
    business_day,
    instant,
    local_instant,
    stamp,
    working_days_after,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
NINE_TO_SIX = (Hours(time(9, 0), time(18, 0)),)
NOON_BREAK = (Hours(time(9, 0), time(12, 0)), Hours(time(13, 30), time(18, 0)))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def opening_hours(
    weekly: dict[int, DayHours] | None = None,
    special: dict[date, DayHours] | None = None,
    zone: ZoneInfo = SHANGHAI,
    tickets_before: timedelta = timedelta(minutes=30),
) -> OpeningHours:
    everyday = dict.fromkeys(range(1, 8), NINE_TO_SIX)
    return OpeningHours(zone, everyday if weekly is None else weekly, special or {}, tickets_before)


# Stamps

instants = st.datetimes(
    min_value=datetime(1970, 1, 1), max_value=datetime(9999, 12, 31), timezones=st.sampled_from([UTC, SHANGHAI, BERLIN])
)


def test_a_stamp_is_utc_with_milliseconds_cut() -> None:
    assert stamp(datetime(2026, 3, 2, 9, 0, 0, 999_999, tzinfo=SHANGHAI)) == "2026-03-02T01:00:00.999Z"


@given(instants)
def test_a_stamp_reads_back_as_the_instant_cut_to_milliseconds(moment: datetime) -> None:
    assert instant(stamp(moment)) == moment.astimezone(UTC).replace(microsecond=moment.microsecond // 1000 * 1000)


@given(instants, instants)
def test_the_order_of_stamps_is_the_order_of_instants(one: datetime, other: datetime) -> None:
    assert len(stamp(one)) == len(stamp(other)) == 24
    if stamp(one) < stamp(other):
        assert one < other


# Days


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-03-02T15:59:59.999", "2026-03-02"),  # 23:59:59.999 in Shanghai
        ("2026-03-02T16:00:00", "2026-03-03"),
        ("2026-03-02T00:00:00", "2026-03-02"),
    ],
)
def test_the_business_day_is_the_local_date(at: str, day: str) -> None:
    assert business_day(utc(at), SHANGHAI).isoformat() == day


def test_a_time_that_is_shown_twice_means_the_first() -> None:
    # Berlin goes back from 03:00 to 02:00 on 25 October 2026: the first 02:30 is at +02:00
    assert local_instant(date(2026, 10, 25), time(2, 30), BERLIN) == utc("2026-10-25T00:30:00")


def test_a_time_that_is_skipped_moves_forward_by_the_gap() -> None:
    # Berlin goes from 02:00 to 03:00 on 29 March 2026: 02:30 means 03:30 at +02:00
    assert local_instant(date(2026, 3, 29), time(2, 30), BERLIN) == utc("2026-03-29T01:30:00")


@pytest.mark.parametrize(
    ("day", "count", "until"),
    [
        ("2026-04-08", 5, "2026-04-15"),
        ("2026-04-10", 1, "2026-04-13"),  # a Friday
        ("2026-04-11", 1, "2026-04-13"),  # a Saturday
        ("2026-04-12", 5, "2026-04-17"),  # a Sunday
        ("2026-04-08", 0, "2026-04-08"),
    ],
)
def test_working_days_run_from_monday_to_friday(day: str, count: int, until: str) -> None:
    assert working_days_after(date.fromisoformat(day), count).isoformat() == until


# Opening hours


def test_a_hall_without_weekly_hours_never_closes() -> None:
    hours = opening_hours(weekly={})

    assert hours.never_closes
    assert hours.opening(date(2026, 3, 2)) is None
    assert hours.gives_tickets(utc("2026-03-02T19:00:00"))
    # day 2 March ends at 04:00 of 3 March in Shanghai, and people are let in until then
    assert hours.closing(date(2026, 3, 2)) == utc("2026-03-02T20:00:00")
    assert hours.shuts_at(date(2026, 3, 2)) == utc("2026-03-02T20:00:00")


def test_a_day_opens_and_closes_on_the_wall_clock() -> None:
    hours = opening_hours()

    assert hours.opening(date(2026, 3, 2)) == utc("2026-03-02T01:00:00")
    assert hours.closing(date(2026, 3, 2)) == utc("2026-03-02T10:00:00")
    assert hours.shuts_at(date(2026, 3, 2)) == utc("2026-03-02T10:00:00")
    assert hours.night_after(date(2026, 3, 2)) == utc("2026-03-02T20:00:00")  # 04:00 of 3 March in Shanghai


def test_the_wall_clock_is_kept_over_a_daylight_saving_change() -> None:
    hours = opening_hours(zone=BERLIN)

    assert hours.opening(date(2026, 3, 28)) == utc("2026-03-28T08:00:00")  # +01:00
    assert hours.opening(date(2026, 3, 29)) == utc("2026-03-29T07:00:00")  # +02:00
    assert hours.closing(date(2026, 10, 25)) == utc("2026-10-25T17:00:00")  # +01:00 again
    assert hours.night_after(date(2026, 3, 28)) == utc("2026-03-29T02:00:00")  # 04:00 at +02:00, an hour sooner
    assert hours.night_after(date(2026, 10, 24)) == utc("2026-10-25T03:00:00")  # 04:00 at +01:00


@pytest.mark.parametrize(
    ("at", "gives"),
    [
        ("2026-03-02T00:29:59.999", False),  # 08:29:59.999
        ("2026-03-02T00:30:00", True),
        ("2026-03-02T09:59:59.999", True),
        ("2026-03-02T10:00:00", False),  # 18:00
    ],
)
def test_tickets_are_given_from_half_an_hour_before_opening_to_closing(at: str, gives: bool) -> None:
    assert opening_hours().gives_tickets(utc(at)) is gives


def test_on_a_weekday_without_hours_the_hall_stays_shut() -> None:
    hours = opening_hours(weekly={1: NINE_TO_SIX})  # Mondays only
    tuesday = utc("2026-03-03T04:00:00")

    assert not hours.gives_tickets(tuesday)
    assert hours.opening(date(2026, 3, 3)) is None
    assert hours.tickets_from(tuesday) == utc("2026-03-09T00:30:00")  # the next Monday, 08:30


def test_a_special_day_overrules_its_weekday() -> None:
    monday, tuesday = date(2026, 3, 2), date(2026, 3, 3)
    hours = opening_hours(special={monday: (), tuesday: (Hours(time(10, 0), time(12, 0)),)})

    assert not hours.gives_tickets(utc("2026-03-02T04:00:00"))
    assert hours.opening(tuesday) == utc("2026-03-03T02:00:00")
    assert hours.closing(tuesday) == utc("2026-03-03T04:00:00")
    assert hours.tickets_from(utc("2026-03-02T04:00:00")) == utc("2026-03-03T01:30:00")


@pytest.mark.parametrize(
    ("at", "gives"),
    [
        ("2026-03-02T03:59:59.999", True),  # 11:59:59.999
        ("2026-03-02T04:00:00", False),  # 12:00
        ("2026-03-02T05:00:00", True),  # 13:00, half an hour before it opens again
        ("2026-03-02T09:59:59.999", True),
        ("2026-03-02T10:00:00", False),  # 18:00
    ],
)
def test_a_hall_that_closes_at_noon_gives_tickets_again_before_the_afternoon(at: str, gives: bool) -> None:
    assert opening_hours(dict.fromkeys(range(1, 8), NOON_BREAK)).gives_tickets(utc(at)) is gives


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-03-02T00:30:00", "2026-03-02T01:00:00"),  # 08:30: at 09:00
        ("2026-03-02T01:00:00", None),
        ("2026-03-02T04:10:00", "2026-03-02T05:30:00"),  # 12:10: at 13:30
        ("2026-03-02T09:59:59", None),
        ("2026-03-02T10:00:00", None),  # 18:00: not this day any more
    ],
)
def test_the_next_opening_of_the_day_is_told_to_whoever_comes_before_it(at: str, opens: str | None) -> None:
    hours = opening_hours(dict.fromkeys(range(1, 8), NOON_BREAK))

    assert hours.opens_next(utc(at)) == (utc(opens) if opens else None)
    assert opening_hours(weekly={}).opens_next(utc(at)) is None


def test_a_day_with_a_break_begins_with_its_first_span_and_ends_with_its_last() -> None:
    hours, monday = opening_hours(dict.fromkeys(range(1, 8), NOON_BREAK)), date(2026, 3, 2)

    assert hours.opening(monday) == utc("2026-03-02T01:00:00")
    assert hours.closing(monday) == utc("2026-03-02T10:00:00")
    assert hours.tickets_from(utc("2026-03-02T04:10:00")) == utc("2026-03-02T05:00:00")  # 12:10: from 13:00 on


@pytest.mark.parametrize(
    ("issued_at", "opening"),
    [
        ("2026-03-02T00:40:00", "2026-03-02T01:00:00"),  # 08:40: from 09:00 on
        ("2026-03-02T03:50:00", "2026-03-02T01:00:00"),  # 11:50, inside when the break begins: it waits through it
        ("2026-03-02T04:00:00", "2026-03-02T05:30:00"),  # 12:00: from 13:30 on
        ("2026-03-02T05:10:00", "2026-03-02T05:30:00"),
        ("2026-03-02T11:00:00", "2026-03-02T05:30:00"),  # after the day's end: nothing holds it back
    ],
)
def test_the_wait_of_a_ticket_drawn_in_the_break_counts_from_its_end(issued_at: str, opening: str) -> None:
    hours = opening_hours(dict.fromkeys(range(1, 8), NOON_BREAK))

    assert hours.opening_for(date(2026, 3, 2), utc(issued_at)) == utc(opening)


def test_a_shut_day_ends_at_four_the_next_morning() -> None:
    hours = opening_hours(special={date(2026, 3, 2): ()})

    assert hours.closing(date(2026, 3, 2)) == utc("2026-03-02T20:00:00")
    assert hours.shuts_at(date(2026, 3, 2)) == utc("2026-03-01T16:00:00")  # nobody is let in from midnight on


def test_tickets_start_next_at_this_very_moment_or_later() -> None:
    hours = opening_hours()

    assert hours.tickets_from(utc("2026-03-02T00:30:00")) == utc("2026-03-02T00:30:00")
    assert hours.tickets_from(utc("2026-03-02T00:30:00.001")) == utc("2026-03-03T00:30:00")


def test_a_hall_that_opens_in_more_than_two_weeks_names_no_time() -> None:
    first_day = date(2026, 3, 2)
    shut: dict[date, DayHours] = {first_day + timedelta(days=days): () for days in range(20)}

    assert opening_hours(special=shut).tickets_from(utc("2026-03-02T01:00:00")) is None


clocks = st.times(max_value=time(23, 58)).map(lambda moment: moment.replace(second=0, microsecond=0))
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))
zones = st.sampled_from([SHANGHAI, BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe")])


@given(days, clocks, zones)
def test_a_local_time_is_an_instant_of_that_day_wherever_the_hall_stands(
    day: date, clock: time, zone: ZoneInfo
) -> None:
    moment = local_instant(day, clock, zone)

    assert business_day(moment, zone) == day
    shown = moment.astimezone(zone).time()
    assert shown >= clock
    assert datetime.combine(day, shown) - datetime.combine(day, clock) in (
        timedelta(0),
        timedelta(minutes=30),  # Lord Howe's gap
        timedelta(hours=1),
    )


@given(days, zones, st.integers(min_value=0, max_value=24 * 60))
def test_tickets_are_given_exactly_between_the_announced_moments(day: date, zone: ZoneInfo, minutes: int) -> None:
    hours = opening_hours(zone=zone)
    at = local_instant(day, time(0, 0), zone) + timedelta(minutes=minutes)
    that_day = business_day(at, zone)
    opening = hours.opening(that_day)
    assert opening is not None

    gives = hours.gives_tickets(at)

    assert gives == (opening - timedelta(minutes=30) <= at < hours.closing(that_day))
    if not gives:
        again = hours.tickets_from(at)
        assert again is not None
        assert again >= at
        assert hours.gives_tickets(again)


@pytest.mark.parametrize(
    ("at", "own_minutes", "last", "is_over"),
    [
        ("2026-03-02T09:44:59", 0, "2026-03-02T09:45:00", False),  # 17:45 in Shanghai, 15 min before 18:00
        ("2026-03-02T09:45:00", 0, "2026-03-02T09:45:00", True),
        ("2026-03-02T09:30:00", 30, "2026-03-02T09:30:00", True),  # a service of its own, earlier
        ("2026-03-02T09:44:59", 5, "2026-03-02T09:45:00", False),  # later than the hall: the hall's counts
        ("2026-03-02T10:00:00", 0, "2026-03-02T09:45:00", False),  # closed
    ],
)
def test_the_last_tickets_are_given_before_closing_time(at: str, own_minutes: int, last: str, is_over: bool) -> None:
    hours = replace(opening_hours(), last_ticket_before=timedelta(minutes=15))

    assert hours.last_ticket(utc(at), timedelta(minutes=own_minutes)) == LastTicket(utc(last), is_over)


def test_the_last_tickets_are_those_of_the_day_not_of_the_morning() -> None:
    noon = replace(opening_hours(dict.fromkeys(range(1, 8), NOON_BREAK)), last_ticket_before=timedelta(minutes=15))

    assert noon.gives_tickets(utc("2026-03-02T03:59:00"))  # 11:59, a minute before the break
    assert not noon.gives_tickets(utc("2026-03-02T09:45:00"))
    assert opening_hours().last_ticket(utc("2026-03-02T03:00:00")) is None
    assert opening_hours(weekly={}).last_ticket(utc("2026-03-02T03:00:00"), timedelta(minutes=5)) is None
