"""The questions to put to a customer now: on the phone page, the kiosk, over the API, and on a counter's pad."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.i18n import Language
from storeops.quality.ratings import rating_rows
from storeops.quality.ratings.answer_words import answers_in
from storeops.quality.ratings.moments import ANSWER_WITHIN, CLERKS_MOMENTS, LOWEST, Moment, Place
from storeops.quality.ratings.question_state import AskedQuestion, QuestionState, Rating, question
from storeops.quality.ratings.rated_visit import RatedVisit
from storeops.quality.ratings.rating_rows import MomentWords
from storeops.quality.ratings.refusals import RatingNotAsked, UnknownRating
from storeops.queueing import counter_rows
from storeops.queueing.ticket import State
from storeops.store import journal


@dataclass(frozen=True)
class Question:
    """A question that may be answered now. `seconds_left` runs once a screen has shown it, and is whole until then."""

    moment: Moment
    text_zh: str
    text_en: str
    answers_zh: tuple[str, ...]
    answers_en: tuple[str, ...]
    seconds_left: float

    def text(self, language: Language) -> str:
        return self.text_en if language == "en" else self.text_zh

    def answers(self, language: Language) -> list[tuple[int, str]]:
        """The five answers in words, each with the number that is kept of it, always worst first."""
        return list(enumerate(self.answers_en if language == "en" else self.answers_zh, start=LOWEST))


@dataclass(frozen=True)
class CounterQuestion:
    """The question on a counter's pad, the number of the ticket that it is about, and its customer's language."""

    number: str
    language: Language
    question: Question


@dataclass(frozen=True)
class PadView:
    """A counter's pad; `seq` is the journal's number at which it was read. `asked` None: nothing to ask."""

    seq: int
    counter: str
    asked: CounterQuestion | None


_AFTER_SERVICE = CLERKS_MOMENTS | {Moment.RECOVERY}
"""What a pad asks whoever has been served."""


def questions_for_ticket(db: Database, now: datetime, token: str, place: Place) -> list[Question]:
    """The questions to put to a ticket's customer at a place, in the order of a visit; UnknownTicket."""
    return _questions(db, now, rating_rows.visit_by_token(db, token), place, rating_rows.questions_in_words(db))


def question_at_counter(db: Database, now: datetime, counter_code: str) -> CounterQuestion | None:
    """The question for whoever is at a counter's pad; None: nothing to ask. UnknownCounter.

    First the customer whose visit has just been finished there, until the next one is being served: how that was, and
    how a recovery went; then how the wait was, of the customer being served: before that nobody stands at the pad.
    """
    counter_id = counter_rows.by_code(db, counter_code).id
    words = rating_rows.questions_in_words(db)
    present = rating_rows.visit_at_counter(db, counter_id)
    is_serving = present is not None and present.state is State.SERVING
    visit = present if is_serving else rating_rows.visit_served_last(db, counter_id)
    if visit is None:
        return None
    asked = [
        found for found in _questions(db, now, visit, Place.PAD, words) if is_serving or found.moment in _AFTER_SERVICE
    ]
    return CounterQuestion(visit.number, visit.language, asked[0]) if asked else None


def pad(db: Database, now: datetime, counter_code: str) -> PadView:
    """The pad of a counter; UnknownCounter."""
    return PadView(journal.last_seq(db), counter_code, question_at_counter(db, now, counter_code))


def token_at_counter(db: Database, counter_code: str, number: str) -> str:
    """The token of the ticket that a counter's pad asks about. UnknownCounter; RatingNotAsked for another number."""
    token = rating_rows.token_at_counter(db, counter_rows.by_code(db, counter_code).id, number)
    if token is None:
        raise RatingNotAsked
    return token


def rating(db: Database, token: str, rating_id: int) -> Rating:
    """A tap of the customer of a ticket's token; UnknownRating."""
    found = rating_rows.rating_of(db, token, rating_id)
    if found is None:
        raise UnknownRating
    return found


def _questions(
    db: Database, now: datetime, visit: RatedVisit, place: Place, words: dict[Moment, MomentWords]
) -> list[Question]:
    prompts = rating_rows.prompts(db, visit.ticket_id)
    asked = {moment: question(visit, prompts, moment, place, now) for moment in words}
    return [
        _in_words(words[moment], found, now)
        for moment, found in asked.items()
        if found.state in (QuestionState.DUE, QuestionState.OPEN) and _seconds_left(found, now) > 0
    ]


def _in_words(words: MomentWords, asked: AskedQuestion, now: datetime) -> Question:
    return Question(
        moment=words.moment,
        text_zh=words.question_zh,
        text_en=words.question_en,
        answers_zh=answers_in(words.moment, words.answers_zh, "zh"),
        answers_en=answers_in(words.moment, words.answers_en, "en"),
        seconds_left=_seconds_left(asked, now),
    )


def _seconds_left(asked: AskedQuestion, now: datetime) -> float:
    if asked.expires_at is None:
        return ANSWER_WITHIN.total_seconds()
    return min((asked.expires_at - now).total_seconds(), ANSWER_WITHIN.total_seconds())
