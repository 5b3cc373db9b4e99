"""Chapter: Flags reviewed. Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.i18n import Language
from storeops.reports.layout.blocks import Chapter


def flags(report: Mapping[str, Any], language: Language) -> Chapter:
    """Flags reviewed."""
    del report, language
    return Chapter("flags", "", [])
