"""Chapter: How far the records can be trusted. Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.i18n import Language
from storeops.reports.layout.blocks import Chapter


def data_quality(report: Mapping[str, Any], language: Language) -> Chapter:
    """How far the records can be trusted."""
    del report, language
    return Chapter("data_quality", "", [])
