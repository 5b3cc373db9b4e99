"""The words of the check pages: marks, reasons and scores as they are shown."""

from flask import Blueprint

from storeops.base.i18n import N_
from storeops.quality.checks import deduction_reasons
from storeops.quality.checks.marking import Mark
from storeops.quality.checks.sheet_rules import SHEET_NAMES
from storeops.web import request as web

MARK_WORDS: dict[Mark, str] = {
    Mark.FULL: "1",
    Mark.HALF: "½",
    Mark.NONE: "0",
    Mark.NOT_APPLICABLE: N_("N/A"),
}

MARK_MEANINGS: dict[Mark, str] = {
    Mark.FULL: N_("done"),
    Mark.HALF: N_("done in part"),
    Mark.NONE: N_("not done"),
    Mark.NOT_APPLICABLE: N_("did not apply"),
}


def add_check_words(pages: Blueprint) -> None:
    """Give all templates these words and the filters that fit them."""
    pages.app_context_processor(
        lambda: {"SHEET_NAMES": SHEET_NAMES, "MARK_WORDS": MARK_WORDS, "MARK_MEANINGS": MARK_MEANINGS}
    )
    pages.add_app_template_filter(reason_words, "reason_words")


def reason_words(reason: str) -> str:
    """A kept reason in the reader's language."""
    return deduction_reasons.reason_words(web.language(), reason)
