"""Chapter: Spot checks. Pure."""

from storeops.quality.checks.sheet_rules import SHEET_NAMES, SheetKind
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.figure import figure
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Block, Chapter, Column, KeyFigures, Sentences, Table
from storeops.reports.sections.quality_section import Checklist

MOST_ITEMS = 10


def checklist(report: Report, _: Words) -> Chapter:
    """How much was checked, what failed most, and how strict each inspector is."""
    found = report.checklist
    blocks: list[Block] = []
    if found.checks:
        shares = [figure(report, metric, _) for metric in ("check_coverage", "checklist_mean")]
        blocks.append(KeyFigures("checks", _("Checks of people"), shares))
    if found.environment_checks:
        blocks.append(_environment(found, _))
    if found.failed_items:
        blocks.append(_items(found, _))
    if found.inspectors:
        blocks.append(_inspectors(found, _))
    return Chapter("checklist", _("Spot checks"), blocks, _lead(found, _) if blocks else "")


def _lead(found: Checklist, _: Words) -> str:
    values = {"checks": found.checks, "checked": found.checked_days, "worked": found.worked_days}
    return _(
        "%(checks)s checks of people. Of %(worked)s days of work, each employee by themself, %(checked)s were checked.",
        values,
    )


def _environment(found: Checklist, _: Words) -> Sentences:
    mean = _.shown(found.environment_mean, "points")
    told = _(
        "%(checks)s checks of signs, seats, tidiness and devices, mean score %(mean)s; nobody is credited.",
        {"checks": found.environment_checks, "mean": mean},
    )
    return Sentences("environment", _("The hall's environment"), [told])


def _items(found: Checklist, _: Words) -> Table:
    return Table(
        id="failed_items",
        title=_("Items that lost most points"),
        columns=[
            Column(_("Item")),
            Column(_("On the sheet")),
            Column(_("Marked"), "count"),
            Column(_("Less than full"), "count"),
            Column(_("Share"), "share"),
            Column(_("Points lost"), "count"),
        ],
        rows=[
            [
                item.in_language(_.language),
                _(SHEET_NAMES[SheetKind(item.sheet)]),
                item.marked,
                item.failed,
                item.share,
                item.points_lost,
            ]
            for item in found.failed_items[:MOST_ITEMS]
        ],
        note=_(
            "Marks of 0 and 0.5 are less than full; an item that did not apply was not marked. At most %(most)s.",
            {"most": MOST_ITEMS},
        ),
    )


def _inspectors(found: Checklist, _: Words) -> Table:
    return Table(
        id="inspectors",
        title=_("Inspectors"),
        columns=[
            Column(_("Inspector")),
            Column(_("Checks made"), "count"),
            Column(_("Mean score"), "points"),
            Column(_("Shift"), "points_difference"),
        ],
        rows=[[inspector.name, inspector.checks, inspector.mean, inspector.shift] for inspector in found.inspectors],
        note=_(
            "Shift: by how many points somebody marks above (+) or below (-) the others who checked the same"
            " people. The stars take it off every score, so that nobody gains or loses by who checked them."
        ),
    )
