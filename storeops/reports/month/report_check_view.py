"""Whether every closed report still says what was kept."""

from collections.abc import Iterator

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.month_end.kept_check_view import UNREADABLE, Recount, kept_findings
from storeops.reports.document import report_body
from storeops.reports.document.closed_report import REPORT, ClosedReport
from storeops.reports.document.report_document import Report, ReportCorrection

_NEEDED = ("month", "version", "definitions_version", "closed_at", "stars_version", "correction")
"""What every edition kept of a closed month."""


def report_findings(db: Database) -> Iterator[str]:
    """One sentence for each version that is gone, cannot be read, lacks its checksum or differs from its row."""
    return kept_findings(db, REPORT, _RECOUNT)


def _checksum(kept: ClosedReport) -> str:
    return report_body.checksum(report_body.from_text(kept.body))


def _differences(db: Database, kept: ClosedReport, before: ClosedReport | None) -> Iterator[str]:
    """What a report says of itself, against its row and the version before; the first difference alone, and none where
    the checksum is wrong already."""
    del db
    report = report_body.from_text(kept.body)
    if report_body.checksum(report) != kept.checksum:
        return
    if not all(report.tells(key) for key in _NEEDED):
        yield "it cannot be read"
        return
    told = report.month, report.version, report.definitions_version, report.stars_version
    correction = report.correction
    if told != (kept.month, kept.version, kept.definitions_version, kept.star_version):
        yield "it names another month or version than its row"
    elif report.closed_at != stamp(kept.closed_at) or (correction.reason if correction else None) != kept.reason:
        yield "it tells another time or reason of its closing than its row"
    elif correction and before and not _is_of(correction, report, before):
        yield "it tells other differences from the version before than there are"


def _is_of(correction: ReportCorrection, report: Report, before: ClosedReport) -> bool:
    """Whether a correction tells what differs; where the version before cannot be read, that is told of itself."""
    try:
        changed = report_body.changed_metrics(report_body.from_text(before.body), report)
    except UNREADABLE:
        return True
    return (correction.of_version, correction.changed) == (before.version, changed)


_RECOUNT = Recount(
    wrong_checksum="the figures do not have the stored checksum",
    unreadable="it cannot be read",
    checksum=_checksum,
    differences=_differences,
)
