"""Which key moment's guidepost the desk shows in which phase of a visit. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storeops.quality.ratings.answer_words import answers_in
from storeops.quality.ratings.moments import Moment
from storeops.queueing.ticket import State

ASKING_FOR = timedelta(seconds=60)
"""So long after the start a transaction is about understanding; then about amounts, papers and the result."""


class Phase(StrEnum):
    CALLED = "called"
    UNDERSTANDING = "understanding"
    SETTLING = "settling"


MOMENTS_NOW: Mapping[Phase, tuple[Moment, ...]] = {
    Phase.CALLED: (Moment.WAITING,),
    Phase.UNDERSTANDING: (Moment.UNDERSTANDING,),
    Phase.SETTLING: (Moment.MONEY, Moment.RESULT),
}
BEFORE_THE_CLOSE = Moment.FAREWELL
"""Shown through all of the service: nobody knows beforehand when the close comes."""
AT_THE_DOOR = Moment.GREETING
"""The greeter's moment."""


@dataclass(frozen=True)
class MomentTexts:
    """A key moment as the hall has set it up, in both languages."""

    code: Moment
    name_zh: str
    name_en: str
    core_need_zh: str
    core_need_en: str
    norm_zh: str
    norm_en: str
    guidepost_zh: str
    guidepost_en: str
    question_zh: str
    question_en: str
    answers_zh: str | None = None
    answers_en: str | None = None

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_zh

    def core_need(self, language: str) -> str:
        return self.core_need_en if language == "en" else self.core_need_zh

    def norm(self, language: str) -> str:
        return self.norm_en if language == "en" else self.norm_zh

    def guidepost(self, language: str) -> str:
        """What the employee is reminded of; empty where the moment has no guidepost."""
        return self.guidepost_en if language == "en" else self.guidepost_zh

    def question(self, language: str) -> str:
        return self.question_en if language == "en" else self.question_zh

    def answers(self, language: str) -> tuple[str, ...]:
        """The words of the five answers, worst first."""
        return answers_in(self.code, self.answers_en if language == "en" else self.answers_zh, language)


def phase(state: State | None, started_at: datetime | None, now: datetime) -> Phase | None:
    """The phase of the visit at a counter; None where nobody stands there.

    `started_at` is when the open transaction began, None before the first.
    """
    if state is State.CALLED:
        return Phase.CALLED
    if state is not State.SERVING or started_at is None:
        return None
    return Phase.UNDERSTANDING if now - started_at < ASKING_FOR else Phase.SETTLING


def phase_ends_at(phase: Phase | None, started_at: datetime | None) -> datetime | None:
    """When a phase ends by the mere passing of time; None if it does not."""
    return started_at + ASKING_FOR if phase is Phase.UNDERSTANDING and started_at else None
