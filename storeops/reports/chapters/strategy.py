"""Chapter: What would matter most (策略). Pure."""

from storeops.reports.chapters.action_words import action_sentence
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Chapter, Sentences


def strategy(report: Report, _: Words) -> Chapter:
    """The actions in the order of what they would touch; no block where the figures call for none."""
    actions = report.findings.actions
    said = [sentence for action in actions if (sentence := action_sentence(report, action, _))]
    title = _("What would matter most next month")
    blocks = [Sentences("actions", "", said, is_numbered=True)] if said else []
    return Chapter("strategy", title, blocks, sheet=_("What matters next month"))
