"""A closed month's report as it is kept: what in it counts, what differs from another, and its checksum. Pure."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

Report = dict[str, Any]

_ABOUT_THE_VERSION = ("version", "closed_at", "correction")
"""What every version says differently, whatever was counted."""


def as_text(report: Mapping[str, Any]) -> str:
    """The report as JSON text, its keys in the order that every rendering of it keeps."""
    return json.dumps(report, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Report:
    """The report that as_text() wrote."""
    report: Report = json.loads(text)
    return report


def checksum(report: Mapping[str, Any]) -> str:
    """The SHA-256, in hexadecimal, of everything in a report but what tells of its version."""
    told = {key: value for key, value in report.items() if key not in _ABOUT_THE_VERSION}
    return sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def changed_metrics(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The metrics of the hall that differ between two reports of a month, in order, each with both values.

    Only those that both know: a metric that a later release counts first is no change of the month.
    """
    return [
        {"metric": metric, "before": before["metrics"][metric]["value"], "after": figure["value"]}
        for metric, figure in after["metrics"].items()
        if metric in before["metrics"] and before["metrics"][metric]["value"] != figure["value"]
    ]
