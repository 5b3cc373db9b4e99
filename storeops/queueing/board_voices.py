"""Whether anybody hears the calls: what each board says of its voice, kept in memory while it goes on saying so. Pure.

Of two boards one may be silent on purpose: the hall is silent where no board speaks.
"""

import threading
from enum import StrEnum

BOARD_STANDS = 30.0
"""Seconds after which a board that says nothing any more is taken for switched off."""
BOARDS_KEPT = 200


class Voice(StrEnum):
    """What a board can do. `NO_VOICE`: its machine has no Chinese voice. `REFUSED`: its browser lets nothing sound."""

    SPEAKS = "speaks"
    NO_VOICE = "no_voice"
    REFUSED = "refused"


class BoardVoices:
    """Remembers what each board said last, and when, in seconds of a stopwatch."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[Voice, float]] = {}
        self._guard = threading.Lock()

    def take(self, board: str, voice: Voice, at: float) -> bool:
        """Take in what a board says; whether the hall is heard otherwise than before."""
        with self._guard:
            before = self._silence(at)
            if len(self._said) >= BOARDS_KEPT:
                self._said.clear()
            self._said[board] = (voice, at)
            return self._silence(at) is not before

    def silence(self, at: float) -> Voice | None:
        """Why nobody hears the calls; None where a board speaks, and where there is none."""
        with self._guard:
            return self._silence(at)

    def _silence(self, at: float) -> Voice | None:
        standing = [voice for voice, said_at in self._said.values() if at - said_at <= BOARD_STANDS]
        if not standing or Voice.SPEAKS in standing:
            return None
        # What somebody in the hall can mend by one touch comes first.
        return Voice.REFUSED if Voice.REFUSED in standing else Voice.NO_VOICE
