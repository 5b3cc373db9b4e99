"""A disk that is full, a real one: everybody is told in one sentence, the log in one line, and it heals by itself."""

import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served_hall import ServedHall, storeops


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 8 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("nothing can be mounted here")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path) -> Path:
    """Leave not a byte on a disk; the file that takes up the rest of it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (4096, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue
    return filler


def test_a_full_disk_is_told_to_everybody_once_in_the_log_and_heals(small_disk: Path, tmp_path: Path) -> None:
    hall = ServedHall.founded(small_disk).start()
    assert hall.ask("POST", "/tickets", {"service": "payment"}).body["number"] == "A001"
    filler = fill(small_disk)

    refused = [hall.ask("POST", "/tickets", {"service": "payment"}) for _ in range(30)]
    report = storeops(
        "--db", str(hall.path), "report", "--month", "1999-02", "--format", "json", "--out", str(small_disk / "reports")
    )
    copied = storeops("--db", str(hall.path), "backup", str(tmp_path / "copy.db"))

    assert {(each.status, each.headers["Content-Type"]) for each in refused} == {(503, "application/problem+json")}
    assert {each.body["type"] for each in refused} == {"urn:storeops:problem:disk-full"}
    assert (report.returncode, len(report.stderr.splitlines())) == (1, 2), report
    assert not (small_disk / "reports").exists()
    assert copied.stderr == "storeops: the copy could not be noted in the trace\n"
    assert copied.returncode == 0

    filler.unlink()
    again = time.monotonic() + 10
    while (answer := hall.ask("POST", "/tickets", {"service": "payment"})).status != 201:
        assert time.monotonic() < again
    assert answer.body["number"] == "A002"

    assert hall.process
    hall.process.terminate()
    _, log = hall.process.communicate(timeout=20)
    assert len(re.findall("fault ", log)) == 1, log
    assert "a change could not be done: database or disk is full" in log
    assert "Traceback" not in log
    assert hall.check().stdout == "clean\n"
