"""The console's own words for states, segments and times; they are translated where they are shown."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from secrets import token_urlsafe
from typing import Any

from flask import Flask

from storeops.base.calendar_words import WEEKDAYS
from storeops.base.i18n import N_, translate
from storeops.base.personal_numbers import masked
from storeops.hall.counter import CounterState
from storeops.hall.reasons import OVER_TARGET_REASONS, PAUSE_REASONS, STOP_REASONS, SYSTEM_PAUSE_REASONS
from storeops.hall.targets import Segment
from storeops.people.idling import IDLE_LIMIT
from storeops.people.roles import ROLES
from storeops.quality.duty.duty_call import DUTY_REASONS, SETTLING
from storeops.quality.duty.next_step import NextStep
from storeops.quality.heard.wish import WISH_KINDS
from storeops.quality.stars.arithmetic import TWO_PLACES, rounded
from storeops.queueing.stopwatch import Pace, Stopwatch
from storeops.queueing.ticket import State, TransactionClass
from storeops.queueing.verb_table import VERB_TABLE
from storeops.queueing.why_next import DUE_EARLIER, WhyNext
from storeops.web import filters
from storeops.web import request as web

STATES: dict[State, str] = {
    State.WAITING: N_("Waiting"),
    State.CALLED: N_("Called"),
    State.SERVING: N_("Being served"),
    State.ON_HOLD: N_("On hold"),
    State.SERVED: N_("Served"),
    State.NO_SHOW: N_("No-show"),
    State.CANCELLED: N_("Cancelled"),
    State.ABANDONED: N_("Abandoned"),
    State.VOID: N_("Void"),
}

SEGMENTS: dict[Segment, str] = {
    Segment.STANDARD: N_("Standard"),
    Segment.ASSISTED: N_("Assisted"),
    Segment.VIP: N_("VIP"),
    Segment.APPOINTMENT: N_("Appointment"),
}

CLASSES: dict[TransactionClass, str] = {
    TransactionClass.NORMAL: N_("Normal"),
    TransactionClass.EXCEPTIONAL: N_("Exceptional"),
    TransactionClass.TECHNICAL: N_("Technical"),
}

COUNTER_STATES: dict[CounterState, str] = {
    CounterState.CLOSED: N_("Closed"),
    CounterState.OPEN: N_("Free"),
    CounterState.PAUSED: N_("Paused"),
    CounterState.WRAPPING_UP: N_("After-work"),
}

LEG_OUTCOMES: dict[str, str] = {
    "transferred": N_("transferred"),
    "held": N_("put on hold"),
}

PACE_WORDS: dict[Pace, str] = {
    Pace.FINE: N_("on time"),
    Pace.NEAR: N_("{share} used"),
    Pace.OVER: N_("over by {time}"),
}
"""The script fills {share} and {time} in as the time runs."""
AT_TARGET = N_("target reached")


def add_words(app: Flask) -> None:
    """Give the templates these words and the filters that fit them."""
    app.jinja_env.filters.update(
        clock_seconds=clock_seconds,
        epoch=epoch,
        epoch_milliseconds=epoch_milliseconds,
        pace_words=pace_words,
        why_words=why_words,
        share=share,
        points=points,
        step_words=step_words,
        without_numbers=without_numbers,
    )
    app.jinja_env.globals.update(
        STATES=STATES,
        SEGMENTS=SEGMENTS,
        CLASSES=CLASSES,
        COUNTER_STATES=COUNTER_STATES,
        LEG_OUTCOMES=LEG_OUTCOMES,
        WEEKDAYS=WEEKDAYS,
        PACE_WORDS=PACE_WORDS,
        AT_TARGET=AT_TARGET,
        ROLES=ROLES,
        IDLE_LIMIT=IDLE_LIMIT,
        VERBS=VERB_TABLE,
        PAUSE_REASONS=PAUSE_REASONS,
        SYSTEM_PAUSE_REASONS=SYSTEM_PAUSE_REASONS,
        STOP_REASONS=STOP_REASONS,
        OVER_TARGET_REASONS=OVER_TARGET_REASONS,
        DUTY_REASONS=DUTY_REASONS,
        SETTLING=SETTLING,
        WISH_KINDS=WISH_KINDS,
        form_key=lambda: token_urlsafe(12),
    )


def clock_seconds(moment: datetime | None) -> str:
    """HH:MM:SS on the hall's wall; "-" if it did not happen."""
    return f"{moment.astimezone(web.hall().zone):%H:%M:%S}" if moment else "-"


def epoch(moment: datetime) -> int:
    """Whole seconds since 1970, which is how the script counts."""
    return int(moment.timestamp())


def epoch_milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970."""
    return int(moment.timestamp() * 1000)


def without_numbers(text: str | None) -> str:
    """A text that somebody wrote, with stars in the numbers that tell who somebody is."""
    return masked(text or "")


def share(part: float | None) -> str:
    """A share as whole percent, never more than it is; "-" where there is none."""
    # 0.29 * 100 is a hair under 29.
    return "-" if part is None else f"{int(round(part * 100, 6))} %"


def points(value: Fraction | Decimal | None) -> str:
    """A score with two places, a half rounded up; "-" where there is none."""
    return "-" if value is None else f"{rounded(Fraction(value), TWO_PLACES):.2f}"


def pace_words(watch: Stopwatch) -> str:
    """How a time stands against its target, in words; empty without a target."""
    if watch.pace is None or watch.target_seconds is None:
        return ""
    if watch.seconds == watch.target_seconds:
        return translate(web.language(), AT_TARGET)
    words = translate(web.language(), PACE_WORDS[watch.pace])
    over = filters.stopwatch(watch.seconds - watch.target_seconds)
    return words.replace("{share}", share(watch.seconds / watch.target_seconds)).replace("{time}", over)


def why_words(why: WhyNext) -> str:
    """Why the next customer is next; times show their seconds where the minute would not tell them apart."""
    other = why.other
    compared = other if why.sentence == DUE_EARLIER else None
    is_close = compared is not None and filters.clock_time(compared.due_at) == filters.clock_time(why.first.due_at)
    show = clock_seconds if is_close else filters.clock_time
    values = {
        "number": why.first.number,
        "segment": translate(web.language(), SEGMENTS[why.first.segment]),
        "due": show(why.first.due_at),
        "turn": filters.clock_time(why.first.order_at),
        "other": other.number if other else "",
        "other_due": show(other.due_at) if other else "",
    }
    return translate(web.language(), why.sentence, values)


def step_words(sentence: str, step: NextStep) -> str:
    """What to do now, or why, in words."""
    shown: dict[str, Callable[[Any], str]] = {
        "time": filters.stopwatch,
        "measure": filters.stopwatch,
        "due": filters.clock_time,
        "counters": ", ".join,
    }
    values = {name: shown[name](value) if name in shown else value for name, value in step.values.items()}
    return translate(web.language(), sentence, values)
