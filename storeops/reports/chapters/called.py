"""What a report calls the things that its figures belong to, reasons, and times on the hall's wall. Pure."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from storeops.base.business_time import instant
from storeops.base.i18n import N_, Language, translate
from storeops.hall.reasons import OVER_TARGET_REASONS
from storeops.reports.document.report_document import Report


def hall_name(report: Report, language: Language) -> str:
    """The hall's name."""
    return str(report["hall"] if language == "zh" else report["hall_en"])


def service_name(report: Report, code: str | None, language: Language) -> str | None:
    """A service's name; None without one."""
    return None if code is None else _name(report["names"]["services"], code, language)


def moment_name(report: Report, code: str, language: Language) -> str:
    """A key moment's name."""
    return _name(report["names"]["moments"], code, language)


def reason_name(code: str | None, language: Language) -> str:
    """Why a transaction took longer than its target; an unknown code shows itself."""
    return translate(language, OVER_TARGET_REASONS.get(code, code) if code else N_("No reason given"))


def _name(names: Mapping[str, Any], code: str, language: Language) -> str:
    return str(names[code][language]) if code in names else code


def wall_time(report: Report, stamp: str | None) -> str | None:
    """Day and time of a stamp in the hall's zone; None without one."""
    return None if stamp is None else f"{instant(stamp).astimezone(ZoneInfo(report['zone'])):%Y-%m-%d %H:%M}"
