"""The endpoints about tickets that are not given for a while: what is stopped, and the duty manager's word."""

from dataclasses import dataclass

from storeops.api import bodies
from storeops.api.endpoints import Endpoint, EndpointCall
from storeops.base.business_time import stamp, stamp_or_none
from storeops.queueing import kiosk_view
from storeops.queueing.issuing_stop_actions import resume_issuing, stop_issuing
from storeops.queueing.issuing_stop_view import stop_lines
from storeops.web import request as web


@dataclass(frozen=True)
class StopObject:
    """No tickets are given; `service` null: in the whole hall. It ends by itself at `until_at`."""

    service: str | None
    reason: str
    stopped_at: str
    until_at: str


@dataclass(frozen=True)
class IssuingObject:
    """Whether the kiosk gives tickets now; `tickets_from` says from when on it opens next, null where it is open.

    `last_ticket_at` is when the last tickets of today are given; null: at closing time, or always.
    """

    gives_tickets: bool
    tickets_from: str | None
    last_ticket_at: str | None
    stops: list[StopObject]


def _issuing(_: EndpointCall) -> IssuingObject:
    now = web.clock().now()
    hours = kiosk_view.ticket_hours(web.db(), now)
    return IssuingObject(
        hours.gives_tickets,
        stamp_or_none(hours.tickets_from),
        stamp(hours.last_ticket.at) if hours.last_ticket else None,
        [
            StopObject(
                stop.service.code if stop.service else None, stop.reason, stamp(stop.stopped_at), stamp(stop.until_at)
            )
            for stop in stop_lines(web.db(), now)
        ],
    )


def _stop(call: EndpointCall) -> IssuingObject:
    body: bodies.IssuingToStop = call.body
    stop_issuing(web.db(), web.clock(), call.by, body.service, body.reason)
    return _issuing(call)


def _resume(call: EndpointCall) -> IssuingObject:
    body: bodies.IssuingToResume = call.body
    resume_issuing(web.db(), web.clock(), call.by, body.service)
    return _issuing(call)


ISSUING_ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint("GET", "/issuing", "Whether tickets are given, and what is stopped", None, IssuingObject, _issuing),
    Endpoint(
        "POST",
        "/issuing/stop",
        "Give no tickets of a service, or none at all, until the day is over",
        bodies.IssuingToStop,
        IssuingObject,
        _stop,
    ),
    Endpoint("POST", "/issuing/resume", "Give tickets again", bodies.IssuingToResume, IssuingObject, _resume),
)
