"""The month's report laid out in one language."""

from dataclasses import replace

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.i18n import LANGUAGES, Language
from storeops.reports.chapters.report_layout import report_layout
from storeops.reports.document.report_document import Report, ReportCorrection
from storeops.reports.month.month_report_view import month_report
from storeops.store.database import HallDatabase
from tests.factories import a_served_ticket

CORRECTION = ReportCorrection(of_version=1, reason="an appeal was upheld", changed=[])


@pytest.fixture
def march(db: HallDatabase, clock: FrozenClock) -> Report:
    """March 2026, on its second day, with one visit."""
    a_served_ticket(db, clock)
    return month_report(db, "2026-03", clock.now())


def closed(report: Report, version: int = 1, correction: ReportCorrection | None = None) -> Report:
    # 19:00 UTC is 03:00 of the next day in Shanghai.
    closed_at = "2026-04-07T19:00:05+00:00"
    return replace(report, provisional=False, version=version, closed_at=closed_at, correction=correction)


def status(report: Report, language: Language = "en") -> str:
    return report_layout(report, language).status


def test_the_title_names_the_month_as_people_write_it(march: Report) -> None:
    english, chinese = (report_layout(march, language) for language in ("en", "zh"))

    assert (english.title, english.month) == ("Service report of March 2026", "2026-03")
    assert chinese.title == "2026年3月服务质量月报"
    assert (english.hall, chinese.hall) == (march.hall_en, march.hall)


def test_a_month_that_is_not_closed_is_provisional(march: Report) -> None:
    assert status(march) == "Provisional: the month is not closed yet."


def test_a_closed_month_says_which_version_it_is(march: Report) -> None:
    assert status(closed(march)) == "Version 1, closed on 2026-04-08; definitions version 2."


def test_a_second_version_says_that_it_is_a_correction(march: Report) -> None:
    report = closed(march, 2, CORRECTION)

    assert status(report) == "Version 2, closed on 2026-04-08: it corrects version 1; definitions version 2."
    assert "更正第 1 版" in status(report, "zh")


def test_a_month_past_its_closing_that_nobody_closed_says_so(march: Report) -> None:
    report = replace(march, provisional=False)

    assert status(report) == "Nothing was recorded in this month: there is nothing to close."


def test_chapters_without_a_block_are_left_out(march: Report) -> None:
    for language in LANGUAGES:
        layout = report_layout(march, language)

        assert layout.front[0].id == "tracking"
        assert layout.appendix[-1].id == "definitions"
        assert all(chapter.blocks for chapter in (*layout.front, *layout.appendix))


def test_every_block_has_an_id_of_its_own(march: Report) -> None:
    layout = report_layout(march, "en")
    ids = [block.id for chapter in (*layout.front, *layout.appendix) for block in chapter.blocks]

    assert len(set(ids)) == len(ids)
