"""Chapter: How far the records can be trusted. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from storeops.base.i18n import N_
from storeops.base.months import month_days
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.figure import value_of
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Block, Chapter, Column, Sentences, Table
from storeops.reports.sections.records_section import DataQuality


@dataclass(frozen=True)
class _Gap:
    """What the records may lack: how many are counted, what it is called, and in plain words what to do.

    `is_rare`: it is named only where there is any.
    """

    count: Callable[[DataQuality], int | None]
    name: str
    meaning: str
    is_rare: bool = False


_GAPS: tuple[_Gap, ...] = (
    _Gap(
        lambda found: found.legs_left_open,
        N_("Services ended by the system"),
        N_(
            "Services ended by the system (%(count)s): they were still running when the day was closed. Their time is"
            " left out of the means. Finish each customer before the counter is closed."
        ),
    ),
    _Gap(
        lambda found: found.counters_left_open,
        N_("Counters closed by the system"),
        N_(
            "Counters closed by the system (%(count)s): nobody signed out, so the time signed in runs to the closing"
            " time. Remind the shift to close its counters."
        ),
    ),
    _Gap(
        lambda found: found.unfinished_transactions,
        N_("Transactions broken off"),
        N_(
            "Transactions broken off (%(count)s) by a transfer or a hold: they have no handling time. Look at the"
            " transfers to see where they come from."
        ),
    ),
    _Gap(
        lambda found: found.legs_without_employee,
        N_("Services without employee"),
        N_(
            "Services without employee (%(count)s): they count for the hall and for no clerk. See that the imported log"
            " names who served."
        ),
    ),
    _Gap(
        lambda found: found.missing_prompts,
        N_("Visits without closing question"),
        N_(
            "Visits without closing question (%(count)s): these customers could not rate. Check that the pad at each"
            " counter is on."
        ),
    ),
    _Gap(
        lambda found: found.voids,
        N_("Void tickets"),
        N_("Void tickets (%(count)s), tests and duplicates: they count nowhere. Ask for the cause if they grow."),
    ),
    _Gap(
        lambda found: found.clock_jumps,
        N_("Clock set back"),
        N_(
            "Clock set back (%(count)s): durations across these moments can be wrong. Let the computer"
            " take the time from a time server."
        ),
    ),
    _Gap(
        lambda found: found.turned_around,
        N_("Visits that end before they begin"),
        N_(
            "Visits that end before they begin (%(count)s), because the clock was set back between: what ends before it"
            " begins took no time in the figures."
        ),
        is_rare=True,
    ),
)
"""In the order of the table."""


def data_quality(report: Report, _: Words) -> Chapter:
    """What is missing in the records, what the system had to close, and what to do about it."""
    title = _("How far the records can be trusted")
    found = report.data_quality
    if not value_of(report, "issued") and not found.voids:
        return Chapter("data_quality", title, [])
    heading = _("What it means and what to do")
    blocks: list[Block] = [_table(found, title, _), Sentences("meaning", heading, _meaning(report, _))]
    return Chapter("data_quality", title, blocks, sheet=_("Trust in the records"))


def _table(found: DataQuality, title: str, _: Words) -> Table:
    return Table(
        id="data_quality",
        title=title,
        columns=[Column(_("Gap")), Column(_("Cases"), "count")],
        rows=[[_(gap.name), gap.count(found)] for gap in _GAPS if gap.count(found) or not gap.is_rare],
    )


def _meaning(report: Report, _: Words) -> list[str]:
    found = report.data_quality
    counted = [(gap, gap.count(found)) for gap in _GAPS]
    said = _days_recorded(report, _) + [
        _(gap.meaning, {"count": _.shown(count, "count")}) for gap, count in counted if count
    ]
    if found.clock_days:
        sentence = N_(
            "The clock was set on these days, or to them: %(days)s. Times of these days can be wrong by as much as it"
            " was set."
        )
        said.append(_(sentence, {"days": ", ".join(found.clock_days)}))
    if found.imported_share:
        sentence = N_(
            "Imported tickets (%(share)s): their log tells nothing of estimates, questions and free counters, so these"
            " figures leave them out."
        )
        said.append(_(sentence, {"share": _.shown(found.imported_share, "share")}))
    return said or [_("Nothing is missing, and the system had to close nothing.")]


def _days_recorded(report: Report, _: Words) -> list[str]:
    """That a closed month has no records of its first or last days, where that is so: its sums are no whole month's."""
    recorded = sorted(report.days)
    if not recorded or report.provisional:
        return []
    first_day, last_day = month_days(report.month)
    if (recorded[0], recorded[-1]) == (first_day.isoformat(), last_day.isoformat()):
        return []
    values = {"first": recorded[0], "last": recorded[-1], "count": len(recorded), "days": last_day.day}
    return [
        _(
            "The records begin on %(first)s and end on %(last)s, with %(count)s of the month's %(days)s days: compare"
            " its counts with those of a whole month with care.",
            values,
        )
    ]
