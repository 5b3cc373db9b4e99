"""Whether a question may be put to a customer, is open, was answered, or came and went. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storeops.quality.ratings.moments import ASKINGS, ON_THE_WAY, Moment, Place, WhyShown
from storeops.quality.ratings.rated_visit import RatedVisit
from storeops.quality.ratings.windows import asked_anew_from, is_asked_at_all, why_asked, window


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
    """A question that a screen has shown. `employee_id` is who its answer is credited to, None: the hall."""

    id: int
    moment: Moment
    shown_at: datetime
    expires_at: datetime
    employee_id: int | None
    is_answered: bool


@dataclass(frozen=True)
class Rating:
    """One tap of a customer. `prompt_id` is None for an imported one; `undone_at` for one that stands."""

    id: int
    prompt_id: int | None
    moment: Moment
    value: int
    answered_at: datetime
    undone_at: datetime | None


@dataclass(frozen=True)
class AskedQuestion:
    """Where a question stands. `prompt` is the one that was shown for it; `why` is given where it is due."""

    state: QuestionState
    prompt: Prompt | None = None
    why: WhyShown | None = None


def question(
    visit: RatedVisit, prompts: Sequence[Prompt], moment: Moment, place: Place, now: datetime
) -> AskedQuestion:
    """Where the question about a moment stands on a screen at `now`, by the visit's prompts in the order shown.

    An open question stays open when its window closes, and an answered one answered: for as long as nothing new
    has happened that is asked about afresh.
    """
    if place not in ASKINGS[moment].places or not is_asked_at_all(visit):
        return AskedQuestion(QuestionState.NOT_ASKED)
    anew_from = asked_anew_from(visit, moment)
    shown = [p for p in prompts if p.moment is moment and (anew_from is None or p.shown_at >= anew_from)]
    if shown:
        return AskedQuestion(_state_of(shown[-1], now), shown[-1])
    opening, why = window(visit, moment), why_asked(visit, moment)
    if opening is None or why is None or not opening.is_open(now):
        return AskedQuestion(QuestionState.NOT_ASKED)
    return AskedQuestion(QuestionState.DUE, why=why)


def _state_of(prompt: Prompt, now: datetime) -> QuestionState:
    if prompt.is_answered:
        return QuestionState.ANSWERED
    return QuestionState.OPEN if now <= prompt.expires_at + ON_THE_WAY else QuestionState.EXPIRED
