"""Chapter: What each figure means, and what changed since the version before. Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.i18n import Language
from storeops.reports.layout.blocks import Chapter


def definitions(report: Mapping[str, Any], language: Language) -> Chapter:
    """What each figure means, and what changed since the version before."""
    del report, language
    return Chapter("definitions", "", [])
