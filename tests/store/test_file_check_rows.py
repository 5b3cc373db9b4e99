"""What is damaged in a file: which table or index, which rows, and what SQLite says of it."""

import re
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from storeops.store.file_check_rows import file_damages, file_faults
from storeops.store.file_damage import FilePart, advice

PAGE = 4096
ROWS = 100


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A file with a table of a hundred long rows, an index over it, and a table that points into it."""
    path = tmp_path / "shelf.db"
    db = sqlite3.connect(path)
    db.executescript(
        "CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT NOT NULL, lent INTEGER) STRICT;"
        "CREATE INDEX book_title ON book (title);"
        "CREATE INDEX book_lent ON book (lent) WHERE lent IS NOT NULL;"
        "CREATE TABLE loan (book_id INTEGER REFERENCES book (id)) STRICT;"
    )
    # Some rows of 1,000 bytes stand on a page of 4,096.
    db.executemany("INSERT INTO book VALUES (?, ?, ?)", [(n, f"<{n:03d}>" + "x" * 1000, n) for n in range(1, ROWS + 1)])
    db.commit()
    db.close()
    return path


def destroy(path: Path, page: int) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(bytes(PAGE))


def root(path: Path, name: str) -> int:
    db = sqlite3.connect(path)
    (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    db.close()
    return int(page)


def damages(path: Path) -> list[tuple[FilePart, str, str]]:
    db = Database(sqlite3.connect(path))
    found = [(damage.part, damage.name, damage.lost) for damage in file_damages(db)]
    db.conn.close()
    return found


def test_a_sound_file_has_no_damage(shelf: Path) -> None:
    assert damages(shelf) == []


def test_a_destroyed_page_of_a_table_names_the_rows_that_stood_on_it(shelf: Path) -> None:
    whole = shelf.read_bytes()
    pages = [whole[at : at + PAGE] for at in range(0, len(whole), PAGE)]
    leaf = next(number for number, page in enumerate(pages, 1) if b"<050>" in page and page[0] == 13)
    stood = [int(told) for told in re.findall(rb"<(\d{3})>", pages[leaf - 1])]

    destroy(shelf, leaf)

    span = f"its rows after {min(stood) - 1} and before {max(stood) + 1} cannot be read"
    assert (FilePart.TABLE, "book", span) in damages(shelf)


def test_a_table_whose_beginning_is_destroyed_has_no_row_left(shelf: Path) -> None:
    destroy(shelf, root(shelf, "book"))

    assert damages(shelf) == [(FilePart.TABLE, "book", "none of its rows can be read")]


@pytest.mark.parametrize("index", ["book_title", "book_lent"])
def test_a_destroyed_page_of_an_index_is_told_apart_from_its_table(shelf: Path, index: str) -> None:
    destroy(shelf, root(shelf, index))

    assert damages(shelf) == [(FilePart.INDEX, index, "")]


def test_a_file_without_its_beginning_is_told_as_a_whole(shelf: Path) -> None:
    destroy(shelf, 1)

    assert damages(shelf) == [(FilePart.SCHEMA, "", "")]


def test_a_file_that_ends_within_a_page_was_cut_off(shelf: Path) -> None:
    with shelf.open("r+b") as file:
        file.truncate(shelf.stat().st_size - 100)

    db = Database(sqlite3.connect(shelf))

    assert any("cut off: its last page lacks 100 bytes" in fault for fault in file_faults(db))
    db.conn.close()


def test_a_row_that_points_at_nothing_is_a_fault_of_a_sound_file(shelf: Path) -> None:
    db = Database(sqlite3.connect(shelf))
    db.execute("INSERT INTO loan VALUES (999)")

    assert file_faults(db) == ["row 1 of loan points at a missing row of book"]
    db.conn.close()


def test_what_to_do_depends_on_whether_rows_are_lost(shelf: Path) -> None:
    db = Database(sqlite3.connect(shelf))
    assert advice(file_damages(db), shelf) == []
    db.conn.close()

    destroy(shelf, root(shelf, "book_title"))
    db = Database(sqlite3.connect(shelf))
    assert advice(file_damages(db), shelf)[0].startswith("no row is lost: storeops backup --rebuilt FILE")
    db.conn.close()

    destroy(shelf, root(shelf, "book"))
    db = Database(sqlite3.connect(shelf))
    assert "put the newest sound copy back" in advice(file_damages(db), shelf)[0]
    db.conn.close()
