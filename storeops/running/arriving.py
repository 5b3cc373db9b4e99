"""A request as it arrives, piece by piece: whether it is whole, and what it says of itself. Pure.

Only its length is judged here; what it means, and whether it is well-formed, is for the server's parser.
"""

import re
from collections.abc import Callable
from enum import Enum

MOST_HEAD_BYTES = 65536
_HEAD_ENDS = b"\r\n\r\n"
_LENGTH = re.compile(rb"(?i)\r\ncontent-length:[ \t]*([0-9]{1,18})[ \t]*\r\n")
_IN_CHUNKS = re.compile(rb"(?i)\r\ntransfer-encoding:[^\r\n]*chunked")
_CONTINUES = re.compile(rb"(?i)\r\nexpect:[ \t]*100-continue")
_STREAM = re.compile(rb"(?i)\r\naccept:[^\r\n]*text/event-stream")
_HEALTH = re.compile(rb"(?:GET|HEAD) /healthz[ ?]")
_PROOFS = re.compile(rb"(?i)\r\n(?:authorization|cookie):[ \t]*([^\r\n]+)")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")


class Arrived(Enum):
    """How far a request has come. CUT: it is longer than any that is taken, and is answered as it stands."""

    PART = "part"
    WHOLE = "whole"
    CUT = "cut"


class Arriving:
    """The next request of one connection. Bytes that follow it wait for their own turn.

    Its body may be `most_body_bytes` long, and `most_known_body_bytes` where `knows` knows what its sender shows; once
    the head is there, `is_known` tells that.
    """

    def __init__(self, most_body_bytes: int, most_known_body_bytes: int, knows: Callable[[bytes], bool]) -> None:
        self._most_body_bytes = most_body_bytes
        self._most_known_body_bytes = most_known_body_bytes
        self._knows = knows
        self.is_known = False
        self._bytes = bytearray()
        self._searched = 0
        self._head = 0
        self._end: int | None = None
        self._chunks_at = 0

    @property
    def size(self) -> int:
        return len(self._bytes)

    @property
    def asks_to_continue(self) -> bool:
        """Whether the sender waits for a word before it sends the body; to be asked once the head is there."""
        return bool(self._head and _CONTINUES.search(self._bytes, 0, self._head))

    @property
    def wants_stream(self) -> bool:
        """Whether a live stream is asked for."""
        return bool(_STREAM.search(self._bytes, 0, self._head))

    @property
    def asks_for_health(self) -> bool:
        """Whether it asks how the hall fares."""
        return bool(_HEALTH.match(self._bytes, 0, self._head))

    @property
    def proofs(self) -> list[bytes]:
        """What the sender shows of who they are: bearer and cookies, as sent."""
        return [match.group(1).strip() for match in _PROOFS.finditer(self._bytes, 0, self._head)]

    @property
    def has_head(self) -> bool:
        return bool(self._head)

    @property
    def most_body_bytes(self) -> int:
        """How long its body may be; to be asked once the head is there."""
        return self._most_known_body_bytes if self.is_known else self._most_body_bytes

    def take(self, data: bytes) -> Arrived:
        """Add what has come."""
        self._bytes += data
        return self.how_far()

    def how_far(self) -> Arrived:
        """Judge what is there."""
        if not self._head and not self._find_head():
            return Arrived.CUT if len(self._bytes) > MOST_HEAD_BYTES else Arrived.PART
        if self._end is None:
            self._walk_chunks()
        if self._end is not None and len(self._bytes) >= self._end:
            return Arrived.WHOLE
        asked = (self._end or len(self._bytes)) - self._head
        return Arrived.CUT if asked > self.most_body_bytes else Arrived.PART

    def request(self) -> bytes:
        """The whole request, or what there is of one that is cut; the rest stays for the next."""
        end = len(self._bytes) if self._end is None else self._end
        taken = bytes(self._bytes[:end])
        del self._bytes[:end]
        self._searched = self._head = self._chunks_at = 0
        self._end = None
        self.is_known = False
        return taken

    def _find_head(self) -> bool:
        at = self._bytes.find(_HEAD_ENDS, max(self._searched - 3, 0))
        self._searched = len(self._bytes)
        if at < 0:
            return False
        self._head = at + len(_HEAD_ENDS)
        self.is_known = any(map(self._knows, self.proofs))
        if _IN_CHUNKS.search(self._bytes, 0, self._head):
            self._chunks_at = self._head
        else:
            told = _LENGTH.search(self._bytes, 0, self._head)
            self._end = self._head + (int(told.group(1)) if told else 0)
        return True

    def _walk_chunks(self) -> None:
        """Find where the last chunk ends; what is no chunk is left to the parser, which refuses it."""
        while True:
            chunk = _CHUNK.match(self._bytes, self._chunks_at)
            if chunk is None:
                line_ends = self._bytes.find(b"\r\n", self._chunks_at)
                if line_ends >= 0 or len(self._bytes) - self._chunks_at > MOST_HEAD_BYTES:
                    self._end = len(self._bytes)
                return
            size = int(chunk.group(1), 16)
            if size == 0:
                self._end_after_trailers(chunk.end())
                return
            follows = chunk.end() + size + 2
            if follows > len(self._bytes):
                return
            self._chunks_at = follows

    def _end_after_trailers(self, at: int) -> None:
        if self._bytes[at : at + 2] == b"\r\n":
            self._end = at + 2
            return
        ends = self._bytes.find(_HEAD_ENDS, at)
        if ends >= 0:
            self._end = ends + len(_HEAD_ENDS)
