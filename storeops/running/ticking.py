"""Doing things again and again, by the stopwatch: whoever sets the clock, ahead or back, changes nothing in it."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from storeops.base.clock import stopwatch


@dataclass(frozen=True)
class Turn:
    """Something that is done so often. It sees to its own errors. `waits_first`: not before so long has passed."""

    every_seconds: float
    do: Callable[[], object]
    waits_first: bool = True


class TickingLane:
    """Turns that are done one after the other in a thread of their own; one that takes long holds up its own lane."""

    def __init__(self, name: str, turns: Sequence[Turn], watch: Callable[[], float] = stopwatch) -> None:
        self._turns = turns
        self._watch = watch
        self._due = [watch() + (turn.every_seconds if turn.waits_first else 0) for turn in turns]
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._go_on, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Begin no further turn; the one that is being done may go on."""
        self._ends.set()

    def wait(self) -> None:
        """Wait until it is stopped."""
        self._ends.wait()

    def do_what_is_due(self) -> float:
        """Do each turn whose time has come, however late it is, once; the seconds until the next."""
        for place, turn in enumerate(self._turns):
            if self._watch() >= self._due[place] and not self._ends.is_set():
                turn.do()
                self._due[place] = self._watch() + turn.every_seconds
        return max(min(self._due) - self._watch(), 0.0)

    def _go_on(self) -> None:
        while not self._ends.is_set():
            self._ends.wait(self.do_what_is_due())
