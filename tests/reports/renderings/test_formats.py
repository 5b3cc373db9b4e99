"""Every format of one report, from the figures to the bytes."""

import json

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.i18n import LANGUAGES, Language
from storeops.reports.document.report_body import as_json, as_text, from_text
from storeops.reports.document.report_document import Report
from storeops.reports.file_kinds import MEDIA_TYPES, file_name
from storeops.reports.month.month_report_view import month_report
from storeops.reports.renderings.formats import FORMATS, Rendering
from storeops.store.database import HallDatabase
from tests import factories
from tests.reports.renderings.sample_report import VISITS

BEGINS = {"html": b"<!doctype html>", "pdf": b"%PDF-", "xlsx": b"PK\x03\x04", "json": b"{\n", "csv": b"\xef\xbb\xbf"}


@pytest.fixture
def report(db: HallDatabase, clock: FrozenClock) -> Report:
    factories.a_served_ticket(db, clock, waited="1m", handled="2m")
    return month_report(db, "2026-03", clock.now())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", FORMATS)
def test_a_report_of_a_month_with_one_visit_is_written_and_always_in_the_same_way(
    report: Report, ending: str, language: Language
) -> None:
    write = FORMATS[ending]

    content = write(Rendering(report, language, VISITS))

    assert content.lower().startswith(BEGINS[ending].lower())
    assert content == write(Rendering(report, language, VISITS))


@pytest.mark.parametrize("ending", FORMATS)
def test_a_report_of_a_month_without_any_visit_is_written(db: HallDatabase, clock: FrozenClock, ending: str) -> None:
    report = month_report(db, "2025-12", clock.now())

    content = FORMATS[ending](Rendering(report, "zh"))

    assert content.lower().startswith(BEGINS[ending].lower())


@pytest.mark.parametrize("ending", FORMATS)
def test_a_kept_report_is_written_like_a_fresh_one(report: Report, ending: str) -> None:
    kept = from_text(as_text(report))

    assert FORMATS[ending](Rendering(kept, "en")) == FORMATS[ending](Rendering(report, "en"))


def test_json_keeps_order_letters_and_every_digit(report: Report) -> None:
    text = FORMATS["json"](Rendering(report, "en")).decode()

    assert json.loads(text) == as_json(report)
    assert list(json.loads(text)) == list(as_json(report))
    assert '\n"hall": "测试厅",\n' in text
    assert text.endswith("}\n")


def test_each_format_has_its_media_type_and_its_file_name() -> None:
    assert list(MEDIA_TYPES) == list(FORMATS) == ["html", "pdf", "xlsx", "json", "csv"]
    assert file_name("2026-03", "pdf") == "report-2026-03.pdf"
