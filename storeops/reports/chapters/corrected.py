"""Chapter: What a later version corrects in the one before it. Pure."""

from storeops.measuring.metric_registry import METRIC_OF
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Chapter, Column, Quantity, Sentences, Table


def corrected(report: Report, _: Words) -> Chapter:
    """The figures before and after; no block in a first version."""
    title = _("What this version corrects")
    if not report.correction:
        return Chapter("corrected", title, [])
    rows = corrected_figures(report, _)
    if not rows:
        same = _("No figure reads differently from the version before.")
        return Chapter("corrected", title, [Sentences("corrected", "", [same])])
    columns = [
        Column(_("Figure")),
        Column(_("Version before"), "mixed"),
        Column(_("This version"), "mixed"),
    ]
    return Chapter("corrected", title, [Table("corrected", title, columns, rows)])


def corrected_figures(report: Report, _: Words) -> list[tuple[str, Quantity, Quantity]]:
    """Name, value before and value after; those that a reader sees no difference in are left out."""
    told = []
    for each in report.correction.changed if report.correction else ():
        if each.metric in METRIC_OF:
            metric = METRIC_OF[each.metric]
            before, after = (Quantity(value, metric.unit) for value in (each.before, each.after))
            if _.shown(before, metric.unit) != _.shown(after, metric.unit):
                told.append((_(metric.name), before, after))
    return told
