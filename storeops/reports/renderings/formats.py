"""Which files a report is given out as: one function for each format, all from the same figures.

Each function loads what writes its format: together they take longer to load than a month takes to be written as JSON.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from storeops.base.i18n import Language
from storeops.reports.document.report_body import as_json
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import ReportLayout


@dataclass(frozen=True)
class Rendering:
    """A report to write down: the figures (see report_document), the reader's language and, for the spreadsheet alone,
    the month's visits as rows of the `visits` export with its header first. None: without the visits.

    `raw_visits` may be an iterator; then one spreadsheet can be made of it.
    """

    report: Report
    language: Language
    raw_visits: Iterable[Sequence[str]] | None = None

    @cached_property
    def layout(self) -> ReportLayout:
        """The report laid out in the language of the reader."""
        from storeops.reports.chapters.report_layout import report_layout

        return report_layout(self.report, self.language)


def _html(rendering: Rendering) -> bytes:
    from storeops.reports.renderings.html import html_report

    return html_report(rendering.layout).encode()


def _pdf(rendering: Rendering) -> bytes:
    from storeops.reports.renderings.pdf import pdf_report

    return pdf_report(rendering.layout, rendering.report.closed_at)


def _xlsx(rendering: Rendering) -> bytes:
    from storeops.reports.renderings.xlsx import xlsx_report

    return xlsx_report(rendering.layout, rendering.report, rendering.raw_visits)


def _csv(rendering: Rendering) -> bytes:
    from storeops.reports.renderings.long_csv import csv_report

    return csv_report(rendering.layout)


def _json(rendering: Rendering) -> bytes:
    # One key a line: an indented text of a month takes a third of a second, as json indents in Python only.
    lines = (
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in as_json(rendering.report).items()
    )
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


FORMATS: dict[str, Callable[[Rendering], bytes]] = {
    "html": _html,
    "pdf": _pdf,
    "xlsx": _xlsx,
    "json": _json,
    "csv": _csv,
}
"""Each format under the ending of its file name; all bytes in memory, the same for the same report."""
