"""Every endpoint of the API, once: its address, what it takes, does and answers. The table of doors says for whom.

The routes and the OpenAPI document are both made from ENDPOINTS; the verbs of tickets and counters come from the one
table of verbs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from storeops.api import bodies
from storeops.api.answers import (
    IssuedTicketObject,
    QuestionList,
    RatingObject,
    ServiceList,
    ServiceObject,
    TicketObject,
    issued_ticket_object,
    question_list,
    rating_object,
    ticket_object,
)
from storeops.api.bearer import at_own_counter, whoever_does_it
from storeops.base.actor import Actor
from storeops.hall import offer_view
from storeops.hall.counter import CounterSnapshot, CounterVerb
from storeops.people.door_view import Holder
from storeops.people.refusals import NotYoursToIssue
from storeops.people.roles import Permission, Role, gives_tickets
from storeops.quality.ratings import question_view, rating_actions
from storeops.quality.ratings.moments import Place
from storeops.queueing import counter_view, issue, staffing, ticket_view
from storeops.queueing.issue import Wish
from storeops.queueing.issue_pace import Issuer, IssuerKind
from storeops.queueing.issuing_stop_view import stop_lines
from storeops.queueing.refusals import CounterNotYours
from storeops.queueing.ticket import Snapshot
from storeops.queueing.verb_bodies import Body
from storeops.queueing.verb_table import VERB_TABLE, NamedBy, VerbRow
from storeops.web import request as web
from storeops.web.enrolled_screen import only_enrolled


@dataclass(frozen=True)
class EndpointCall:
    """One request that was let in: who asks, with which key, and its body."""

    caller: Holder
    by: Actor
    body: Any


@dataclass(frozen=True)
class Endpoint:
    """`answer` is the dataclass of a successful answer. Path values reach `handle` as keyword arguments."""

    method: str
    path: str
    summary: str
    body: type[Body] | None
    answer: type
    handle: Callable[..., object]
    status: int = 200


def _services(_: EndpointCall) -> ServiceList:
    stopped = {stop.service.code if stop.service else None for stop in stop_lines(web.db(), web.clock().now())}
    return ServiceList(
        [
            ServiceObject(
                code=service.code,
                category=service.category_code,
                prefix=service.prefix,
                name_zh=service.name_zh,
                name_en=service.name_en,
                target_seconds=service.target_seconds,
                is_open=service.is_active and not stopped & {None, service.code},
            )
            for line in offer_view.on_offer(web.db())
            for service in line.services
        ]
    )


def _issue(call: EndpointCall) -> IssuedTicketObject:
    body: bodies.NewTicket = call.body
    if call.caller.employee is not None and only_enrolled() and not gives_tickets(Role(call.caller.role)):
        raise NotYoursToIssue
    wish = Wish(body.service, body.segment, body.language, body.channel, body.booked_at)
    with web.issuing():
        issued = issue.issue(web.db(), web.clock(), call.by, wish, _issuer(call.caller))
    return issued_ticket_object(issued)


def _issuer(asking: Holder) -> Issuer | None:
    """The device that issues; None for somebody of the staff."""
    if asking.employee:
        return None
    return web.issuer(asking.name, IssuerKind.PROGRAM if asking.is_unlimited else IssuerKind.KIOSK)


def _ticket(_: EndpointCall, token: str) -> IssuedTicketObject:
    return issued_ticket_object(ticket_view.snapshot_of(web.db(), token))


def _questions(_: EndpointCall, token: str) -> QuestionList:
    return question_list(question_view.questions_for_ticket(web.db(), web.clock().now(), token, Place.API))


def _rate(call: EndpointCall, token: str) -> RatingObject:
    body: bodies.NewRating = call.body
    rating_id = rating_actions.tap(
        web.db(),
        web.clock(),
        call.by,
        token,
        body.moment,
        body.value,
        Place.API,
        reason=body.reason,
        device_id=call.caller.device,
    )
    return rating_object(question_view.rating(web.db(), token, rating_id))


def _undo_rating(call: EndpointCall, token: str) -> RatingObject:
    rating_id: int = call.body.rating
    rating_actions.undo(web.db(), web.clock(), call.by, token, rating_id)
    return rating_object(question_view.rating(web.db(), token, rating_id))


def _counter(_: EndpointCall, code: str) -> CounterSnapshot:
    return counter_view.counter(web.db(), code)


def _open(call: EndpointCall, code: str) -> CounterSnapshot:
    employee = whoever_does_it(call.caller, call.body.employee)
    if employee != call.caller.employee and Permission.ANY_COUNTER not in call.caller.permissions:
        raise CounterNotYours(counter=code)
    return staffing.open_counter(web.db(), web.clock(), call.by, code, employee)


def _verb(row: VerbRow) -> Endpoint:
    """The endpoint of a verb; at a counter it is for whoever sits there."""

    def handle(call: EndpointCall, **path: str) -> CounterSnapshot | TicketObject:
        (name,) = path.values()
        if row.named_by is NamedBy.COUNTER:
            at_own_counter(call.caller, name)
        answer = row.action(web.db(), web.clock(), call.by, name, *call.body.__dict__.values())
        return ticket_object(answer) if isinstance(answer, Snapshot) else answer

    return Endpoint(
        "POST",
        f"{_ADDRESSES[row.named_by]}/{row.path}",
        row.summary,
        row.body,
        CounterSnapshot if isinstance(row.verb, CounterVerb) else TicketObject,
        _open if row.verb is CounterVerb.OPEN else handle,
    )


_ADDRESSES = {
    NamedBy.COUNTER: "/counters/{code}",
    NamedBy.NUMBER: "/tickets/{number}",
    NamedBy.TOKEN: "/tickets/{token}",
}

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint("GET", "/services", "The services on offer", None, ServiceList, _services),
    Endpoint("POST", "/tickets", "Issue a ticket", bodies.NewTicket, IssuedTicketObject, _issue, 201),
    Endpoint("GET", "/tickets/{token}", "A ticket by its token", None, IssuedTicketObject, _ticket),
    Endpoint(
        "GET",
        "/tickets/{token}/questions",
        "What may be asked of the customer now",
        None,
        QuestionList,
        _questions,
    ),
    Endpoint(
        "POST",
        "/tickets/{token}/ratings",
        "The customer rates a key moment",
        bodies.NewRating,
        RatingObject,
        _rate,
        201,
    ),
    Endpoint(
        "POST",
        "/tickets/{token}/ratings/undo",
        "The customer takes an answer back within seconds",
        bodies.TakenBack,
        RatingObject,
        _undo_rating,
    ),
    Endpoint("GET", "/counters/{code}", "A counter", None, CounterSnapshot, _counter),
    *map(_verb, VERB_TABLE.values()),
)
