"""Where a version's files stand inside the folder of reports. A door to the disk."""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from storeops.reports.renderings.report_files import write_reports


def place_of(month: str, version: int) -> Path:
    """The folder of a version, inside the folder of reports."""
    return Path(month, f"v{version}")


def put(reports: Path, month: str, version: int, contents: Mapping[str, bytes]) -> None:
    """Put a version's files into their place, all or none; what a killed process left there goes. FolderUnwritable."""
    folder = reports / place_of(month, version)
    for left in folder.glob(".unfinished-*"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        write_reports(folder, contents)
    finally:
        # A folder in which nothing could be written tells nobody anything.
        with suppress(OSError):
            folder.rmdir()
            folder.parent.rmdir()


def inside(reports: Path, path: str) -> Path | None:
    """The file at a path inside the folder of reports; None if there is none, or if the path leads outside."""
    root = reports.resolve()
    file = (root / path).resolve()
    return file if file.is_relative_to(root) and file.is_file() else None
