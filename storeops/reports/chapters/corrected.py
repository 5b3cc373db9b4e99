"""Chapter: What a later version corrects in the one before it. Pure."""

from storeops.base.i18n import N_, Language, translate
from storeops.measuring.definitions_text import METRIC_OF
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Chapter, Column, Quantity, Sentences, Table
from storeops.reports.layout.shown import shown


def corrected(report: Report, language: Language) -> Chapter:
    """The figures before and after; no block in a first version."""
    title = translate(language, N_("What this version corrects"))
    if not report.get("correction"):
        return Chapter("corrected", title, [])
    rows = corrected_figures(report, language)
    if not rows:
        same = translate(language, N_("No figure reads differently from the version before."))
        return Chapter("corrected", title, [Sentences("corrected", "", [same])])
    columns = [
        Column(translate(language, N_("Figure"))),
        Column(translate(language, N_("Version before")), "mixed"),
        Column(translate(language, N_("This version")), "mixed"),
    ]
    return Chapter("corrected", title, [Table("corrected", title, columns, rows)])


def corrected_figures(report: Report, language: Language) -> list[tuple[str, Quantity, Quantity]]:
    """Name, value before and value after; those that a reader sees no difference in are left out."""
    told = []
    for each in (report.get("correction") or {}).get("changed", []):
        if each["metric"] in METRIC_OF:
            metric = METRIC_OF[each["metric"]]
            before, after = (Quantity(each[key], metric.unit) for key in ("before", "after"))
            if shown(before, metric.unit, language) != shown(after, metric.unit, language):
                told.append((translate(language, metric.name), before, after))
    return told
