"""Chapter: Service stars. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from storeops.base.i18n import N_, Language, translate
from storeops.quality.stars.sheet import WhyNotRanked
from storeops.reports.chapters.punctuation import listed, set_apart
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import BarChart, Block, Chapter, Column, Sentences, Series, Table, Value


def stars(report: Report, language: Language) -> Chapter:
    """The bands, the star of the month, who has no place and why, and what came of appeals."""
    found = report["stars"]
    title = translate(language, N_("Service stars"))
    if not found["sheets"]:
        return Chapter("stars", title, [])
    blocks: list[Block] = [
        Sentences("stars_told", translate(language, N_("The month's stars")), _told(found, language))
    ]
    if found["eligible"]:
        blocks.append(_bands(found, language))
    blocks.append(_sheets(found, language))
    return Chapter("stars", title, blocks, _lead(found, language))


def _lead(found: Mapping[str, Any], language: Language) -> str:
    values = {"version": found["stars_version"], "policy": found["policy_version"]}
    if found["stars_version"] is None:
        return translate(language, N_("Provisional, by version %(policy)s of the rules."), values)
    return translate(language, N_("Version %(version)s of the stars, by version %(policy)s of the rules."), values)


def _told(found: Mapping[str, Any], language: Language) -> list[str]:
    names = {sheet["employee"]: sheet["name"] for sheet in found["sheets"]}
    told = []
    if found["stars_of_month"]:
        best = listed((names[code] for code in found["stars_of_month"]), language)
        told.append(translate(language, N_("Star of the month: %(names)s."), {"names": best}))
    sentence = N_("%(ranked)s of %(all)s are ranked. Who is not ranked has no disadvantage by it.")
    told.append(translate(language, sentence, {"ranked": found["eligible"], "all": len(found["sheets"])}))
    if any(found["appeals"].values()):
        sentence = N_("Appeals: %(open)s open, %(upheld)s upheld, %(refused)s refused.")
        told.append(translate(language, sentence, found["appeals"]))
    return told


def _bands(found: Mapping[str, Any], language: Language) -> BarChart:
    labels = [translate(language, N_("%(n)s stars"), {"n": band}) for band in found["bands"]]
    return BarChart(
        id="star_bands",
        title=translate(language, N_("How many reached which band")),
        description=translate(language, N_("Ranked employees by the number of stars of their total.")),
        label_title=translate(language, N_("Band")),
        labels=[*labels, translate(language, N_("Below the bands"))],
        series=[Series(translate(language, N_("Employees")), [*found["bands"].values(), found["without_stars"]])],
        kind="count",
    )


def _sheets(found: Mapping[str, Any], language: Language) -> Table:
    return Table(
        id="star_sheets",
        title=translate(language, N_("Star sheets")),
        columns=[
            Column(translate(language, N_("Employee"))),
            Column(translate(language, N_("Rank")), "count"),
            Column(translate(language, N_("Total")), "score"),
            Column(translate(language, N_("Stars")), "count"),
            Column(translate(language, N_("Remark"))),
        ],
        rows=[
            *(_ranked(sheet, found["stars_of_month"], language) for sheet in found["sheets"] if not sheet["reason"]),
            *_not_ranked(found, language),
        ],
        note=translate(
            language,
            N_("Totals closer than the checks can tell apart are marked; everybody may appeal against a line."),
        ),
    )


def _who(sheet: Mapping[str, Any]) -> str:
    name, code = sheet["name"], sheet["employee"]
    return str(code) if name == code else f"{name} {code}"


def _ranked(sheet: Mapping[str, Any], best: Iterable[str], language: Language) -> list[Value]:
    total = None if sheet["total"] is None else float(sheet["total"])
    return [_who(sheet), sheet["rank"], total, sheet["stars"], _remark(sheet, best, language)]


def _not_ranked(found: Mapping[str, Any], language: Language) -> list[list[Value]]:
    """Everybody without a place, those with the same reasons in one row."""
    people: dict[str, list[str]] = {}
    for sheet in found["sheets"]:
        if sheet["reason"]:
            people.setdefault(_reasons(sheet, language), []).append(_who(sheet))
    return [[listed(names, language), None, None, None, reasons] for reasons, names in people.items()]


def _reasons(sheet: Mapping[str, Any], language: Language) -> str:
    whys = (WhyNotRanked(**why).in_language(language) for why in sheet["reason"])
    return translate(language, N_("Not ranked: %(reasons)s"), {"reasons": set_apart(whys, language)})


def _remark(sheet: Mapping[str, Any], best: Iterable[str], language: Language) -> str:
    """What stands out in somebody's place."""
    remarks = []
    if sheet["employee"] in best:
        remarks.append(translate(language, N_("Star of the month")))
    if sheet["close_to_next"]:
        remarks.append(translate(language, N_("no clear difference from the next")))
    return listed(remarks, language)
