"""Chapter: Customers who wanted to leave. Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.i18n import Language
from storeops.reports.layout.blocks import Chapter


def leaving(report: Mapping[str, Any], language: Language) -> Chapter:
    """Customers who wanted to leave."""
    del report, language
    return Chapter("leaving", "", [])
