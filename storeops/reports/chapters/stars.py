"""Chapter: Service stars. Pure."""

from collections.abc import Iterable

from storeops.base.i18n import N_
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import BarChart, Block, Chapter, Column, Sentences, Series, Table, Value
from storeops.reports.sections.stars_section import MonthStars, SheetLine


def stars(report: Report, _: Words) -> Chapter:
    """The bands, the star of the month, who has no place and why, and what came of appeals."""
    found = report.stars
    title = _("Service stars")
    if not found.sheets:
        return Chapter("stars", title, [])
    blocks: list[Block] = [Sentences("stars_told", _("The month's stars"), _told(found, _))]
    if found.eligible:
        blocks.append(_bands(found, _))
    blocks.append(_sheets(found, _))
    return Chapter("stars", title, blocks, _lead(found, _))


def _lead(found: MonthStars, _: Words) -> str:
    values = {"version": found.stars_version, "policy": found.policy_version}
    if found.stars_version is None:
        return _("Provisional, by version %(policy)s of the rules.", values)
    return _("Version %(version)s of the stars, by version %(policy)s of the rules.", values)


def _told(found: MonthStars, _: Words) -> list[str]:
    names = {sheet.employee: sheet.name for sheet in found.sheets}
    told = []
    if found.stars_of_month:
        best = _.listed(names[code] for code in found.stars_of_month)
        told.append(_("Star of the month: %(names)s.", {"names": best}))
    sentence = N_("%(ranked)s of %(all)s are ranked. Who is not ranked has no disadvantage by it.")
    told.append(_(sentence, {"ranked": found.eligible, "all": len(found.sheets)}))
    if any(vars(found.appeals).values()):
        sentence = N_("Appeals: %(open)s open, %(upheld)s upheld, %(refused)s refused.")
        told.append(_(sentence, vars(found.appeals)))
    return told


def _bands(found: MonthStars, _: Words) -> BarChart:
    labels = [_("%(n)s stars", {"n": band}) for band in found.bands]
    return BarChart(
        id="star_bands",
        title=_("How many reached which band"),
        description=_("Ranked employees by the number of stars of their total."),
        label_title=_("Band"),
        labels=[*labels, _("Below the bands")],
        series=[Series(_("Employees"), [*found.bands.values(), found.without_stars])],
        kind="count",
    )


def _sheets(found: MonthStars, _: Words) -> Table:
    return Table(
        id="star_sheets",
        title=_("Star sheets"),
        columns=[
            Column(_("Employee")),
            Column(_("Rank"), "count"),
            Column(_("Total"), "score"),
            Column(_("Stars"), "count"),
            Column(_("Remark")),
        ],
        rows=[
            *(_ranked(sheet, found.stars_of_month, _) for sheet in found.sheets if not sheet.reason),
            *_not_ranked(found, _),
        ],
        note=_("Totals closer than the checks can tell apart are marked; everybody may appeal against a line."),
    )


def _who(sheet: SheetLine) -> str:
    name, code = sheet.name, sheet.employee
    return str(code) if name == code else f"{name} {code}"


def _ranked(sheet: SheetLine, best: Iterable[str], _: Words) -> list[Value]:
    total = None if sheet.total is None else float(sheet.total)
    return [_who(sheet), sheet.rank, total, sheet.stars, _remark(sheet, best, _)]


def _not_ranked(found: MonthStars, _: Words) -> list[list[Value]]:
    """Everybody without a place, those with the same reasons in one row."""
    people: dict[str, list[str]] = {}
    for sheet in found.sheets:
        if sheet.reason:
            people.setdefault(_reasons(sheet, _), []).append(_who(sheet))
    return [[_.listed(names), None, None, None, reasons] for reasons, names in people.items()]


def _reasons(sheet: SheetLine, _: Words) -> str:
    whys = (why.in_language(_.language) for why in sheet.reason or ())
    return _("Not ranked: %(reasons)s", {"reasons": _.set_apart(whys)})


def _remark(sheet: SheetLine, best: Iterable[str], _: Words) -> str:
    """What stands out in somebody's place."""
    remarks = []
    if sheet.employee in best:
        remarks.append(_("Star of the month"))
    if sheet.close_to_next:
        remarks.append(_("no clear difference from the next"))
    return _.listed(remarks)
