"""The opening before which a wait does not count, in Python and in SQL: one rule, told twice."""

import json
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from storeops.base.business_time import local_instant
from storeops.hall import hall_rows
from storeops.measuring.opening_seconds import opening_seconds
from storeops.store.database import HallDatabase
from tests.factories import open_daily

MONDAY = "2026-03-02"


def seconds(clock: str) -> int:
    """A time of this Monday in Shanghai, as the facts hold it."""
    return int(
        local_instant(date.fromisoformat(MONDAY), time.fromisoformat(clock), ZoneInfo("Asia/Shanghai")).timestamp()
    )


@pytest.mark.parametrize(
    ("issued", "opens"),
    [
        ("08:40", "09:00"),
        ("11:59:59", "09:00"),  # inside when the break began: waits through it
        ("12:00", "13:30"),  # drawn in the break
        ("13:29", "13:30"),
        ("15:00", "13:30"),
    ],
)
def test_a_ticket_waits_from_the_opening_of_its_span(db: HallDatabase, issued: str, opens: str) -> None:
    open_daily(db, "09:00", "12:00")
    db.execute("INSERT INTO opening_hours SELECT weekday, '13:30', '18:00' FROM opening_hours")
    hours = hall_rows.opening_hours(db, hall_rows.hall(db))
    issued_at, opens_at = (seconds(at) for at in (issued, opens))

    assert opening_seconds(hours)(MONDAY, issued_at) == opens_at
    told = {"at": issued_at, "spans": json.dumps(hall_rows.spans_json(hours, date.fromisoformat(MONDAY)))}
    in_sql = db.execute(f"SELECT max(:at, {hall_rows.opening_for(':at', ':spans')})", told).fetchone()[0]
    assert in_sql == max(issued_at, opens_at)


def test_a_hall_that_never_closes_holds_no_wait_back(db: HallDatabase) -> None:
    hours = hall_rows.opening_hours(db, hall_rows.hall(db))

    assert opening_seconds(hours)(MONDAY, 0) is None
    spans = json.dumps(hall_rows.spans_json(hours, date.fromisoformat(MONDAY)))
    assert db.execute(f"SELECT {hall_rows.opening_for('5', ':spans')}", {"spans": spans}).fetchone()[0] == 0
