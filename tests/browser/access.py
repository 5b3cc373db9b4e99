"""The rules of access for everybody, asked of a page as it stands in the browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

FINISH_ANIMATIONS = """() => document.getAnimations()
  .filter((each) => each.effect.getComputedTiming().endTime < Infinity).forEach((each) => each.finish())"""
"""What moves for ever goes on."""
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


def keeps_to_the_rules(page: Page, *more: str) -> None:
    """Fail with a report where the page breaks a rule of WCAG 2.2 AA; `more`: tags of further rules of axe.

    What moves has arrived by then. Only what is broken is told: to tell all that is well of a long page takes
    twice as long as to find it out.
    """
    page.evaluate(FINISH_ANIMATIONS)
    found = Axe().run(page, options={"runOnly": [*RULES, *more], "resultTypes": ["violations"]})
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
