"""Chapter: Special customers, and diversion to electronic channels. Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.i18n import Language
from storeops.reports.layout.blocks import Chapter


def special_customers(report: Mapping[str, Any], language: Language) -> Chapter:
    """Special customers, and diversion to electronic channels."""
    del report, language
    return Chapter("special_customers", "", [])
