"""A served hall with hundreds of slow clients, over real sockets: whoever asks beside them is answered at once."""

import contextlib
import select
import socket
from collections.abc import Iterator
from time import monotonic
from typing import Protocol

import pytest

from tests.served_hall import ServedHall

CROWD = 300
AT_ONCE_SECONDS = 8.0
"""Whoever waited for one of a crowd would wait for the end of its time, 10 seconds at least. Else it is some
milliseconds, and some seconds on a machine that runs other tests."""
PATIENCE_SECONDS = 20.0
FONT = b"GET /shared/fonts/NotoSansSC-Regular.otf HTTP/1.1\r\nHost: hall\r\n\r\n"
"""8 MB: no socket's buffers hold it."""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    hall = ServedHall.founded(tmp_path_factory.mktemp("crowded")).start()
    hall.open_counters(1)
    yield hall
    assert hall.stop() == 0


class Crowd(Protocol):
    def __call__(self, sent: bytes, count: int = CROWD) -> list[socket.socket]: ...


@pytest.fixture
def crowd(hall: ServedHall) -> Iterator[Crowd]:
    """Opens a crowd of connections that each send the same bytes and then do nothing."""
    with contextlib.ExitStack() as opened:

        def gather(sent: bytes, count: int = CROWD) -> list[socket.socket]:
            return [opened.enter_context(connected(hall, sent)) for _ in range(count)]

        yield gather


def connected(hall: ServedHall, sent: bytes) -> socket.socket:
    sock = socket.create_connection(("127.0.0.1", hall.port), PATIENCE_SECONDS)
    sock.sendall(sent)
    return sock


def was_dropped(sock: socket.socket) -> bool:
    """Whether the server closed a connection; with bytes unread the system says so by a reset."""
    try:
        return sock.recv(10) == b""
    except ConnectionResetError:
        return True


def slowest_of_some_requests(hall: ServedHall) -> float:
    """The longest that one of twenty visits' worth of requests took, each over a connection of its own."""
    took = []
    for _ in range(20):
        began = monotonic()
        assert hall.ask("POST", "/tickets", {"service": "payment"}).status == 201
        assert hall.ask("GET", "/board", token=None).status == 200
        took.append(monotonic() - began)
    return max(took)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"POST /tickets HTTP/1.1\r\nHost: hall\r\nContent-Le",
        b"POST /tickets HTTP/1.1\r\nHost: hall\r\nContent-Length: 40\r\n\r\nservice=",
        b"POST /tickets HTTP/1.1\r\nHost: hall\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nservi",
        FONT,
        b"GET /shared/styles.css HTTP/1.1\r\nHost: hall\r\nConnection: close\r\n\r\n",
        b"POST /tickets HTTP/1.1\r\nHost: hall\r\nContent-Length: 999999999\r\n\r\nservice=",
    ],
    ids=["silent", "half a head", "half a form", "half a chunk", "reads nothing", "never hangs up", "endless body"],
)
def test_three_hundred_slow_clients_delay_nobody(hall: ServedHall, crowd: Crowd, sent: bytes) -> None:
    crowd(sent)

    assert slowest_of_some_requests(hall) < AT_ONCE_SECONDS


def test_eleven_hundred_idle_connections_delay_nobody_and_stay_open(hall: ServedHall, crowd: Crowd) -> None:
    """Browsers keep a connection open after an answer, in case they ask for more."""
    idle = list[socket.socket]()
    for _ in range(22):  # fifty at a time: of more that are unanswered an address loses the oldest
        idle += crowd(b"HEAD /shared/styles.css HTTP/1.1\r\nHost: hall\r\n\r\n", count=50)
        for each in idle[-50:]:
            assert each.recv(65536).startswith(b"HTTP/1.1 200")

    assert slowest_of_some_requests(hall) < AT_ONCE_SECONDS

    idle[-1].sendall(b"GET /healthz HTTP/1.1\r\nHost: hall\r\n\r\n")
    assert idle[-1].recv(12) == b"HTTP/1.1 200"


def test_an_address_with_too_many_loses_its_oldest_unfinished_request(hall: ServedHall, crowd: Crowd) -> None:
    begun = crowd(b"GET /board HTTP/1.1\r\nHost: hall\r\n")

    newest = begun[-1]
    newest.sendall(b"\r\n")

    assert was_dropped(begun[0])
    assert newest.recv(15) == b"HTTP/1.1 200 OK"


def test_who_has_begun_to_ask_does_not_go_for_those_who_read_nothing(hall: ServedHall, crowd: Crowd) -> None:
    [begun] = crowd(b"GET /board HTTP/1.1\r\nHost: hall\r\n", count=1)
    for _ in range(4):
        for each in crowd(FONT, count=30):
            each.recv(1)  # its answer has begun

    begun.sendall(b"\r\n")

    assert begun.recv(15) == b"HTTP/1.1 200 OK"


def test_a_request_that_comes_in_two_halves_is_answered(hall: ServedHall) -> None:
    with connected(hall, b"GET /healthz HTTP/1.1\r\nHo") as sock:
        sock.sendall(b"st: hall\r\n\r\n")

        assert sock.recv(15) == b"HTTP/1.1 200 OK"


