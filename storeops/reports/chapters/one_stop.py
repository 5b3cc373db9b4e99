"""Chapter: One counter completes all, and transfers. Pure."""

from storeops.base.i18n import N_
from storeops.reports.chapters.called import service_name
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.figure import figure, value_of
from storeops.reports.document.report_document import PeriodReport
from storeops.reports.layout.blocks import Block, Chapter, Column, KeyFigures, Sentences, Table

_FIGURES = ("one_stop_gross", "transfer_rate")
MOST_MOVES = 15


def one_stop(report: PeriodReport, _: Words) -> Chapter:
    """How many visits one counter completed, and who was sent where."""
    title = _("One counter completes all")
    if not value_of(report, "issued"):
        return Chapter("one_stop", title, [])
    blocks: list[Block] = [KeyFigures("one_stop", title, [figure(report, metric, _) for metric in _FIGURES])]
    if report.transfers.moves:
        blocks.append(_moves(report, _))
    elif not report.transfers.visits:
        nobody = _("Nobody was sent on to another service or counter.")
        blocks.append(Sentences("no_transfers", _("Transfers"), [nobody]))
    return Chapter("one_stop", title, blocks)


def _moves(report: PeriodReport, _: Words) -> Table:
    moves = report.transfers.moves
    note = N_("Each transfer shows a need for training, or a service that the kiosk does not make clear.")
    if len(moves) > MOST_MOVES:
        note = N_(
            "The %(most)s most frequent of %(all)s moves. Each transfer shows a need for training, or a service that"
            " the kiosk does not make clear."
        )
    return Table(
        id="moves",
        title=_("Transfers"),
        columns=[
            Column(_("From service")),
            Column(_("To service")),
            Column(_("Transfers"), "count"),
        ],
        rows=[
            [service_name(report, move.source, _), service_name(report, move.target, _), move.count]
            for move in moves[:MOST_MOVES]
        ],
        note=_(note, {"most": MOST_MOVES, "all": len(moves)}),
    )
