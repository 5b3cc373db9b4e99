"""The file that is logged to: when it is turned over, how many old ones are kept, and who may read it."""

import logging
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storeops.base.settings import LogSettings
from storeops.running.log_file import LogFile

NOON = datetime(2026, 3, 2, 12, 0).timestamp()
DAY = timedelta(days=1).total_seconds()


def log(file: LogFile, text: str, at: float = NOON) -> None:
    """Log a text at a time, which the file then bears as that of its last change."""
    record = logging.LogRecord("storeops", logging.INFO, "", 0, text, None, None)
    record.created = at
    file.handle(record)
    os.utime(file._handle, (at, at))


def old_ones(path: Path) -> list[str]:
    return [each.read_text() for each in sorted(path.parent.glob("hall.log.*"))]


def test_a_file_is_turned_over_before_it_is_larger_than_it_may_be(tmp_path: Path) -> None:
    path = tmp_path / "hall.log"
    file = LogFile(path, LogSettings(most_bytes=10))

    for number, text in enumerate(("1234", "5678", "9")):  # each with its line break: 5 + 5 = 10, and 2 do not fit
        log(file, text, NOON + number)

    assert (path.read_text(), old_ones(path)) == ("9\n", ["1234\n5678\n"])
    assert {each.stat().st_mode & 0o777 for each in tmp_path.iterdir()} == {0o600}


def test_each_day_begins_a_file(tmp_path: Path) -> None:
    path = tmp_path / "hall.log"
    file = LogFile(path, LogSettings())
    log(file, "monday")
    log(file, "tuesday", NOON + DAY)

    assert (path.read_text(), old_ones(path)) == ("tuesday\n", ["monday\n"])


def test_as_many_are_kept_as_was_said_and_none_older_than_that(tmp_path: Path) -> None:
    path = tmp_path / "hall.log"
    few, young = LogFile(path, LogSettings(files=3)), LogSettings(files=100, days=2)
    for day in range(5):
        log(few, f"day {day}", NOON + day * DAY)
    assert old_ones(path) == ["day 2\n", "day 3\n"]  # with the file itself three

    log(LogFile(path, young), "day 6", NOON + 6 * DAY)
    assert old_ones(path) == ["day 4\n"]  # days 2 and 3 are more than two days old


def test_a_file_that_was_moved_away_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "hall.log"
    one, other = LogFile(path, LogSettings()), LogFile(path, LogSettings())
    log(one, "first")
    path.rename(tmp_path / "taken")
    log(one, "second")
    log(other, "third")

    assert path.read_text() == "second\nthird\n"


def test_what_cannot_be_written_is_said_on_standard_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    file = LogFile(folder / "hall.log", LogSettings())
    (folder / "hall.log").unlink()
    folder.rmdir()

    file.handle(logging.LogRecord("storeops", logging.INFO, "", 0, "not lost", None, None))

    assert capsys.readouterr().err == "not lost\n"
