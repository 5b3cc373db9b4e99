"""Two logs of real halls: what is taken of them, and figures worked out from the raw rows another way.

The logs are no part of the product. They are looked for in the folder named by STOREOPS_REAL_LOGS, or beside the
checkout.
"""

import csv
import math
import os
import statistics
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.queueing.replay import replayed_state
from storeops.reports.document.report_body import as_json
from storeops.reports.month.month_report_view import month_report
from storeops.sample.founding_actions import found_sample_hall
from storeops.store.database import HallDatabase, create
from storeops.store.journal import kinds_by_ticket
from tests.history.imports import import_legs

FOLDER = Path(os.environ.get("STOREOPS_REAL_LOGS") or Path(__file__).parents[2].parent / "shared" / "data")
BANK, CLINIC = FOLDER / "bank_feb1999.csv", FOLDER / "clinic_aug2019.csv"
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
CLOCK = FrozenClock(NOW)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (BANK.is_file() and CLINIC.is_file()),
        reason=f"no real logs in {FOLDER}; name their folder in STOREOPS_REAL_LOGS",
    ),
]

Row = dict[str, str]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallDatabase]:
    """A sample hall that has taken both logs."""
    db = create(tmp_path_factory.mktemp("real") / "hall.db")
    db.execute("PRAGMA synchronous = OFF")
    found_sample_hall(db, CLOCK, SYSTEM, "Asia/Shanghai", 3)
    import_legs(db, CLOCK, SYSTEM, BANK)
    import_legs(db, CLOCK, SYSTEM, CLINIC)
    yield db
    db.conn.close()


def raw(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def seconds(row: Row, begin: str, end: str) -> float:
    """Between two times of a raw row."""
    return (datetime.fromisoformat(row[end]) - datetime.fromisoformat(row[begin])).total_seconds()


@pytest.fixture(scope="module")
def good_calls() -> list[Row]:
    """The bank's rows that can be true, the first of each number: all of one leg."""
    kept: dict[tuple[str, str], Row] = {}
    for row in raw(BANK):
        if row["outcome"] == "served" and (not row["ended_at"] or seconds(row, "issued_at", "started_at") < -2):
            continue
        kept.setdefault((row["business_day"], row["ticket"]), row)
    return list(kept.values())


def reasons(db: HallDatabase, path: Path) -> tuple[int, int, Counter[str]]:
    """How many rows are taken and already there, and the reasons of the others."""
    result = import_legs(db, CLOCK, SYSTEM, path)
    return result.taken, result.already_there, Counter(str(reason) for _, reason in result.refused)


def test_the_bank_is_taken_but_for_what_cannot_be_true(tmp_path: Path) -> None:
    hall = create(tmp_path / "hall.db")
    found_sample_hall(hall, CLOCK, SYSTEM, "Asia/Shanghai", 1)

    first, again = reasons(hall, BANK), reasons(hall, BANK)

    hall.conn.close()
    refused = {
        "served without a start or an end": 42,
        "starts more than 2 s before its issue": 66,
        "number repeated": 402,
    }
    assert first == (25_380, 0, refused)
    assert again == (0, 25_380, refused)


def test_the_clinic_is_taken_but_for_the_visit_without_an_end(db: HallDatabase) -> None:
    # 2,004 rows; one served leg has no end and takes the other leg of its visit with it.
    assert reasons(db, CLINIC) == (
        0,
        2_002,
        {"served without a start or an end": 1, "another leg of the same visit was refused": 1},
    )


def test_every_tickets_events_lead_to_its_state(db: HallDatabase) -> None:
    wrong = [ticket for ticket, state, kinds in kinds_by_ticket(db) if replayed_state(kinds) != state]

    assert wrong == []


def test_the_banks_month_agrees_with_its_raw_rows(db: HallDatabase, good_calls: list[Row]) -> None:
    served = [row for row in good_calls if row["outcome"] == "served"]
    left = [row for row in good_calls if row["outcome"] == "cancelled"]
    waits = [max(seconds(row, "issued_at", "called_at"), 0) for row in served]
    handlings = [seconds(row, "started_at", "ended_at") for row in served]
    in_time = sum(wait <= 300 for wait in waits)
    left_late = sum(seconds(row, "issued_at", "ended_at") > 300 for row in left)
    promises = {"standard": 300, "vip": 120}
    kept = sum(seconds(row, "issued_at", "called_at") <= promises[row["segment"]] for row in served)

    report = as_json(month_report(db, "1999-02", NOW))

    figures = {name: metric["value"] for name, metric in report["metrics"].items()}
    assert figures["issued"] == len(served) + len(left)
    assert figures["served"] == figures["transactions"] == len(served) == 20_470
    assert figures["wait_mean"] == pytest.approx(statistics.mean(waits))
    assert figures["wait_median"] == statistics.median(waits)
    assert figures["wait_p90"] == sorted(waits)[math.ceil(0.9 * len(waits)) - 1]
    assert figures["service_level"] == pytest.approx(in_time / (len(served) + left_late))
    assert figures["service_level_plain"] == pytest.approx(in_time / len(served))
    assert figures["abandonment"] == pytest.approx(len(left) / (len(served) + len(left)))
    assert figures["handling_mean"] == pytest.approx(statistics.mean(handlings))
    assert figures["handling_median"] == statistics.median(handlings)
    # Nobody set the bank's services up: all are measured against 180 s.
    assert figures["speed_compliance"] == pytest.approx(sum(time <= 180 for time in handlings) / len(handlings))
    assert figures["promise_kept"] == pytest.approx(kept / len(served))
    for absent in ("occupancy", "idle_while_waiting", "transactions_per_hour", "estimate_in_range"):
        assert figures[absent] is None


def test_the_clinics_month_agrees_with_its_raw_rows(db: HallDatabase) -> None:
    visits: dict[tuple[str, str], list[Row]] = {}
    for row in raw(CLINIC):
        if row["outcome"] != "void" and (row["business_day"], row["ticket"]) != ("2019-08-24", "1023"):
            visits.setdefault((row["business_day"], row["ticket"]), []).append(row)
    served = [legs for legs in visits.values() if legs[-1]["outcome"] == "served"]
    waits = [max(seconds(legs[0], "issued_at", "called_at"), 0) for legs in served]
    final = [row for legs in visits.values() for row in legs if row["outcome"] == "served"]
    handlings = [time for row in final if (time := seconds(row, "started_at", "ended_at")) <= 4 * 3600]
    moved = sum(any(row["outcome"] == "transferred" for row in legs) for legs in visits.values())

    report = as_json(month_report(db, "2019-08", NOW))

    figures = {name: metric["value"] for name, metric in report["metrics"].items()}
    assert figures["issued"] == len(visits)
    assert figures["served"] == len(served)
    assert figures["wait_mean"] == pytest.approx(statistics.mean(waits))
    assert figures["wait_median"] == statistics.median(waits)
    assert figures["abandonment"] == pytest.approx((len(visits) - len(served)) / len(visits))
    assert figures["transactions"] == len(handlings)
    assert figures["handling_mean"] == pytest.approx(statistics.mean(handlings))
    assert figures["transfer_rate"] == pytest.approx(moved / len(visits))
    assert figures["one_stop_gross"] == pytest.approx(sum(len(legs) == 1 for legs in served) / len(served))
