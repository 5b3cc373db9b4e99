"""Who asks for a change, and under which key: every action is told. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class RequestKey:
    """An Idempotency-Key as sent, made unique by who sent it where; `fingerprint` tells another request apart."""

    key: str
    fingerprint: str


@dataclass(frozen=True)
class Actor:
    """Who asks: an employee, a device, a customer at the kiosk or on the phone page, or the system itself.

    `name` is what the journal keeps, for example `employee:1001`. `key` is None where each request counts. `local`
    tells from where, for the part of an event that never leaves the hall: address and browser; nothing for the system.
    """

    name: str
    key: RequestKey | None = None
    local: Mapping[str, str] = field(default_factory=dict, compare=False)


SYSTEM = Actor("system")
CUSTOMER = Actor("customer")
