"""Chapter: What improved, what worsened, and why (问题分析). Pure."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from storeops.base.calendar_words import month_name
from storeops.base.i18n import N_, Language, translate
from storeops.measuring.definitions_text import METRIC_OF
from storeops.reports.chapters.cause_words import cause_sentence
from storeops.reports.chapters.punctuation import together
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Chapter, Kind, Sentences
from storeops.reports.layout.shown import shown


def problems(report: Report, language: Language) -> Chapter:
    """What moved by more than chance, with the likely cause where the figures show one."""
    found = report.get("findings") or {}
    against = found.get("against")
    title = translate(language, N_("What moved, and why"))
    if not against:
        nothing = translate(language, N_("There is no earlier month in the records to compare with."))
        return Chapter("problems", title, [Sentences("movements", "", [nothing])])
    lists = (
        ("improved", N_("Improved"), found.get("improved") or []),
        ("worsened", N_("Worsened"), found.get("worsened") or []),
    )
    blocks = [
        Sentences(code, translate(language, heading), [_sentence(report, finding, language) for finding in movements])
        for code, heading, movements in lists
        if movements
    ]
    month = month_name(against["month"], language)
    lead = _lead(against, month, language)
    if not blocks:
        still = translate(language, N_("No figure moved by more than chance."))
        return Chapter("problems", title, [Sentences("movements", "", [still])], lead)
    return Chapter("problems", title, blocks, lead)


def _lead(against: Mapping[str, Any], month: str, language: Language) -> str:
    """What it is compared with: while the month runs, only as many days of the other."""
    day = date.fromisoformat(against["last_day"]) if against.get("last_day") else None
    if day and (day + timedelta(days=1)).day != 1:
        sentence = N_("Compared with the first %(days)s days of %(month)s.")
        return translate(language, sentence, {"days": day.day, "month": month})
    return translate(language, N_("Compared with %(month)s."), {"month": month})


def _sentence(report: Report, finding: Mapping[str, Any], language: Language) -> str:
    metric = METRIC_OF[finding["metric"]]
    rose = N_("%(name)s: up from %(before)s to %(value)s (%(change)s).")
    fell = N_("%(name)s: down from %(before)s to %(value)s (%(change)s).")
    values = {
        "name": translate(language, metric.name),
        "before": shown(finding["before"], metric.unit, language),
        "value": shown(finding["value"], metric.unit, language),
        "change": _change(finding["amount"], finding["kind"], language),
    }
    if finding.get("per_customer"):
        sentence = N_("%(name)s: %(value)s after %(before)s; %(change)s for each customer.")
    else:
        sentence = rose if finding["value"] > finding["before"] else fell
    return together(
        [translate(language, sentence, values), cause_sentence(report, finding.get("cause"), language)], language
    )


def _change(amount: float, kind: Kind, language: Language) -> str:
    return shown(amount, kind, language)
