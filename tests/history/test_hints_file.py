"""What a file with a map says about another file."""

from pathlib import Path

import pytest

from storeops.history.code_matching import CodeKind, FileHints
from storeops.history.hints_file import hints_of
from storeops.history.refusals import UnknownHint, WrongHeader


def test_a_map_tells_columns_and_codes(tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    path.write_bytes(
        "what;told;meant\ncolumn;工号;employee\nemployee;101;0101\nservice;交费;payment\n".encode("gb18030")
    )

    assert hints_of(path, known_only=True) == FileHints(
        {"工号": "employee"},
        {(CodeKind.EMPLOYEE, "101"): "0101", (CodeKind.SERVICE, "交费"): "payment"},
        known_only=True,
    )


@pytest.mark.parametrize("line", ["person,101,0101", "employee,,0101", "employee,101,", ",101,0101"])
def test_a_line_that_says_nothing_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "map.csv"
    path.write_text(f"what,told,meant\nemployee,1,2\n{line}\n")

    with pytest.raises(UnknownHint, match="Line 3"):
        hints_of(path)


def test_a_map_without_its_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    path.write_text("employee,101,0101\n")

    with pytest.raises(WrongHeader):
        hints_of(path)
