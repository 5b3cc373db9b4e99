"""A report as it was asked for: as a file, as a page, or as plain values for a program. A read model."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storeops.base.i18n import Language
from storeops.reports.asked_reports import (
    COUNTING,
    WRITING,
    AskedDocument,
    AskedFile,
    AskedPage,
    ChangedFigure,
    ChapterTitle,
    ReportPage,
)
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.corrected import corrected_figures
from storeops.reports.chapters.report_layout import report_layout
from storeops.reports.comparison.comparing import with_base
from storeops.reports.comparison.comparison_view import base_comparison
from storeops.reports.document import report_body
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Chapter
from storeops.reports.layout.shown import shown
from storeops.reports.month.published_view import published_report
from storeops.reports.month.raw_visits_view import raw_visits
from storeops.reports.renderings.formats import FORMATS, Rendering
from storeops.reports.renderings.html import report_body as html_body

TellStep = Callable[[str, int, int], None]
"""Takes a word on what is being done, which step that is, and of how many."""


def asked_file(db: Database, now: datetime, asked: AskedFile, tell: TellStep) -> bytes:
    """A file of a month's report. BadValue for no month or one still to come, UnknownVersion."""
    tell(COUNTING, 1, 2)
    report = published_report(db, asked.month, now, asked.version)
    tell(WRITING, 2, 2)
    visits = raw_visits(db, report) if asked.ending == "xlsx" else None
    return FORMATS[asked.ending](Rendering(report, asked.language, visits))


def asked_page(db: Database, now: datetime, asked: AskedPage, tell: TellStep) -> ReportPage:
    """A month's report for a page. BadValue for no month or one still to come, also as base; UnknownVersion."""
    tell(COUNTING, 1, 2)
    report = published_report(db, asked.month, now, asked.version)
    if asked.base:
        report = with_base(report, base_comparison(db, asked.month, asked.base, now))
    tell(WRITING, 2, 2)
    layout = report_layout(report, asked.language)
    return ReportPage(
        title=layout.title,
        version=report.version,
        body=html_body(layout),
        front=_titles(layout.front),
        appendix=_titles(layout.appendix),
        changed=_changed_figures(report, asked.language),
        has_base=bool(asked.base and report.comparisons.base),
    )


def asked_document(db: Database, now: datetime, asked: AskedDocument, tell: TellStep) -> dict[str, Any]:
    """The named fields of a month's report as plain values. BadValue, UnknownVersion."""
    tell(COUNTING, 1, 1)
    told = report_body.as_json(published_report(db, asked.month, now, asked.version))
    return {name: told[name] for name in asked.names}


def _titles(chapters: Sequence[Chapter]) -> tuple[ChapterTitle, ...]:
    return tuple(ChapterTitle(chapter.id, chapter.title) for chapter in chapters)


def _changed_figures(report: Report, language: Language) -> tuple[ChangedFigure, ...]:
    """What the shown version corrected in the one before it; none for a first version."""
    return tuple(
        ChangedFigure(name, shown(before, before.kind, language), shown(after, after.kind, language))
        for name, before, after in corrected_figures(report, Words(language))
    )
