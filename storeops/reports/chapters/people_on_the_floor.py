"""Chapter: Staffing, idle time and pauses. Pure."""

from collections.abc import Mapping, Sequence

from storeops.base.i18n import N_
from storeops.hall.reasons import PAUSE_REASONS, SYSTEM_PAUSE_REASONS
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.figure import figure
from storeops.reports.chapters.staffing_blocks import short_half_hours, staffing_chart, staffing_table
from storeops.reports.document.report_document import PeriodReport
from storeops.reports.layout.blocks import Block, Chapter, Column, KeyFigures, Sentences, Table
from storeops.reports.sections.floor_section import PausesOfReason

_FIGURES = ("transactions_per_hour", "occupancy", "idle_while_waiting")


def people_on_the_floor(report: PeriodReport, _: Words) -> Chapter:
    """How many counters were open and how many were needed, what their time went on, and why they paused."""
    title = _("People on the floor")
    half_hours = report.staffing.half_hours
    if not half_hours:
        return Chapter("people_on_the_floor", title, [])
    blocks: list[Block] = []
    if all(item.open is None for item in half_hours):
        nobody = N_(
            "Nobody was signed in: the records do not tell who was at the counters, who was free and who paused."
        )
        blocks.append(Sentences("nobody_signed_in", title, [_(nobody)]))
    else:
        figures = [figure(report, metric, _) for metric in _FIGURES]
        blocks += [KeyFigures("floor", title, figures), staffing_chart(half_hours, _)]
        blocks += short_half_hours(report.staffing.short_half_hours, _)
    blocks.append(staffing_table(half_hours, report.wait_target_seconds, _))
    pauses = report.pauses
    if pauses.counter:
        blocks.append(_pauses("pauses", N_("Pauses of counters"), pauses.counter, PAUSE_REASONS, _))
    if pauses.system:
        title_of_systems = N_("Pauses because of the systems")
        blocks.append(_pauses("system_pauses", title_of_systems, pauses.system, SYSTEM_PAUSE_REASONS, _))
    return Chapter("people_on_the_floor", title, blocks)


def _pauses(block_id: str, title: str, pauses: Sequence[PausesOfReason], words: Mapping[str, str], _: Words) -> Table:
    return Table(
        id=block_id,
        title=_(title),
        columns=[
            Column(_("Reason")),
            Column(_("Times"), "count"),
            Column(_("Total time"), "s"),
        ],
        rows=[[_(words.get(pause.reason, pause.reason)), pause.count, pause.seconds] for pause in pauses],
    )
