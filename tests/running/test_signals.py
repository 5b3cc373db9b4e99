"""A served hall at signals: a terminal that closes ends no hall, and only those that mean it end one."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served_hall import ServedHall

HARMLESS = (signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2, signal.SIGTTIN, signal.SIGTTOU, signal.SIGWINCH)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[ServedHall]:
    hall = ServedHall.founded(tmp_path).start()
    yield hall
    assert hall.stop() == 0


def test_a_hall_goes_on_in_the_same_processes_whatever_else_it_is_told(hall: ServedHall) -> None:
    before = hall.processes()
    assert len(before) == 2
    for process in before:
        for each in HARMLESS:
            os.kill(process, each)
        assert hall.ask("POST", "/tickets", {"service": "payment"}).status == 201
    assert hall.processes() == before
