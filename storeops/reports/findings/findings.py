"""What a month's figures say: what improved, what worsened and the likely cause, the topic, the three actions. Pure."""

from collections.abc import Mapping
from typing import Any


def findings(report: Mapping[str, Any]) -> dict[str, Any]:
    """The findings of a report, as codes with values, free of language."""
    del report
    return {"improved": [], "worsened": [], "topic": None, "actions": []}
