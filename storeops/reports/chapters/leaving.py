"""Chapter: Customers who wanted to leave. Pure."""

from collections.abc import Mapping, Sequence

from storeops.base.i18n import N_
from storeops.quality.heard.retention_choices import LEAVING_FOR, LEAVING_REASONS, OFFERS, OUTCOMES
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import BarChart, Block, Chapter, Column, Series, Table
from storeops.reports.sections.heard_section import Leaving, LeavingChoice


def leaving(report: Report, _: Words) -> Chapter:
    """Why customers wanted to leave, where to, what they were offered, and how many stayed."""
    found = report.leaving
    title = _("Customers who wanted to leave")
    if not found.cases:
        return Chapter("leaving", title, [])
    blocks: list[Block] = [_chart(found, _)]
    blocks += [
        _table("reasons", N_("Why they wanted to leave"), found.reasons, LEAVING_REASONS, _),
        _table("going_to", N_("Where they wanted to go"), found.going_to, LEAVING_FOR, _),
        _table("offers", N_("What they were offered"), found.offers, OFFERS, _),
    ]
    return Chapter("leaving", title, blocks, _lead(found, _))


def _lead(found: Leaving, _: Words) -> str:
    outcomes = {part.code: part.count for part in found.outcomes}
    told = [f"{_(name)} {outcomes[code]}" for code, name in OUTCOMES.items() if code in outcomes]
    values = {
        "cases": found.cases,
        "share": _.shown(found.kept_share, "share"),
        "outcomes": _.counted_off(told),
    }
    return _("%(cases)s customers came to the retention desk; %(share)s were kept (%(outcomes)s).", values)


def _chart(found: Leaving, _: Words) -> BarChart:
    return BarChart(
        id="leaving_reasons_chart",
        title=_("Reasons for leaving, and how many stayed"),
        description=_("For each reason: its share of all, and the share of these that was kept."),
        label_title=_("Reason"),
        labels=[_(LEAVING_REASONS[part.code]) for part in found.reasons],
        series=[
            Series(_("Share of all"), [part.share for part in found.reasons]),
            Series(_("Kept of these"), [part.kept_share for part in found.reasons]),
        ],
        kind="share",
    )


def _table(part: str, title: str, lines: Sequence[LeavingChoice], words: Mapping[str, str], _: Words) -> Table:
    return Table(
        id=f"leaving_{part}",
        title=_(title),
        columns=[
            Column(_("Choice")),
            Column(_("Customers"), "count"),
            Column(_("Share of all"), "share"),
            Column(_("Kept of these"), "share"),
        ],
        rows=[[_(words[line.code]), line.count, line.share, line.kept_share] for line in lines],
    )
