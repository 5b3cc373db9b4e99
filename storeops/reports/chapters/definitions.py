"""Chapter: What each figure means, and what changed since the version before. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from storeops.base.business_time import instant
from storeops.base.i18n import N_
from storeops.base.months import month_span
from storeops.measuring.metric import FIRST_DEFINITIONS, Better, Unit
from storeops.measuring.metric_registry import ALL_METRICS, METRIC_OF
from storeops.month_end.corrections import in_language
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.tracking import MOST_FRONT_TARGETS, year_table
from storeops.reports.document.report_document import Report, ReportCorrection
from storeops.reports.layout.blocks import Block, Chapter, Column, Sentences, Table

_UNITS: dict[Unit, str] = {
    "s": N_("min:s"),
    "share": "%",
    "count": N_("count"),
    "per_hour": N_("per hour"),
    "points": N_("of 100 points"),
}
_BETTER: dict[Better | None, str] = {"higher": N_("higher"), "lower": N_("lower"), None: "-"}


def definitions(report: Report, _: Words) -> Chapter:
    """What changed since the version before, how the report is read, and every figure's written definition."""
    blocks: list[Block] = []
    if report.correction:
        blocks.append(_changes(report.correction, _))
    if len(report.year.targets) > MOST_FRONT_TARGETS:
        blocks.append(replace(year_table(report, _), id="all_year_targets"))
    blocks += [_how_to_read(report, _), _table(_)]
    return Chapter(
        id="definitions",
        title=_("What the figures mean"),
        blocks=blocks,
        lead=_(
            "Every figure has one written definition; this is definitions version %(version)s.",
            {"version": report.definitions_version},
        ),
    )


def _changes(correction: ReportCorrection, _: Words) -> Table:
    """What a correction changed; figures that this program does not know are left out."""
    changed = [each for each in correction.changed if each.metric in METRIC_OF]
    return Table(
        id="correction",
        title=_("Changed since version %(version)s", {"version": correction.of_version}),
        columns=[Column(_(title)) for title in (N_("Figure"), N_("Before the correction"), N_("After the correction"))],
        rows=[
            [
                _(METRIC_OF[each.metric].name),
                _.shown(each.before, METRIC_OF[each.metric].unit),
                _.shown(each.after, METRIC_OF[each.metric].unit),
            ]
            for each in changed
        ],
        note=_("Counted again because: %(reason)s.", {"reason": in_language(correction.reason, _.language)}),
    )


def _how_to_read(report: Report, _: Words) -> Sentences:
    sentences = list(_sentences(report, _))
    return Sentences("how_to_read", _("How to read this report"), sentences)


def _sentences(report: Report, _: Words) -> Iterator[str]:
    if report.provisional:
        closes_at = month_span(report.month, zone := ZoneInfo(report.zone)).closes_at.astimezone(zone)
        yield _(
            "The figures are provisional: the month closes on %(day)s at %(time)s and can change until then.",
            {"day": closes_at.date().isoformat(), "time": f"{closes_at:%H:%M}"},
        )
    if report.definitions_version == FIRST_DEFINITIONS:
        yield _("This month is counted by definitions version 1: exceptional business counts as its clerk called it.")
    yield _('"-" means that it did not happen or has no value; 0 means zero.')
    yield _(
        "Compared with the month before, with the same month of the year before and, where one was chosen, with a"
        " base month; while a month still runs, with the same days of the month before and of the year before."
    )
    yield _(
        "Counts, times and rates change by a percentage of the earlier value, shares by percentage points, scores"
        " by points."
    )
    yield _("A closed month does not change; a correction is a new version that says what it changed and why.")
    if report.sealed_up_to:
        at = instant(report.sealed_up_to.at).astimezone(ZoneInfo(report.zone))
        yield _(
            "Every event is sealed to the one before it. When this version was closed, the newest was event %(event)s"
            " of %(day)s %(time)s with the seal %(seal)s: a hall whose journal says otherwise was changed afterwards.",
            {
                "event": report.sealed_up_to.event,
                "day": at.date().isoformat(),
                "time": f"{at:%H:%M:%S}",
                "seal": report.sealed_up_to.seal,
            },
        )


def _table(_: Words) -> Table:
    titles = (N_("Figure"), N_("Formula"), N_("Unit"), N_("Left out"), N_("Better if"))
    return Table(
        id="definitions",
        title=_("Definitions of all figures"),
        columns=[Column(_(title)) for title in titles],
        rows=[
            [
                _(each)
                for each in (metric.name, metric.formula, _UNITS[metric.unit], metric.left_out, _BETTER[metric.better])
            ]
            for metric in ALL_METRICS
        ],
        note=_("Void tickets count nowhere. A figure belongs to the business day of its ticket."),
    )
