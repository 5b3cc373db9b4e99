"""Requests that reach no app, over real sockets: each is answered by name, in the product's look or as a problem."""

import json
import socket
from collections.abc import Iterator
from http.client import HTTPResponse

import pytest

from tests.served_hall import ServedHall

LONG = b"x" * 9000


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    hall = ServedHall.founded(tmp_path_factory.mktemp("unread")).start()
    yield hall
    assert hall.stop() == 0


def told(hall: ServedHall, sent: bytes) -> tuple[HTTPResponse, str]:
    """What the server answers to bytes."""
    with socket.create_connection(("127.0.0.1", hall.port), 20) as sock:
        sock.sendall(sent)
        answer = HTTPResponse(sock)
        answer.begin()
        return answer, answer.read().decode()


def asking(path: bytes, host: bytes = b"hall", more: bytes = b"") -> bytes:
    return b"GET " + path + b" HTTP/1.1\r\nHost: " + host + b"\r\n" + more + b"Connection: close\r\n\r\n"


CHUNK = b"10000\r\n" + b"x" * 65536 + b"\r\n"
IN_CHUNKS = b" HTTP/1.1\r\nHost: hall\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNK * 48
"""3 MB: more than a photo."""

UNREADABLE = [
    (b"POST /tickets" + IN_CHUNKS, 413, "The request is larger than"),
    (b"GET / HTTP/1.1\r\nX: " + b"x" * 70_000, 431, "delete this site&#39;s cookies"),
    (asking(b"/" + LONG), 414, "The address is too long"),
    (asking(b"/", more=b"Cookie: a=" + LONG + b"\r\n"), 431, "delete this site&#39;s cookies"),
    (b"GET / HTTP/9\r\n\r\n", 400, "could not be read as HTTP"),
    (b"GET / HTTP/1.1\r\nHost: hall\r\nBad Header: x\r\n\r\n", 400, "could not be read as HTTP"),
    (b"POST / HTTP/1.1\r\nHost: hall\r\nTransfer-Encoding: strange\r\n\r\n", 501, "a coding that is not taken"),
    *(
        (asking(b"/", host), 400, "No computer can have the name")
        for host in (b"hall..", b"x" * 70, b"a/../b", b"\xff", b"[::1", b"a b", b"hall:", b"<b>")
    ),
]


@pytest.mark.parametrize(("sent", "status", "words"), UNREADABLE, ids=range(len(UNREADABLE)))
def test_people_read_what_is_so_in_both_languages_and_a_kiosk_goes_on(
    hall: ServedHall, sent: bytes, status: int, words: str
) -> None:
    answer, text = told(hall, sent)

    assert answer.status == status
    assert words in text
    assert 'lang="zh-CN"' in text
    assert 'data-again="/"' in text
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")


@pytest.mark.parametrize(
    ("sent", "status", "slug"),
    [
        (asking(b"/api/v1/" + LONG), 414, "address-too-long"),
        (asking(b"/api/v1/board", more=b"Cookie: a=" + LONG + b"\r\n"), 431, "headers-too-large"),
        (asking(b"/api/v1/board", b"hall.."), 400, "host-unreadable"),
        (b"POST /api/v1/tickets" + IN_CHUNKS, 413, "too-large"),
    ],
)
def test_programs_get_a_problem(hall: ServedHall, sent: bytes, status: int, slug: str) -> None:
    answer, text = told(hall, sent)

    assert (answer.status, answer.headers.get_content_type()) == (status, "application/problem+json")
    assert json.loads(text)["type"] == f"urn:storeops:problem:{slug}"


@pytest.mark.parametrize("host", [b"hall", b"hall.local:8000", b"192.168.1.10", b"[::1]:8000", b"hall."])
def test_what_a_computer_may_be_called_is_let_in(hall: ServedHall, host: bytes) -> None:
    assert told(hall, asking(b"/board", host))[0].status == 200


def test_a_page_of_the_console_leads_back_there(hall: ServedHall) -> None:
    _, text = told(hall, asking(b"/console/" + LONG))

    assert 'href="/console/"' in text
    assert "/console/shared/broken.css" in text
