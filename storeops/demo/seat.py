"""A seat at a counter: one employee who acts there, and how fast."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.demo import demo_rows
from storeops.demo.clerks import ClerkShift
from storeops.demo.demo_hall import DemoHall
from storeops.store import journal
from storeops.store.database import HallDatabase

P = ParamSpec("P")
R = TypeVar("R")


class SomebodyActs(Exception):
    """A person at the console has taken the counter into their own hands."""


CounterAction = Callable[Concatenate[HallDatabase, Clock, Actor, str, P], R]


@dataclass(frozen=True)
class Seat:
    """Who sits where in the hall that is played."""

    hall: DemoHall
    shift: ClerkShift

    @property
    def counter(self) -> str:
        return self.shift.counter

    def do(self, action: CounterAction[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Take an action at this counter as the employee who sits there; its refusals, and SomebodyActs."""
        if self.hall.has_visitors and self.somebody_acted():
            raise SomebodyActs
        me = Actor(f"employee:{self.shift.employee}")
        try:
            return action(self.hall.db, self.hall.clock, me, self.counter, *args, **kwargs)
        finally:
            if self.hall.has_visitors:
                self.hall.seen[self.counter] = journal.last_seq(self.hall.db)

    def somebody_acted(self) -> bool:
        """Whether anybody but the demo's own people has done something at this counter since this was last asked."""
        seen = self.hall.seen.get(self.counter, self.hall.seen_at_first)
        self.hall.seen[self.counter] = journal.last_seq(self.hall.db)
        return demo_rows.has_acts_at(self.hall.db, self.counter, seen)
