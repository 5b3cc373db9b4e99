"""The month's report over the API."""

from datetime import UTC, datetime

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.reports.month.report_closing_actions import close_report
from storeops.store.database import HallDatabase
from tests import factories
from tests.api.conftest import Program
from tests.factories import everything

AFTER_THE_CLOSE = datetime(2026, 4, 8, 1, 0, tzinfo=UTC)


@pytest.fixture
def _a_served_ticket(db: HallDatabase, clock: FrozenClock) -> None:
    factories.a_served_ticket(db, clock, waited="1m", handled="2m")


@pytest.mark.usefixtures("_a_served_ticket")
def test_a_month_that_goes_on_is_provisional_and_version_0(program: Program) -> None:
    answer = program.get("/reports/2026-03")

    assert (answer.status_code, answer.json["version"], answer.json["provisional"]) == (200, 0, True)
    assert answer.json["metrics"]["wait_mean"] == {"value": 60, "unit": "s"}
    assert answer.json["by_service"]["payment"]["served"] == {"value": 1, "unit": "count"}
    assert program.get("/reports").json == {"months": [{"month": "2026-03", "version": 0, "provisional": True}]}


@pytest.mark.usefixtures("_a_served_ticket")
def test_a_closed_month_is_told_in_its_version(program: Program, db: HallDatabase, clock: FrozenClock) -> None:
    clock.instant = AFTER_THE_CLOSE
    close_report(db, clock, SYSTEM, "2026-03")

    answer = program.get("/reports/2026-03?version=1")

    assert (answer.status_code, answer.json["version"], answer.json["provisional"]) == (200, 1, False)
    assert program.get("/reports").json["months"][-1] == {"month": "2026-03", "version": 1, "provisional": False}


@pytest.mark.parametrize(
    ("address", "status"),
    [("2026-04", 422), ("March", 422), ("2026-03?version=7", 404), ("2026-03?version=one", 422)],
)
def test_what_is_no_report_is_refused(program: Program, db: HallDatabase, address: str, status: int) -> None:
    before = everything(db)

    assert program.get(f"/reports/{address}").status_code == status
    assert everything(db) == before
