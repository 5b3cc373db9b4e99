"""Whether every closed report still says what was kept: what `storeops check` asks of the reports."""

from collections.abc import Iterator

from sqlite_utils import Database

from storeops.reports.month import report_body, report_rows
from storeops.reports.month.report_rows import ClosedReport


def report_findings(db: Database) -> Iterator[str]:
    """One sentence for each version whose text cannot be read, lacks its checksum or names another month or version."""
    for kept in report_rows.all_closed(db):
        wrong = _wrong(kept)
        if wrong:
            yield f"the report of {kept.month}, version {kept.version}: {wrong}"


def _wrong(kept: ClosedReport) -> str | None:
    try:
        report = report_body.from_text(kept.body)
        told = report["month"], report["version"], report["definitions_version"], report["stars_version"]
    except (ValueError, KeyError, TypeError):
        return "it cannot be read"
    if report_body.checksum(report) != kept.checksum:
        return "the figures do not have the stored checksum"
    if told != (kept.month, kept.version, kept.definitions_version, kept.star_version):
        return "it names another month or version than its row"
    return None
