"""Chapter: Key moments and the peak-end score. Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.i18n import Language
from storeops.reports.layout.blocks import Chapter


def moments(report: Mapping[str, Any], language: Language) -> Chapter:
    """Key moments and the peak-end score."""
    del report, language
    return Chapter("moments", "", [])
