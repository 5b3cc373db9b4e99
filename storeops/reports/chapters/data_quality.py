"""Chapter: How far the records can be trusted. Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.base.i18n import N_, Language, translate
from storeops.base.months import month_days
from storeops.reports.chapters.figure import value_of
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Block, Chapter, Column, Sentences, Table
from storeops.reports.layout.shown import shown

_COUNTS: dict[str, tuple[str, str]] = {
    "legs_left_open": (
        N_("Services ended by the system"),
        N_(
            "Services ended by the system (%(count)s): they were still running when the day was closed. Their time is"
            " left out of the means. Finish each customer before the counter is closed."
        ),
    ),
    "counters_left_open": (
        N_("Counters closed by the system"),
        N_(
            "Counters closed by the system (%(count)s): nobody signed out, so the time signed in runs to the closing"
            " time. Remind the shift to close its counters."
        ),
    ),
    "unfinished_transactions": (
        N_("Transactions broken off"),
        N_(
            "Transactions broken off (%(count)s) by a transfer or a hold: they have no handling time. Look at the"
            " transfers to see where they come from."
        ),
    ),
    "legs_without_employee": (
        N_("Services without employee"),
        N_(
            "Services without employee (%(count)s): they count for the hall and for no clerk. See that the imported log"
            " names who served."
        ),
    ),
    "missing_prompts": (
        N_("Visits without closing question"),
        N_(
            "Visits without closing question (%(count)s): these customers could not rate. Check that the pad at each"
            " counter is on."
        ),
    ),
    "voids": (
        N_("Void tickets"),
        N_("Void tickets (%(count)s), tests and duplicates: they count nowhere. Ask for the cause if they grow."),
    ),
    "clock_jumps": (
        N_("Clock set back"),
        N_(
            "Clock set back (%(count)s): durations across these moments can be wrong. Let the computer"
            " take the time from a time server."
        ),
    ),
}
"""What is counted, and in plain words what it means and what to do."""


def data_quality(report: Report, language: Language) -> Chapter:
    """What is missing in the records, what the system had to close, and what to do about it."""
    title = translate(language, N_("How far the records can be trusted"))
    found = report["data_quality"]
    if not value_of(report, "issued") and not found["voids"]:
        return Chapter("data_quality", title, [])
    heading = translate(language, N_("What it means and what to do"))
    blocks: list[Block] = [_table(found, title, language), Sentences("meaning", heading, _meaning(report, language))]
    return Chapter("data_quality", title, blocks)


def _table(found: Mapping[str, Any], title: str, language: Language) -> Table:
    return Table(
        id="data_quality",
        title=title,
        columns=[Column(translate(language, N_("Gap"))), Column(translate(language, N_("Cases")), "count")],
        rows=[[translate(language, name), found[key]] for key, (name, _) in _COUNTS.items()],
    )


def _meaning(report: Report, language: Language) -> list[str]:
    found = report["data_quality"]
    said = _days_recorded(report, language) + [
        translate(language, sentence, {"count": shown(found[key], "count", language)})
        for key, (_, sentence) in _COUNTS.items()
        if found[key]
    ]
    if found["imported_share"]:
        sentence = N_(
            "Imported tickets (%(share)s): their log tells nothing of estimates, questions and free counters, so these"
            " figures leave them out."
        )
        said.append(translate(language, sentence, {"share": shown(found["imported_share"], "share", language)}))
    return said or [translate(language, N_("Nothing is missing, and the system had to close nothing."))]


def _days_recorded(report: Report, language: Language) -> list[str]:
    """That a closed month has no records of its first or last days, where that is so: its sums are no whole month's."""
    recorded = sorted(report.get("days", {}))
    if not recorded or report["provisional"]:
        return []
    first_day, last_day = month_days(report["month"])
    if (recorded[0], recorded[-1]) == (first_day.isoformat(), last_day.isoformat()):
        return []
    sentence = N_(
        "The records begin on %(first)s and end on %(last)s, with %(count)s of the month's %(days)s days: compare its"
        " counts with those of a whole month with care."
    )
    values = {"first": recorded[0], "last": recorded[-1], "count": len(recorded), "days": last_day.day}
    return [translate(language, sentence, values)]
