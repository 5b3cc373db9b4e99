"""Chapter: The month's figures beside the year's targets (指标跟踪). Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from storeops.base.i18n import N_
from storeops.measuring.metric_registry import ALL_METRICS
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.figure import figure, value_of
from storeops.reports.comparison.comparing import begins_late
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Chapter, Column, Entry, Figure, KeyFigures, Quantity, Table, YearProgress

MOST_HEADLINES = 12
MOST_FRONT_TARGETS = 8
HEADLINES = (
    "issued",
    "transactions_per_hour",
    "service_level",
    "service_level_plain",
    "wait_p90",
    "abandonment",
    "speed_compliance",
    "speed_within_3_minutes",
    "one_stop_gross",
    "csat",
    "followup_in_time",
    "checklist_mean",
)
_IN_THEIR_PLACE = ("transactions", "wait_median", "handling_median", "served", "promise_kept")
"""Shown where a hall has no value of some headline, as one that imported its log has no ratings."""


def tracking(report: Report, _: Words) -> Chapter:
    """The headline figures, and how far the year has come on its way to its targets."""
    known = [metric for metric in (*HEADLINES, *_IN_THEIR_PLACE) if value_of(report, metric) is not None]
    figures = [replace(figure(report, metric, _), year=None) for metric in known[:MOST_HEADLINES]]
    blocks: list[KeyFigures | Table] = []
    if figures:
        blocks.append(KeyFigures("headlines", _("The month at a glance"), figures))
    if report.year.targets:
        blocks.append(_front_table(report, _))
    return Chapter("tracking", _("Key figures"), blocks, _lead(report, figures, _))


def _lead(report: Report, figures: Sequence[Figure], _: Words) -> str:
    return _.together([_promises(report, figures, _), *_late_beginnings(report, _)])


def _late_beginnings(report: Report, _: Words) -> Iterator[str]:
    """Which of the months compared with began too late for their counts to compare."""
    comparisons = report.comparisons
    for compared in (comparisons.previous, comparisons.last_year, comparisons.base):
        if compared and compared.judged is None and begins_late(compared):
            sentence = N_("The records of %(month)s begin on %(day)s, so its counts cannot be compared.")
            values = {"month": _.month(compared.month), "day": compared.first_day}
            yield _(sentence, values)


def _promises(report: Report, figures: Sequence[Figure], _: Words) -> str:
    """What the two figures mean that bear the hall's promises, for whoever knows only this page."""
    if not {"service_level", "speed_compliance"} <= {each.metric for each in figures}:
        return ""
    return _(
        "Service level: the share of customers called within %(target)s; who left after a longer wait counts as missed."
        " Handled within target: the share of normal transactions finished within their service's time.",
        {"target": _.shown(report.wait_target_seconds, "s")},
    )


def year_table(report: Report, _: Words) -> Table:
    """Every target of the year with what the year has reached, those off their course first."""
    targets = report.year.targets
    planned = [figure(report, metric.id, _) for metric in ALL_METRICS if metric.id in targets]
    on_the_way = [(each, each.year) for each in planned if each.year]
    return Table(
        id="year_targets",
        title=_("Targets of the year %(year)s", {"year": report.year.year}),
        columns=[
            Column(_("Figure")),
            Column(_("Year's target"), "mixed"),
            Column(_("Year so far"), "mixed"),
            Column(_("Share reached"), "share"),
            Column(_("State")),
        ],
        rows=[list(_year_row(each, year, _)) for each, year in sorted(on_the_way, key=_off_course_first)],
        note=_.together([_year_gone(report, _), *_begun(report, _)]),
    )


def _year_gone(report: Report, _: Words) -> str:
    return _(
        "%(share)s of the year is gone. Counts fill up by the year's end; every other figure is met or not.",
        {"share": _.shown(report.year.time_gone, "share")},
    )


def _begun(report: Report, _: Words) -> Iterator[str]:
    """From when on counts are due, where the records begin within the year."""
    if report.year.begins and report.year.time_due is not None:
        values = {"day": report.year.begins, "share": _.shown(report.year.time_due, "share")}
        yield _(
            "The records begin on %(day)s: %(share)s of a year since then, and so much of each count is due.", values
        )


def _off_course_first(target: tuple[Figure, YearProgress]) -> bool:
    _, year = target
    return year.is_on_course is not False or year.is_chance


def _front_table(report: Report, _: Words) -> Table:
    """The table as far as the front page has room for it."""
    table = year_table(report, _)
    left_out = len(table.rows) - MOST_FRONT_TARGETS
    if left_out <= 0:
        return table
    more = _("%(count)s more targets stand with the definitions.", {"count": left_out})
    return replace(table, rows=table.rows[:MOST_FRONT_TARGETS], note=_.together([table.note, more]))


def _year_row(each: Figure, year: YearProgress, _: Words) -> Iterator[Entry]:
    yield each.name
    yield Quantity(year.target, each.kind)
    yield Quantity(year.year_to_date, each.kind)
    yield year.reached_share
    yield _state(year, fills_up=each.kind == "count", _=_)


def _state(year: YearProgress, *, fills_up: bool, _: Words) -> str | None:
    if year.is_on_course is None:
        return None
    if fills_up:
        state = _(N_("on course") if year.is_on_course else N_("off course"))
    else:
        state = _(N_("met") if year.is_on_course else N_("not met"))
    return _("%(state)s, within chance", {"state": state}) if year.is_chance else state
