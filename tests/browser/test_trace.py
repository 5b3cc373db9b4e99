"""The page of the trace in a real browser: narrowed, saved as a file, and looked at."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from storeops.base.i18n import LANGUAGES, Language
from tests.browser.access import keeps_to_the_rules
from tests.browser.conftest import DESK, PHONE, OpenPage
from tests.browser.test_checks import sign_in
from tests.served_hall import ServedHall

pytestmark = pytest.mark.browser


def test_the_administrator_narrows_the_trace_and_takes_it_along(
    served_hall: ServedHall, open_page: OpenPage, tmp_path: Path
) -> None:
    page = sign_in(open_page("/console/sign-in?lang=en", DESK), served_hall, "9001")
    page.goto("/console/setup/trace?lang=en")

    expect(page.locator(".trace-chain")).to_contain_text("Sealed from event 1 on")
    page.locator("[name=kind]").select_option("sign_in")
    page.get_by_role("button", name="Show").click()
    lines = page.locator(".trace-list tbody tr")
    expect(lines).to_have_count(1)
    expect(lines.first).to_contain_text("Signed in")
    expect(lines.first).to_contain_text("127.0.0.1")
    with page.expect_download() as taken:
        page.get_by_role("link", name=re.compile("Save as a file")).click()
    taken.value.save_as(tmp_path / "trace.csv")
    header, line = csv.reader((tmp_path / "trace.csv").read_text(encoding="utf-8-sig").splitlines())
    assert header[2] == "kind"
    assert line[2] == "sign_in"

    page.goto("/console/setup/trace?kind=file_downloaded")
    expect(lines.first).to_contain_text("File taken")
    expect(lines.first).to_contain_text("127.0.0.1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_keeps_to_the_rules_of_access_on_desk_and_phone(
    served_hall: ServedHall, open_page: OpenPage, language: Language
) -> None:
    page = sign_in(open_page("/console/sign-in?lang=en", DESK), served_hall, "9001")
    page.goto(f"/console/setup/trace?lang={language}")
    expect(page.locator(".trace-list")).to_be_visible()

    keeps_to_the_rules(page)

    assert page.evaluate("document.documentElement.scrollWidth") <= DESK["width"]
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
