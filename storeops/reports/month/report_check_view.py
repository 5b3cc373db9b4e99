"""Whether every closed report still says what was kept: what `storeops check` asks of the reports."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.reports.document import report_body, report_rows
from storeops.reports.document.report_document import Report
from storeops.reports.document.report_rows import ClosedReport


def report_findings(db: Database) -> Iterator[str]:
    """One sentence for each version that is gone, cannot be read, lacks its checksum or differs from its row."""
    before: ClosedReport | None = None
    for kept in report_rows.all_closed(db):
        if before and before.month != kept.month:
            before = None
        for version in range(before.version + 1 if before else 1, kept.version):
            yield f"the report of {kept.month}, version {version}: it is gone"
        wrong = _wrong(kept, before)
        if wrong:
            yield f"the report of {kept.month}, version {kept.version}: {wrong}"
        before = kept


def _wrong(kept: ClosedReport, before: ClosedReport | None) -> str | None:
    try:
        report = report_body.from_text(kept.body)
        told = report["month"], report["version"], report["definitions_version"], report["stars_version"]
        closed_at, correction = report["closed_at"], report["correction"]
    except (ValueError, KeyError, TypeError):
        return "it cannot be read"
    if report_body.checksum(report) != kept.checksum:
        return "the figures do not have the stored checksum"
    if told != (kept.month, kept.version, kept.definitions_version, kept.star_version):
        return "it names another month or version than its row"
    if closed_at != stamp(kept.closed_at) or (correction or {}).get("reason") != kept.reason:
        return "it tells another time or reason of its closing than its row"
    if correction and before and not _is_of(correction, report, before):
        return "it tells other differences from the version before than there are"
    return None


def _is_of(correction: Mapping[str, Any], report: Report, before: ClosedReport) -> bool:
    """Whether a correction tells what differs; where the version before cannot be read, that is told of itself."""
    try:
        changed = report_body.changed_metrics(report_body.from_text(before.body), report)
    except (ValueError, KeyError, TypeError):
        return True
    return (correction.get("of_version"), correction.get("changed")) == (before.version, changed)
