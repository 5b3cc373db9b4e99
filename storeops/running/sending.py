"""An answer on its way: as much as the reader takes at once, the rest held, so that no thread waits for a slow reader.

gateway.py writes to it as to a socket. While the app answers it belongs to that thread, then to the server's
loop, which sends what is left.
"""

import select
import socket
import ssl
from collections import deque
from time import monotonic

MOST_HELD_BYTES = 1024 * 1024
"""A page is smaller; whoever writes on and on waits for the reader beyond this."""
PATIENCE_SECONDS = 10.0
"""A reader that takes nothing for so long is gone."""

WOULD_BLOCK = (BlockingIOError, ssl.SSLWantWriteError, ssl.SSLWantReadError)


SENT_TOGETHER_BYTES = 64 * 1024
"""The head of an answer goes out with what follows, up to so much: each sending costs as much as parsing a request."""


class Outgoing:
    """What is left to send on one connection. `is_live`: each piece has to reach the reader before the next is due;
    else what is short leaves with what follows, and the last of it by `push()`.
    """

    def __init__(self, sock: socket.socket, *, is_live: bool) -> None:
        self._sock = sock
        self._held: deque[memoryview] = deque()
        self._held_bytes = 0
        self._is_live = is_live

    @property
    def is_empty(self) -> bool:
        return not self._held

    def sendall(self, data: bytes) -> None:
        """Take it to be sent, and send where that is due; OSError where the reader is gone, or takes nothing."""
        self._send_down_to(MOST_HELD_BYTES)
        if data:
            self._held.append(memoryview(data))
            self._held_bytes += len(data)
        if self._is_live:
            self.push()
            self._send_down_to(0)
        elif self._held_bytes > SENT_TOGETHER_BYTES:
            self.push()

    def _send_down_to(self, most_held: int) -> None:
        if self._held_bytes <= most_held:
            return
        gives_up = monotonic() + PATIENCE_SECONDS
        reader = select.poll()
        reader.register(self._sock, select.POLLOUT)
        while self._held_bytes > most_held:
            left = gives_up - monotonic()
            if left <= 0 or not reader.poll(left * 1000):
                raise TimeoutError("the reader takes nothing")
            self.push()

    def push(self) -> int:
        """Send as much as can be sent now; how many bytes that was. OSError."""
        sent_bytes = 0
        if len(self._held) > 1 and self._held_bytes <= SENT_TOGETHER_BYTES:
            self._held = deque([memoryview(b"".join(self._held))])
        while self._held:
            try:
                sent = self._sock.send(self._held[0])
            except WOULD_BLOCK:
                break
            sent_bytes += sent
            if sent < len(self._held[0]):
                self._held[0] = self._held[0][sent:]
            else:
                self._held.popleft()
        self._held_bytes -= sent_bytes
        return sent_bytes
