"""Who comes to the demo's hall: how many on which day, when, for what, and how long they are willing to wait. Pure.

Everything is drawn from the dice given. Moments are offsets from the hall's opening; durations are in seconds where
the name says so.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import accumulate
from math import log
from random import Random

from storeops.base.i18n import Language
from storeops.hall.targets import Segment
from storeops.queueing.ticket import TransactionClass

OPENS = time(9, 0)
CLOSES = time(18, 0)
HALF_HOUR = timedelta(minutes=30)

ARRIVALS = (6, 22, 34, 49, 51, 43, 31, 21, 19, 21, 26, 33, 41, 50, 48, 37, 28, 19, 9)
"""The shape of a day: arrivals by half hour, from half an hour before opening on."""

WEEKDAY_VISITS = (240, 215, 205, 203, 219, 252, 226)
"""Visits expected on an ordinary Monday, Tuesday, ..., Sunday."""

BILL_DAYS = {1: 1.14, 2: 1.1, 3: 1.06, 25: 1.06, 26: 1.1, 27: 1.14, 28: 1.1}
"""Days of the month around which bills arrive and fall due, with how much busier they are."""

VISITS_PER_COUNTER = 52
"""What one counter manages in a day: where few counters are staffed, fewer come."""

SERVICES: dict[str, tuple[int, int]] = {
    "payment": (20, 105),
    "top_up": (7, 95),
    "invoice": (5, 120),
    "plan_change": (14, 170),
    "suspend_resume": (5, 130),
    "campaigns": (6, 250),
    "sim_lost": (6, 250),
    "sim_damaged": (4, 230),
    "puk": (3, 105),
    "statement": (7, 145),
    "wrong_bill": (4, 275),
    "new_number": (5, 295),
    "registration": (4, 155),
    "ownership": (2, 300),
    "data_packs": (3, 155),
    "broadband": (4, 280),
    "advice": (5, 230),
    "leaving": (2, 270),
    "not_sure": (3, 130),
}
"""How often each service is asked for (weights), and the median seconds that an average clerk needs for it."""

_ASKED_FOR = tuple(SERVICES)
_ASKED_UP_TO = tuple(accumulate(weight for weight, _ in SERVICES.values()))

_USUAL_SECONDS = 150
"""For a service that the hall was given later."""
_SPREAD = 0.42
"""Sigma of the lognormal handling time."""


@dataclass(frozen=True)
class Customer:
    """Somebody at the kiosk. `leaves_after`: what patience allows; one who `says_so` gives the ticket back then."""

    at: timedelta
    service: str
    segment: Segment
    channel: str
    language: Language
    booked_at: timedelta | None
    leaves_after: timedelta
    says_so: bool
    presses_twice: bool


@dataclass(frozen=True)
class Business:
    """One transaction to come; `seconds` is what an average clerk needs."""

    service: str
    handled_as: TransactionClass
    seconds: float


@dataclass(frozen=True)
class Errand:
    """What one stay at a counter brings. `moves_to`: after a while the customer is sent on to that service's queue;
    `lacks_papers`: after a while the customer is put on hold. Otherwise all of it is finished."""

    businesses: tuple[Business, ...]
    moves_to: str | None = None
    lacks_papers: bool = False


def expected_visits(day: date, counters: int) -> float:
    """How many visits the hall expects on `day` if that many counters are staffed at most."""
    ordinary = WEEKDAY_VISITS[day.weekday()] * BILL_DAYS.get(day.day, 1.0)
    return min(ordinary, VISITS_PER_COUNTER * counters)


def customers_of(day: date, counters: int, dice: Random) -> list[Customer]:
    """Everybody who comes on `day`, in order of arrival."""
    visits = round(expected_visits(day, counters) * dice.gauss(1.0, 0.05))
    slots = dice.choices(range(len(ARRIVALS)), ARRIVALS, k=visits)
    moments = sorted((slot - 1 + dice.random()) * HALF_HOUR for slot in slots)
    return [_customer(moment, dice) for moment in moments]


def _customer(at: timedelta, dice: Random) -> Customer:
    segment = dice.choices((Segment.STANDARD, Segment.ASSISTED, Segment.VIP, Segment.APPOINTMENT), (86, 7, 4, 3))[0]
    channel = dice.choices(("kiosk", "greeter", "phone"), (80, 13, 7))[0]
    booked = timedelta(minutes=15) * round((at / timedelta(minutes=1) + dice.uniform(-8, 10)) / 15)
    leaves_after, says_so = _patience(dice)
    return Customer(
        at=at,
        service=_service(dice),
        segment=segment,
        channel="greeter" if segment is Segment.ASSISTED else channel,
        language=dice.choices(("zh", "en"), (97, 3))[0],
        booked_at=booked if segment is Segment.APPOINTMENT else None,
        leaves_after=leaves_after,
        says_so=says_so,
        presses_twice=dice.random() < 0.007,
    )


def _patience(dice: Random) -> tuple[timedelta, bool]:
    """How long somebody waits before leaving, and whether they give the ticket back."""
    fate = dice.random()
    if fate < 0.066:
        return timedelta(seconds=dice.uniform(2, 90)), False
    if fate < 0.118:
        return timedelta(seconds=dice.uniform(20, 300)), True
    return timedelta(minutes=dice.lognormvariate(log(32), 0.5)), dice.random() < 0.5


def _service(dice: Random) -> str:
    return dice.choices(_ASKED_FOR, cum_weights=_ASKED_UP_TO)[0]


def errand_for(service: str, dice: Random) -> Errand:
    """What somebody who took a ticket for `service` turns out to need."""
    count = dice.choices((1, 2, 3, 4), (70, 22, 6, 2))[0]
    services = [service, *(_service(dice) for _ in range(count - 1))]
    businesses = tuple(_business(each, dice) for each in services)
    fate = dice.random()
    if fate < (0.30 if service == "not_sure" else 0.042):
        return Errand(businesses, moves_to=_other_service(service, dice))
    return Errand(businesses, lacks_papers=fate > 0.978)


def errand_after(errand: Errand, dice: Random) -> Errand:
    """What is left to do when somebody who was sent on or put on hold is called again."""
    if errand.moves_to is None:
        return Errand(errand.businesses)
    return Errand((_business(errand.moves_to, dice), *errand.businesses[1:]))


def _other_service(service: str, dice: Random) -> str:
    other = _service(dice)
    return other if other != service else "advice" if service != "advice" else "plan_change"


def _business(service: str, dice: Random) -> Business:
    handled_as, factor = dice.choices(
        (
            (TransactionClass.NORMAL, 1.0),
            (TransactionClass.EXCEPTIONAL, 2.0),
            (TransactionClass.TECHNICAL, 1.8),
        ),
        (95.5, 3.0, 1.5),
    )[0]
    median = SERVICES[service][1] if service in SERVICES else _USUAL_SECONDS
    return Business(service, handled_as, factor * dice.lognormvariate(log(median), _SPREAD))
