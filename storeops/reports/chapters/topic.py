"""Chapter: One topic in depth (专题). Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.i18n import Language
from storeops.reports.layout.blocks import Chapter


def topic(report: Mapping[str, Any], language: Language) -> Chapter:
    """One topic in depth (专题)."""
    del report, language
    return Chapter("topic", "", [])
