"""Chapter: Waiting by half hour and weekday. Pure."""

from collections.abc import Mapping

from storeops.base.i18n import N_
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.figure import figure, value_of
from storeops.reports.chapters.parts_of_month import metric_columns, value, values, with_tickets
from storeops.reports.document.report_document import Metrics, PeriodReport
from storeops.reports.layout.blocks import (
    Block,
    Chapter,
    Column,
    HeatMap,
    KeyFigures,
    LineChart,
    Number,
    Sentences,
    Series,
    Table,
)

_FIGURES = (
    "service_level",
    "service_level_plain",
    "wait_median",
    "wait_p90",
    "wait_mean",
    "visit_wait",
    "pre_open_share",
    "abandonment",
    "promise_kept",
    "estimate_error_median",
    "estimate_in_range",
)
_COLUMNS = ("issued", "served", "wait_median", "wait_p90", "service_level", "abandonment")
GOOD, BAD = 0.8, 0.6
"""Service levels from which a half hour is in order, and below which it is not."""


def waiting(report: PeriodReport, _: Words) -> Chapter:
    """How long customers waited, when in the day and in the week."""
    title = _("Waiting")
    if not value_of(report, "issued"):
        nothing = _("No tickets were issued: there is nothing to wait for.")
        return Chapter("waiting", title, [Sentences("no_tickets", title, [nothing])])
    half_hours, weekdays = with_tickets(report.by_half_hour), with_tickets(report.by_weekday)
    blocks: list[Block] = [
        KeyFigures("waits", title, [figure(report, metric, _) for metric in _FIGURES]),
        _through_the_day(report, half_hours, _),
    ]
    if report.by_weekday_half_hour:
        blocks.append(_week(report.by_weekday_half_hour, _))
    blocks += [
        _table("wait_by_half_hour", N_("Waiting by half hour"), N_("Half hour"), half_hours, _),
        _table(
            "wait_by_weekday",
            N_("Waiting by weekday"),
            N_("Weekday"),
            {_.weekday(int(weekday)): part for weekday, part in weekdays.items()},
            _,
        ),
    ]
    return Chapter("waiting", title, blocks)


def _through_the_day(report: PeriodReport, half_hours: Mapping[str, Metrics], _: Words) -> LineChart:
    def series(name: str, metric: str) -> Series:
        return Series(_(name), [value(part, metric) for part in half_hours.values()])

    return LineChart(
        id="wait_through_the_day",
        title=_("Wait through the day"),
        description=_("Median of the first wait, and what nine in ten do not exceed, by the half hour of issue."),
        label_title=_("Half hour"),
        labels=list(half_hours),
        series=[series(N_("Wait median"), "wait_median"), series(N_("Wait 9 in 10"), "wait_p90")],
        kind="s",
        target=report.wait_target_seconds,
    )


def _week(weekdays: Mapping[str, Mapping[str, Mapping[str, Number | None]]], _: Words) -> HeatMap:
    half_hours = sorted({at for day in weekdays.values() for at, part in day.items() if _level(part) is not None})
    shown = [weekday for weekday in sorted(weekdays) if any(part["issued"] for part in weekdays[weekday].values())]
    return HeatMap(
        id="service_level_by_weekday",
        title=_("Service level through the week"),
        description=_("Customers called within the wait target, by weekday and half hour of issue."),
        row_labels=[_.weekday(int(weekday)) for weekday in shown],
        column_labels=half_hours,
        cells=[[_level(weekdays[weekday].get(at, {})) for at in half_hours] for weekday in shown],
        kind="share",
        good=GOOD,
        bad=BAD,
    )


def _level(part: Mapping[str, Number | None]) -> Number | None:
    return part.get("service_level")


def _table(block_id: str, title: str, head: str, parts: Mapping[str, Metrics], _: Words) -> Table:
    return Table(
        id=block_id,
        title=_(title),
        columns=[Column(_(head)), *metric_columns(_COLUMNS, _)],
        rows=[[name, *values(part, _COLUMNS)] for name, part in parts.items()],
    )
