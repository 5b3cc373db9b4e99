"""What a report calls the things that its figures belong to, and its times on the hall's wall. Pure."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from storeops.business_time import instant
from storeops.i18n import Language


def service_name(report: Mapping[str, Any], code: str | None, language: Language) -> str | None:
    """A service's name; None without one."""
    return None if code is None else _name(report["names"]["services"], code, language)


def moment_name(report: Mapping[str, Any], code: str, language: Language) -> str:
    """A key moment's name."""
    return _name(report["names"]["moments"], code, language)


def _name(names: Mapping[str, Any], code: str, language: Language) -> str:
    return str(names[code][language]) if code in names else code


def wall_time(report: Mapping[str, Any], stamp: str | None) -> str | None:
    """Day and time of a stamp in the hall's zone; None without one."""
    return None if stamp is None else f"{instant(stamp).astimezone(ZoneInfo(report['zone'])):%Y-%m-%d %H:%M}"
