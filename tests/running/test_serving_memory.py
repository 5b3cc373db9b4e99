"""However often a report is fetched, the process that serves the hall grows no larger."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.serving_memory import SUPERVISOR, SignedInBrowser, hall_with_a_month, resting_mib, slope
from tests.served_hall import ServedHall

ROUNDS = 8
MOST_RESTING_MIB = 120.0
MOST_MIB_A_ROUND = 1.0
"""Before, each PDF stayed with another 90; what is left settles within the first dozens."""


@pytest.fixture
def served_month(tmp_path: Path) -> Iterator[tuple[ServedHall, str]]:
    hall, month = hall_with_a_month(tmp_path, visits=200)
    hall.start_cold()
    yield hall, month
    hall.stop()


def test_downloads_leave_no_memory_behind(served_month: tuple[ServedHall, str]) -> None:
    hall, month = served_month
    sun = SignedInBrowser(hall, SUPERVISOR)
    sizes = list[float]()

    for _ in range(ROUNDS):
        for ending in ("pdf", "xlsx"):
            status, content = sun.get(f"/console/reports/{month}/report-{month}.{ending}")
            assert (status, content[:2]) == (200, {"pdf": b"%P", "xlsx": b"PK"}[ending])
        sizes.append(resting_mib(hall))

    print(f"{sizes} MiB, {slope(sizes[1:]):.3f} MiB a round")
    assert slope(sizes[1:]) < MOST_MIB_A_ROUND
    assert sizes[-1] < MOST_RESTING_MIB
    # A restart loses nothing: whoever waited asks again by the same address.
    hall.kill()
    hall.start()
    assert SignedInBrowser(hall, SUPERVISOR).get(f"/console/reports/{month}?made=of-before")[0] == 200
