"""Chapter: Customers who wanted to leave. Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.base.i18n import N_, Language, translate
from storeops.quality.heard.retention_choices import LEAVING_FOR, LEAVING_REASONS, OFFERS, OUTCOMES
from storeops.reports.chapters.punctuation import counted_off
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import BarChart, Block, Chapter, Column, Series, Table
from storeops.reports.layout.shown import shown

COMPOSITION: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "reasons": (N_("Why they wanted to leave"), LEAVING_REASONS),
    "going_to": (N_("Where they wanted to go"), LEAVING_FOR),
    "offers": (N_("What they were offered"), OFFERS),
}


def leaving(report: Report, language: Language) -> Chapter:
    """Why customers wanted to leave, where to, what they were offered, and how many stayed."""
    found = report["leaving"]
    title = translate(language, N_("Customers who wanted to leave"))
    if not found["cases"]:
        return Chapter("leaving", title, [])
    blocks: list[Block] = [_chart(found, language)]
    blocks += [_table(part, found[part], language) for part in COMPOSITION]
    return Chapter("leaving", title, blocks, _lead(found, language))


def _lead(found: Mapping[str, Any], language: Language) -> str:
    outcomes = {part["code"]: part["count"] for part in found["outcomes"]}
    told = [f"{translate(language, name)} {outcomes[code]}" for code, name in OUTCOMES.items() if code in outcomes]
    values = {
        "cases": found["cases"],
        "share": shown(found["kept_share"], "share", language),
        "outcomes": counted_off(told, language),
    }
    return translate(
        language, N_("%(cases)s customers came to the retention desk; %(share)s were kept (%(outcomes)s)."), values
    )


def _chart(found: Mapping[str, Any], language: Language) -> BarChart:
    return BarChart(
        id="leaving_reasons_chart",
        title=translate(language, N_("Reasons for leaving, and how many stayed")),
        description=translate(language, N_("For each reason: its share of all, and the share of these that was kept.")),
        label_title=translate(language, N_("Reason")),
        labels=[translate(language, LEAVING_REASONS[part["code"]]) for part in found["reasons"]],
        series=[
            Series(translate(language, N_("Share of all")), [part["share"] for part in found["reasons"]]),
            Series(translate(language, N_("Kept of these")), [part["kept_share"] for part in found["reasons"]]),
        ],
        kind="share",
    )


def _table(part: str, lines: list[Mapping[str, Any]], language: Language) -> Table:
    title, words = COMPOSITION[part]
    return Table(
        id=f"leaving_{part}",
        title=translate(language, title),
        columns=[
            Column(translate(language, N_("Choice"))),
            Column(translate(language, N_("Customers")), "count"),
            Column(translate(language, N_("Share of all")), "share"),
            Column(translate(language, N_("Kept of these")), "share"),
        ],
        rows=[
            [translate(language, words[line["code"]]), *(line[key] for key in ("count", "share", "kept_share"))]
            for line in lines
        ],
    )
