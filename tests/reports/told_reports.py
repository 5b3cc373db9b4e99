"""Reports written by hand as dictionaries, with no more in them than a test needs, and the words to tell them in."""

from collections.abc import Mapping
from typing import Any

from storeops.reports.chapters.chapter_words import Words
from storeops.reports.document.report_document import Report
from storeops.reports.findings.findings import findings
from storeops.reports.sections.section_json import read, written

ENGLISH, CHINESE = Words("en"), Words("zh")


def told(report: Mapping[str, Any]) -> Report:
    """The report that a dictionary tells as a closed month keeps it; what it leaves out is nothing."""
    return read(Report, report)


def found_in(report: Mapping[str, Any]) -> Any:
    """The findings of a report, as a closed month keeps them."""
    return written(findings(told(report)))
