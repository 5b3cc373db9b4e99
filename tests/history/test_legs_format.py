"""Which rows of the legs format are legs, and what they say."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from storeops.hall.targets import Segment
from storeops.history.legs_format import COLUMNS, OPTIONAL_COLUMNS, LegOutcome, LegRow, read_leg, write_leg
from storeops.history.refusal import RowRefused
from tests.history.legs_files import SHANGHAI, cells, leg

BERLIN = ZoneInfo("Europe/Berlin")


def test_a_row_is_read_in_the_halls_time() -> None:
    row = leg()

    assert row == LegRow(
        business_day="2026-03-01",
        ticket="A001",
        leg=0,
        service="payment",
        segment=Segment.STANDARD,
        # 10:00 in Shanghai is 02:00 UTC.
        issued_at=datetime(2026, 3, 1, 2, 0, tzinfo=UTC),
        called_at=datetime(2026, 3, 1, 2, 4, tzinfo=UTC),
        started_at=datetime(2026, 3, 1, 2, 5, tzinfo=UTC),
        ended_at=datetime(2026, 3, 1, 2, 8, tzinfo=UTC),
        counter="1",
        employee="1001",
        outcome=LegOutcome.SERVED,
        last_called_at=datetime(2026, 3, 1, 2, 4, tzinfo=UTC),
        held_seconds=None,
        left_open=False,
    )


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2026-03-01T10:00:00+01:00", "2026-03-01T09:00:00+00:00"),
        ("2026-03-01T10:00:00Z", "2026-03-01T10:00:00+00:00"),
        ("2026-03-01 10:00", "2026-03-01T02:00:00+00:00"),
        ("2026-03-01T10:00:00.123999", "2026-03-01T02:00:00.123000+00:00"),
    ],
)
def test_a_time_is_taken_with_the_offset_that_it_carries(written: str, utc: str) -> None:
    row = leg(outcome="void", issued_at=written)

    assert row.issued_at.isoformat() == utc


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        # 25 October 2026, 02:30 comes twice; the first is summer time, +02:00.
        ("2026-10-25T02:30:00", "2026-10-25T00:30:00+00:00"),
        ("2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00+00:00"),
        # 29 March 2026, 02:30 does not come: it moves forward to 03:30 summer time.
        ("2026-03-29T02:30:00", "2026-03-29T01:30:00+00:00"),
    ],
)
def test_a_repeated_hour_is_its_first_and_a_skipped_one_moves_forward(written: str, utc: str) -> None:
    row = read_leg(cells(outcome="void", issued_at=written), BERLIN)

    assert row.issued_at.isoformat() == utc


@pytest.mark.parametrize("hour", ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"])
def test_what_is_written_is_read_again_even_in_a_repeated_hour(hour: str) -> None:
    row = read_leg(cells(outcome="held", issued_at=hour, called_at=hour, held_seconds="90", left_open="1"), BERLIN)

    written = write_leg(row, BERLIN)

    assert hour in written
    assert read_leg(dict(zip([*COLUMNS, *OPTIONAL_COLUMNS], written, strict=True)), BERLIN) == row


def test_a_start_two_seconds_before_the_issue_is_rounding() -> None:
    row = leg(issued_at="10:05:02", called_at="10:05:00", started_at="10:05:00")

    assert row.started_at == datetime(2026, 3, 1, 2, 5, tzinfo=UTC)


def test_a_void_row_needs_an_issue_only() -> None:
    row = leg(outcome="void")

    assert (row.called_at, row.started_at, row.ended_at) == (None, None, None)


def test_a_call_after_the_start_is_taken_as_told() -> None:
    row = leg(called_at="10:06")

    assert row.called_at is not None
    assert row.started_at is not None
    assert row.called_at > row.started_at


def test_a_leg_may_end_at_its_start_and_a_customer_may_leave_at_once() -> None:
    assert leg(ended_at="10:05").ended_at == leg().started_at
    assert leg(outcome="cancelled", ended_at="10:00").ended_at == leg().issued_at


@pytest.mark.parametrize(
    ("ended_at", "left_open"),
    # Handled from 10:05: exactly 4 h, and one second more.
    [("14:05:00", False), ("14:05:01", True)],
)
def test_a_handling_of_more_than_four_hours_was_left_open(ended_at: str, left_open: bool) -> None:
    assert leg(ended_at=ended_at).left_open is left_open


def test_a_leg_that_was_not_served_is_not_left_open_by_its_length() -> None:
    row = leg(outcome="transferred", called_at="10:04", started_at="10:05", ended_at="20:00")

    assert not row.left_open


def test_blanks_around_codes_are_not_part_of_them() -> None:
    row = leg(counter=" Review Room 4 ", employee="  ")

    assert row.counter == "Review Room 4"
    assert row.employee is None


def test_the_last_call_is_the_first_unless_told_otherwise() -> None:
    assert leg().last_called_at == leg().called_at
    assert leg(last_called_at="10:04:30").last_called_at == datetime(2026, 3, 1, 2, 4, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"business_day": ""}, "business_day is missing"),
        ({"business_day": "2026-02-30"}, "business_day is not a day such as 2026-03-31"),
        ({"business_day": "20260301"}, "business_day is not a day such as 2026-03-31"),
        ({"business_day": "1026-03-01"}, "business_day is not a day such as 2026-03-31"),
        ({"ticket": " "}, "ticket is missing"),
        ({"ticket": "x" * 41}, "ticket is longer than 40 characters"),
        ({"counter": "x" * 41}, "counter is longer than 40 characters"),
        ({"employee": "1\x00"}, "employee holds control characters"),
        ({"leg": ""}, "leg is missing"),
        ({"leg": "-1"}, "leg is not a whole number from 0"),
        ({"leg": "1.0"}, "leg is not a whole number from 0"),
        ({"leg": "٣"}, "leg is not a whole number from 0"),
        ({"leg": "9" * 30}, "leg is not a whole number from 0"),
        ({"service": ""}, "service is missing"),
        ({"segment": "gold"}, "segment gold is not known"),
        ({"segment": ""}, "segment is missing"),
        ({"outcome": "done"}, "outcome done is not known"),
        ({"outcome": ""}, "outcome is missing"),
        ({"issued_at": ""}, "issued_at is missing"),
        ({"issued_at": "yesterday"}, "issued_at is not a time such as 2026-03-31T09:05:00"),
        ({"issued_at": "2026-03-01"}, "issued_at is not a time such as 2026-03-31T09:05:00"),
        ({"started_at": "2026-03-01T25:00:00"}, "started_at is not a time such as 2026-03-31T09:05:00"),
        ({"ended_at": "9999-12-31T23:59:59"}, "ended_at is not a time such as 2026-03-31T09:05:00"),
        ({"held_seconds": "-5"}, "held_seconds is not a whole number from 0"),
        ({"left_open": "yes"}, "left_open is not 1 or 0"),
        ({"started_at": ""}, "served without a start or an end"),
        ({"ended_at": ""}, "served without a start or an end"),
        # Started at 10:05:00.
        ({"issued_at": "10:05:03"}, "starts more than 2 s before its issue"),
        ({"issued_at": "10:05:02.001"}, "starts more than 2 s before its issue"),
        ({"ended_at": "10:04:59"}, "ends before it starts"),
        ({"outcome": "void", "started_at": "10:05", "ended_at": "10:04"}, "ends before it starts"),
        ({"outcome": "cancelled", "ended_at": "09:59:59"}, "cancelled before its issue"),
    ],
)
def test_a_row_that_cannot_be_true_is_refused_for_a_stated_reason(told: dict[str, str], reason: str) -> None:
    with pytest.raises(RowRefused) as refused:
        read_leg(cells(**told), SHANGHAI)

    assert str(refused.value.reason) == reason
