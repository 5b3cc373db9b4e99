"""Chapter: Special customers, and diversion to electronic channels. Pure."""

from collections.abc import Iterator

from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.figure import figure, value_of
from storeops.reports.document.report_document import PeriodReport
from storeops.reports.layout.blocks import Chapter, Figure, KeyFigures, Sentences
from storeops.reports.sections.floor_section import SpecialCustomers


def special_customers(report: PeriodReport, _: Words) -> Chapter:
    """Customers who need more than a ticket, and how many were pointed to other channels."""
    title = _("Special customers")
    if not value_of(report, "issued"):
        return Chapter("special_customers", title, [])
    figures = [figure(report, "assisted_count", _)]
    figures += _of_segments(report.special_customers, _)
    figures += [figure(report, metric, _) for metric in ("diversion_rate", "electronic_share")]
    unrecorded = _(
        "Nothing records yet who was pointed to electronic channels and what was done there: no value, not zero."
    )
    channels = _("Electronic channels")
    return Chapter(
        "special_customers",
        title,
        [KeyFigures("special", title, figures), Sentences("unrecorded", channels, [unrecorded])],
    )


def _of_segments(found: SpecialCustomers, _: Words) -> Iterator[Figure]:
    yield Figure(
        "assisted_served",
        _("Helped customers served"),
        _("Visits of customers who got help that ended served."),
        "count",
        found.assisted_served,
    )
    yield Figure(
        "assisted_wait_median",
        _("Wait of helped customers, median"),
        _("Median first wait of customers who got help and were served."),
        "s",
        found.assisted_wait_median,
    )
    yield Figure("vip", _("VIP tickets"), _("Tickets of the VIP segment, void ones left out."), "count", found.vip)
    booked = _("Tickets of booked customers, void ones left out.")
    yield Figure("appointments", _("Appointments"), booked, "count", found.appointments)
