"""What the set-up takes as the texts of a key moment. Pure; each refusal names its field."""

from dataclasses import asdict

from storeops.base.each_field import each_field
from storeops.base.typed_text import given_text, not_too_long
from storeops.hall.set_up_rules import LONGEST_NAME
from storeops.quality.guideposts.guidepost import MomentTexts
from storeops.quality.ratings.answer_words import given_answers

LONGEST_TEXT = 200
_MAY_BE_EMPTY = ("guidepost_zh", "guidepost_en")


def given_moment(texts: MomentTexts) -> MomentTexts:
    """A moment whose texts are in order; TextNeeded or TextTooLong of each that is not."""
    taken: dict[str, str] = {}
    with each_field() as take:
        for field, text in asdict(texts).items():
            if field in _MAY_BE_EMPTY:
                taken[field] = take(not_too_long, field, text, LONGEST_TEXT)
            elif field not in ("code", "answers_zh", "answers_en"):
                limit = LONGEST_NAME if field.startswith("name_") else LONGEST_TEXT
                taken[field] = take(given_text, field, text, limit)
        answers_zh = take(given_answers, "answers_zh", texts.code, texts.answers_zh or "", "zh")
        answers_en = take(given_answers, "answers_en", texts.code, texts.answers_en or "", "en")
    return MomentTexts(code=texts.code, **taken, answers_zh=answers_zh, answers_en=answers_en)
