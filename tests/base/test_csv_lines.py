"""CSV as it goes out."""

import csv
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from storeops.base.csv_lines import as_file, csv_lines


def test_a_text_is_inert_and_a_number_stays_a_number() -> None:
    lines = csv_lines(["name", "change"], [["-1", -1], ["=1+1", -0.5], [None, 0], ["王芳", None]])

    assert list(lines) == ["name,change\n", "'-1,-1\n", "'=1+1,-0.5\n", ",0\n", "王芳,\n"]


def test_a_file_begins_with_its_mark() -> None:
    assert "".join(as_file(csv_lines(["name"], [["王芳"]]))).encode().startswith(b"\xef\xbb\xbfname\n")


TEXTS = st.text(st.one_of(st.sampled_from("=+-@',;\"\t\r\n＝"), st.characters(exclude_categories=["Cs", "Cc"])))


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2)))
def test_each_line_ends_once_and_holds_one_row(rows: list[list[str]]) -> None:
    lines = list(csv_lines(["a", "b"], rows))

    read = list(csv.reader(StringIO("".join(lines), newline=""), strict=True))
    assert len(read) == len(lines) == len(rows) + 1
    assert all(len(row) == 2 for row in read)
