"""The month's report in a real browser: readable by everybody, its print, and downloads that tell how far they are."""

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pypdf import PdfReader

from storeops.base.actor import Actor
from storeops.base.clock import SystemClock
from storeops.base.i18n import LANGUAGES, Language
from storeops.queueing.issue import Wish, issue
from storeops.reports.renderings.html import html_report
from storeops.store.database import connect
from tests.browser.access import keeps_to_the_rules
from tests.browser.conftest import DESK, PHONE, OpenPage
from tests.browser.test_checks import sign_in
from tests.factories import rows
from tests.reports.renderings.sample_layout import sample_layout
from tests.served_hall import ServedHall

pytestmark = pytest.mark.browser

LONG_TABLE_ROW = re.compile(r"Service \d+ \d+ [+-]")


def the_file(chromium: Browser, folder: Path, language: Language, viewport: ViewportSize) -> tuple[Page, list[str]]:
    """The report's file, opened from the disk, and the addresses that it asked for."""
    path = folder / "report.html"
    path.write_text(html_report(sample_layout(language)), encoding="utf-8")
    page, asked = chromium.new_page(viewport=viewport), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    return page, asked


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_the_file_keeps_to_the_rules_of_access_and_asks_for_nothing(
    chromium: Browser, tmp_path: Path, language: Language, viewport: ViewportSize
) -> None:
    page, asked = the_file(chromium, tmp_path, language, viewport)

    keeps_to_the_rules(page, "best-practice")
    assert len(asked) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.close()


def test_the_front_is_one_page_of_paper(chromium: Browser, tmp_path: Path) -> None:
    page, _ = the_file(chromium, tmp_path, "en", DESK)

    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    page.close()

    first, second = (sheet.extract_text() for sheet in printed.pages[:2])
    assert "What to do next month" in first
    assert "Appendix" in second
    assert [round(float(side) / 72 * 25.4) for side in printed.pages[0].mediabox[2:]] == [210, 297]
    with_rows = [text for text in (sheet.extract_text() for sheet in printed.pages) if LONG_TABLE_ROW.search(text)]
    assert len(with_rows) > 1
    assert all("Over target" in text for text in with_rows), "a long table says on each page what its columns are"


def with_a_visit(hall: ServedHall) -> str:
    """The month of a ticket that was just taken."""
    db = connect(hall.path)
    service = rows(db, "SELECT code FROM service ORDER BY id")[0]["code"]
    db.execute("UPDATE opening_hours SET opens = '00:00', closes = '23:59'")
    issue(db, SystemClock(), Actor("kiosk:test"), Wish(service))
    month = rows(db, "SELECT business_day FROM ticket")[0]["business_day"][:7]
    db.conn.close()
    return str(month)


def test_the_pages_keep_to_the_rules_of_access(served_hall: ServedHall, open_page: OpenPage) -> None:
    month = with_a_visit(served_hall)
    page = sign_in(open_page("/console/sign-in?lang=en", DESK), served_hall, "5001")

    page.goto("/console/reports")
    keeps_to_the_rules(page)

    page.get_by_role("link", name=month, exact=True).click()
    expect(page.get_by_role("article")).to_be_visible()
    keeps_to_the_rules(page)
    page.get_by_role("navigation", name="Contents").get_by_role("link").last.click()
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    keeps_to_the_rules(page)


def test_a_download_tells_that_it_is_being_made_and_arrives(served_hall: ServedHall, open_page: OpenPage) -> None:
    month = with_a_visit(served_hall)
    page = sign_in(open_page("/console/sign-in?lang=en", DESK), served_hall, "5001")
    page.goto("/console/reports")

    page.locator(".downloads-menu > summary").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name=f"JSON {month}").click()

    assert download.value.suggested_filename == f"report-{month}.json"
    expect(page.get_by_role("status").filter(has_text=f"Ready: report-{month}.json")).to_be_visible()


def test_a_report_is_read_and_fetched_without_a_script(served_hall: ServedHall, open_page: OpenPage) -> None:
    month = with_a_visit(served_hall)
    options = {"java_script_enabled": False}
    page = sign_in(open_page("/console/sign-in?lang=en", DESK, **options), served_hall, "5001")

    page.goto(f"/console/reports/{month}")
    expect(page.get_by_role("article")).to_be_visible()
    page.locator(".downloads-menu > summary").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name=f"CSV {month}").click()

    assert download.value.suggested_filename == f"report-{month}.csv"
