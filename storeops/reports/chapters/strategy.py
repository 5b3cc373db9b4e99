"""Chapter: What would matter most (策略). Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.i18n import Language
from storeops.reports.layout.blocks import Chapter


def strategy(report: Mapping[str, Any], language: Language) -> Chapter:
    """What would matter most (策略)."""
    del report, language
    return Chapter("strategy", "", [])
