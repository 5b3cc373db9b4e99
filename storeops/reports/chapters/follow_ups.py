"""Chapter: Follow-ups in time and late. Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.i18n import Language
from storeops.reports.layout.blocks import Chapter


def follow_ups(report: Mapping[str, Any], language: Language) -> Chapter:
    """Follow-ups in time and late."""
    del report, language
    return Chapter("follow_ups", "", [])
