"""Files of rows for tests, told column by column."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from storeops.history.row_judgement import ImportResult


def write_rows(path: Path, columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> Path:
    """A file with this header; a column that a row does not name is empty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def counts(result: ImportResult) -> tuple[int, int, int]:
    """Taken, already there, refused."""
    return result.taken, result.already_there, len(result.refused)


def refusals(result: ImportResult) -> list[tuple[int, str]]:
    """The refused lines with their reasons in English."""
    return [(line, str(reason)) for line, reason in result.refused]
