"""What is to happen next in the demo: courses of happenings, taken up in order of time. Pure.

A course is a generator: it does something, yields how long it waits, and is taken up again then.
"""

import heapq
from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Wait:
    """The course goes on at `until`; if it is idle, something may wake it before."""

    until: datetime
    is_idle: bool = False


Course = Generator[Wait, None, None]


class Agenda:
    """The courses under way. Those due at the same instant go on in the order in which they said so."""

    def __init__(self) -> None:
        self._entries: list[tuple[datetime, int, Course]] = []
        self._entered = 0
        self._newest: dict[Course, int] = {}
        """The entry of each course that counts: waking a course outdates the one before."""
        self._idle: dict[Course, None] = {}
        """Those who may be woken, idle longest first."""

    def begin(self, course: Course, at: datetime) -> None:
        """Take a new course up at `at`."""
        self._enter(course, at)

    def next_at(self) -> datetime | None:
        """When the next happening is due; None if nothing is planned."""
        while self._entries and self._newest.get(self._entries[0][2]) != self._entries[0][1]:
            heapq.heappop(self._entries)
        return self._entries[0][0] if self._entries else None

    def go_on(self) -> None:
        """Let the course that is due first go on; next_at() has just answered an instant."""
        course = heapq.heappop(self._entries)[2]
        del self._newest[course]
        self._idle.pop(course, None)
        wait = next(course, None)
        if wait:
            self._enter(course, wait.until)
            if wait.is_idle:
                self._idle[course] = None

    @property
    def idle_count(self) -> int:
        """How many courses may be woken."""
        return len(self._idle)

    def wake_one(self, at: datetime) -> None:
        """Let the course that has been idle longest go on at `at`; nothing happens if none is idle."""
        course = next(iter(self._idle), None)
        if course:
            del self._idle[course]
            self._enter(course, at)

    def _enter(self, course: Course, at: datetime) -> None:
        self._entered += 1
        self._newest[course] = self._entered
        heapq.heappush(self._entries, (at, self._entered, course))
