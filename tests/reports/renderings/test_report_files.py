"""Files of a report: all in their place or none."""

import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from storeops.base.errors import FolderUnwritable
from storeops.reports.renderings.report_files import write_reports


@pytest.fixture
def no_room() -> Iterator[None]:
    """No file may grow beyond 1,000 bytes, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_files_are_written_into_a_folder_that_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "march"

    paths = write_reports(folder, {"report.json": b"{}\n", "report.csv": "中文".encode()})

    assert paths == [folder / "report.json", folder / "report.csv"]
    assert [path.read_bytes() for path in paths] == [b"{}\n", "中文".encode()]
    assert sorted(folder.iterdir()) == sorted(paths)


def test_nobody_but_their_owner_reads_the_files(tmp_path: Path) -> None:
    (path,) = write_reports(tmp_path, {"report.json": b"{}"})

    assert path.stat().st_mode & 0o777 == 0o600


def test_a_report_of_before_is_replaced(tmp_path: Path) -> None:
    write_reports(tmp_path, {"report.json": b"version 1"})

    (path,) = write_reports(tmp_path, {"report.json": b"version 2"})

    assert path.read_bytes() == b"version 2"


def test_without_room_for_one_file_none_appears_and_nothing_is_left(tmp_path: Path, no_room: None) -> None:
    with pytest.raises(FolderUnwritable):
        write_reports(tmp_path, {"report.json": b"fits", "report.pdf": bytes(5000)})

    assert list(tmp_path.iterdir()) == []


def test_without_room_the_report_of_before_stays_as_it_was(tmp_path: Path, no_room: None) -> None:
    write_reports(tmp_path, {"report.json": b"version 1"})

    with pytest.raises(FolderUnwritable):
        write_reports(tmp_path, {"report.json": b"version 2", "report.pdf": bytes(5000)})

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("report.json", b"version 1")]


def test_a_folder_in_the_place_of_a_file_stops_all_files(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").mkdir()

    with pytest.raises(FolderUnwritable, match=r"report\.pdf is a folder"):
        write_reports(tmp_path, {"report.json": b"{}", "report.pdf": b"%PDF"})

    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("taken")

    with pytest.raises(FolderUnwritable):
        write_reports(tmp_path / "reports", {"report.json": b"{}"})

    assert (tmp_path / "reports").read_text() == "taken"
