"""Chapter: What the front line heard (市场环境). Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.i18n import Language
from storeops.reports.layout.blocks import Chapter


def market(report: Mapping[str, Any], language: Language) -> Chapter:
    """What the front line heard (市场环境)."""
    del report, language
    return Chapter("market", "", [])