def test_requests_that_are_sent_at_once_are_answered_in_turn(hall: ServedHall) -> None:
    two = b"GET /healthz HTTP/1.1\r\nHost: hall\r\n\r\nGET /none HTTP/1.1\r\nHost: hall\r\n\r\n"
    with connected(hall, two) as sock:
        got = b""
        while got.count(b"HTTP/1.1 ") < 2:
            got += sock.recv(65536)

    assert got.startswith(b"HTTP/1.1 200 OK")
    assert b"HTTP/1.1 404 NOT FOUND" in got


def test_a_slow_reader_gets_its_answer_whole(hall: ServedHall) -> None:
    with connected(hall, FONT) as sock:
        head, _, body = sock.recv(65536).partition(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        while len(body) < length:
            piece = sock.recv(65536)
            assert piece, "the answer broke off"
            body += piece

    assert len(body) == length > 8_000_000
    assert body.startswith(b"OTTO")


def test_a_sender_that_waits_for_a_word_gets_it(hall: ServedHall) -> None:
    asked = b"POST /none HTTP/1.1\r\nHost: hall\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
    with connected(hall, asked) as sock:
        assert sock.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        sock.sendall(b"a=1")

        assert sock.recv(12) == b"HTTP/1.1 404"


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked",
        b"Content-Length: 4\r\nContent-Length: 5",
        b"Transfer-Encoding: xchunked",
        b"Transfer-Encoding : chunked",
        b"Content-Length: +4",
    ],
    ids=["both", "two lengths", "an unknown coding", "a blank before the colon", "a sign before the length"],
)
def test_where_a_request_ends_is_never_in_doubt(hall: ServedHall, head: bytes) -> None:
    """Nothing that stands behind it is taken for a request of its own."""
    hidden = b"0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: hall\r\n\r\n"
    with connected(hall, b"POST /none HTTP/1.1\r\nHost: hall\r\n" + head + b"\r\n\r\n" + hidden) as sock:
        got = b""
        with contextlib.suppress(ConnectionResetError, TimeoutError):
            while piece := sock.recv(65536):
                got += piece

    assert got[9:12] in (b"400", b"501")
    assert got.count(b"HTTP/1.1 ") == 1


def test_what_is_no_http_is_told_so(hall: ServedHall) -> None:
    with connected(hall, b"HELLO\r\n\r\n") as sock:
        assert sock.recv(12) == b"HTTP/1.1 400"


def trickle(sock: socket.socket) -> None:
    """Send a letter every half second until the server closes the connection."""
    sock.settimeout(0.5)
    with contextlib.suppress(ConnectionError):
        while True:
            try:
                if not sock.recv(10):
                    return
            except TimeoutError:
                sock.sendall(b"x")


def test_half_a_request_is_not_waited_for_longer_than_its_time(hall: ServedHall) -> None:
    """Neither of whoever falls silent nor of whoever goes on letter by letter: 15 s from the first byte."""
    with connected(hall, b"GET / HTTP/1.1\r\n") as silent, connected(hall, b"GET / HTTP/1.1\r\nX: ") as trickling:
        began = monotonic()

        trickle(trickling)
        assert 14 < monotonic() - began < 18
        assert was_dropped(silent)
        assert 14 < monotonic() - began < 18


def test_whoever_is_known_goes_before_a_crowd_of_visitors(hall: ServedHall, crowd: Crowd) -> None:
    """In one of a few tries: in order of arrival it would in none, though a busy machine may answer both at once."""
    board = b"GET /board HTTP/1.1\r\nHost: hall\r\n\r\n"

    def goes_before() -> bool:
        assert hall.ask("GET", "/counters/1").status == 200  # its token is known from now on
        crowd(board * 8)  # whoever was answered asks again at once, so the queue stays full
        with connected(hall, board) as last_visitor:
            assert hall.ask("GET", "/counters/1").status == 200
            has_to_wait = not select.select([last_visitor], [], [], 0)[0]
            assert last_visitor.recv(15) == b"HTTP/1.1 200 OK"
            return has_to_wait

    assert any(goes_before() for _ in range(5))


# Live streams


def a_stream(hall: ServedHall, path: str = "/events", *headers: str) -> socket.socket:
    lines = [f"GET {path} HTTP/1.1", "Host: hall", "Accept: text/event-stream", *headers]
    return connected(hall, ("\r\n".join(lines) + "\r\n\r\n").encode())


def is_live(stream: socket.socket) -> bool:
    return stream.recv(15) == b"HTTP/1.1 200 OK"


def test_an_address_gets_so_many_streams_and_a_program_its_own(hall: ServedHall) -> None:
    bearer = f"Authorization: Bearer {hall.token}"
    with contextlib.ExitStack() as opened:
        for _ in range(60):
            assert is_live(opened.enter_context(a_stream(hall)))
        one_more = opened.enter_context(a_stream(hall))

        assert one_more.recv(12) == b"HTTP/1.1 503"
        for _ in range(70):
            assert is_live(opened.enter_context(a_stream(hall, "/api/v1/events", bearer)))
        assert slowest_of_some_requests(hall) < AT_ONCE_SECONDS
