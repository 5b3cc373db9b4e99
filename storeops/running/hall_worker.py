"""The process that serves: one loop that reads requests and sends answers, and threads that only work.

gunicorn's own threaded worker gives a connection to a thread before its request has come, and the thread then waits
for the rest, and later for the reader, without a limit; and it closes connections in its loop, waiting up to two
seconds for each. A few hundred slow clients stop a hall that way. Here a thread gets a whole request, and hands over
its answer; whoever is slow holds a connection and nothing else, and not for long.

gunicorn looks after the process; gateway.py reads each request and frames its answer.
"""

import contextlib
import os
import resource
import selectors
import signal
import socket
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from time import monotonic
from typing import Any

from gunicorn.workers.base import Worker

from storeops.base import request_mark
from storeops.base.clock import SystemClock
from storeops.base.errors import StoreOpsError
from storeops.running import unread_request
from storeops.running.arriving import Arrived, Arriving
from storeops.running.gateway import Answering, WholeRequest
from storeops.running.refusals import HeadersTooLarge
from storeops.running.sending import WOULD_BLOCK, Outgoing
from storeops.running.unfinished import Unfinished
from storeops.web.refusals import Fault, TooLarge

CLOCK = SystemClock()
"""The machine's own, also in a demo: browsers compare what a server tells of its time with theirs."""
REQUEST_SECONDS = 15.0
"""Within this time a request has to come whole, from the connection's or its own first byte on."""
IDLE_SECONDS = 30.0
"""How long a connection may stay open between two requests."""
ANSWER_STALLS_SECONDS = 10.0
"""A reader that takes no byte for so long is gone."""
ANSWER_SECONDS = 120.0
"""Within this time an answer has to be read."""
LINGER_SECONDS = 2.0
"""How long the last bytes of an answer may take to arrive before its connection is closed."""
MOST_WAITING_BYTES = 64 * 1024 * 1024
"""What unfinished requests may hold together."""
MOST_ACCEPTED_AT_ONCE = 64
HEALTH_THREADS = 2
"""Threads that say how the hall fares, also while all others wait for the database."""
LOOKS_EVERY_SECONDS = 0.5
"""How often the loop looks whose time is over."""
READ_BYTES = 65536
MOST_SENT_AHEAD_BYTES = 128 * 1024
"""What the system takes of an answer before its reader does; unbounded, a crowd that reads nothing fills the memory."""
FILES_BESIDE = 256
"""Files that are open beside connections: the database, with some for each thread."""


@dataclass(frozen=True)
class Serving:
    """What the loop needs to know beside gunicorn's settings.

    `stream_threads` serve live streams, `visitor_threads` everybody, `kept_threads` only those whom `knows` knows by
    what they send. `is_proxy` tells the addresses that stand for many. A body may be as long as a photo; only of those
    whom `knows` knows may it be `most_known_body_bytes` long.
    """

    stream_threads: int
    visitor_threads: int
    kept_threads: int
    most_connections: int
    most_body_bytes: int
    most_known_body_bytes: int
    knows: Callable[[bytes], bool]
    is_proxy: Callable[[str], bool]
    tls: ssl.SSLContext | None


class Connection:
    """One connection: a handshake, then a request, its answer, and the next request."""

    def __init__(
        self, sock: socket.socket, client: tuple[Any, ...], server: tuple[Any, ...], arriving: Arriving
    ) -> None:
        self.sock = sock
        self.client = client
        self.server = server
        self.events = 0
        self.arriving = arriving
        self.is_greeting = isinstance(sock, ssl.SSLSocket)
        self.has_said_continue = False
        self.out: Outgoing | None = None
        self.stays_open = False
        self.is_leaving = False
        self.ends_at = 0.0
        self.stalls_at = 0.0

    @property
    def address(self) -> str:
        return str(self.client[0])


IGNORED_SIGNALS = (signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2, signal.SIGTTIN, signal.SIGTTOU, signal.SIGWINCH)
"""At these gunicorn would load the apps anew, start a second server of the hall, or add and end processes."""


def ignore_signals() -> None:
    """Let this process go on as if nothing were at IGNORED_SIGNALS. SIGHUP comes when a terminal is closed."""
    for each in IGNORED_SIGNALS:
        signal.signal(each, signal.SIG_IGN)


