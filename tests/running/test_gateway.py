"""Between bytes and web apps: what an app is told of a request, and what of its answer goes on the wire."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from storeops.base.errors import StoreOpsError
from storeops.running.gateway import LONGEST_HEADER_BYTES, LONGEST_LINE_BYTES, MOST_HEADERS, Answering, WholeRequest
from storeops.running.refusals import AddressTooLong, CodingUnknown, HeadersTooLarge, RequestUnreadable

NINE = datetime(2026, 3, 2, 1, 0, 0, 999000, tzinfo=UTC)
CLIENT, SERVER = ("192.168.1.20", 50123), ("0.0.0.0", 8000)


def told(request: bytes) -> dict[str, Any]:
    """What an app is told of a request."""
    return WholeRequest(request).environ("http", CLIENT, SERVER)


def test_an_app_is_told_what_was_asked_and_by_whom() -> None:
    environ = told(
        b"POST /t/%E5%8D%95?lang=zh&a=%20 HTTP/1.1\r\nHost: hall:8000\r\nContent-Type: application/json\r\n"
        b"Content-Length: 2\r\nAccept-Language: zh\r\n\r\n{}"
    )

    assert environ["REQUEST_METHOD"] == "POST"
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/t/单"
    assert environ["QUERY_STRING"] == "lang=zh&a=%20"
    assert (environ["CONTENT_TYPE"], environ["CONTENT_LENGTH"]) == ("application/json", "2")
    assert (environ["HTTP_HOST"], environ["HTTP_ACCEPT_LANGUAGE"]) == ("hall:8000", "zh")
    assert environ["wsgi.input"].read() == b"{}"
    assert (environ["REMOTE_ADDR"], environ["SERVER_PORT"]) == ("192.168.1.20", "8000")


def test_a_body_in_chunks_is_given_whole() -> None:
    environ = told(b"POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\n6;a=b\r\npedia!\r\n0\r\n\r\n")

    assert environ["wsgi.input"].read() == b"Wikipedia!"
    assert environ["wsgi.input_terminated"]


def test_no_header_passes_for_another() -> None:
    environ = told(b"GET / HTTP/1.1\r\nX-A: 1\r\nx-a: 2\r\nX_Forwarded_For: 10.0.0.1\r\nContent_Length: 9\r\n\r\n")

    assert environ["HTTP_X_A"] == "1,2"
    assert "HTTP_X_FORWARDED_FOR" not in environ
    assert "HTTP_CONTENT_LENGTH" not in environ
    assert "CONTENT_LENGTH" not in environ


@pytest.mark.parametrize(
    ("line", "path", "query"),
    [
        (b"/board#now", "/board", ""),
        (b"http://hall:8000/board?a=1", "/board", "a=1"),
        (b"http://hall", "/", ""),
        (b"//elsewhere/x?b", "//elsewhere/x", "b"),
        (b"*", "*", ""),
    ],
)
def test_addresses_are_split_however_they_are_written(line: bytes, path: str, query: str) -> None:
    environ = told(b"OPTIONS " + line + b" HTTP/1.1\r\nHost: hall\r\n\r\n")

    assert (environ["PATH_INFO"], environ["QUERY_STRING"]) == (path, query)


def test_whoever_asks_for_another_protocol_is_answered_in_this_one() -> None:
    environ = told(
        b"POST /x HTTP/1.1\r\nHost: hall\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 3\r\n\r\nabc"
    )

    assert environ["wsgi.input"].read() == b"abc"


@pytest.mark.parametrize(
    ("request_bytes", "refusal"),
    [
        (b"GET /" + b"x" * LONGEST_LINE_BYTES + b" HTTP/1.1\r\n\r\n", AddressTooLong),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * LONGEST_HEADER_BYTES + b"\r\n\r\n", HeadersTooLarge),
        (b"GET / HTTP/1.1\r\n" + b"X: 1\r\n" * (MOST_HEADERS + 1) + b"\r\n", HeadersTooLarge),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: strange\r\n\r\n", CodingUnknown),
        (b"GET / HTTP/9\r\n\r\n", RequestUnreadable),
        (b"GET / HTTP/2.0\r\n\r\n", RequestUnreadable),
        (b"BREW / HTTP/1.1\r\n\r\n", RequestUnreadable),
        (b"GET / HTTP/1.1\r\nBad Header: x\r\n\r\n", RequestUnreadable),
        (b"GET / HTTP/1.1\r\nX: a\rb\r\n\r\n", RequestUnreadable),
        (b"GET / HTTP/1.1\r\nX: a\nY: b\r\n\r\n", RequestUnreadable),
        (b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", RequestUnreadable),
        (b"POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", RequestUnreadable),
        (b"POST / HTTP/1.1\r\nContent-Length: +3\r\n\r\nabc", RequestUnreadable),
        (b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nab", RequestUnreadable),
        (b"", RequestUnreadable),
    ],
)
def test_what_is_no_request_or_two_at_once_is_refused(request_bytes: bytes, refusal: type[StoreOpsError]) -> None:
    with pytest.raises(refusal):
        WholeRequest(request_bytes)


class Wire:
    """What goes out on a connection."""

    def __init__(self) -> None:
        self.sent = b""

    def sendall(self, data: bytes) -> None:
        self.sent += data


def answered(
    request: bytes, status: str, headers: list[tuple[str, str]], pieces: list[bytes]
) -> tuple[list[bytes], bytes, bool]:
    """The lines of the head, the body, and whether the connection stays open."""
    wire = Wire()
    answering = Answering(WholeRequest(request), wire, NINE, stays_open=True)
    answering.start_response(status, headers)
    answering.send(pieces)
    head, _, body = wire.sent.partition(b"\r\n\r\n")
    return head.split(b"\r\n"), body, answering.stays_open


ASKED = b"GET / HTTP/1.1\r\nHost: hall\r\n\r\n"
DATE = b"Date: Mon, 02 Mar 2026 01:00:00 GMT"
OLD = b"GET / HTTP/1.0\r\nHost: hall\r\n\r\n"


def test_an_answer_of_known_length_goes_out_as_it_is() -> None:
    head, body, stays_open = answered(ASKED, "200 OK", [("Content-Length", "5"), ("X-A", "b")], [b"he", b"llo"])

    assert head == [b"HTTP/1.1 200 OK", DATE, b"Connection: keep-alive", b"Content-Length: 5", b"X-A: b"]
    assert body == b"hello"
    assert stays_open


def test_one_of_unknown_length_goes_out_in_chunks() -> None:
    head, body, stays_open = answered(ASKED, "200 OK", [], [b"data: 1\n\n", b"", b"data: 2\n\n"])

    assert head[-1] == b"Transfer-Encoding: chunked"
    assert body == b"9\r\ndata: 1\n\n\r\n9\r\ndata: 2\n\n\r\n0\r\n\r\n"
    assert stays_open


def test_to_whoever_knows_no_chunks_the_end_of_the_connection_tells_the_end() -> None:
    head, body, stays_open = answered(OLD, "200 OK", [], [b"hello"])

    assert head == [b"HTTP/1.1 200 OK", DATE, b"Connection: close"]
    assert body == b"hello"
    assert not stays_open


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [(ASKED.replace(b"GET", b"HEAD"), "200 OK"), (ASKED, "304 NOT MODIFIED"), (ASKED, "204 NO CONTENT")],
)
def test_an_answer_without_body_has_none(request_bytes: bytes, status: str) -> None:
    head, body, stays_open = answered(request_bytes, status, [("X-A", "b")], [b"hello"])

    assert head[1:] == [DATE, b"Connection: keep-alive", b"X-A: b"]
    assert body == b""
    assert stays_open


@pytest.mark.parametrize("value", ["a\r\nSet-Cookie: x=1", "a\nb", "a\0b"])
def test_no_header_becomes_two(value: str) -> None:
    answering = Answering(WholeRequest(ASKED), Wire(), NINE, stays_open=True)

    with pytest.raises(ValueError, match="line break"):
        answering.start_response("200 OK", [("X-A", value)])


def test_an_app_that_finds_a_fault_in_time_answers_that_instead() -> None:
    wire = Wire()
    answering = Answering(WholeRequest(ASKED), wire, NINE, stays_open=True)
    answering.start_response("200 OK", [("Content-Length", "2")])

    fault = ValueError("late")
    answering.start_response("500 NO", [("Content-Length", "0")], (ValueError, fault, None))
    answering.send([])

    assert wire.sent.startswith(b"HTTP/1.1 500 NO\r\n")
    with pytest.raises(ValueError, match="late"):
        answering.start_response("500 NO", [], (ValueError, fault, None))


def test_an_app_that_never_begins_is_a_fault() -> None:
    send: Callable[[list[bytes]], None] = Answering(WholeRequest(ASKED), Wire(), NINE, stays_open=True).send

    with pytest.raises(RuntimeError, match="has not begun"):
        send([b"hello"])
