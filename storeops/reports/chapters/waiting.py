"""Chapter: Waiting by half hour and weekday. Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.i18n import Language
from storeops.reports.layout.blocks import Chapter


def waiting(report: Mapping[str, Any], language: Language) -> Chapter:
    """Waiting by half hour and weekday."""
    del report, language
    return Chapter("waiting", "", [])
