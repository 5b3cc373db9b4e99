"""A closed month's report as it is kept: what in it counts, what differs from another, and its checksum. Pure."""

import json
from hashlib import sha256
from typing import Any

from storeops.reports.document.report_document import Report

_ABOUT_THE_VERSION = ("version", "closed_at", "correction")
"""What every version says differently, whatever was counted."""


def as_text(report: Report) -> str:
    """The report as JSON text, its keys in the order that every rendering of it keeps."""
    return json.dumps(report, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Report:
    """The report that as_text() wrote."""
    report: Report = json.loads(text)
    return report


def checksum(report: Report) -> str:
    """The SHA-256, in hexadecimal, of everything in a report but what tells of its version."""
    told = {key: value for key, value in report.items() if key not in _ABOUT_THE_VERSION}
    return sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def changed_metrics(before: Report, after: Report) -> list[dict[str, Any]]:
    """The metrics of the hall that differ between two reports of a month, in order, each with both values.

    Only those that both know: a metric that a later release counts first is no change of the month.
    """
    return [
        {"metric": metric, "before": before["metrics"][metric]["value"], "after": figure["value"]}
        for metric, figure in after["metrics"].items()
        if metric in before["metrics"] and before["metrics"][metric]["value"] != figure["value"]
    ]


def has_same_targets(before: Report, after: Report) -> bool:
    """Whether two reports of a month measure its waits, and the services that both know, against the same targets."""
    targets = [
        {code: service["target_seconds"] for code, service in report["names"]["services"].items()}
        for report in (before, after)
    ]
    return before["wait_target_seconds"] == after["wait_target_seconds"] and all(
        targets[0][code] == targets[1][code] for code in targets[0].keys() & targets[1].keys()
    )
