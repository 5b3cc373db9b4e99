"""Chapter: One counter completes all, and transfers. Pure."""

from storeops.base.i18n import N_, Language, translate
from storeops.reports.chapters.called import service_name
from storeops.reports.chapters.figure import figure, value_of
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Block, Chapter, Column, KeyFigures, Sentences, Table

_FIGURES = ("one_stop_gross", "one_stop_net", "transfer_rate")
MOST_MOVES = 15


def one_stop(report: Report, language: Language) -> Chapter:
    """How many visits one counter completed, and who was sent where."""
    title = translate(language, N_("One counter completes all"))
    if not value_of(report, "issued"):
        return Chapter("one_stop", title, [])
    blocks: list[Block] = [KeyFigures("one_stop", title, [figure(report, metric, language) for metric in _FIGURES])]
    if report["transfers"]["moves"]:
        blocks.append(_moves(report, language))
    elif not report["transfers"]["visits"]:
        nobody = translate(language, N_("Nobody was sent on to another service or counter."))
        blocks.append(Sentences("no_transfers", translate(language, N_("Transfers")), [nobody]))
    return Chapter("one_stop", title, blocks)


def _moves(report: Report, language: Language) -> Table:
    moves = report["transfers"]["moves"]
    note = N_("Each transfer shows a need for training, or a service that the kiosk does not make clear.")
    if len(moves) > MOST_MOVES:
        note = N_(
            "The %(most)s most frequent of %(all)s moves. Each transfer shows a need for training, or a service that"
            " the kiosk does not make clear."
        )
    return Table(
        id="moves",
        title=translate(language, N_("Transfers")),
        columns=[
            Column(translate(language, N_("From service"))),
            Column(translate(language, N_("To service"))),
            Column(translate(language, N_("Transfers")), "count"),
        ],
        rows=[
            [service_name(report, move["from"], language), service_name(report, move["to"], language), move["count"]]
            for move in moves[:MOST_MOVES]
        ],
        note=translate(language, note, {"most": MOST_MOVES, "all": len(moves)}),
    )
