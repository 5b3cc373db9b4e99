"""Whether every closed report still says what was kept."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.month_end.kept_check_view import UNREADABLE, Recount, kept_findings
from storeops.reports.document import report_body
from storeops.reports.document.closed_report import REPORT, ClosedReport
from storeops.reports.document.report_document import Report


def report_findings(db: Database) -> Iterator[str]:
    """One sentence for each version that is gone, cannot be read, lacks its checksum or differs from its row."""
    return kept_findings(db, REPORT, _RECOUNT)


def _checksum(kept: ClosedReport) -> str:
    return report_body.checksum(report_body.from_text(kept.body))


def _differences(db: Database, kept: ClosedReport, before: ClosedReport | None) -> Iterator[str]:
    """What a report says of itself, against its row and the version before; the first difference alone."""
    del db
    report = report_body.from_text(kept.body)
    told = report["month"], report["version"], report["definitions_version"], report["stars_version"]
    closed_at, correction = report["closed_at"], report["correction"]
    if told != (kept.month, kept.version, kept.definitions_version, kept.star_version):
        yield "it names another month or version than its row"
    elif closed_at != stamp(kept.closed_at) or (correction or {}).get("reason") != kept.reason:
        yield "it tells another time or reason of its closing than its row"
    elif correction and before and not _is_of(correction, report, before):
        yield "it tells other differences from the version before than there are"


def _is_of(correction: Mapping[str, Any], report: Report, before: ClosedReport) -> bool:
    """Whether a correction tells what differs; where the version before cannot be read, that is told of itself."""
    try:
        changed = report_body.changed_metrics(report_body.from_text(before.body), report)
    except UNREADABLE:
        return True
    return (correction.get("of_version"), correction.get("changed")) == (before.version, changed)


_RECOUNT = Recount(
    wrong_checksum="the figures do not have the stored checksum",
    unreadable="it cannot be read",
    checksum=_checksum,
    differences=_differences,
)
