"""The sections tell the same as the month's figures, which are counted in another way."""

from pathlib import Path

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.queueing.calling import call_next
from storeops.queueing.moving import transfer
from storeops.queueing.serving import finish, start
from storeops.reports.document.report_body import as_json
from storeops.reports.month.month_report_view import month_report
from storeops.store.database import HallDatabase
from tests.factories import ANA, a_no_show, a_served_ticket, a_serving_ticket, a_void_ticket, a_waiting_ticket, later
from tests.history.imports import import_legs
from tests.history.legs_files import cells, write_legs


@pytest.fixture
def a_month(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> HallDatabase:
    """Served and sent on, left and void, imported and still waiting."""
    for handled in ("2m", "3m", "4m", "5m"):
        a_served_ticket(db, clock, waited="2m", walked="30s", handled=handled)
    a_serving_ticket(db, clock)
    later(clock, "5m")
    transfer(db, clock, ANA.actor, "1", "plan_change")
    call_next(db, clock, ANA.actor, "1")
    start(db, clock, ANA.actor, "1")
    later(clock, "5m")
    finish(db, clock, ANA.actor, "1")
    a_no_show(db, clock)
    a_void_ticket(db, clock)
    a_waiting_ticket(db, clock, segment="assisted")
    legs = [cells("X1", segment="assisted"), cells("X2", ended_at="10:20"), cells("X3", 0, "void")]
    import_legs(db, clock, SYSTEM, write_legs(tmp_path / "legs.csv", *legs))
    return db


def test_sections_and_figures_agree(a_month: HallDatabase, clock: FrozenClock) -> None:
    report = as_json(month_report(a_month, "2026-03", clock.now()))

    value = {metric: figure["value"] for metric, figure in report["metrics"].items()}
    over, issued = report["over_target"], value["issued"]
    # Of seven transactions those of 4, 5, 5 and 15 min are over 3 min.
    assert (over["transactions"], over["over"]) == (7, 4)
    assert value["speed_compliance"] == pytest.approx(1 - over["over"] / over["transactions"])
    assert report["special_customers"]["assisted"] == value["assisted_count"] == 2
    # Eight visits have ended, one of them was sent on.
    assert value["transfer_rate"] == pytest.approx(report["transfers"]["visits"] / 8)
    assert report["data_quality"]["imported_share"] == pytest.approx(2 / issued)
    days = {"2026-03-01", "2026-03-02"}
    arrivals = sum(item["arrivals"] for item in report["staffing"]["half_hours"])
    assert arrivals / 2 * len(days) == issued
