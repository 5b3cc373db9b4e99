"""What a report calls the things that its figures belong to, reasons, and times on the hall's wall. Pure."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from storeops.base.business_time import instant
from storeops.base.i18n import N_
from storeops.hall.reasons import OVER_TARGET_REASONS
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.document.report_document import PeriodReport
from storeops.reports.sections.records_section import NamePair


def hall_name(report: PeriodReport, _: Words) -> str:
    """The hall's name."""
    return report.hall if _.language == "zh" else report.hall_en


def service_name(report: PeriodReport, code: str | None, _: Words) -> str | None:
    """A service's name; None without one."""
    return None if code is None else _name(report.names.services, code, _)


def moment_name(report: PeriodReport, code: str, _: Words) -> str:
    """A key moment's name."""
    return _name(report.names.moments, code, _)


def reason_name(code: str | None, _: Words) -> str:
    """Why a transaction took longer than its target; an unknown code shows itself."""
    return _(OVER_TARGET_REASONS.get(code, code) if code else N_("No reason given"))


def _name(names: Mapping[str, NamePair], code: str, _: Words) -> str:
    return names[code].in_language(_.language) if code in names else code


def wall_time(report: PeriodReport, stamp: str | None) -> str | None:
    """Day and time of a stamp in the hall's zone; None without one."""
    return None if stamp is None else f"{instant(stamp).astimezone(ZoneInfo(report.zone)):%Y-%m-%d %H:%M}"
