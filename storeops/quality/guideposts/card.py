"""The best answer to a frequent question, kept as a card of a service. Pure."""

from dataclasses import dataclass

from storeops.base.each_field import each_field
from storeops.base.typed_text import given_lines, given_text

LONGEST_QUESTION = 200
LONGEST_ANSWER = 1000


@dataclass(frozen=True)
class CardTexts:
    """Question and answer in both languages. `is_active` False: retired, and no longer shown at the desk."""

    question_zh: str
    question_en: str
    answer_zh: str
    answer_en: str
    is_active: bool = True

    def question(self, language: str) -> str:
        return self.question_en if language == "en" else self.question_zh

    def answer(self, language: str) -> str:
        return self.answer_en if language == "en" else self.answer_zh


@dataclass(frozen=True)
class Card:
    """One card of a service."""

    id: int
    service_code: str
    texts: CardTexts


def given_card(texts: CardTexts) -> CardTexts:
    """A card whose texts are in order; TextNeeded of each that is not. An answer may have several lines."""
    with each_field() as take:
        return CardTexts(
            question_zh=take(given_text, "question_zh", texts.question_zh, LONGEST_QUESTION),
            question_en=take(given_text, "question_en", texts.question_en, LONGEST_QUESTION),
            answer_zh=take(given_lines, "answer_zh", texts.answer_zh, LONGEST_ANSWER),
            answer_en=take(given_lines, "answer_en", texts.answer_en, LONGEST_ANSWER),
            is_active=texts.is_active,
        )
