"""What the JSON API answers. null: unknown, or did not happen."""

from dataclasses import asdict, dataclass

from flask import request

from storeops import web
from storeops.queueing.ticket import Snapshot


@dataclass(frozen=True)
class TicketObject(Snapshot):
    """A ticket; `url` is the customer's page."""

    url: str


@dataclass(frozen=True)
class ServiceObject:
    code: str
    category: str
    prefix: str
    name_zh: str
    name_en: str
    target_seconds: int | None
    is_open: bool


@dataclass(frozen=True)
class ServiceList:
    services: list[ServiceObject]


@dataclass(frozen=True)
class Session:
    access_token: str
    token_type: str
    expires_in: int
    employee: str
    role: str


@dataclass(frozen=True)
class Problem:
    """RFC 9457: `type` names the kind of refusal and never changes; `detail` is for people."""

    type: str
    title: str
    status: int
    detail: str


def ticket_object(snapshot: Snapshot) -> TicketObject:
    """The ticket with the address of its phone page."""
    base = web.runtime().settings.public_url or request.host_url.rstrip("/")
    return TicketObject(**asdict(snapshot), url=f"{base}/t/{snapshot.token}")
