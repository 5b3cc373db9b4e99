"""A file that says what another file means: one line per column or code, what it tells and what is meant."""

from pathlib import Path

from storeops.history.code_matching import CodeKind, FileHints
from storeops.history.refusals import UnknownHint
from storeops.history.told_file import read_rows

COLUMNS = ("what", "told", "meant")
_OF_A_COLUMN = "column"


def hints_of(path: Path, known_only: bool = False) -> FileHints:
    """What a file in any form of an import says with the columns `what`, `told` and `meant`.

    `what` is column, employee, service or counter. UnreadableFile, WrongHeader, UnknownHint.
    """
    columns: dict[str, str] = {}
    codes: dict[tuple[CodeKind, str], str] = {}
    for row in read_rows(path, COLUMNS):
        what, told, meant = (row.cells.get(column, "").strip() for column in COLUMNS)
        if not told or not meant or what not in (_OF_A_COLUMN, *CodeKind):
            raise UnknownHint(path=path, line=row.line, words=", ".join((_OF_A_COLUMN, *CodeKind)))
        if what == _OF_A_COLUMN:
            columns[told] = meant
        else:
            codes[CodeKind(what), told] = meant
    return FileHints(columns, codes, known_only)
