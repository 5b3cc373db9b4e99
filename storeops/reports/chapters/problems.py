"""Chapter: What improved, what worsened, and why (问题分析). Pure."""

from datetime import date, timedelta

from storeops.base.i18n import N_
from storeops.measuring.metric_registry import METRIC_OF
from storeops.reports.chapters.cause_words import cause_sentence
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.document.report_document import Report
from storeops.reports.document.report_findings import ComparedWith, MovedFigure
from storeops.reports.layout.blocks import Chapter, Kind, Sentences


def problems(report: Report, _: Words) -> Chapter:
    """What moved by more than chance, with the likely cause where the figures show one."""
    found = report.findings
    against = found.against
    title = _("What moved, and why")
    if not against:
        nothing = _("There is no earlier month in the records to compare with.")
        return Chapter("problems", title, [Sentences("movements", "", [nothing])])
    lists = (
        ("improved", N_("Improved"), found.improved),
        ("worsened", N_("Worsened"), found.worsened),
    )
    blocks = [
        Sentences(code, _(heading), [_sentence(report, finding, _) for finding in movements])
        for code, heading, movements in lists
        if movements
    ]
    month = _.month(against.month)
    lead = _lead(against, month, _)
    if not blocks:
        still = _("No figure moved by more than chance.")
        return Chapter("problems", title, [Sentences("movements", "", [still])], lead)
    return Chapter("problems", title, blocks, lead)


def _lead(against: ComparedWith, month: str, _: Words) -> str:
    """What it is compared with: while the month runs, only as many days of the other."""
    day = date.fromisoformat(against.last_day) if against.last_day else None
    if day and (day + timedelta(days=1)).day != 1:
        sentence = N_("Compared with the first %(days)s days of %(month)s.")
        return _(sentence, {"days": day.day, "month": month})
    return _("Compared with %(month)s.", {"month": month})


def _sentence(report: Report, finding: MovedFigure, _: Words) -> str:
    metric = METRIC_OF[finding.metric]
    rose = N_("%(name)s: up from %(before)s to %(value)s (%(change)s).")
    fell = N_("%(name)s: down from %(before)s to %(value)s (%(change)s).")
    values = {
        "name": _(metric.name),
        "before": _.shown(finding.before, metric.unit),
        "value": _.shown(finding.value, metric.unit),
        "change": _change(finding.amount, finding.kind, _),
    }
    if finding.per_open_day:
        sentence = N_("%(name)s: %(value)s after %(before)s; %(change)s for each open day.")
    elif finding.per_customer:
        sentence = N_("%(name)s: %(value)s after %(before)s; %(change)s for each customer.")
    else:
        sentence = rose if finding.value > finding.before else fell
    return _.together([_(sentence, values), cause_sentence(report, finding.cause, _)])


def _change(amount: float, kind: Kind, _: Words) -> str:
    return _.shown(amount, kind)
