"""The guideposts of the moment, as the hall has set them up. A read model."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.quality.guideposts import moment_rows
from storeops.quality.guideposts.guidepost import (
    AT_THE_DOOR,
    BEFORE_THE_CLOSE,
    MOMENTS_NOW,
    MomentTexts,
    Phase,
    phase,
    phase_ends_at,
)
from storeops.quality.guideposts.refusals import UnknownMoment
from storeops.quality.ratings.moments import Moment
from storeops.queueing.ticket import State


@dataclass(frozen=True)
class Guideposts:
    """What to say now, and `at_close` before the visit is finished; None where that is not near.

    `then` is what takes the place of `now` at `changes_at`; empty and None where nothing does by itself.
    `is_quiet`: the reader has them quiet.
    """

    now: list[MomentTexts]
    then: list[MomentTexts]
    changes_at: datetime | None
    at_close: MomentTexts | None
    is_quiet: bool


def guideposts_at_desk(
    db: Database, now: datetime, employee_code: str, state: State | None, started_at: datetime | None
) -> Guideposts:
    """The guideposts of a desk. `state` None: nobody stands there; `started_at` is that of the open transaction."""
    found = phase(state, started_at, now)
    if found is None:
        return Guideposts([], [], None, None, False)
    texts = _texts(db)
    changes_at = phase_ends_at(found, started_at)
    return Guideposts(
        now=_with_guidepost(texts, MOMENTS_NOW[found]),
        then=_with_guidepost(texts, MOMENTS_NOW[Phase.SETTLING]) if changes_at else [],
        changes_at=changes_at,
        at_close=None if found is Phase.CALLED else next(iter(_with_guidepost(texts, [BEFORE_THE_CLOSE])), None),
        is_quiet=moment_rows.is_quiet(db, employee_code),
    )


def guideposts_at_door(db: Database, employee_code: str) -> Guideposts:
    """The greeter's guidepost."""
    shown = _with_guidepost(_texts(db), [AT_THE_DOOR])
    return Guideposts(shown, [], None, None, moment_rows.is_quiet(db, employee_code))


def key_moments(db: Database) -> list[MomentTexts]:
    """Every key moment in the order of a visit."""
    return moment_rows.all_moments(db)


def key_moment(db: Database, code: str) -> MomentTexts:
    """The moment of this code; UnknownMoment."""
    for texts in moment_rows.all_moments(db):
        if texts.code.value == code:
            return texts
    raise UnknownMoment(moment=code[:40])


def _texts(db: Database) -> dict[Moment, MomentTexts]:
    return {texts.code: texts for texts in moment_rows.all_moments(db)}


def _with_guidepost(texts: dict[Moment, MomentTexts], moments: Sequence[Moment]) -> list[MomentTexts]:
    return [texts[moment] for moment in moments if texts[moment].guidepost_zh or texts[moment].guidepost_en]
