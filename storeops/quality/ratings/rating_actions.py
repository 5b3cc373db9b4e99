"""Putting a question to a customer and taking the answer: shown, tapped, taken back, explained. Actions.

The customer is told that the answer is anonymous. The journal tells which question was shown, and of an answer only
that there was one, and tells it to no clerk (event_kinds.py). A number or counter beside either would tell whose low
tap it was: the question, the answer and the call for the duty manager follow each other, often in the same instant. The
answer itself stands with the event among the traced rows, which nobody is shown.
"""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.base.errors import BadValue, no_choice
from storeops.base.i18n import N_
from storeops.hall import hall_rows
from storeops.quality.ratings import doubt_rows, rating_rows
from storeops.quality.ratings.moments import (
    ANSWER_WITHIN,
    HIGHEST,
    LOW_REASONS,
    LOW_VALUES,
    LOWEST,
    ON_THE_WAY,
    REASON_WITHIN,
    UNDO_WITHIN,
    Moment,
    Place,
)
from storeops.quality.ratings.phone_mark import is_doubtful, kept_mark
from storeops.quality.ratings.question_state import Prompt, QuestionState, Rating, question
from storeops.quality.ratings.rated_visit import RatedVisit
from storeops.quality.ratings.rating_rows import GivenAnswer
from storeops.quality.ratings.refusals import (
    NoReason,
    RatingGiven,
    RatingNotAsked,
    RatingTooLate,
    RatingUndone,
    ReasonNotAsked,
    UnknownRating,
)
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase
from storeops.store.traced_rows import WrittenRows


@action
def show(db: HallDatabase, now: datetime, by: Actor, token: str, moment: Moment, place: Place) -> int:
    """A screen shows a question now; the id of its prompt, the same one while it is open.

    UnknownTicket, RatingNotAsked, RatingGiven, RatingTooLate.
    """
    visit = rating_rows.visit_by_token(db, token)
    return _open_prompt(db, now, by, visit, moment, place).id


@action
def tap(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    token: str,
    moment: Moment,
    value: int,
    place: Place,
    reason: str | None = None,
    browser_mark: str | None = None,
    device_id: int | None = None,
) -> int:
    """The customer answers, 1 (worst) to 5, with a reason where the answer is low; the id of the rating.

    A question that is due and that no screen has reported counts as shown now. A low answer asks for the duty
    manager. `browser_mark` is the mark of the phone's browser: if it answers for many visits today, the answer is kept
    and counts only once somebody has accepted it. `device_id` is the enrolled device, None where none is known.
    UnknownTicket, BadValue, RatingNotAsked, RatingGiven, RatingTooLate, ReasonNotAsked.
    """
    if not LOWEST <= value <= HIGHEST:
        raise BadValue(N_("An answer is a whole number from %(low)s to %(high)s."), low=LOWEST, high=HIGHEST)
    if reason is not None:
        _refuse_reason(value, reason)
    visit = rating_rows.visit_by_token(db, token)
    prompt = _open_prompt(db, now, by, visit, moment, place)
    browser = None if browser_mark is None else _kept_mark(db, now, browser_mark)
    rating_id = rating_rows.add_rating(db, visit, prompt, GivenAnswer(value, reason, place, browser, device_id), now)
    _tell_of_answer(db, now, by, "rated", visit, rating_id)
    if browser is not None and is_doubtful(visit.ticket_id, doubt_rows.answered_tickets(db, browser)):
        doubt_rows.doubt(db, rating_id, browser)
        _tell_of_doubt(db, now, by, visit, rating_id)
    if value in LOW_VALUES and moment is not Moment.OVERALL:
        rating_rows.raise_recovery(db, rating_id, visit.ticket_id, now)
        _tell_of_answer(db, now, by, "recovery_raised", visit, rating_id)
    return rating_id


@action
def undo(db: HallDatabase, now: datetime, by: Actor, token: str, rating_id: int) -> None:
    """The customer takes a tap back at once; the question is open again.

    UnknownTicket, UnknownRating, RatingUndone, RatingTooLate.
    """
    visit, rating = _standing_rating(db, token, rating_id)
    if rating.prompt_id is None or rating.place is None or now - rating.answered_at > UNDO_WITHIN + ON_THE_WAY:
        raise RatingTooLate
    rating_rows.undo_rating(db, rating.id, now)
    rating_rows.keep_open(db, rating.prompt_id, rating.place, now + ANSWER_WITHIN)
    prompt = traced_rows.written(db, rating_rows.TRACED_PROMPTS, rating.prompt_id)
    _tell_of_answer(db, now, by, "rating_undone", visit, rating.id, prompt)
    if rating_rows.withdraw_recovery(db, rating.id, now):
        _tell_of_answer(db, now, by, "recovery_withdrawn", visit, rating.id)


