"""Who asks for a change, and under which key: every action is told. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RequestKey:
    """An Idempotency-Key as sent, made unique by who sent it where; `fingerprint` tells another request apart."""

    key: str
    fingerprint: str


@dataclass(frozen=True)
class Actor:
    """Who asks: an employee, a device, a customer at the kiosk or on the phone page, or the system itself.

    `name` is what the journal keeps, for example `employee:1001`. `key` is None where each request counts.
    """

    name: str
    key: RequestKey | None = None


SYSTEM = Actor("system")
CUSTOMER = Actor("customer")
