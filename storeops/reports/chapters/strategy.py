"""Chapter: What would matter most (策略). Pure."""

from storeops.base.i18n import N_, Language, translate
from storeops.reports.chapters.action_words import action_sentence
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Chapter, Sentences


def strategy(report: Report, language: Language) -> Chapter:
    """The actions in the order of what they would touch; no block where the figures call for none."""
    actions = (report.get("findings") or {}).get("actions") or []
    said = [sentence for action in actions if (sentence := action_sentence(report, action, language))]
    title = translate(language, N_("What would matter most next month"))
    return Chapter("strategy", title, [Sentences("actions", "", said, is_numbered=True)] if said else [])
