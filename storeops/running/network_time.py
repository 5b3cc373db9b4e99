"""What time a server of the network says that it is, by SNTP (RFC 4330): one small packet there and back."""

import socket
import struct
from contextlib import suppress
from datetime import UTC, datetime, timedelta

NTP_PORT = 123
PATIENCE_SECONDS = 3.0
_LENGTH = 48
_VERSION_4_OF_A_CLIENT = 0x23
_OF_A_SERVER = 4
_BEGINS = datetime(1900, 1, 1, tzinfo=UTC)
_ERA = timedelta(seconds=2**32)
_LATER_THAN = datetime(2020, 1, 1, tzinfo=UTC)
"""The count of seconds begins anew in 2036; what lies before this year is meant of the era after it."""


def network_time(server: str, port: int = NTP_PORT) -> datetime | None:
    """The time of a server; None where it gives no answer, or none that says it knows the time."""
    asked = bytes([_VERSION_4_OF_A_CLIENT]) + bytes(_LENGTH - 1)
    with suppress(OSError):
        family, kind, protocol, _, address = socket.getaddrinfo(server, port, type=socket.SOCK_DGRAM)[0]
        with socket.socket(family, kind, protocol) as asking:
            asking.settimeout(PATIENCE_SECONDS)
            asking.connect(address)  # answers of others are not taken
            asking.send(asked)
            return time_told(asking.recv(512))
    return None


def time_told(answer: bytes) -> datetime | None:
    """The time that an answer tells; None for what is no answer of a server that knows the time."""
    if len(answer) < _LENGTH:
        return None
    mode, leap, stratum = answer[0] & 7, answer[0] >> 6, answer[1]
    seconds, fraction = struct.unpack("!II", answer[40:48])
    if mode != _OF_A_SERVER or leap == 3 or not 1 <= stratum <= 15 or not seconds:
        return None
    told = _BEGINS + timedelta(seconds=seconds + fraction / 2**32)
    return told if told > _LATER_THAN else told + _ERA
