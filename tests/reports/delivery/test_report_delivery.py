"""The files of a closed month reach the folder of reports whole, once, and are tried again where they could not."""

import json
import logging
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from hashlib import sha256
from pathlib import Path

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.settings import BackupSettings
from storeops.reports.delivery import file_folder
from storeops.reports.delivery.delivered_view import delivered_file, delivered_versions
from storeops.reports.refusals import ReportFileGone, UnknownReportFile
from storeops.reports.renderings.formats import FORMATS
from storeops.running.heavy_jobs import deliver_reports
from storeops.running.jobs import heavy_jobs_of
from storeops.store.database import HallDatabase
from tests.factories import everything, last_event, rows
from tests.reports.delivery.delivery_story import a_corrected_march, own_settings
from tests.reports.delivery.mail_server import settings_of
from tests.reports.month.month_story import MARCH

NAMES = sorted(f"report-2026-03.{ending}" for ending in FORMATS)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_each_version_has_its_files_in_a_folder_of_its_own(
    closed: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    deliver_reports(closed, clock, own_settings(tmp_path))

    folder = tmp_path / "reports" / MARCH / "v1"
    assert names_in(folder) == NAMES
    assert json.loads((folder / "report-2026-03.json").read_bytes())["version"] == 1
    noted = {row["path"]: row for row in rows(closed, "SELECT * FROM report_file")}
    assert sorted(noted) == [f"2026-03/v1/{name}" for name in NAMES]
    for path, row in noted.items():
        content = (tmp_path / "reports" / path).read_bytes()
        assert (row["size_bytes"], row["checksum"]) == (len(content), sha256(content).hexdigest())
        assert (row["language"], row["written_at"]) == ("zh", "2026-04-07T19:00:00.000Z")
    event = last_event(closed)
    data = {"month": MARCH, "version": 1, "files": len(FORMATS)}
    assert (event["kind"], event["actor"], json.loads(event["data"])) == ("report_delivered", SYSTEM.name, data)


def test_a_delivered_version_is_not_delivered_again(closed: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    deliver_reports(closed, clock, own_settings(tmp_path))
    before = everything(closed)
    clock.advance(days=1)

    deliver_reports(closed, clock, own_settings(tmp_path))

    assert everything(closed) == before


def test_a_correction_gets_files_beside_the_first_ones_which_stay(
    closed: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    own = own_settings(tmp_path)
    deliver_reports(closed, clock, own)
    first = {path.name: path.read_bytes() for path in (own.reports_folder / MARCH / "v1").iterdir()}

    a_corrected_march(closed, clock, tmp_path)
    deliver_reports(closed, clock, own)

    assert {path.name: path.read_bytes() for path in (own.reports_folder / MARCH / "v1").iterdir()} == first
    assert json.loads((own.reports_folder / MARCH / "v2" / "report-2026-03.json").read_bytes())["version"] == 2
    assert [found.version for found in delivered_versions(closed, MARCH, own.reports_folder)] == [2, 1]


def test_one_version_is_delivered_at_a_time(closed: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    a_corrected_march(closed, clock, tmp_path)

    deliver_reports(closed, clock, own_settings(tmp_path))

    assert names_in(tmp_path / "reports" / MARCH) == ["v1"]


def test_what_counts_and_typesets_is_done_apart_from_the_hall(tmp_path: Path) -> None:
    own = replace(
        own_settings(tmp_path, settings_of(1)), backups=BackupSettings(tmp_path / "stick", (time(4, 30),), None)
    )

    heavy = {"freeze_stars", "close_reports", "summarize_days", "look_for_flags", "deliver_reports", "mail_reports"}
    heavy |= {"make_backup"}
    assert {job.name for job in heavy_jobs_of(own)} == heavy
    assert {job.name for job in heavy_jobs_of(own_settings(tmp_path))} == heavy - {"mail_reports", "make_backup"}


# Where the folder cannot be written


def test_a_file_where_the_folder_should_be_is_one_line_in_the_log_and_tried_again(
    closed: HallDatabase, clock: FrozenClock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own = own_settings(tmp_path)
    own.reports_folder.write_text("in the way")
    before = everything(closed)

    deliver_reports(closed, clock, own)

    assert everything(closed) == before
    (record,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert record.getMessage().startswith("Nothing could be written to")
    assert record.exc_info is None

    own.reports_folder.unlink()
    deliver_reports(closed, clock, own)
    assert names_in(own.reports_folder / MARCH / "v1") == NAMES


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk on which no report fits."""
    place = tmp_path / "tiny"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if os.name != "posix" or os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("only an administrator can mount a small disk here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_leaves_nothing_half(
    closed: HallDatabase, clock: FrozenClock, tmp_path: Path, tiny_disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own = own_settings(tiny_disk)
    before = everything(closed)

    deliver_reports(closed, clock, own)

    assert everything(closed) == before
    assert [path for path in own.reports_folder.rglob("*") if path.is_file()] == []
    assert "No space left on device" in caplog.text


def test_a_process_killed_between_writing_and_noting_is_made_good_at_the_next_tick(
    closed: HallDatabase, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = own_settings(tmp_path)
    place = own.reports_folder / MARCH / "v1"
    before = everything(closed)
    with monkeypatch.context() as broken:
        broken.setattr("storeops.store.journal.append", lambda *_told, **_data: 1 / 0)
        deliver_reports(closed, clock, own)
    assert everything(closed) == before
    (place / ".unfinished-left").mkdir()
    (place / ".unfinished-left" / "report-2026-03.pdf").write_bytes(b"half")

    deliver_reports(closed, clock, own)

    assert names_in(place) == NAMES
    assert len(rows(closed, "SELECT * FROM report_file")) == len(NAMES)


# Reading the files


def test_a_delivered_file_is_found_by_its_version_and_format(
    closed: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    own = own_settings(tmp_path)
    deliver_reports(closed, clock, own)

    path = delivered_file(closed, MARCH, 1, "pdf", own.reports_folder)

    assert path == (own.reports_folder / MARCH / "v1" / "report-2026-03.pdf").resolve()
    for month, version, ending in ((MARCH, 2, "pdf"), ("2026-02", 1, "pdf"), (MARCH, 1, "../hall.db")):
        with pytest.raises(UnknownReportFile):
            delivered_file(closed, month, version, ending, own.reports_folder)


def test_a_file_that_was_taken_away_is_said_to_be_gone(
    closed: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    own = own_settings(tmp_path)
    deliver_reports(closed, clock, own)
    delivered_file(closed, MARCH, 1, "pdf", own.reports_folder).unlink()

    (version,) = delivered_versions(closed, MARCH, own.reports_folder)

    assert [file.is_there for file in version.files if file.format == "pdf"] == [False]
    with pytest.raises(ReportFileGone, match=r"report-2026-03\.pdf"):
        delivered_file(closed, MARCH, 1, "pdf", own.reports_folder)


def test_a_path_that_leads_out_of_the_folder_is_no_file(
    closed: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    own = own_settings(tmp_path)
    deliver_reports(closed, clock, own)
    closed.execute("UPDATE report_file SET path = '../hall.db' WHERE format = 'pdf'")

    assert (tmp_path / "hall.db").is_file()
    assert file_folder.inside(own.reports_folder, "../hall.db") is None
    with pytest.raises(ReportFileGone):
        delivered_file(closed, MARCH, 1, "pdf", own.reports_folder)
