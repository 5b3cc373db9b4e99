"""Which processes serve a hall, told from those that are dead."""

import os
from pathlib import Path

import pytest

from storeops.base.clock import FrozenClock
from storeops.store.refusals import HallServed
from storeops.store.serving_files import ServingProcess, refuse_while_served, serving, serving_processes


def test_a_server_is_known_while_it_serves(tmp_path: Path, clock: FrozenClock) -> None:
    hall = tmp_path / "hall.db"

    with serving(hall, clock.now()):
        assert serving_processes(hall) == [ServingProcess(os.getpid(), clock.now())]
        assert serving_processes(tmp_path / "other.db") == []
        with pytest.raises(HallServed):
            refuse_while_served(hall)

    assert serving_processes(hall) == []
    refuse_while_served(hall)
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_ends_with_an_error_is_known_no_more(tmp_path: Path, clock: FrozenClock) -> None:
    with pytest.raises(OSError, match="address in use"), serving(tmp_path / "hall.db", clock.now()):
        raise OSError("address in use")

    assert list(tmp_path.iterdir()) == []


def test_what_a_dead_server_left_is_cleared_away(tmp_path: Path) -> None:
    hall = tmp_path / "hall.db"
    (tmp_path / "hall.db.serving-4711-20260302T010000Z").touch()
    (tmp_path / "hall.db.serving-notes").touch()

    refuse_while_served(hall)

    assert [file.name for file in tmp_path.iterdir()] == ["hall.db.serving-notes"], "what is not ours stays"


def test_two_servers_are_told_apart(tmp_path: Path, clock: FrozenClock) -> None:
    hall = tmp_path / "hall.db"
    began = clock.now()
    with serving(hall, began):
        clock.advance(minutes=5)
        with serving(hall, clock.now()):
            assert [each.since for each in serving_processes(hall)] == [began, clock.now()]
