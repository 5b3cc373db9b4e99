"""What every screen that asks has in common: the question or the thanks to show, and the forms that answer it.

After a tap the screen that was tapped thanks for it. Only that browser remembers, in its signed cookie, which tap was
its own: no address leads to an answer, so nobody else can see it, explain it or take it back. A finger that touches
twice does neither: what the first touch brought takes no second one so soon.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from flask import Blueprint, jsonify, redirect, request, session
from werkzeug.wrappers import Response

from storeops.base.actor import CUSTOMER
from storeops.base.business_time import instant, stamp
from storeops.base.errors import no_choice
from storeops.base.i18n import LANGUAGES, Language
from storeops.quality.ratings import question_view, rating_actions
from storeops.quality.ratings.moments import (
    ANSWER_WITHIN,
    HIGHEST,
    LOW_REASONS,
    LOW_VALUES,
    LOWEST,
    UNDO_WITHIN,
    Moment,
    Place,
)
from storeops.quality.ratings.question_view import Question
from storeops.web import enrolled_screen
from storeops.web import request as web

REASON_THANKED_FOR = timedelta(seconds=4)
"""How long a screen says thank you for a reason, and lets it be taken back."""
SAME_TOUCH = timedelta(milliseconds=600)
"""A second touch so soon after an answer was meant for what stood there before."""


@dataclass(frozen=True)
class Screen:
    """Where a form was filled in: the screen's place, the ticket it asks about, and where the browser goes next.

    `name` tells one screen of a browser from another. `number` is shown where the address does not name the ticket.
    """

    place: Place
    token: str
    name: str
    back: str
    number: str = ""


@dataclass(frozen=True)
class Thanks:
    """The thanks for a tap. Seconds count from now; 0 `undo_seconds`: it is too late to take it back.

    `is_told`: the duty manager knows of it. `is_for_reason`: it is a reason that is thanked for and can be taken back.
    """

    number: str
    language: Language
    is_told: bool
    asks_reason: bool
    is_for_reason: bool
    seconds_left: float
    undo_seconds: float


@dataclass(frozen=True)
class Asking:
    """What a screen asks or says: a question, or thanks, never both. `key` changes when it does."""

    question: Question | None
    thanks: Thanks | None
    form_key: str

    @property
    def key(self) -> str:
        if self.thanks:
            return f"thanks {self.thanks.asks_reason} {self.thanks.is_for_reason}"
        return f"question {self.question.moment.value}" if self.question else "nothing"


def now_asking(name: str, question: Question | None) -> Asking:
    """What the screen of this name shows: thanks for a moment after a tap there, else the question."""
    thanks = _thanks(name)
    return Asking(None if thanks else question, thanks, token_urlsafe(16))


def screen_values() -> dict[str, object]:
    """What the templates of questions need."""
    return {"LOW_REASONS": LOW_REASONS}


def take_answers(pages: Blueprint, rule: str, screen: Callable[..., Screen]) -> None:
    """Give a screen the forms of its questions, below `rule`; `screen` finds where it stands from the rule's values."""

    def shown(**path: str) -> Response:
        at, moment = screen(**path), _moment()
        rating_actions.show(web.db(), web.clock(), CUSTOMER, at.token, moment, at.place)
        open_now = question_view.questions_for_ticket(web.db(), web.clock().now(), at.token, at.place)
        return jsonify(seconds=max((found.seconds_left for found in open_now if found.moment is moment), default=0))

    def answered(**path: str) -> Response:
        at, moment, value = screen(**path), _moment(), _value()
        key = request.form.get("idempotency_key")
        by = web.asked_by(CUSTOMER.name, f"{key} {value}" if key else None)
        mark = _browser_mark() if at.place is Place.PHONE else None
        rating_id = rating_actions.tap(
            web.db(), web.clock(), by, at.token, moment, value, at.place, browser_mark=mark, device_id=_own_device()
        )
        is_low = value in LOW_VALUES
        asks_reason = is_low and at.place is not Place.KIOSK  # the next customer wants that screen
        _remember(
            at,
            rating_id,
            is_told=is_low and moment is not Moment.OVERALL,
            asks_reason=asks_reason,
            lasts=ANSWER_WITHIN if asks_reason else UNDO_WITHIN,
            undo_within=UNDO_WITHIN,
        )
        return redirect(at.back, 303)

    def taken_back(**path: str) -> Response:
        at = screen(**path)
        if _is_same_touch(at):
            return redirect(at.back, 303)
        rating_actions.undo(web.db(), web.clock(), CUSTOMER, at.token, _own_rating(at))
        session.pop("answered", None)
        return redirect(at.back, 303)

    def explained(**path: str) -> Response:
        at = screen(**path)
        if _is_same_touch(at):
            return redirect(at.back, 303)
        rating_id = _own_rating(at)
        rating_actions.give_low_reason(
            web.db(), web.clock(), CUSTOMER, at.token, rating_id, request.form.get("reason", "")
        )
        _remember(at, rating_id, is_for_reason=True, lasts=REASON_THANKED_FOR, undo_within=REASON_THANKED_FOR)
        return redirect(at.back, 303)

    def reason_taken_back(**path: str) -> Response:
        at = screen(**path)
        if _is_same_touch(at):
            return redirect(at.back, 303)
        rating_id = _own_rating(at)
        rating_actions.take_back_reason(web.db(), web.clock(), CUSTOMER, at.token, rating_id)
        _remember(at, rating_id, asks_reason=True, lasts=ANSWER_WITHIN, undo_within=timedelta(0))
        return redirect(at.back, 303)

    pages.post(f"{rule}/shown")(shown)
    pages.post(f"{rule}/ratings")(answered)
    pages.post(f"{rule}/ratings/undo")(taken_back)
    pages.post(f"{rule}/ratings/reason")(explained)
    pages.post(f"{rule}/ratings/reason/undo")(reason_taken_back)


