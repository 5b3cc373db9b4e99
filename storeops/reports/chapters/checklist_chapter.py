"""Chapter: Spot checks. Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.base.i18n import N_, Language, translate
from storeops.quality.checks.sheet_rules import SHEET_NAMES, SheetKind
from storeops.reports.chapters.figure import figure
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Block, Chapter, Column, KeyFigures, Sentences, Table
from storeops.reports.layout.shown import shown

MOST_ITEMS = 10


def checklist(report: Report, language: Language) -> Chapter:
    """How much was checked, what failed most, and how strict each inspector is."""
    found = report["checklist"]
    blocks: list[Block] = []
    if found["checks"]:
        shares = [figure(report, metric, language) for metric in ("check_coverage", "checklist_mean")]
        blocks.append(KeyFigures("checks", translate(language, N_("Checks of people")), shares))
    if found["environment_checks"]:
        blocks.append(_environment(found, language))
    if found["failed_items"]:
        blocks.append(_items(found, language))
    if found["inspectors"]:
        blocks.append(_inspectors(found, language))
    return Chapter(
        "checklist", translate(language, N_("Spot checks")), blocks, _lead(found, language) if blocks else ""
    )


def _lead(found: Mapping[str, Any], language: Language) -> str:
    sentence = N_(
        "%(checks)s checks of people. Of %(worked)s days of work, each employee by themself, %(checked)s were checked."
    )
    values = {"checks": found["checks"], "checked": found["checked_days"], "worked": found["worked_days"]}
    return translate(language, sentence, values)


def _environment(found: Mapping[str, Any], language: Language) -> Sentences:
    sentence = N_("%(checks)s checks of signs, seats, tidiness and devices, mean score %(mean)s; nobody is credited.")
    mean = shown(found["environment_mean"], "points", language)
    told = translate(language, sentence, {"checks": found["environment_checks"], "mean": mean})
    return Sentences("environment", translate(language, N_("The hall's environment")), [told])


def _items(found: Mapping[str, Any], language: Language) -> Table:
    return Table(
        id="failed_items",
        title=translate(language, N_("Items that lost most points")),
        columns=[
            Column(translate(language, N_("Item"))),
            Column(translate(language, N_("On the sheet"))),
            Column(translate(language, N_("Marked")), "count"),
            Column(translate(language, N_("Less than full")), "count"),
            Column(translate(language, N_("Share")), "share"),
            Column(translate(language, N_("Points lost")), "count"),
        ],
        rows=[
            [
                item[language],
                translate(language, SHEET_NAMES[SheetKind(item["sheet"])]),
                *(item[key] for key in ("marked", "failed", "share", "points_lost")),
            ]
            for item in found["failed_items"][:MOST_ITEMS]
        ],
        note=translate(
            language,
            N_("Marks of 0 and 0.5 are less than full; an item that did not apply was not marked. At most %(most)s."),
            {"most": MOST_ITEMS},
        ),
    )


def _inspectors(found: Mapping[str, Any], language: Language) -> Table:
    return Table(
        id="inspectors",
        title=translate(language, N_("Inspectors")),
        columns=[
            Column(translate(language, N_("Inspector"))),
            Column(translate(language, N_("Checks made")), "count"),
            Column(translate(language, N_("Mean score")), "points"),
            Column(translate(language, N_("Shift")), "points_difference"),
        ],
        rows=[[inspector[key] for key in ("name", "checks", "mean", "shift")] for inspector in found["inspectors"]],
        note=translate(
            language,
            N_(
                "Shift: by how many points somebody marks above (+) or below (-) the others who checked the same"
                " people. The stars take it off every score, so that nobody gains or loses by who checked them."
            ),
        ),
    )
