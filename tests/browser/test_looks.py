"""The page that shows the looks in a real browser: every component, in both languages, photographed."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from storeops.base.i18n import LANGUAGES, Language
from tests.browser.access import keeps_to_the_rules
from tests.browser.conftest import DESK, PHONE, OpenPage
from tests.browser.test_checks import sign_in
from tests.served_hall import ServedHall
from tests.style_counts import APPS, rules

pytestmark = pytest.mark.browser

PSEUDO = re.compile(r"::?[a-z-]+(\((?:[^()]|\([^()]*\))*\))?")
COMPONENTS = sorted((APPS["staff_console"] / "components").glob("*.css"))


def the_looks(hall: ServedHall, open_page: OpenPage, language: Language) -> Page:
    page = sign_in(open_page("/console/sign-in?lang=en", DESK), hall, "9001")
    page.goto(f"/console/setup/looks?lang={language}")
    expect(page.locator("#looks-bar")).to_be_visible()
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_looks_keep_to_the_rules_of_access_and_are_photographed(
    served_hall: ServedHall, open_page: OpenPage, language: Language, tmp_path: Path
) -> None:
    page = the_looks(served_hall, open_page, language)

    keeps_to_the_rules(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= DESK["width"]
    for card in page.locator(".set-up-page > .card").all():
        name = card.get_attribute("id")
        picture = card.screenshot(path=tmp_path / f"{language}-{name}.png", animations="disabled")
        assert picture.startswith(b"\x89PNG"), name
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_every_component_is_among_the_looks(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = the_looks(served_hall, open_page, "en")

    for sheet in COMPONENTS:
        selectors = {PSEUDO.sub("", rule.selector) for rule in rules(sheet)} - {""}
        shown = [selector for selector in selectors if page.locator(selector).count()]
        assert shown, f"nothing of {sheet.name} is shown"
