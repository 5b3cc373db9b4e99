"""The hall that the demo plays: one database, a clock, dice, an agenda, and who is where.

The courses of a day (clerks_day.py, customers_day.py) share it. They change the database through the actions only.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from storeops.base.business_time import business_day, local_instant
from storeops.base.clock import Clock
from storeops.demo import demo_rows
from storeops.demo.agenda import Agenda, Wait
from storeops.demo.customers import CLOSES, OPENS, Errand, errand_for
from storeops.hall import hall_rows, offer_rows
from storeops.store import journal
from storeops.store.database import HallDatabase

LINGERS = timedelta(hours=1)
"""So long after closing time the last customers have been served and everybody has gone."""


@dataclass(frozen=True)
class Memory:
    """Somebody who will look back on a visit; `value` is what they will tap."""

    token: str
    at: datetime
    value: int


@dataclass
class SimulatedVisit:
    """A ticket in somebody's hand. `has_left`: without a word; a call will be in vain. None: did not happen."""

    number: str
    token: str
    errand: Errand
    is_waiting: bool
    has_left: bool = False
    came_at: datetime | None = None
    called_at: datetime | None = None


class DemoHall:
    """What the courses of a day have in common."""

    def __init__(self, db: HallDatabase, clock: Clock, dice: Random, *, has_visitors: bool = False) -> None:
        self.db = db
        self.clock = clock
        self.dice = dice
        self.voices = Random(dice.getrandbits(64))
        """Dice of their own for what is said and marked: the queue goes on alike whatever people say."""
        self.memories: list[Memory] = []
        """Those who will look back on their visit, on a later day."""
        self.has_visitors = has_visitors
        """Whether people at the console act in the same hall."""
        self.refusals = 0
        """How often an action was refused because somebody else had done something meanwhile."""
        self._settings = hall_rows.hall(db)
        self.begin_day(business_day(clock.now(), self._settings.zone))

    def begin_day(self, day: date) -> None:
        """Turn to a business day: nobody is there and nothing is planned."""
        self.day = day
        self.agenda = Agenda()
        self.visits: dict[str, SimulatedVisit] = {}
        self.fault: tuple[datetime, datetime] | None = None
        """Today's system fault, from when to when."""
        self.seen_at_first = journal.last_seq(self.db)
        self.seen: dict[str, int] = {}
        """By counter, the newest event that the demo's people know of."""
        self.targets = {service.code: service.target_seconds for service in offer_rows.all_services(self.db)}
        hours = hall_rows.opening_hours(self.db, self._settings)
        self.opens_at = hours.opening(day) or local_instant(day, OPENS, hours.zone)
        """The demo's own hours hold where somebody at the console has taken all hours away."""
        self.closes_at = hours.closing(day) if hours.opening(day) else local_instant(day, CLOSES, hours.zone)
        self.ends_at = self.closes_at + LINGERS
        """When the day is closed and everybody has gone."""

    def now(self) -> datetime:
        return self.clock.now()

    def at(self, offset: timedelta) -> datetime:
        """The instant so long after today's opening."""
        return self.opens_at + offset

    def after(self, seconds: float) -> Wait:
        """Wait so long from now on."""
        return Wait(self.now() + timedelta(seconds=seconds))

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def is_late(self) -> bool:
        """Whether the hall has closed its doors."""
        return self.now() >= self.closes_at

    def join_queue(self, visit: SimulatedVisit) -> None:
        """Somebody waits (again): an idle clerk notices after a moment."""
        self.visits[visit.number] = visit
        visit.is_waiting = True
        self.nudge()

    def nudge(self) -> None:
        """Let the clerk who has been idle longest look at the queue."""
        if self.agenda.idle_count:
            self.agenda.wake_one(self.now() + timedelta(seconds=self.dice.uniform(3, 9)))

    def visit_of(self, number: str, token: str, service: str) -> SimulatedVisit:
        """The visit of a ticket; one that a person issued turns out to need something ordinary."""
        if number not in self.visits:
            self.visits[number] = SimulatedVisit(number, token, errand_for(service, self.dice), is_waiting=True)
        return self.visits[number]

    def has_fault(self) -> bool:
        """Whether the systems do not work now."""
        return self.fault is not None and self.fault[0] <= self.now() < self.fault[1]

    def waiting_count(self) -> int:
        return demo_rows.waiting_count(self.db)

    def waited_seconds(self, visit: SimulatedVisit) -> float:
        """How long a customer had waited when called; 0 for one who was not."""
        if visit.called_at is None or visit.came_at is None:
            return 0.0
        return max((visit.called_at - visit.came_at).total_seconds(), 0.0)
