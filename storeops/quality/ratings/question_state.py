"""Whether a question may be put to a customer, is open, was answered, or came and went. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storeops.quality.ratings.moments import ASKINGS, ON_THE_WAY, PHONE_ASKS_FIRST, Moment, Place, WhyShown
from storeops.quality.ratings.rated_visit import RatedVisit
from storeops.quality.ratings.windows import Window, asked_anew_from, is_asked_at_all, why_asked, window


class QuestionState(StrEnum):
    NOT_ASKED = "not_asked"
    DUE = "due"
    OPEN = "open"
    """On a screen now."""
    ANSWERED = "answered"
    EXPIRED = "expired"
    """It was shown and nobody answered in time."""


@dataclass(frozen=True)
class Prompt:
    """A question that a screen has shown. `employee_id` is who its answer is credited to, None: the hall.

    The phone page answers for itself: `phone_expires_at` is until when it is open there, None where it was not shown
    there.
    """

    id: int
    moment: Moment
    shown_at: datetime
    expires_at: datetime
    phone_expires_at: datetime | None
    employee_id: int | None
    is_answered: bool
    is_answered_on_phone: bool


@dataclass(frozen=True)
class Rating:
    """One tap of a customer. `prompt_id` and `place` are None for an imported one; `undone_at` for one that stands."""

    id: int
    prompt_id: int | None
    place: Place | None
    moment: Moment
    value: int
    reason: str | None
    answered_at: datetime
    undone_at: datetime | None


@dataclass(frozen=True)
class AskedQuestion:
    """Where a question stands on a screen.

    `prompt` is the one that was shown for it, here or elsewhere; `expires_at` is when it leaves this screen, None
    before it was shown here. `why` is given where it is due and was shown nowhere yet.
    """

    state: QuestionState
    prompt: Prompt | None = None
    expires_at: datetime | None = None
    why: WhyShown | None = None


def question(
    visit: RatedVisit, prompts: Sequence[Prompt], moment: Moment, place: Place, now: datetime
) -> AskedQuestion:
    """Where the question about a moment stands on a screen at `now`, by the visit's prompts in the order shown.

    An open question stays open when its window closes, and an answered one answered: for as long as nothing new
    has happened that is asked about afresh. What another screen asked is asked on the phone page all the same: whoever
    stood there need not have been the customer.
    """
    if place not in ASKINGS[moment].places or not is_asked_at_all(visit):
        return AskedQuestion(QuestionState.NOT_ASKED)
    anew_from = asked_anew_from(visit, moment)
    shown = [p for p in prompts if p.moment is moment and (anew_from is None or p.shown_at >= anew_from)]
    opening, why = window(visit, moment), why_asked(visit, moment)
    is_in_time = opening is not None and opening.is_open(now)
    if moment is Moment.RECOVERY and place is Place.PAD and (opening is None or not _is_pads_turn(opening, shown, now)):
        return AskedQuestion(QuestionState.NOT_ASKED)
    if shown:
        return _on_phone(shown[-1], is_in_time, now) if place is Place.PHONE else _on_screen(shown[-1], now)
    if why is None or not is_in_time:
        return AskedQuestion(QuestionState.NOT_ASKED)
    return AskedQuestion(QuestionState.DUE, why=why)


def _is_pads_turn(opening: Window, shown: Sequence[Prompt], now: datetime) -> bool:
    """Whether the customer's phone had time to ask how a recovery went, and did not."""
    return now >= opening.since + PHONE_ASKS_FIRST and all(prompt.phone_expires_at is None for prompt in shown)


def _on_screen(prompt: Prompt, now: datetime) -> AskedQuestion:
    """Where a question stands on any screen but the customer's phone, wherever it was shown."""
    if prompt.is_answered:
        return AskedQuestion(QuestionState.ANSWERED, prompt)
    return _shown(prompt, prompt.expires_at, now)


def _on_phone(prompt: Prompt, is_in_time: bool, now: datetime) -> AskedQuestion:
    if prompt.is_answered_on_phone:
        return AskedQuestion(QuestionState.ANSWERED, prompt)
    if prompt.phone_expires_at is not None:
        return _shown(prompt, prompt.phone_expires_at, now)
    return AskedQuestion(QuestionState.DUE if is_in_time else QuestionState.EXPIRED, prompt)


def _shown(prompt: Prompt, expires_at: datetime, now: datetime) -> AskedQuestion:
    state = QuestionState.OPEN if now <= expires_at + ON_THE_WAY else QuestionState.EXPIRED
    return AskedQuestion(state, prompt, expires_at)
