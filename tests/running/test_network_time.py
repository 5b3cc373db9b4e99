"""What a time server's packet tells."""

import socket
import struct
import threading
from datetime import UTC, datetime

import pytest

from storeops.running.network_time import network_time, time_told

NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SECONDS = 3981402000
"""46,081 days and an hour since 1900: 126 years of 365 days, 31 leap days (1904 to 2024), 60 days of 2026."""


def packet(first: int = 0x24, stratum: int = 2, seconds: int = SECONDS, fraction: int = 0) -> bytes:
    return bytes([first, stratum]) + bytes(38) + struct.pack("!II", seconds, fraction)


def test_the_time_is_that_of_its_sending() -> None:
    assert time_told(packet()) == NINE
    assert time_told(packet(fraction=2**31)) == NINE.replace(microsecond=500_000)


def test_the_count_that_begins_anew_in_2036_is_that_of_the_next_era() -> None:
    # 2^32 seconds after 1900-01-01 it is 2036-02-07 06:28:16; one second later the count is 1.
    assert time_told(packet(seconds=1)) == datetime(2036, 2, 7, 6, 28, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        packet()[:47],
        packet(first=0x23),  # a client's
        packet(first=0xE4),  # its clock was never set
        packet(stratum=0),  # it sends us away
        packet(stratum=16),
        packet(seconds=0),
    ],
)
def test_what_knows_no_time_tells_none(answer: bytes) -> None:
    assert time_told(answer) is None


def test_a_server_is_asked() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))

        def answer() -> None:
            asked, address = server.recvfrom(512)
            if len(asked) == 48 and asked[0] == 0x23:
                server.sendto(packet(), address)

        answering = threading.Thread(target=answer)
        answering.start()
        told = network_time("127.0.0.1", server.getsockname()[1])
        answering.join()

    assert told == NINE


def test_a_server_that_is_not_there_tells_nothing() -> None:
    assert network_time("no-such-host.invalid") is None
