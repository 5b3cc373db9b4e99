"""Chapter: Handling by service, reasons over target, steps worth removing. Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.i18n import Language
from storeops.reports.layout.blocks import Chapter


def handling(report: Mapping[str, Any], language: Language) -> Chapter:
    """Handling by service, reasons over target, steps worth removing."""
    del report, language
    return Chapter("handling", "", [])
