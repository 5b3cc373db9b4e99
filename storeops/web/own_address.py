"""The address under which this machine is reached in its network, where somebody asked for it by its inner one.

Whoever sets a hall up on the machine that serves it types localhost there: a QR code with that address leads each
customer's phone to itself.
"""

import ipaddress
import socket

_SOMEWHERE_ELSE = ("192.0.2.1", 9)
"""An address that nobody has. Nothing is sent: it is only asked by which way it would be."""


def is_inner(host: str | None) -> bool:
    """Whether an address is that of the machine for itself alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def is_any(host: str) -> bool:
    """Whether a server that listens there is reached from other machines under every address of this one."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def in_the_network() -> str | None:
    """The address of this machine for others; None where it is in no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(_SOMEWHERE_ELSE)
            found = str(way.getsockname()[0])
        except OSError:
            return None
    return None if is_inner(found) else found
