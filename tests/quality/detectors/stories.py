"""Moves of tickets as a story tells them: visit after visit at counters, second by second."""

from dataclasses import dataclass, field

from storeops.measuring.facts import WaitingStretch
from storeops.quality.detectors.detector_facts import AwayFact, DetectorFacts, MoveFact

COUNTERS = {"1001": 1, "1002": 2, "1003": 3}


@dataclass
class Day:
    """What happens at the counters; every method moves the story on."""

    moves: list[MoveFact] = field(default_factory=list)
    waiting: list[WaitingStretch] = field(default_factory=list)
    away: list[AwayFact] = field(default_factory=list)
    now: int = 1_000_000
    tickets: int = 0
    issued: dict[int, int] = field(default_factory=dict)

    def move(self, ticket: int, kind: str, clerk: str | None = None, actor: str = "") -> None:
        """One line of the journal."""
        counter = COUNTERS.get(clerk or "")
        self.moves.append(
            MoveFact(ticket, kind, self.now, counter, clerk, actor or f"employee:{clerk}", self.issued[ticket])
        )

    def issue(self, actor: str = "customer") -> int:
        """A new ticket."""
        self.tickets += 1
        self.issued[self.tickets] = self.now
        self.move(self.tickets, "issue", None, actor)
        return self.tickets

    def visit(self, clerk: str, *, gap: int = 0, handled: int = 60, ticket: int | None = None) -> int:
        """After `gap` seconds in which somebody waits, a customer is called, served and finished."""
        number = ticket or self.issue()
        self.waiting.append(WaitingStretch(7, self.now, self.now + gap))
        self.now += gap
        self.move(number, "call_next", clerk)
        self.now += handled
        self.move(number, "finish", clerk)
        return number

    def facts(self) -> DetectorFacts:
        return DetectorFacts(moves=self.moves, waiting=self.waiting, away=self.away)
