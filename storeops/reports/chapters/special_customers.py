"""Chapter: Special customers, and diversion to electronic channels. Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.base.i18n import N_, Language, translate
from storeops.reports.chapters.figure import figure, value_of
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Chapter, Figure, KeyFigures, Kind, Sentences

_OF_SEGMENTS: dict[str, tuple[str, str, Kind]] = {
    "assisted_served": (
        N_("Helped customers served"),
        N_("Visits of customers who got help that ended served."),
        "count",
    ),
    "assisted_wait_median": (
        N_("Wait of helped customers, median"),
        N_("Median first wait of customers who got help and were served."),
        "s",
    ),
    "vip": (N_("VIP tickets"), N_("Tickets of the VIP segment, void ones left out."), "count"),
    "appointments": (N_("Appointments"), N_("Tickets of booked customers, void ones left out."), "count"),
}


def special_customers(report: Report, language: Language) -> Chapter:
    """Customers who need more than a ticket, and how many were pointed to other channels."""
    title = translate(language, N_("Special customers"))
    if not value_of(report, "issued"):
        return Chapter("special_customers", title, [])
    figures = [figure(report, "assisted_count", language)]
    figures += [_figure(report["special_customers"], key, language) for key in _OF_SEGMENTS]
    figures += [figure(report, metric, language) for metric in ("diversion_rate", "electronic_share")]
    unrecorded = translate(
        language,
        N_("Nothing records yet who was pointed to electronic channels and what was done there: no value, not zero."),
    )
    channels = translate(language, N_("Electronic channels"))
    return Chapter(
        "special_customers",
        title,
        [KeyFigures("special", title, figures), Sentences("unrecorded", channels, [unrecorded])],
    )


def _figure(found: Mapping[str, Any], key: str, language: Language) -> Figure:
    name, definition, kind = _OF_SEGMENTS[key]
    return Figure(key, translate(language, name), translate(language, definition), kind, found[key])
