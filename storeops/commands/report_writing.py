"""What the command `report` does: bring a month up to date, then write its report as files."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.base.errors import BadValue
from storeops.base.i18n import N_, Language
from storeops.base.months import begun_month
from storeops.hall import hall_rows
from storeops.quality.stars import due_month_rows
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.reports.comparison.comparing import with_base
from storeops.reports.comparison.comparison_view import base_comparison
from storeops.reports.document.report_document import Report
from storeops.reports.file_kinds import file_name
from storeops.reports.month.published_view import published_report
from storeops.reports.month.raw_visits_view import raw_visits
from storeops.reports.month.report_closing_actions import close_report
from storeops.reports.refusals import NothingToClose
from storeops.reports.renderings.formats import FORMATS, Rendering
from storeops.reports.renderings.report_files import write_reports
from storeops.store.database import HallDatabase

Tell = Callable[[str], None]
"""Takes a word on what is being done; for whoever waits."""


FORMAT_NAMES = tuple(FORMATS)


def known_formats(text: str) -> list[str] | None:
    """The formats of a list separated by commas, each once, in order; None if it names none or one unknown."""
    endings = list(dict.fromkeys(part.strip() for part in text.split(",")))
    return endings if set(endings) <= set(FORMAT_NAMES) else None


def report_for(db: HallDatabase, clock: Clock, by: Actor, month: str, version: int | None, tell: Tell) -> Report:
    """A month's report in a version; without one the version in force, closed or counted again first if it is time.

    A month that is still open is provisional, even while nothing happened in it; a past one of which nothing was
    recorded is empty and not kept. BadValue for no month or one still to come, UnknownVersion.
    """
    if version is None:
        span = begun_month(month, hall_rows.hall(db).zone, clock.now())
        tell(f"counting {month}")
        if clock.now() >= span.closes_at:
            # The stars stand in the report, so they are closed first.
            if month in due_month_rows.months_due(db, clock.now()):
                close_stars(db, clock, by, month)
            with suppress(NothingToClose):
                close_report(db, clock, by, month)
    return published_report(db, month, clock.now(), version)


def is_empty(report: Report) -> bool:
    """Whether it is of a past month of which nothing was recorded."""
    return not report.version and not report.provisional


def compared_with(db: HallDatabase, clock: Clock, report: Report, base: str) -> Report:
    """The report with a chosen month beside it (定基比). BadValue for no month, one to come, or one without data."""
    found = base_comparison(db, report.month, base, clock.now())
    if found is None:
        raise BadValue(N_("The month %(month)s has no tickets to compare with; choose another."), month=base)
    return with_base(report, found)


def write_files(
    db: HallDatabase, report: Report, endings: Sequence[str], language: Language, folder: Path, tell: Tell
) -> list[Path]:
    """Write a report in several formats; their paths, in the same order. All of them or none. FolderUnwritable."""
    rendering = Rendering(report, language, raw_visits(db, report) if "xlsx" in endings else None)
    contents = {}
    for ending in endings:
        tell(f"writing {ending}")
        contents[file_name(report.month, ending)] = FORMATS[ending](rendering)
    return write_reports(folder, contents)
