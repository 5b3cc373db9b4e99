"""What a day or a week shows: its figures, then those chapters of the month that make sense for any days. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from storeops.base.i18n import N_
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.figure import figure
from storeops.reports.chapters.handling import handling
from storeops.reports.chapters.one_stop import one_stop
from storeops.reports.chapters.people_on_the_floor import people_on_the_floor
from storeops.reports.chapters.special_customers import special_customers
from storeops.reports.chapters.waiting import waiting
from storeops.reports.document.report_document import PeriodReport
from storeops.reports.layout.blocks import Block, Chapter, KeyFigures

QUEUE = (
    "issued",
    "served",
    "transactions",
    "service_level",
    "service_level_plain",
    "wait_median",
    "wait_p90",
    "wait_mean",
    "handling_median",
    "handling_p90",
    "handling_mean",
    "speed_compliance",
    "speed_within_3_minutes",
    "abandonment",
    "one_stop_gross",
    "transfer_rate",
    "transactions_per_hour",
    "occupancy",
    "idle_while_waiting",
)
QUALITY = (
    "csat",
    "delight",
    "response_rate",
    "prompt_rate",
    "check_coverage",
    "checklist_mean",
    "complaints",
    "praise",
    "followup_in_time",
)
_DETAIL = (waiting, handling, one_stop, people_on_the_floor, special_customers)


def headline_figures(report: PeriodReport, _: Words) -> list[KeyFigures]:
    """The figures of the queue, and those of service quality."""

    def block(id_: str, title: str, metrics: tuple[str, ...]) -> KeyFigures:
        figures = [figure(report, metric, _) for metric in metrics]
        return KeyFigures(id_, _(title), figures)

    return [block("queue", N_("The queue"), QUEUE), block("quality", N_("Service quality"), QUALITY)]


def detail_chapters(report: PeriodReport, _: Words) -> list[Chapter]:
    """The chapters behind the figures, without those that headline_figures tells; none without anything to tell."""
    chapters = (chapter(report, _) for chapter in _DETAIL)
    told = (replace(chapter, blocks=[*_not_told_above(chapter.blocks)]) for chapter in chapters)
    return [chapter for chapter in told if chapter.blocks]


def _not_told_above(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if not isinstance(block, KeyFigures):
            yield block
        elif figures := [figure for figure in block.figures if figure.metric not in (*QUEUE, *QUALITY)]:
            yield replace(block, figures=figures)
