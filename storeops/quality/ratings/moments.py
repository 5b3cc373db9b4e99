"""The key moments of a visit: where and how long each is asked, and whom its rating is credited to. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from storeops.base.i18n import N_


class Moment(StrEnum):
    GREETING = "greeting"
    TICKET = "ticket"
    WAITING = "waiting"
    UNDERSTANDING = "understanding"
    RESULT = "result"
    MONEY = "money"
    FAREWELL = "farewell"
    RECOVERY = "recovery"
    CALLBACK = "callback"
    OVERALL = "overall"


class Place(StrEnum):
    """On which screen a question is put."""

    KIOSK = "kiosk"
    PHONE = "phone"
    PAD = "pad"
    TABLET = "tablet"
    """Where the duty manager asked in earlier times; nothing is asked on a screen of the staff any more."""
    API = "api"


class WhyShown(StrEnum):
    """END is asked at every close, RANDOM and DIARY are drawn; CASE is recovery, callback and overall."""

    END = "end"
    RANDOM = "random"
    DIARY = "diary"
    CASE = "case"


@dataclass(frozen=True)
class MomentAsking:
    """Where a moment is asked. `is_clerks`: its rating is credited to the clerk who served."""

    places: frozenset[Place]
    is_clerks: bool = False


_AT_COUNTER = frozenset({Place.PAD, Place.API})
_EVERYWHERE = frozenset({Place.KIOSK, Place.PHONE, Place.PAD, Place.API})

ASKINGS: Mapping[Moment, MomentAsking] = {
    Moment.GREETING: MomentAsking(frozenset({Place.KIOSK, Place.API})),
    Moment.TICKET: MomentAsking(frozenset({Place.KIOSK, Place.API})),
    Moment.WAITING: MomentAsking(_EVERYWHERE),
    Moment.UNDERSTANDING: MomentAsking(_AT_COUNTER, is_clerks=True),
    Moment.RESULT: MomentAsking(_AT_COUNTER, is_clerks=True),
    Moment.MONEY: MomentAsking(_AT_COUNTER, is_clerks=True),
    Moment.FAREWELL: MomentAsking(frozenset({Place.PAD, Place.PHONE, Place.API}), is_clerks=True),
    Moment.RECOVERY: MomentAsking(frozenset({Place.PHONE, Place.PAD, Place.API})),
    Moment.CALLBACK: MomentAsking(frozenset({Place.PHONE, Place.API})),
    Moment.OVERALL: MomentAsking(frozenset({Place.PHONE, Place.API})),
}

CLERKS_MOMENTS = frozenset(moment for moment, asking in ASKINGS.items() if asking.is_clerks)
DRAWN_MOMENTS = (
    Moment.GREETING,
    Moment.TICKET,
    Moment.WAITING,
    Moment.UNDERSTANDING,
    Moment.RESULT,
    Moment.MONEY,
)
"""The moments of which one is drawn for a visit, in the order of a visit."""
END_MOMENTS = frozenset({Moment.FAREWELL, Moment.CALLBACK})
"""A closed follow-up's call back takes the place of the farewell."""

LOWEST, HIGHEST = 1, 5
LOW_VALUES = frozenset({1, 2})
"""A tap that asks for the duty manager."""

ANSWER_WITHIN = timedelta(seconds=15)
"""Without a tap in this time there is no answer."""
ON_THE_WAY = timedelta(seconds=2)
"""A tap in the last moment may need so long to reach the server."""
UNDO_WITHIN = timedelta(seconds=5)
ASKED_AFTER_FINISH = timedelta(seconds=60)
OVERALL_FROM = timedelta(hours=24)
OVERALL_UNTIL = timedelta(hours=72)
TICKET_WITHIN = timedelta(minutes=5)
"""So long after the issue the greeting and the choosing of the service are asked, while the customer waits."""
CALLBACK_WITHIN = timedelta(days=7)
RECOVERY_WITHIN = timedelta(minutes=15)
"""So long after the duty manager closed a recovery it is asked how it went."""
PHONE_ASKS_FIRST = timedelta(seconds=30)
"""How a recovery went is asked on the customer's phone; only where no phone shows it, on the counter's pad."""
REASON_WITHIN = timedelta(seconds=60)

LOW_REASONS: Mapping[str, str] = {
    "long_wait": N_("The wait was too long"),
    "unclear": N_("Explained unclearly"),
    "not_solved": N_("My matter is not solved"),
    "attitude": N_("Not friendly enough"),
    "environment": N_("The hall itself"),
    "other": N_("Something else"),
}
"""What a customer may add to a low tap; the words are translated where they are shown."""
