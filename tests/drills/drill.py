"""What all drills have in common: a hall with people at work, a verdict afterwards, and a line of the table."""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Event
from time import monotonic

from storeops.running import integrity_view
from storeops.store.database import connect
from tests.drills.load import IssuedTicket, Load
from tests.factories import copied_hall, rows
from tests.served_hall import ServedHall


@dataclass
class Outcome:
    """What came of a kind of fault.

    `lost`: tickets whose issue or end was answered and that do not stand there so; whatever else was answered and is
    gone. `doubled`: numbers given twice, and tickets that stand there though nobody was told of them. `said`: how often
    which words were told to people and programs. `faults`: what the checks of the database found afterwards.
    """

    times: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    silence: float = 0.0
    said: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def silent_for(self, seconds: float) -> None:
        """Note a silence; the longest one counts."""
        self.silence = max(self.silence, seconds)


@dataclass(frozen=True)
class Drill:
    """One run of a kind of fault: how often, with which dice, and where its halls stand.

    `is_full`: not as short as in the test run, where nothing is held for ten seconds.
    """

    times: int
    dice: Random
    folder: Path
    founded: ServedHall
    port: int
    is_full: bool

    def hall(self, name: str = "hall") -> ServedHall:
        """A hall of its own, not yet served."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        path = copied_hall(self.founded.path, folder / "hall.db")
        return ServedHall(path, self.founded.token, self.founded.pins, ("--port", str(self.port)))


@dataclass(frozen=True)
class FaultKind:
    """A kind of fault: its name in the table, what injects it, and how often in the full run and in tests."""

    name: str
    inject: Callable[[Drill], Outcome]
    times: int
    times_in_tests: int


def judge(outcome: Outcome, load: Load, path: Path) -> None:
    """Add to an outcome what came of all that was answered, as the database stands now."""
    outcome.acknowledged += load.answered
    outcome.said.update(load.said)
    outcome.silent_for(load.longest_silence)
    look_through(outcome, load, path)


def look_through(outcome: Outcome, load: Load, path: Path) -> None:
    """Add what of all that was answered is lost or doubled in a database, and what is wrong with it."""
    with closing(connect(path)) as db:
        tickets = {row["token"]: row for row in rows(db, TICKETS)}
        outcome.faults += integrity_view.findings(db)
    states = {row["id"]: row["state"] for row in tickets.values()}
    answered = {each.token for each in load.issued} | load.taken
    outcome.lost += len(answered - tickets.keys())
    outcome.lost += sum(states.get(each.id) != "served" for each in load.ended)
    outcome.doubled += len(tickets.keys() - answered) + given_twice(load.issued)


TICKETS = "SELECT id, token, state FROM ticket WHERE business_day > '2000'"
"""Those that were issued here: what is imported is of the year 1999."""


def given_twice(issued: Iterable[IssuedTicket]) -> int:
    """How many numbers of a day were given to somebody although another one held them."""
    numbers = Counter((each.business_day, each.number) for each in issued)
    return sum(times - 1 for times in numbers.values())


class Stopwatch:
    """How long something took."""

    def __init__(self) -> None:
        self._began = monotonic()

    @property
    def seconds(self) -> float:
        return monotonic() - self._began

    def wait_until(self, seconds: float) -> None:
        """Come back when it shows so much."""
        Event().wait(max(seconds - self.seconds, 0))
