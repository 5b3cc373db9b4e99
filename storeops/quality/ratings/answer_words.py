"""The words of the five answers to a moment's question, worst first: each question has such as fit it. Pure."""

from collections.abc import Mapping, Sequence

from storeops.base.i18n import N_, translate
from storeops.quality.ratings.moments import HIGHEST, LOWEST, Moment
from storeops.quality.ratings.refusals import AnswersNeeded

LONGEST_ANSWER_WORDS = 16
"""A face's button holds no longer words on a small screen."""
COUNT = HIGHEST - LOWEST + 1

HOW_GOOD = (N_("Very bad"), N_("Bad"), N_("Fair"), N_("Good"), N_("Very good"))
SHIPPED: Mapping[Moment, Sequence[str]] = {
    Moment.TICKET: (N_("Very hard"), N_("Hard"), N_("So-so"), N_("Easy"), N_("Very easy")),
    Moment.UNDERSTANDING: (N_("Not at all"), N_("Not well"), N_("Partly"), N_("Well"), N_("Very well")),
    Moment.RESULT: (
        N_("Nothing solved"),
        N_("Little solved"),
        N_("Partly solved"),
        N_("Mostly solved"),
        N_("All solved"),
    ),
    Moment.MONEY: (N_("Very unclear"), N_("Unclear"), N_("Partly clear"), N_("Clear"), N_("Very clear")),
    Moment.OVERALL: (N_("Very poor"), N_("Poor"), N_("Average"), N_("Fine"), N_("Excellent")),
}
"""Those of moments whose question asks for something else than how good it was."""


def shipped_answers(moment: Moment, language: str) -> tuple[str, ...]:
    """The answers that the product ships for a moment."""
    return tuple(translate("en" if language == "en" else "zh", words) for words in SHIPPED.get(moment, HOW_GOOD))


def answers_in(moment: Moment, own: str | None, language: str) -> tuple[str, ...]:
    """The answers to a moment's question: the hall's own lines, else the shipped ones."""
    return tuple(own.split("\n")) if own else shipped_answers(moment, language)


def given_answers(field: str, moment: Moment, text: str, language: str) -> str | None:
    """The hall's own answers as lines; None where nothing, or what is shipped, was typed. AnswersNeeded."""
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    if not lines or lines == shipped_answers(moment, language):
        return None
    fits = all(line.isprintable() and len(line) <= LONGEST_ANSWER_WORDS for line in lines)
    if len(set(lines)) != COUNT or len(lines) != COUNT or not fits:
        raise AnswersNeeded(field, count=COUNT, limit=LONGEST_ANSWER_WORDS)
    return "\n".join(lines)
