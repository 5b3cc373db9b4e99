"""A report as JSON and back; what in a closed one counts, what differs from another, and its checksum. Pure."""

import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

from storeops.reports.document.report_document import ChangedMetric, Report, ReportCorrection
from storeops.reports.sections.section_json import read, written

KEYS = (
    "hall",
    "hall_en",
    "zone",
    "month",
    "version",
    "provisional",
    "definitions_version",
    "wait_target_seconds",
    "metrics",
    "by_service",
    "by_half_hour",
    "by_weekday",
    "days",
    "by_weekday_half_hour",
    "names",
    "over_target",
    "transfers",
    "pauses",
    "staffing",
    "special_customers",
    "data_quality",
    "heard",
    "leaving",
    "moments",
    "checklist",
    "cases",
    "stars",
    "flags",
    "comparisons",
    "year",
    "findings",
    "closed_at",
    "stars_version",
    "correction",
    "sealed_up_to",
)
"""The order that every rendering keeps."""

_ABOUT_THE_VERSION = ("version", "closed_at", "correction", "sealed_up_to")
"""What every version says differently, whatever was counted."""


def as_json(report: Report) -> dict[str, Any]:
    """The report as JSON-ready dictionaries and lists.

    A kept one is told as it was kept, older and newer keys included, but for what was replaced since it was read.
    """
    if report.kept is None:
        return {key: written(getattr(report, key)) for key in KEYS}
    as_read = read(Report, report.kept)
    replaced = [key for key in KEYS if getattr(report, key) != getattr(as_read, key)]
    return {**report.kept, **{key: written(getattr(report, key)) for key in replaced}}


def as_text(report: Report) -> str:
    """The report as JSON text, its keys in the order that every rendering of it keeps."""
    return json.dumps(as_json(report), ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Report:
    """The report that as_text() wrote, also in an earlier edition. ValueError, TypeError: it is none."""
    kept = json.loads(text)
    return replace(read(Report, kept), kept=kept)


def for_readers(text: str) -> Report:
    """The report that as_text() wrote, as it is shown and sent: an earlier edition named whom nobody had reviewed."""
    report = from_text(text)
    return replace(report, flags=[flag.for_readers() for flag in report.flags])


def correction_in(text: str) -> ReportCorrection | None:
    """What the report of a text corrects; for a list of versions, which needs nothing else of each."""
    told = json.loads(text)["correction"]
    return read(ReportCorrection, told) if told else None


def checksum(report: Report) -> str:
    """The SHA-256, in hexadecimal, of everything in a report but what tells of its version."""
    told = {key: value for key, value in as_json(report).items() if key not in _ABOUT_THE_VERSION}
    return sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def changed_metrics(before: Report, after: Report) -> list[ChangedMetric]:
    """The metrics of the hall that differ between two reports of a month, in order, each with both values.

    Only those that both know: a metric that a later release counts first is no change of the month.
    """
    return [
        ChangedMetric(metric, before.metrics[metric].value, figure.value)
        for metric, figure in after.metrics.items()
        if metric in before.metrics and before.metrics[metric].value != figure.value
    ]


def has_same_targets(before: Report, after: Report) -> bool:
    """Whether two reports of a month measure its waits, and the services that both know, against the same targets."""
    earlier, later = before.names.services, after.names.services
    return before.wait_target_seconds == after.wait_target_seconds and all(
        earlier[code].target_seconds == later[code].target_seconds for code in earlier.keys() & later.keys()
    )