@action
def give_low_reason(db: HallDatabase, now: datetime, by: Actor, token: str, rating_id: int, reason: str) -> None:
    """Say why a low tap is low; said twice, the later one counts.

    UnknownTicket, BadValue, UnknownRating, RatingUndone, ReasonNotAsked, RatingTooLate.
    """
    visit, rating = _standing_rating(db, token, rating_id)
    _refuse_reason(rating.value, reason)
    if now - rating.answered_at > REASON_WITHIN:
        raise RatingTooLate
    rating_rows.set_reason(db, rating.id, reason)
    _tell_of_answer(db, now, by, "rating_reason", visit, rating.id)


@action
def take_back_reason(db: HallDatabase, now: datetime, by: Actor, token: str, rating_id: int) -> None:
    """The customer takes a reason back; the tap stays, and another reason may be given while there is time.

    UnknownTicket, UnknownRating, RatingUndone, NoReason, RatingTooLate.
    """
    visit, rating = _standing_rating(db, token, rating_id)
    if rating.reason is None:
        raise NoReason
    if now - rating.answered_at > REASON_WITHIN + UNDO_WITHIN + ON_THE_WAY:
        raise RatingTooLate
    rating_rows.set_reason(db, rating.id, None)
    _tell_of_answer(db, now, by, "rating_reason_undone", visit, rating.id)


def _open_prompt(db: HallDatabase, now: datetime, by: Actor, visit: RatedVisit, moment: Moment, place: Place) -> Prompt:
    """The open prompt of a question; one that is due is shown now."""
    asked = question(visit, rating_rows.prompts(db, visit.ticket_id), moment, place, now)
    expires_at = now + ANSWER_WITHIN
    if asked.state is QuestionState.DUE and asked.why is not None:
        prompt = rating_rows.add_prompt(db, visit, moment, asked.why, place, now, expires_at)
        _tell_of_question(db, now, by, visit, prompt)
        return prompt
    if asked.prompt is None:
        raise RatingNotAsked
    if asked.state is QuestionState.DUE:
        rating_rows.keep_open(db, asked.prompt.id, place, expires_at)
        _tell_of_question(db, now, by, visit, asked.prompt)
        return asked.prompt
    if asked.state is QuestionState.OPEN:
        return asked.prompt
    raise RatingGiven if asked.state is QuestionState.ANSWERED else RatingTooLate


def _kept_mark(db: HallDatabase, now: datetime, mark: str) -> str:
    return kept_mark(mark, business_day(now, hall_rows.hall(db).zone), hall_rows.secret_key(db))


def _standing_rating(db: HallDatabase, token: str, rating_id: int) -> tuple[RatedVisit, Rating]:
    visit = rating_rows.visit_by_token(db, token)
    rating = rating_rows.rating_of(db, token, rating_id)
    if rating is None:
        raise UnknownRating
    if rating.undone_at is not None:
        raise RatingUndone
    return visit, rating


def _refuse_reason(value: int, reason: str) -> None:
    if reason not in LOW_REASONS:
        raise no_choice("reason", reason, LOW_REASONS)
    if value not in LOW_VALUES:
        raise ReasonNotAsked


def _tell_of_question(db: HallDatabase, now: datetime, by: Actor, visit: RatedVisit, prompt: Prompt) -> None:
    journal.append(
        db,
        now,
        "prompt_shown",
        by.name,
        written=traced_rows.written(db, rating_rows.TRACED_PROMPTS, prompt.id),
        ticket_id=visit.ticket_id,
        counter_id=visit.counter_id,
        moment=prompt.moment.value,
    )


def _tell_of_doubt(db: HallDatabase, now: datetime, by: Actor, visit: RatedVisit, rating_id: int) -> None:
    written = traced_rows.written(db, doubt_rows.TRACED_DOUBTS, rating_id)
    journal.append(
        db, now, "rating_doubted", by.name, written=written, ticket_id=visit.ticket_id, counter_id=visit.counter_id
    )


def _tell_of_answer(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    kind: str,
    visit: RatedVisit,
    rating_id: int,
    prompt: WrittenRows | None = None,
) -> None:
    written = {**rating_rows.written_answer(db, rating_id), **(prompt or {})}
    journal.append(db, now, kind, by.name, written=written, ticket_id=visit.ticket_id, counter_id=visit.counter_id)
