"""The month's report as a document of the month's end: what is kept of a version. Pure."""

from dataclasses import dataclass

from storeops.month_end.kept_document import KeptDocument, NewVersion


@dataclass(frozen=True)
class NewReport(NewVersion):
    """What a version of a month is made of; `body` is the report (see report_body).

    `star_version` None: nobody had a star sheet. `inputs_checksum` tells the rows that it was counted from, by the
    edition of the declared inputs that `inputs_edition` names (see month/month_report_view.py).
    """

    definitions_version: int
    policy_id: int
    star_version: int | None
    inputs_checksum: str
    inputs_edition: int
    body: str


@dataclass(frozen=True)
class ClosedReport(NewReport):
    """One version of a month as it stands in the database."""

    id: int


REPORT = KeptDocument(
    name="report", table="report_month", kept=ClosedReport, job="close_reports", event="report_closed"
)
