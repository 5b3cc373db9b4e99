"""A report as a file: written aside, then renamed, so that no half report is ever seen."""

import json
from collections.abc import Mapping
from pathlib import Path

from storeops.errors import FolderUnwritable


def write_json(report: Mapping[str, object], month: str, folder: Path) -> Path:
    """Write `report-MONTH.json` into a folder, which is made if missing; its path. FolderUnwritable."""
    path = folder / f"report-{month}.json"
    unfinished = path.with_suffix(".json.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        unfinished.replace(path)
    except OSError as error:
        raise FolderUnwritable(path=folder, cause=error.strerror) from error
    return path