class HallWorker(Worker):  # type: ignore[misc]  # gunicorn has no types
    """Serves the listeners. `serving` is set by whoever starts gunicorn, before the process forks."""

    serving: Serving

    def init_process(self) -> None:
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = self.serving.most_connections + FILES_BESIDE + 4 * self.cfg.threads
        allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        if resource.getrlimit(resource.RLIMIT_NOFILE)[0] < allowed:
            resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
        self._poller = selectors.DefaultSelector()
        self._open: set[Connection] = set()
        self._waiting: dict[Connection, None] = {}
        # Two kinds, so that a crowd that reads nothing never pushes out whoever has only just come to ask.
        self._unfinished: Unfinished[Connection] = Unfinished()
        self._unread: Unfinished[Connection] = Unfinished()
        self._answered: SimpleQueue[Connection] = SimpleQueue()
        self._answering = 0
        self._looks_at = 0.0
        self._woken, self._wake = socket.socketpair()
        for end in (self._woken, self._wake):
            end.setblocking(False)
        self._streams = ThreadPoolExecutor(self.serving.stream_threads, "stream")
        self._visitors = ThreadPoolExecutor(self.serving.visitor_threads, "visitor")
        self._kept = ThreadPoolExecutor(self.serving.kept_threads, "kept")
        self._health = ThreadPoolExecutor(HEALTH_THREADS, "health")
        super().init_process()

    def init_signals(self) -> None:
        super().init_signals()
        ignore_signals()

    def handle_exit(self, _signal: int, _frame: Any) -> None:
        """SIGTERM: answer what was asked, then end."""
        self.alive = False
        self._wake_loop()

    def handle_quit(self, _signal: int, frame: Any) -> None:
        """Ctrl-C: the same."""
        self.handle_exit(_signal, frame)

    # The loop

    def run(self) -> None:
        self._poller.register(self._woken, selectors.EVENT_READ, self._take_answered)
        for listener in self.sockets:
            listener.setblocking(False)
            self._poller.register(listener, selectors.EVENT_READ, self._accept)
        while self.alive:
            self.notify()
            self._turn(1.0)
            if self.ppid != os.getppid():
                break
        self._end()

    def _end(self) -> None:
        for listener in self.sockets:
            self._poller.unregister(listener)
            listener.close()
        gives_up = monotonic() + self.cfg.graceful_timeout
        while (self._answering or any(each.out for each in self._open)) and monotonic() < gives_up:
            self.notify()
            self._turn(0.1)
        for connection in list(self._open):
            self._close(connection)
        for pool in (self._streams, self._visitors, self._kept, self._health):
            pool.shutdown(wait=False, cancel_futures=True)

    def _turn(self, seconds: float) -> None:
        for key, _ in self._poller.select(seconds):
            if isinstance(key.data, Connection):
                # One that had to go for another in this very turn is in the list all the same.
                if key.data in self._waiting:
                    self._go_on(key.data)
            else:
                key.data(key.fileobj)
        now = monotonic()
        if now >= self._looks_at:
            self._looks_at = now + LOOKS_EVERY_SECONDS
            for connection in [each for each in self._waiting if now > min(each.ends_at, each.stalls_at)]:
                self._close(connection)

    def _accept(self, listener: socket.socket) -> None:
        for _ in range(MOST_ACCEPTED_AT_ONCE):
            if len(self._open) >= self.serving.most_connections and not self._drop_one():
                return
            try:
                sock, client = listener.accept()
            except BlockingIOError:
                return
            except OSError:  # no file is free, or the caller has hung up already
                self._drop_one()
                return
            try:
                sock.setblocking(False)
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, MOST_SENT_AHEAD_BYTES)
                if self.serving.tls:
                    sock = self.serving.tls.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
            except OSError:  # hung up before it said a word
                sock.close()
                continue
            connection = Connection(sock, client, listener.getsockname(), self._next_request())
            self._open.add(connection)
            self._await(connection, selectors.EVENT_READ, REQUEST_SECONDS)
            self._note(connection, self._unfinished)

    def _drop_one(self) -> bool:
        """Close whoever has kept the hall waiting longest, of the kind that there is more of, else the one that has
        been idle longest; whether one was."""
        connection = max(self._unfinished, self._unread, key=len).oldest() or next(iter(self._waiting), None)
        if connection is None:
            return False
        self._close(connection)
        return True

    def _go_on(self, connection: Connection) -> None:
        try:
            if connection.is_leaving:
                if not connection.sock.recv(READ_BYTES):
                    self._close(connection)
            elif connection.out:
                self._send_on(connection)
            elif not connection.is_greeting or self._greet(connection):
                self._read(connection)
        except WOULD_BLOCK:
            pass
        except OSError:  # gone, or no speaker of TLS
            self._close(connection)

    # A request

    def _greet(self, connection: Connection) -> bool:
        """Shake hands; whether that is done."""
        assert isinstance(connection.sock, ssl.SSLSocket)
        try:
            connection.sock.do_handshake()
        except ssl.SSLWantWriteError:
            self._watch_for(connection, selectors.EVENT_WRITE)
            return False
        self._watch_for(connection, selectors.EVENT_READ)
        connection.is_greeting = False
        return True

    def _read(self, connection: Connection) -> None:
        is_first = not connection.arriving.size
        arrived = Arrived.PART
        while arrived is Arrived.PART:
            data = connection.sock.recv(READ_BYTES)
            if not data:
                self._close(connection)
                return
            arrived = connection.arriving.take(data)
            if arrived is Arrived.PART:
                if is_first:
                    is_first = False
                    connection.ends_at = connection.stalls_at = monotonic() + REQUEST_SECONDS
                    self._note(connection, self._unfinished)
                self._say_continue(connection)
                if connection.arriving.size > READ_BYTES:
                    self._bound_memory()
                if connection not in self._waiting:
                    return
        self._hand_over(connection, arrived)

    def _next_request(self) -> Arriving:
        return Arriving(self.serving.most_body_bytes, self.serving.most_known_body_bytes, self.serving.knows)

    def _say_continue(self, connection: Connection) -> None:
        if connection.arriving.has_head and not connection.has_said_continue:
            connection.has_said_continue = True
            if connection.arriving.asks_to_continue:
                connection.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")

    def _bound_memory(self) -> None:
        while sum(each.arriving.size for each in self._waiting) > MOST_WAITING_BYTES and self._drop_one():
            pass

    def _hand_over(self, connection: Connection, arrived: Arrived) -> None:
        self._rest(connection)
        arriving = connection.arriving
        is_stream = arriving.wants_stream
        connection.out = Outgoing(connection.sock, is_live=is_stream)
        connection.stays_open = arrived is Arrived.WHOLE
        connection.has_said_continue = False
        self._answering += 1
        if arriving.asks_for_health:
            pool = self._health
        else:
            pool = self._streams if is_stream else self._kept if arriving.is_known else self._visitors
        if arrived is Arrived.CUT:
            refused = TooLarge(limit=arriving.most_body_bytes) if arriving.has_head else HeadersTooLarge()
            pool.submit(self._refuse_cut, connection, arriving.request(), refused)
        else:
            pool.submit(self._answer, connection, arriving.request())

    # An answer

    def _answer(self, connection: Connection, request_bytes: bytes) -> None:
        """Answer a request; in a thread."""
        try:
            connection.stays_open = self._respond(connection, request_bytes) and connection.stays_open
        except OSError:  # the reader is gone
            connection.out = None
        except Exception:
            self.log.exception("an answer failed")
            connection.out = None
        finally:
            self._answered.put(connection)
            self._wake_loop()

    def _refuse_cut(self, connection: Connection, begun: bytes, refused: StoreOpsError) -> None:
        """Say that a request is too long, of which only the beginning was read; in a thread, for it writes."""
        assert connection.out is not None
        request_mark.begin()
        try:
            connection.out.sendall(unread_request.answer(begun, refused))
        except OSError:  # the reader is gone
            connection.out = None
        finally:
            self._answered.put(connection)
            self._wake_loop()

    def _respond(self, connection: Connection, request_bytes: bytes) -> bool:
        """Let the app answer; whether the connection may stay open. OSError."""
        out, answering = connection.out, None
        assert out is not None
        try:
            asked = WholeRequest(request_bytes)
            environ = asked.environ("https" if self.serving.tls else "http", connection.client, connection.server)
            answering = Answering(asked, out, CLOCK.now(), stays_open=self.alive and connection.stays_open)
            pieces = self.wsgi(environ, answering.start_response)
            try:
                answering.send(pieces)
                out.push()
            finally:
                if hasattr(pieces, "close"):
                    pieces.close()
            return answering.stays_open
        except OSError:
            raise
        except Exception as fault:
            if answering is not None and answering.has_begun:
                self.log.exception("an answer broke off")
            else:
                request_mark.begin()
                out.sendall(unread_request.answer(request_bytes, self._named(fault)))
            return False

    def _named(self, fault: Exception) -> StoreOpsError:
        """Our own name for what cannot be read; anything else is a fault, and is logged as one."""
        if isinstance(fault, StoreOpsError):
            return fault
        number = request_mark.fault_number()
        self.log.error("fault %s: before any app", number, exc_info=fault)
        return Fault(number=number)

    def _take_answered(self, woken: socket.socket) -> None:
        try:
            while woken.recv(4096):
                pass
        except BlockingIOError:
            pass
        while not self._answered.empty():
            connection = self._answered.get()
            self._answering -= 1
            if connection.out is None:
                self._close(connection)
                continue
            try:
                self._send_on(connection)
            except OSError:
                self._close(connection)

    def _send_on(self, connection: Connection) -> None:
        """Send what is left of an answer; then wait for the next request, or part."""
        assert connection.out is not None
        sent = connection.out.push()
        if not connection.out.is_empty:
            if connection not in self._waiting:
                self._await(connection, selectors.EVENT_WRITE, ANSWER_SECONDS)
                connection.stalls_at = monotonic() + ANSWER_STALLS_SECONDS
                self._note(connection, self._unread)
            elif sent:
                connection.stalls_at = monotonic() + ANSWER_STALLS_SECONDS
            return
        self._rest(connection)
        connection.out = None
        if not (connection.stays_open and self.alive):
            self._part(connection)
        elif connection.arriving.size and (arrived := connection.arriving.how_far()) is not Arrived.PART:
            self._hand_over(connection, arrived)
        else:
            self._await(connection, selectors.EVENT_READ, IDLE_SECONDS)
            if connection.arriving.size:
                self._note(connection, self._unfinished)
            elif isinstance(connection.sock, ssl.SSLSocket) and connection.sock.pending():
                self._go_on(connection)

    def _part(self, connection: Connection) -> None:
        """Say that nothing follows, and stay until the reader has heard it: closed at once, unread bytes would take the
        end of the answer with them."""
        connection.is_leaving = True
        try:
            connection.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._close(connection)
            return
        self._await(connection, selectors.EVENT_READ, LINGER_SECONDS)

    # Whom the loop waits for

    def _await(self, connection: Connection, events: int, seconds: float) -> None:
        connection.ends_at = connection.stalls_at = monotonic() + seconds
        self._waiting[connection] = None
        self._watch_for(connection, events)

    def _note(self, connection: Connection, kind: Unfinished[Connection]) -> None:
        """Note that a connection keeps the hall waiting from now on, and let go whoever has to go for it."""
        is_limited = not self.serving.is_proxy(connection.address)
        in_the_way = kind.add(connection, connection.address, is_limited=is_limited)
        if in_the_way:
            self._close(in_the_way)

    def _watch_for(self, connection: Connection, events: int) -> None:
        """Let the poller watch for these events, or for none."""
        if events == connection.events:
            return
        if not connection.events:
            self._poller.register(connection.sock, events, connection)
        elif events:
            self._poller.modify(connection.sock, events, connection)
        else:
            self._poller.unregister(connection.sock)
        connection.events = events

    def _rest(self, connection: Connection) -> None:
        """Wait for a connection no more."""
        self._unfinished.remove(connection)
        self._unread.remove(connection)
        self._waiting.pop(connection, None)
        self._watch_for(connection, 0)

    def _close(self, connection: Connection) -> None:
        self._rest(connection)
        self._open.discard(connection)
        connection.sock.close()

    def _wake_loop(self) -> None:
        with contextlib.suppress(BlockingIOError):  # it has been told often enough
            self._wake.send(b"\0")
