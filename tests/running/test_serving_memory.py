"""Whatever is asked of it, and however often, the process that serves the hall grows no larger."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

import pytest

from tests.benchmarks.serving_memory import SUPERVISOR, SignedInBrowser, hall_with_a_month, resting_mib, slope
from tests.served_hall import ServedHall

ROUNDS = 8
MOST_RESTING_MIB = 120.0
MOST_MIB_A_ROUND = 1.0
"""Before, each PDF stayed with another 90; what is left settles within the first dozens."""


AT_ONCE = 16
MOST_MIB_OF_SIGN_INS = 100.0
"""Connections and threads stay for a while, some 40 MiB. Before, 450 MiB stayed with the C library."""


@pytest.fixture(scope="module")
def served_month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ServedHall, str]]:
    hall, month = hall_with_a_month(tmp_path_factory.mktemp("month"), visits=200)
    hall.start_cold()
    yield hall, month
    hall.stop()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only of glibc the server knows what to ask")
def test_sixteen_people_who_sign_in_at_once_leave_no_memory_behind(served_month: tuple[ServedHall, str]) -> None:
    hall, _ = served_month
    codes = [code for code, _ in zip(cycle(hall.pins), range(AT_ONCE), strict=False)]
    before = resting_mib(hall)

    for _ in range(3):
        with ThreadPoolExecutor(AT_ONCE) as people:
            entered = list(people.map(lambda code: SignedInBrowser(hall, code), codes))
        assert len(entered) == AT_ONCE

    left = resting_mib(hall) - before
    print(f"{before:.1f} MiB before, {left:.1f} MiB left")
    assert left < MOST_MIB_OF_SIGN_INS


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
