"""A month's report laid out in one language, ready for any rendering. Pure."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from storeops.base.business_time import instant
from storeops.base.i18n import N_, Language
from storeops.reports.chapters.called import hall_name
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.checklist_chapter import checklist
from storeops.reports.chapters.corrected import corrected
from storeops.reports.chapters.data_quality import data_quality
from storeops.reports.chapters.days_and_parts import days_and_parts
from storeops.reports.chapters.definitions import definitions
from storeops.reports.chapters.flags import flags
from storeops.reports.chapters.follow_ups import follow_ups
from storeops.reports.chapters.handling import handling
from storeops.reports.chapters.leaving import leaving
from storeops.reports.chapters.market import market
from storeops.reports.chapters.moments_chapter import moments
from storeops.reports.chapters.one_stop import one_stop
from storeops.reports.chapters.people_on_the_floor import people_on_the_floor
from storeops.reports.chapters.problems import problems
from storeops.reports.chapters.special_customers import special_customers
from storeops.reports.chapters.stars import stars
from storeops.reports.chapters.strategy import strategy
from storeops.reports.chapters.topic import topic
from storeops.reports.chapters.tracking import tracking
from storeops.reports.chapters.waiting import waiting
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Chapter, ReportLayout

_FRONT = (tracking, market, problems, topic, strategy)
_APPENDIX = (
    corrected,
    waiting,
    handling,
    one_stop,
    people_on_the_floor,
    special_customers,
    moments,
    checklist,
    follow_ups,
    leaving,
    stars,
    flags,
    days_and_parts,
    data_quality,
    definitions,
)


def report_layout(report: Report, language: Language) -> ReportLayout:
    """The report that `report` (see report_document) holds the figures of; chapters without a block are left out."""
    _ = Words(language)
    month = _.month(report.month)
    return ReportLayout(
        language=language,
        hall=hall_name(report, _),
        month=report.month,
        title=_("Service report of %(month)s", {"month": month}),
        status=_status(report, _),
        front=_told(chapter(report, _) for chapter in _FRONT),
        appendix=_told(chapter(report, _) for chapter in _APPENDIX),
    )


def _told(chapters: Iterable[Chapter]) -> list[Chapter]:
    return [chapter for chapter in chapters if chapter.blocks]


def _status(report: Report, _: Words) -> str:
    if report.provisional:
        return _("Provisional: the month is not closed yet.")
    if not report.version:
        return _("Nothing was recorded in this month: there is nothing to close.")
    sentence = N_("Version %(version)s, closed on %(day)s; definitions version %(definitions)s.")
    values = {
        "version": report.version,
        "day": instant(report.closed_at or "").astimezone(ZoneInfo(report.zone)).date().isoformat(),
        "definitions": report.definitions_version,
    }
    if report.correction:
        sentence = N_(
            "Version %(version)s, closed on %(day)s: it corrects version %(before)s; definitions version"
            " %(definitions)s."
        )
        values["before"] = report.correction.of_version
    return _(sentence, values)
