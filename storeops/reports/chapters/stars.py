"""Chapter: Service stars. Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.i18n import Language
from storeops.reports.layout.blocks import Chapter


def stars(report: Mapping[str, Any], language: Language) -> Chapter:
    """Service stars."""
    del report, language
    return Chapter("stars", "", [])
