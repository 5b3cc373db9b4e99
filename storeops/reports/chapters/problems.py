"""Chapter: What improved, what worsened, and why (问题分析). Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.i18n import Language
from storeops.reports.layout.blocks import Chapter


def problems(report: Mapping[str, Any], language: Language) -> Chapter:
    """What improved, what worsened, and why (问题分析)."""
    del report, language
    return Chapter("problems", "", [])
