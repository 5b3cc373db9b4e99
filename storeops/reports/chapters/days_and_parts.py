"""Chapter: The month day by day. Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.i18n import Language
from storeops.reports.layout.blocks import Chapter


def days_and_parts(report: Mapping[str, Any], language: Language) -> Chapter:
    """The month day by day."""
    del report, language
    return Chapter("days_and_parts", "", [])
