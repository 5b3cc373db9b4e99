"""The pages of the month's report: the list, a month, its files, and calm refusals."""

import json
import re
from pathlib import Path

import pytest

from storeops.base.clock import FrozenClock
from storeops.reports.month.report_closing_actions import close_report
from storeops.reports.renderings.formats import FORMATS
from storeops.store.database import HallDatabase
from tests.factories import ANA, CHEN, SUN, everything
from tests.quality.stars.star_story import CLOSING
from tests.reports.month.month_story import MARCH, a_late_log, a_month_of_logs
from tests.staff_console.conftest import SignedIn


@pytest.fixture
def march(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    """March with two visits, on the morning of its closing."""
    clock.instant = CLOSING
    a_month_of_logs(db, clock, tmp_path)


@pytest.fixture
def closed_march(db: HallDatabase, clock: FrozenClock, march: None) -> None:
    close_report(db, clock, SUN.actor, MARCH)


@pytest.fixture
def corrected_march(db: HallDatabase, clock: FrozenClock, closed_march: None, tmp_path: Path) -> None:
    """Version 2 of March: a third visit was found."""
    a_late_log(db, clock, tmp_path)
    close_report(db, clock, SUN.actor, MARCH)


def test_a_clerk_sees_no_report(signed_in: SignedIn, closed_march: None) -> None:
    ana = signed_in(ANA)

    for path in ("/reports", "/reports/2026-03", "/reports/2026-03/report-2026-03.json"):
        assert ana.client.get(path).status_code == 403


def test_the_bar_leads_to_the_reports(signed_in: SignedIn, closed_march: None) -> None:
    page = signed_in(CHEN).open("/reports")

    assert re.search(r'<a href="/reports" aria-current="page">Reports</a>', page)


def test_the_list_tells_the_version_in_force_and_why(signed_in: SignedIn, corrected_march: None) -> None:
    page = signed_in(SUN).open("/reports")

    assert "closed, version 2" in page
    assert "Because: " in page
    assert "2026-04-08 03:00" in page
    for ending in FORMATS:
        assert f"/reports/2026-03/report-2026-03.{ending}" in page


def test_an_open_month_is_provisional(signed_in: SignedIn, march: None) -> None:
    page = signed_in(SUN).open("/reports")

    assert "provisional" in page
    assert "Closes at 2026-04-08 03:00." in page


def test_a_hall_without_data_says_so(signed_in: SignedIn) -> None:
    assert "No month has anything to report yet" in signed_in(SUN).open("/reports")


def test_an_open_month_says_until_when_late_entries_count(signed_in: SignedIn, march: None) -> None:
    page = signed_in(SUN).open("/reports/2026-03")

    assert "Provisional: late entries still count until 2026-04-08 03:00." in page
    assert '<article class="report"' in page


def test_a_closed_month_stands_at_once(signed_in: SignedIn, closed_march: None) -> None:
    page = signed_in(SUN).open("/reports/2026-03")

    assert "Service report of March 2026" in page
    assert "closed, version 1" in page
    for chapter in re.findall(r'href="#(chapter-\w+)"', page):
        assert f'id="{chapter}"' in page


def test_the_page_is_in_the_language_of_its_reader(signed_in: SignedIn, closed_march: None) -> None:
    page = signed_in(SUN).open("/reports/2026-03?lang=zh")

    assert "2026年3月服务质量月报" in page
    assert '<article class="report" lang="zh-CN">' in page


def test_a_later_version_tells_what_it_changed(signed_in: SignedIn, corrected_march: None) -> None:
    page = signed_in(SUN).open("/reports/2026-03")

    assert "What version 2 changed" in page
    # Two visits, then three.
    assert re.search(r'Tickets issued</th><td class="digits">2</td><td class="digits">3</td>', page)


def test_an_earlier_version_stays_as_it_was(signed_in: SignedIn, corrected_march: None) -> None:
    page = signed_in(SUN).open("/reports/2026-03?version=1")

    assert "This is version 1; version 2 is in force." in page
    assert "report-2026-03.pdf?version=1" in page
    assert "What version" not in page


def test_a_month_is_compared_with_a_base(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock, closed_march: None, tmp_path: Path
) -> None:
    a_month_of_logs(db, clock, tmp_path, day="2025-11-03")

    page = signed_in(SUN).open("/reports/2026-03?base=2025-11")
    assert "<option selected>2025-11</option>" in page
    assert '<span class="report-against">base</span>' in page

    empty = signed_in(SUN).open("/reports/2026-03?base=2024-01")
    assert "There is nothing in 2024-01 to compare with." in empty


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_comes_as_a_file_of_its_kind(signed_in: SignedIn, closed_march: None, ending: str) -> None:
    answer = signed_in(SUN).client.get(f"/reports/2026-03/report-2026-03.{ending}")

    assert answer.status_code == 200
    assert f"report-2026-03.{ending}" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert len(answer.data) > 500
    beginnings = {"pdf": b"%PDF", "xlsx": b"PK", "html": b"<!doctype html>", "json": b"{"}
    assert answer.data.startswith(beginnings.get(ending, b""))


def test_a_file_can_be_of_an_earlier_version(signed_in: SignedIn, corrected_march: None) -> None:
    sun = signed_in(SUN)

    versions = [
        json.loads(sun.client.get(f"/reports/2026-03/report-2026-03.json{query}").data)["version"]
        for query in ("", "?version=1", "?version=2")
    ]

    assert versions == [2, 1, 2]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/reports/2026-13", 422),
        ("/reports/abc", 422),
        ("/reports/2026-3", 422),
        ("/reports/2027-01", 422),
        ("/reports/2019-01", 409),
        ("/reports/2026-03?version=99", 404),
        ("/reports/2026-03?version=abc", 422),
        ("/reports/2026-03?version=0", 422),
        ("/reports/2026-03?version=-1", 422),
        ("/reports/2026-03?version=99999999999999999999", 422),
        ("/reports/2026-03?base=2026-99", 422),
        ("/reports/2026-03?base=2099-01", 422),
        ("/reports/2026-03/report-2026-03.exe", 404),
        ("/reports/2026-03/report-2026-02.pdf", 404),
        ("/reports/2026-03/report-2026-03.pdf?version=7", 404),
        ("/reports/abc/report-abc.json", 422),
        ("/reports/2026-03/delivered/1/pdf", 404),
        ("/reports/2026-03/delivered/1/exe", 404),
        ("/reports/abc/delivered/1/pdf", 404),
        ("/reports?page=0", 422),
        ("/reports?page=x", 422),
    ],
)
def test_what_does_not_exist_is_refused_calmly(
    signed_in: SignedIn, db: HallDatabase, closed_march: None, path: str, status: int
) -> None:
    sun = signed_in(SUN)
    before = everything(db)

    answer = sun.client.get(path)

    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert "<main" in answer.text
    assert everything(db) == before
