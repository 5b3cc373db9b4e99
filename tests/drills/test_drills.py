"""Each kind of fault, injected a few times: nothing that was answered is lost, and nothing is given twice."""

from pathlib import Path
from random import Random

import pytest

from tests.drills.drill import Drill, FaultKind
from tests.drills.kinds import KINDS
from tests.drills.page import PAGE, SEED, a_free_port
from tests.served_hall import ServedHall

LONGEST_SILENCE = 30.0
"""Seconds, on a machine that runs other tests too. Whoever never answers again is silent for longer."""


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> ServedHall:
    return ServedHall.founded(tmp_path_factory.mktemp("drilled"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_was_answered_stands_there_once(kind: FaultKind, founded: ServedHall, tmp_path: Path) -> None:
    drill = Drill(kind.times_in_tests, Random(SEED), tmp_path, founded, a_free_port(), is_full=False)

    outcome = kind.inject(drill)

    assert (outcome.times, outcome.lost, outcome.doubled, outcome.faults) == (kind.times_in_tests, 0, 0, [])
    assert outcome.acknowledged > 0
    assert outcome.silence < LONGEST_SILENCE


def test_the_full_run_injects_a_thousand_faults_of_twenty_kinds() -> None:
    assert (len(KINDS), sum(kind.times for kind in KINDS)) == (20, 1000)
    assert sum(kind.times_in_tests for kind in KINDS) in range(55, 66)


def test_the_kept_page_tells_of_every_kind_in_full_with_nothing_lost_doubled_or_wrong() -> None:
    rows = [line.split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][1:]

    assert [(name.removeprefix("| "), int(times)) for name, times, *_ in rows] == [
        (kind.name, kind.times) for kind in KINDS
    ]
    assert {tuple(row[3:5]) for row in rows} == {("0", "0")}
    assert {row[6] for row in rows} == {"nothing"}
