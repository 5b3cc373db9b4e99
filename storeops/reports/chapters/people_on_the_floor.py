"""Chapter: Staffing, idle time and pauses. Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.i18n import Language
from storeops.reports.layout.blocks import Chapter


def people_on_the_floor(report: Mapping[str, Any], language: Language) -> Chapter:
    """Staffing, idle time and pauses."""
    del report, language
    return Chapter("people_on_the_floor", "", [])
