"""Files that are there whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from storeops.base.durable_files import OWNER_ONLY, replace_file, write_new


def test_a_file_is_put_into_its_place_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    replace_file(tmp_path / "keys", b"first")
    replace_file(tmp_path / "keys", b"second")

    assert [file.name for file in tmp_path.iterdir()] == ["keys"]
    assert (tmp_path / "keys").read_bytes() == b"second"
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == OWNER_ONLY


def test_a_file_that_cannot_be_finished_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_file(tmp_path / "keys", b"first")

    def full_disk(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        replace_file(tmp_path / "keys", b"second")

    assert [file.name for file in tmp_path.iterdir()] == ["keys"]
    assert (tmp_path / "keys").read_bytes() == b"first"


def test_what_a_killed_process_left_aside_does_not_stand_in_the_way(tmp_path: Path) -> None:
    (tmp_path / f"keys.{os.getpid()}.part").write_bytes(b"half")

    replace_file(tmp_path / "keys", b"whole")

    assert [file.name for file in tmp_path.iterdir()] == ["keys"]


def test_a_new_file_replaces_nothing(tmp_path: Path) -> None:
    write_new(tmp_path / "report", b"first")

    with pytest.raises(FileExistsError):
        write_new(tmp_path / "report", b"second")

    assert (tmp_path / "report").read_bytes() == b"first"
