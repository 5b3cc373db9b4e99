"""How a month's report is counted, compared and written down when it is closed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.months import MonthSpan
from storeops.month_end import kept_rows
from storeops.month_end.closing_steps import Closing
from storeops.month_end.corrections import TARGETS_CHANGED
from storeops.month_end.kept_document import VersionHead
from storeops.quality.policy import policy_rows
from storeops.quality.stars.stars_document import STARS
from storeops.reports.document import report_body
from storeops.reports.document.closed_report import REPORT, ClosedReport, NewReport
from storeops.reports.document.report_document import Report, ReportCorrection, SealedUpTo
from storeops.reports.month.month_report_view import INPUTS_EDITION, inputs_checksum, month_report
from storeops.reports.refusals import ReportStillOpen
from storeops.store import chain_rows

SHOWN_OF_SEAL = 32
"""Digits of a seal on paper: enough that nobody makes another event with the same."""


@dataclass(frozen=True)
class ReportReading:
    """A month's report, and what it is made of: the policy and the stars in force, and the raw rows.

    `inputs` are checksums by the edition of the declared inputs: the present one, and that of the version in force.
    """

    report: Report
    policy_id: int
    star_version: int | None
    inputs: Mapping[int, str]


def _read(db: Database, span: MonthSpan, now: datetime) -> ReportReading:
    """Count a month as of its closing, as every reader of the kept text will see it."""
    del now
    last = kept_rows.latest(db, REPORT, span.month)
    editions = {INPUTS_EDITION, last.inputs_edition} if last else {INPUTS_EDITION}
    return ReportReading(
        report=month_report(db, span.month, span.closes_at),
        policy_id=policy_rows.in_force(db, span.month).id,
        star_version=_star_version(db, span.month),
        inputs={edition: inputs_checksum(db, span, edition) for edition in editions},
    )


def _is_settled(db: Database, span: MonthSpan, last: ClosedReport) -> bool:
    """Whether a version was made of what is there: the rows tell it sooner than the report could be counted."""
    checksum = inputs_checksum(db, span, last.inputs_edition)
    return (last.inputs_checksum, last.star_version) == (checksum, _star_version(db, span.month))


def _is_same(last: ClosedReport, reading: ReportReading) -> bool:
    made_of = reading.inputs[last.inputs_edition], reading.star_version
    changed = report_body.changed_metrics(report_body.from_text(last.body), reading.report)
    return not changed and (last.inputs_checksum, last.star_version) == made_of


def _also(last: ClosedReport, reading: ReportReading) -> list[str]:
    """Targets hold for every earlier month, so changed ones move its figures too."""
    has_same = report_body.has_same_targets(report_body.from_text(last.body), reading.report)
    return [] if has_same else [TARGETS_CHANGED]


def _keep(db: Database, head: VersionHead, last: ClosedReport | None, reading: ReportReading) -> int:
    """Write a version down: the report with what tells of the version; its id."""
    correction = None
    if last and head.reason is not None:
        changed = report_body.changed_metrics(report_body.from_text(last.body), reading.report)
        correction = ReportCorrection(last.version, head.reason, changed)
    body = replace(
        reading.report,
        version=head.version,
        provisional=False,
        closed_at=stamp(head.closed_at),
        stars_version=reading.star_version,
        correction=correction,
        sealed_up_to=_sealed_up_to(db),
    )
    new = NewReport(
        **asdict(head),
        checksum=report_body.checksum(body),
        definitions_version=body.definitions_version,
        policy_id=reading.policy_id,
        star_version=reading.star_version,
        inputs_checksum=reading.inputs[INPUTS_EDITION],
        inputs_edition=INPUTS_EDITION,
        body=report_body.as_text(body),
    )
    return kept_rows.add(db, REPORT, new)


def _sealed_up_to(db: Database) -> SealedUpTo | None:
    head = chain_rows.head(db)
    return SealedUpTo(head.seq, head.at, head.mac.hex()[:SHOWN_OF_SEAL]) if head else None


def _star_version(db: Database, month: str) -> int | None:
    return kept_rows.versions_by_month(db, STARS).get(month)


REPORT_CLOSING = Closing(
    document=REPORT,
    still_open=ReportStillOpen,
    read=_read,
    is_settled=_is_settled,
    is_same=_is_same,
    also=_also,
    keep=_keep,
)
