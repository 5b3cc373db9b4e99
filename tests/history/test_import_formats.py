"""The table of columns and words: the readers keep to it, and help, documents and templates are made of it."""

from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from storeops.base.clock import FrozenClock
from storeops.base.i18n import LANGUAGES, Language
from storeops.history.care_format import read_care
from storeops.history.checks_format import read_item
from storeops.history.format_help import formats_help
from storeops.history.import_formats import FORMATS
from storeops.history.legs_format import read_leg
from storeops.history.ratings_format import read_rating
from storeops.history.refusal import RowRefused
from storeops.history.roster_format import read_stretch
from storeops.history.template_file import template
from storeops.history.told_file import read_rows
from storeops.history.transactions_format import read_transaction
from storeops.store.database import HallDatabase
from tests import imports_page
from tests.factories import ADA
from tests.history.imports import import_care
from tests.history.legs_files import SHANGHAI
from tests.history.told_files import counts

VISIT = {"business_day": "2026-03-01", "ticket": "A001"}
LEG = VISIT | {"leg": "0"}
READERS: dict[str, tuple[Callable[[Mapping[str, str]], object], dict[str, str]]] = {
    "legs": (
        partial(read_leg, zone=SHANGHAI),
        LEG | {"service": "payment", "segment": "standard", "issued_at": "9:00", "outcome": "void"},
    ),
    "transactions": (
        partial(read_transaction, zone=SHANGHAI),
        LEG | {"service": "payment", "class": "normal", "started_at": "9:00", "ended_at": "9:05"},
    ),
    "ratings": (
        partial(read_rating, zone=SHANGHAI),
        VISIT | {"moment": "farewell", "value": "5", "answered_at": "9:06"},
    ),
    "checks": (
        partial(read_item, zone=SHANGHAI),
        {"inspector": "5001", "checked_at": "2026-03-01 9:00", "item": "smile", "mark": "1"},
    ),
    "care": (read_care, {"employee": "1001", "day": "2026-03-01", "kind": "praise"}),
    "roster": (
        partial(read_stretch, zone=SHANGHAI),
        {"employee": "1001", "signed_in_at": "2026-03-01 9:00", "signed_out_at": "2026-03-01 12:00"},
    ),
}
"""How a row of each kind is read, and one with only those cells that may not be empty."""


@pytest.mark.parametrize("kind", list(FORMATS))
def test_a_row_is_read_without_what_may_be_empty_and_refused_without_anything_else(kind: str) -> None:
    read, cells = READERS[kind]
    columns = FORMATS[kind].all_columns

    read(dict.fromkeys(columns, "") | cells)

    assert {name for name, column in columns.items() if not column.may_be_empty} == cells.keys()
    for name in cells:
        with pytest.raises(RowRefused, match=f"{name} is missing"):
            read(cells | {name: ""})


WORDS = [(kind, name) for kind, told in FORMATS.items() for name, column in told.all_columns.items() if column.words]


@pytest.mark.parametrize(("kind", "name"), WORDS)
def test_each_of_the_words_is_read_in_any_case_and_no_other(kind: str, name: str) -> None:
    read, cells = READERS[kind]
    # What a served leg and a mark with a fault need.
    cells = cells | {"started_at": "9:00", "ended_at": "9:05", "reason": "why"} if kind in {"legs", "checks"} else cells

    for word in FORMATS[kind].all_columns[name].words:
        assert read(cells | {name: word}) == read(cells | {name: f" {word.title()} "})
    with pytest.raises(RowRefused):
        read(cells | {name: "7"})


def test_the_page_and_the_help_tell_every_column_and_word() -> None:
    assert imports_page.PAGE.read_text(encoding="utf-8") == imports_page.page(), (
        "make it anew: python -m tests.imports_page"
    )
    for told in FORMATS.values():
        for name, column in told.all_columns.items():
            assert name in formats_help()
            assert " | ".join(column.words) in formats_help()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(FORMATS))
def test_a_template_has_the_header_of_its_kind_and_explains_it(tmp_path: Path, kind: str, language: Language) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(template(kind, language))
    columns = FORMATS[kind].all_columns

    assert list(read_rows(path, columns)) == []
    sheet, explained = load_workbook(BytesIO(template(kind, language))).worksheets
    assert [cell.value for cell in sheet[1]] == list(columns)
    assert [row[0].value for row in explained.iter_rows(min_row=2)] == list(columns)
    assert explained.title == {"zh": "填写说明", "en": "How to fill it in"}[language]


def test_a_filled_template_is_taken(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    book = load_workbook(BytesIO(template("care", "zh")))
    book["care"].append(["1001", "2026/2/20", "praise", "谢谢"])
    book.save(tmp_path / "care.xlsx")

    assert counts(import_care(db, clock, ADA.actor, tmp_path / "care.xlsx", strict=True)) == (1, 0, 0)
