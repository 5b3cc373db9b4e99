"""A hall on a medium that cannot be written, or with a folder that cannot: each command says so in one line."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from storeops.base.key_file import key_file
from tests.served_hall import storeops

COMMANDS = (
    ("check",),
    ("migrate",),
    ("serve", "--port", "0"),
    ("stars", "--month", "2026-03"),
    ("employee", "pin", "1001"),
    ("backup", "copy.db"),
)


@pytest.fixture
def sealed_disk(founded_hall: Path, tmp_path: Path) -> Iterator[Path]:
    """A hall's file on a file system that was mounted to be read."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("nothing can be mounted here")
    shutil.copy(founded_hall, disk / "hall.db")
    shutil.copy(key_file(founded_hall), key_file(disk / "hall.db"))
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    yield disk / "hall.db"
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_hall_on_a_medium_that_cannot_be_written_is_one_line(
    sealed_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)

    done = storeops("--db", str(sealed_disk), *command)

    (line,) = done.stderr.splitlines()
    assert line.startswith("storeops: ")
    assert done.returncode in (1, 3)
