"""Setting the year's targets: the row, its event, and what is refused."""

import json
import math

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue, StoreOpsError
from storeops.reports.refusals import NoTargetForMetric, TargetOutOfRange
from storeops.reports.targets import year_target_rows
from storeops.reports.targets.target_actions import set_year_targets
from storeops.store.database import HallDatabase
from tests.factories import ADA, everything, last_event, later, rows


def events(db: HallDatabase) -> list[object]:
    found = rows(db, "SELECT data FROM event WHERE kind = 'year_target_set' ORDER BY seq")
    return [json.loads(event["data"]) for event in found]


def test_a_target_is_kept_with_who_set_it_and_its_event(db: HallDatabase, clock: FrozenClock) -> None:
    set_year_targets(db, clock, ADA.actor, 2026, {"wait_p90": 600})

    assert rows(db, "SELECT year, metric, target, set_by FROM year_target") == [
        {"year": 2026, "metric": "wait_p90", "target": 600.0, "set_by": "employee:9001"}
    ]
    event = last_event(db)
    assert (event["kind"], event["actor"]) == ("year_target_set", "employee:9001")
    assert json.loads(event["data"]) == {"year": 2026, "metric": "wait_p90", "changed": [None, 600]}


def test_a_target_is_changed_and_taken_away(db: HallDatabase, clock: FrozenClock) -> None:
    set_year_targets(db, clock, ADA.actor, 2026, {"csat": 0.9, "transactions": 40_000})
    later(clock, "1h")

    set_year_targets(db, clock, ADA.actor, 2026, {"csat": 0.95, "transactions": None})

    assert year_target_rows.targets_of_year(db, 2026) == {"csat": 0.95}
    assert events(db)[2:] == [
        {"year": 2026, "metric": "csat", "changed": [0.9, 0.95]},
        {"year": 2026, "metric": "transactions", "changed": [40_000.0, None]},
    ]


def test_what_stays_writes_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    set_year_targets(db, clock, ADA.actor, 2026, {"csat": 0.9})
    before = everything(db)

    set_year_targets(db, clock, ADA.actor, 2026, {"csat": 0.9, "praise": None})

    assert everything(db) == before


def test_each_year_has_its_own(db: HallDatabase, clock: FrozenClock) -> None:
    set_year_targets(db, clock, ADA.actor, 2026, {"csat": 0.9})
    set_year_targets(db, clock, ADA.actor, 2027, {"csat": 0.92})

    assert year_target_rows.targets_of_year(db, 2026) == {"csat": 0.9}
    assert year_target_rows.targets_of_year(db, 2027) == {"csat": 0.92}


@pytest.mark.parametrize(
    ("metric", "target", "refusal"),
    [
        ("csat", 1.01, TargetOutOfRange),
        ("csat", -0.1, TargetOutOfRange),
        ("csat", math.nan, TargetOutOfRange),
        ("wait_p90", 0, TargetOutOfRange),
        ("wait_p90", 90.5, TargetOutOfRange),
        ("wait_p90", 86_401, TargetOutOfRange),
        ("transactions", 10.5, TargetOutOfRange),
        ("transactions", math.inf, TargetOutOfRange),
        ("checklist_mean", 100.5, TargetOutOfRange),
        ("occupancy", 0.8, NoTargetForMetric),
        ("electronic_share", 0.8, NoTargetForMetric),
        ("happiness", 1, NoTargetForMetric),
    ],
)
def test_a_refused_target_leaves_all_as_it_was(
    db: HallDatabase, clock: FrozenClock, metric: str, target: float, refusal: type[StoreOpsError]
) -> None:
    before = everything(db)

    with pytest.raises(refusal):
        set_year_targets(db, clock, ADA.actor, 2026, {"praise": 40, metric: target})

    assert everything(db) == before


@pytest.mark.parametrize("year", [1969, 3000, -1])
def test_a_year_outside_the_calendar_is_refused(db: HallDatabase, clock: FrozenClock, year: int) -> None:
    with pytest.raises(BadValue):
        set_year_targets(db, clock, ADA.actor, year, {"praise": 40})
