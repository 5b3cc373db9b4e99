"""What goes out comes back, and goes out again the same to the byte, whatever people typed."""

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.csv_lines import as_file, csv_lines
from storeops.base.typed_text import is_plain_code
from storeops.history import care_format
from storeops.history.care_format import CareKind, CareRow, read_care, write_care
from storeops.history.export_view import export_care
from storeops.history.row_judgement import as_file as judged_together
from storeops.history.row_judgement import read_each
from storeops.history.told_file import read_rows
from storeops.store.database import HallDatabase
from tests.history.imports import import_care

CHARACTERS = st.one_of(
    st.sampled_from("=+-@＝＋－＠'\"\t\r\n,; 0"),
    st.characters(exclude_categories=["Cs", "Cc"]),
)
NOTES = st.text(CHARACTERS, max_size=30).map(str.strip)
CODES = st.text(CHARACTERS, min_size=1, max_size=10).map(str.strip).filter(lambda code: code and is_plain_code(code))
ENTRIES = st.builds(CareRow, CODES, st.just("2026-02-20"), st.sampled_from(CareKind), NOTES)


def written(rows: list[CareRow]) -> bytes:
    return "".join(as_file(csv_lines(care_format.COLUMNS, map(write_care, rows)))).encode()


@given(st.lists(ENTRIES))
def test_any_rows_are_read_as_they_were_written(rows: list[CareRow]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "care.csv"
        path.write_bytes(written(rows))

        file = judged_together(read_each(read_rows(path, care_format.COLUMNS), read_care))

    assert file.refused == []
    assert [row for _, row in file.rows] == rows


NOTES_OF_PEOPLE = [
    "=1+1",
    "'=1+1",
    "'",
    "-1",
    "+86 139",
    "@all",
    "＝合计",
    'sie sagte: "so"',
    "a\rb\r\nc\nd",
    "0101",
    "1001.0",
]


def test_a_hall_that_took_an_export_gives_the_same_bytes(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    for number, note in enumerate(NOTES_OF_PEOPLE):
        db.execute(
            "INSERT INTO stored_care_entry (employee_id, day, kind, note, entered_at, is_imported)"
            " VALUES (?, '2026-02-20', 'praise', ?, '2026-03-01T00:00:00.000Z', 1)",
            (number % 3 + 1, note),
        )
    path = tmp_path / "care.csv"
    days = date(2026, 2, 1), date(2026, 2, 28)
    path.write_bytes("".join(as_file(export_care(db, *days))).encode())
    db.execute("DELETE FROM stored_care_entry")

    result = import_care(db, FrozenClock(datetime(2026, 3, 2, tzinfo=UTC)), SYSTEM, path, strict=True)

    assert (result.taken, result.newcomers, result.matches) == (len(NOTES_OF_PEOPLE), [], [])
    assert "".join(as_file(export_care(db, *days))).encode() == path.read_bytes()
