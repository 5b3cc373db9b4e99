"""The words of the check pages: marks, reasons and scores as they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint

from storeops.base.i18n import N_, translate
from storeops.quality.checks import deduction_reasons
from storeops.quality.checks.marking import MOST_TIMES, Mark, Marked, mark_text
from storeops.quality.checks.sheet_rules import SHEET_NAMES, ItemKind
from storeops.web import request as web


@dataclass(frozen=True)
class MarkChoice:
    """What an inspector may tap for an item: the value that is sent, how it looks, and what it says."""

    mark: Mark
    value: str
    words: str
    meaning: str
    n: int = 1
    """How often; for the meaning."""


_NOT_APPLICABLE = MarkChoice(Mark.NOT_APPLICABLE, Mark.NOT_APPLICABLE.value, N_("N/A"), N_("did not apply"))
MARK_CHOICES: Mapping[ItemKind, tuple[MarkChoice, ...]] = {
    ItemKind.POINTS: (
        MarkChoice(Mark.FULL, Mark.FULL.value, "1", N_("done")),
        MarkChoice(Mark.HALF, Mark.HALF.value, "½", N_("done in part")),
        MarkChoice(Mark.NONE, Mark.NONE.value, "0", N_("not done")),
        _NOT_APPLICABLE,
    ),
    ItemKind.DEDUCT: (
        MarkChoice(Mark.FULL, Mark.FULL.value, "0×", N_("not seen")),
        *(
            MarkChoice(Mark.NONE, mark_text(Mark.NONE, times), f"{times}×", N_("times seen: %(n)s"), times)
            for times in range(1, MOST_TIMES + 1)
        ),
        _NOT_APPLICABLE,
    ),
    ItemKind.VETO: (
        MarkChoice(Mark.FULL, Mark.FULL.value, N_("did not happen"), N_("did not happen")),
        MarkChoice(Mark.NONE, Mark.NONE.value, N_("happened"), N_("happened: the check is 0")),
        _NOT_APPLICABLE,
    ),
}


def mark_choice(kind: ItemKind, marked: Marked) -> MarkChoice:
    """The choice that a kept mark was."""
    value = mark_text(marked.mark, marked.times)
    return next(choice for choice in MARK_CHOICES[kind] if choice.value == value)


def item_weight(kind: ItemKind, weight: int) -> str:
    """What an item weighs, in words."""
    words = {ItemKind.POINTS: "%(n)s", ItemKind.DEDUCT: N_("−%(n)s each time"), ItemKind.VETO: N_("veto")}[kind]
    return translate(web.language(), words, {"n": weight})


def add_check_words(pages: Blueprint) -> None:
    """Give all templates these words and the filters that fit them."""
    pages.app_context_processor(
        lambda: {
            "SHEET_NAMES": SHEET_NAMES,
            "MARK_CHOICES": MARK_CHOICES,
            "mark_choice": mark_choice,
            "item_weight": item_weight,
        }
    )
    pages.add_app_template_filter(reason_words, "reason_words")


def reason_words(reason: str) -> str:
    """A kept reason in the reader's language."""
    return deduction_reasons.reason_words(web.language(), reason)
