"""Answers to readers who take their time: no thread waits for a page, and a stream does not wait for ever."""

import socket
from collections.abc import Iterator

import pytest

from storeops.running import sending
from storeops.running.sending import Outgoing

LONG = b"x" * 3_000_000


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    server, reader = socket.socketpair()
    server.setblocking(False)
    yield server, reader
    server.close()
    reader.close()


def test_a_page_that_nobody_reads_is_held_and_not_waited_for(ends: tuple[socket.socket, socket.socket]) -> None:
    out = Outgoing(ends[0], is_live=False)

    out.sendall(LONG)

    assert not out.is_empty


def test_what_is_held_is_sent_as_it_is_read(ends: tuple[socket.socket, socket.socket]) -> None:
    server, reader = ends
    out = Outgoing(server, is_live=False)
    out.sendall(b"head ")
    out.sendall(LONG)

    got = b""
    while len(got) < len(LONG) + 5:
        got += reader.recv(1_000_000)
        out.push()

    assert got == b"head " + LONG
    assert out.is_empty


@pytest.mark.parametrize("is_live", [True, False])
def test_whoever_writes_on_and_on_gives_up_a_reader_that_takes_nothing(
    ends: tuple[socket.socket, socket.socket], is_live: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PATIENCE_SECONDS", 0.05)
    out = Outgoing(ends[0], is_live=is_live)

    def write_on() -> None:
        for _ in range(3):
            out.sendall(LONG)

    with pytest.raises(TimeoutError):
        write_on()


def test_a_reader_that_hung_up_is_noticed(ends: tuple[socket.socket, socket.socket]) -> None:
    ends[1].close()

    with pytest.raises(OSError, match="pipe"):
        Outgoing(ends[0], is_live=False).sendall(LONG)
