"""The demo's service quality: ratings, checks, cases and a closed month, from 27 February to 8 March 2026."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from storeops.demo.history import days_of_history
from storeops.running import integrity_view
from storeops.store.database import HallDatabase
from tests.demo.conftest import SHANGHAI, play
from tests.factories import rows


@pytest.fixture(scope="module")
def ten_days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallDatabase]:
    db = play(tmp_path_factory.mktemp("ten_days") / "hall.db", days=9)
    yield db
    db.conn.close()


def count(db: HallDatabase, table: str) -> int:
    return int(rows(db, f"SELECT count(*) AS n FROM {table}")[0]["n"])


@pytest.mark.parametrize(
    ("until", "days"),
    [
        # October closed on 8 November, so September and October are the two: 16 + 31 + 21 days before the 22nd.
        (datetime(2026, 11, 22, 3, tzinfo=UTC), 68),
        # On the 3rd October is still open: August and September, 16 + 30 + 31 + 2.
        (datetime(2026, 11, 3, 3, tzinfo=UTC), 79),
        # At noon of the 8th it has just closed: 16 + 31 + 7.
        (datetime(2026, 11, 8, 3, tzinfo=UTC), 54),
    ],
)
def test_the_history_reaches_back_over_two_closed_months(until: datetime, days: int) -> None:
    assert days_of_history(until, SHANGHAI) == days


def test_every_visit_is_asked_and_most_answer(ten_days: HallDatabase) -> None:
    served = rows(ten_days, "SELECT count(*) AS n FROM ticket WHERE state = 'served'")[0]["n"]
    ends = rows(ten_days, "SELECT count(DISTINCT ticket_id) AS n FROM prompt WHERE moment = 'farewell'")[0]["n"]
    answered = rows(ten_days, "SELECT count(DISTINCT ticket_id) AS n FROM rating WHERE moment = 'farewell'")[0]["n"]

    assert ends / served > 0.9
    assert 0.5 < answered / ends < 0.75
    assert {row["moment"] for row in rows(ten_days, "SELECT DISTINCT moment FROM rating")} >= {
        "greeting",
        "waiting",
        "result",
        "overall",
    }


def test_low_taps_become_recoveries_that_somebody_looks_after(ten_days: HallDatabase) -> None:
    low = rows(ten_days, "SELECT count(*) AS n FROM rating WHERE value <= 2 AND moment <> 'overall'")[0]["n"]

    assert count(ten_days, "recovery_task") == low > 0
    assert rows(ten_days, "SELECT count(*) AS n FROM recovery_task WHERE closed_at IS NOT NULL")[0]["n"] > low * 0.8


def test_checks_follow_the_plan_and_nobody_checks_themself(ten_days: HallDatabase) -> None:
    assert count(ten_days, "check_plan") == 10
    assert rows(ten_days, "SELECT id FROM spot_check WHERE employee_id = inspector_id") == []
    made = rows(ten_days, "SELECT count(*) AS n FROM spot_check WHERE planned_id IS NOT NULL")[0]["n"]
    assert made > count(ten_days, "planned_check") * 0.5


def test_cases_are_opened_and_mostly_closed(ten_days: HallDatabase) -> None:
    kinds = {row["kind"] for row in rows(ten_days, "SELECT DISTINCT kind FROM follow_up")}
    closed = rows(ten_days, "SELECT count(*) AS n FROM follow_up WHERE state = 'closed'")[0]["n"]

    assert kinds >= {"technical", "unfinished"}
    assert closed > count(ten_days, "follow_up") * 0.5
    assert count(ten_days, "duty_call") > 0
    assert count(ten_days, "retention_case") > 0
    assert count(ten_days, "heard_wish") > 0


def test_february_was_closed_on_the_eighth_of_march(ten_days: HallDatabase) -> None:
    assert rows(ten_days, "SELECT month, version FROM star_month")[0] == {"month": "2026-02", "version": 1}
    assert count(ten_days, "star_sheet") > 0


def test_the_report_of_february_was_closed_too_and_settled_days_are_summed_up(ten_days: HallDatabase) -> None:
    assert rows(ten_days, "SELECT month, version FROM report_month")[0] == {"month": "2026-02", "version": 1}
    assert count(ten_days, "day_summary") > 0


def test_nothing_contradicts(ten_days: HallDatabase) -> None:
    assert integrity_view.findings(ten_days) == []