def _moment() -> Moment:
    sent = request.form.get("moment", "")
    if sent not in set(Moment):
        raise no_choice("moment", sent, Moment)
    return Moment(sent)


def _value() -> int:
    sent = request.form.get("value", "")
    values = [str(value) for value in range(LOWEST, HIGHEST + 1)]
    if sent not in values:
        raise no_choice("value", sent, values)
    return int(sent)


# The browser's own tap


def _remember(
    at: Screen,
    rating_id: int,
    *,
    lasts: timedelta,
    undo_within: timedelta,
    is_told: bool = False,
    asks_reason: bool = False,
    is_for_reason: bool = False,
) -> None:
    now = web.clock().now()
    language = request.form.get("language")
    session["answered"] = {
        "name": at.name,
        "rating": rating_id,
        "number": at.number,
        "language": language if language in LANGUAGES else web.language(),
        "is_told": is_told,
        "asks_reason": asks_reason,
        "is_for_reason": is_for_reason,
        "until": stamp(now + lasts),
        "undo_until": stamp(now + undo_within),
        "untouched_until": stamp(now + SAME_TOUCH),
    }


def _is_same_touch(at: Screen) -> bool:
    """Whether this screen was touched a moment ago: one finger, twice."""
    rated = session.get("answered") or {}
    return rated.get("name") == at.name and _seconds_until(rated["untouched_until"], web.clock().now()) > 0


def _own_device() -> int | None:
    """The enrolled screen that was tapped; None for a phone."""
    own = enrolled_screen.screen()
    return own.id if own else None


def _browser_mark() -> str:
    """The mark of a phone's browser; it has another one every day, and nothing else is kept in it."""
    today = web.today().isoformat()
    if session.get("marked_on") != today:
        session["marked_on"], session["mark"] = today, token_urlsafe(16)
    return str(session["mark"])


def _own_rating(at: Screen) -> int:
    """The tap that this browser made on this screen; 0, which is nobody's, where it made none."""
    rated = session.get("answered") or {}
    return int(rated["rating"]) if rated.get("name") == at.name else 0


def _thanks(name: str) -> Thanks | None:
    rated = session.get("answered") or {}
    if rated.get("name") != name:
        return None
    now = web.clock().now()
    left = _seconds_until(rated["until"], now)
    if left <= 0:
        return None
    return Thanks(
        number=rated["number"],
        language=rated["language"],
        is_told=rated["is_told"],
        asks_reason=rated["asks_reason"],
        is_for_reason=rated["is_for_reason"],
        seconds_left=left,
        undo_seconds=max(_seconds_until(rated["undo_until"], now), 0),
    )


def _seconds_until(text: str, now: datetime) -> float:
    return (instant(text) - now).total_seconds()
