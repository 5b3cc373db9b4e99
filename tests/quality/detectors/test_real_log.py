"""The detectors on the log of a real bank: who stands out there, and who does not.

The log is no part of the product. It is looked for in the folder named by STOREOPS_REAL_LOGS, or beside the checkout.
"""

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.quality.detectors.detector_facts import ServiceFact
from storeops.quality.detectors.detector_rows import month_facts
from storeops.quality.detectors.detector_settings import SHIPPED
from storeops.quality.detectors.flags_view import MonthFlags, month_flags, whole_month
from storeops.quality.ratings.month_read_rows import MonthRead
from storeops.sample.founding_actions import found_sample_hall
from storeops.store.database import HallDatabase, create
from tests.history.imports import import_legs

FOLDER = Path(os.environ.get("STOREOPS_REAL_LOGS") or Path(__file__).parents[3].parent / "shared" / "data")
BANK = FOLDER / "bank_feb1999.csv"
CLOCK = FrozenClock(datetime(2026, 3, 2, 1, 0, tzinfo=UTC))
FEBRUARY = "1999-02"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not BANK.is_file(), reason=f"no real log of the bank in {FOLDER}; name its folder in STOREOPS_REAL_LOGS"
    ),
]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallDatabase]:
    """A sample hall that has taken the bank's log."""
    db = create(tmp_path_factory.mktemp("bank") / "hall.db")
    db.execute("PRAGMA synchronous = OFF")
    found_sample_hall(db, CLOCK, SYSTEM, "Asia/Shanghai", 3)
    import_legs(db, CLOCK, SYSTEM, BANK)
    yield db
    db.conn.close()


@pytest.fixture(scope="module")
def found(db: HallDatabase) -> MonthFlags:
    return whole_month(db, FEBRUARY)


def test_only_those_with_far_too_many_very_short_services_are_flagged(db: HallDatabase) -> None:
    flags = month_flags(db, FEBRUARY)

    assert [(flag.detector.value, flag.subject) for flag in flags] == [
        ("D3", "S02"),
        ("D3", "S10"),
        ("D3", "S22"),
        ("D3", "S23"),
    ]
    zs = {flag.subject: float(flag.values["z"]) for flag in flags}
    assert zs["S02"] == pytest.approx(6.2, abs=0.05)
    assert min(zs["S10"], zs["S22"], zs["S23"]) > 15


def test_the_next_one_is_just_below_and_nobody_else_passes_one(found: MonthFlags) -> None:
    funnel = found.verdicts[2].funnel

    assert funnel is not None
    assert funnel.pooled_share == pytest.approx(0.056, abs=0.0005)
    others = {share.subject: share.z or 0.0 for share in funnel.shares}
    for flagged in ("S02", "S10", "S22", "S23"):
        del others[flagged]
    assert others.pop("S03") == pytest.approx(3.8, abs=0.05)
    assert max(others.values()) < 1


def test_nothing_is_bunched_under_a_target_that_nobody_knew(db: HallDatabase, found: MonthFlags) -> None:
    basis = found.verdicts[0].basis

    assert basis is not None
    assert float(basis.values["z"]) == pytest.approx(1.3, abs=0.05)
    assert (basis.values["below"], basis.values["above"]) == (636, 506)
    services = month_facts(db, MonthRead(db, FEBRUARY), SHIPPED).services
    assert [in_bin(services, low, low + 15) for low in (150, 165, 180, 195)] == [656, 636, 506, 466]


def in_bin(services: Mapping[ServiceFact, int], above: int, to: int) -> int:
    return sum(times for service, times in services.items() if above < service.handling_seconds <= to)
