"""Chapter: The month's figures beside the year's targets (指标跟踪). Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.i18n import Language
from storeops.reports.layout.blocks import Chapter


def tracking(report: Mapping[str, Any], language: Language) -> Chapter:
    """The month's figures beside the year's targets (指标跟踪)."""
    del report, language
    return Chapter("tracking", "", [])
