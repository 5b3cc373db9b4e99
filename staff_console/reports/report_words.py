"""How the pages of the report write what a later version changed, and the sizes and times of files."""

from dataclasses import dataclass
from datetime import datetime

from flask import Flask

from storeops.base.i18n import Language
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.corrected import corrected_figures
from storeops.reports.document.report_document import Report
from storeops.reports.layout.shown import shown
from storeops.web import filters

KILOBYTE = 1000


@dataclass(frozen=True)
class ChangedFigure:
    """A figure of the month before and after a correction, as shown."""

    name: str
    before: str
    after: str


def add_report_words(app: Flask) -> None:
    """Give the templates the filters of the report's pages."""
    app.jinja_env.filters.update(file_size=file_size, local_minute=local_minute)


def changed_figures(report: Report, language: Language) -> list[ChangedFigure]:
    """What the shown version corrected in the one before it; none for a first version."""
    return [
        ChangedFigure(name, shown(before, before.kind, language), shown(after, after.kind, language))
        for name, before, after in corrected_figures(report, Words(language))
    ]


def file_size(size_bytes: int) -> str:
    """Kilobytes, at least 1."""
    return f"{max(round(size_bytes / KILOBYTE), 1):,} kB"


def local_minute(at: datetime | None) -> str:
    """YYYY-MM-DD HH:MM on the hall's wall; "-" if it did not happen."""
    return f"{filters.local_date(at)} {filters.clock_time(at)}" if at else "-"
