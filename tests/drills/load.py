"""People at work while a drill goes on: they issue, call, start and finish over the API and remember the answers.

Whoever gets no answer asks again with the same key, as a program should: so each ticket that stands in the database
afterwards was answered to somebody, once.
"""

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from itertools import count, pairwise
from time import monotonic
from typing import Any

from tests.served_hall import Answer, ServedHall

CLIENTS = 3
PATIENCE_SECONDS = 60.0
"""A hall that answers nobody for so long is not coming back."""
ASKS_AGAIN_SECONDS = 0.02
VISIT_SECONDS = 0.03
"""Between two visits at a counter: whatever else is drilled needs some of the machine too."""
NO_ANSWER = "no answer"


@dataclass(frozen=True)
class IssuedTicket:
    """A ticket that was answered. `at`: where the notes of the disk ended by then, if any are taken."""

    id: int
    business_day: str
    number: str
    token: str
    at: int


@dataclass(frozen=True)
class EndedTicket:
    """A ticket of which it was answered that it is served."""

    id: int
    at: int


class HallAway(Exception):
    """The hall answered nobody for so long that the drill gives up on it."""


class Load:
    """Clerks at counters, each of whom also issues. `now_at` tells the place in the notes of a disk.

    `taken` are the tickets that others took meanwhile, by their tokens.
    """

    def __init__(self, halls: list[ServedHall], now_at: Callable[[], int] = lambda: 0) -> None:
        self.issued: list[IssuedTicket] = []
        self.taken: set[str] = set()
        self.ended: list[EndedTicket] = []
        self.said: Counter[str] = Counter()
        self._now_at = now_at
        self._answered_at = [monotonic()]
        self._news = threading.Condition()
        self._is_over = threading.Event()
        self._wrong: list[str] = []
        self._clients = [
            threading.Thread(target=self._work, args=(halls[number % len(halls)], number + 1), daemon=True)
            for number in range(CLIENTS)
        ]

    @property
    def answered(self) -> int:
        """How many changes were answered as done."""
        return len(self._answered_at) - 1

    @property
    def longest_silence(self) -> float:
        """The longest time between two such answers, in seconds."""
        return max((after - before for before, after in pairwise(self._answered_at)), default=0.0)

    def start(self) -> None:
        for client in self._clients:
            client.start()

    def until(self, more: int) -> None:
        """Come back when so many more changes were answered. HallAway."""
        wanted = self.answered + more
        self._wait_for(lambda: self.answered >= wanted, f"{more} more answers")

    def until_refused(self, more: int) -> None:
        """Come back when so many more requests were refused or got no answer. HallAway."""
        wanted = self.said.total() + more
        self._wait_for(lambda: self.said.total() >= wanted, f"{more} more refusals")

    def _wait_for(self, is_so: Callable[[], bool], what: str) -> None:
        with self._news:
            while not is_so() and not self._wrong:
                if not self._news.wait(PATIENCE_SECONDS):
                    raise HallAway(f"nothing for {PATIENCE_SECONDS:.0f} s, waiting for {what}; told {dict(self.said)}")
        assert not self._wrong, self._wrong

    def stop(self) -> None:
        """Let everybody end what they are at; each waits for the answer to what they asked last."""
        self._is_over.set()
        for client in self._clients:
            client.join(PATIENCE_SECONDS)
        if any(client.is_alive() for client in self._clients):
            raise HallAway(f"whoever had asked was never answered; the hall said {dict(self.said)}")
        assert not self._wrong, self._wrong

    def _work(self, hall: ServedHall, counter: int) -> None:
        keys = (f"{hall.port}-{counter}-{number}" for number in count())
        try:
            self._open(hall, counter)
            while not self._is_over.is_set():
                self._is_over.wait(VISIT_SECONDS)
                self._issue(hall, next(keys))
                if not self._is_over.is_set():
                    self._serve(hall, counter, keys)
        except HallAway:
            pass  # told by stop()
        except Exception as error:
            with self._news:
                self._wrong.append(repr(error))
                self._news.notify_all()

    def _open(self, hall: ServedHall, counter: int) -> None:
        self._ask(hall, f"/counters/{counter}/open", {"employee": str(1000 + counter)}, None)

    def _issue(self, hall: ServedHall, key: str) -> None:
        answer = self._ask(hall, "/tickets", {"service": "payment"}, key)
        if answer.status != 201:
            return  # refused for a reason that was told: nothing stands anywhere
        body = answer.body
        self.issued.append(
            IssuedTicket(body["id"], body["business_day"], body["number"], body["token"], self._now_at())
        )

    def _serve(self, hall: ServedHall, counter: int, keys: Iterator[str]) -> None:
        called = self._ask(hall, f"/counters/{counter}/call-next", None, next(keys))
        for verb in ("start", "finish"):
            done = self._ask(hall, f"/counters/{counter}/{verb}", None, next(keys))
            if done.status != 200:
                self._open(hall, counter)  # the close of a day shuts counters too
                return
        if called.status == 200:
            self.ended.append(EndedTicket(called.body["id"], self._now_at()))

    def _ask(self, hall: ServedHall, path: str, body: object, key: str | None) -> Answer:
        """Ask until there is an answer that is not the hall's trouble. HallAway."""
        headers = {"Idempotency-Key": key} if key else {}
        gives_up_at = monotonic() + PATIENCE_SECONDS
        while monotonic() < gives_up_at:
            try:
                answer = hall.ask("POST", path, body, headers=headers)
            except (OSError, HTTPException, ValueError):
                self._note_refusal(NO_ANSWER)
            else:
                if answer.status < 300:
                    self._note_answer()
                    return answer
                self._note_refusal(told(answer))
                if answer.status < 500:
                    return answer
            threading.Event().wait(ASKS_AGAIN_SECONDS)
        raise HallAway

    def _note_answer(self) -> None:
        with self._news:
            self._answered_at.append(monotonic())
            self._news.notify_all()

    def _note_refusal(self, words: str) -> None:
        with self._news:
            self.said[words] += 1
            self._news.notify_all()


def told(answer: Answer) -> str:
    """What a refusal says, without the number of a fault."""
    body: Any = answer.body
    words = str(body.get("detail", body)) if isinstance(body, dict) else f"status {answer.status}"
    return without_numbers(words)


def without_numbers(words: str) -> str:
    """Words without the number of a fault, which is another one each time."""
    return re.sub(r"\d{6}", "…", words)


@contextmanager
def at_work(*halls: ServedHall, now_at: Callable[[], int] = lambda: 0) -> Iterator[Load]:
    """People at work at served halls of one database, for the block."""
    load = Load(list(halls), now_at)
    load.start()
    try:
        yield load
    finally:
        load.stop()
