"""Every endpoint of the API, once: its address, who may use it, what it takes, does and answers.

The routes and the OpenAPI document are both made from ENDPOINTS.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from storeops.api import bodies
from storeops.api.answers import (
    QuestionList,
    RatingObject,
    ServiceList,
    ServiceObject,
    TicketObject,
    question_list,
    rating_object,
    ticket_object,
)
from storeops.api.bearer import Caller, at_own_counter
from storeops.base.actor import Actor
from storeops.base.errors import BadValue, CounterNotYours
from storeops.hall import offer_view
from storeops.hall.counter import CounterSnapshot
from storeops.people.roles import Permission
from storeops.quality.ratings import question_view, rating_actions
from storeops.quality.ratings.moments import Place
from storeops.queueing import calling, counter_view, issue, moving, serving, staffing, ticket_view
from storeops.queueing.issue import Wish
from storeops.web import request as web


@dataclass(frozen=True)
class EndpointCall:
    """One request that was let in: who asks, with which key, and its body."""

    caller: Caller
    by: Actor
    body: Any


@dataclass(frozen=True)
class Endpoint:
    """`answer` is the dataclass of a successful answer. Path values reach `handle` as keyword arguments."""

    method: str
    path: str
    summary: str
    permission: Permission
    body: type[bodies.Body] | None
    answer: type
    handle: Callable[..., object]
    status: int = 200


def _services(_: EndpointCall) -> ServiceList:
    return ServiceList(
        [
            ServiceObject(
                code=service.code,
                category=service.category_code,
                prefix=service.prefix,
                name_zh=service.name_zh,
                name_en=service.name_en,
                target_seconds=service.target_seconds,
                is_open=service.is_active,
            )
            for line in offer_view.on_offer(web.db())
            for service in line.services
        ]
    )


def _issue(call: EndpointCall) -> TicketObject:
    body: bodies.NewTicket = call.body
    wish = Wish(body.service, body.segment, body.language, body.channel, body.booked_at)
    return ticket_object(issue.issue(web.db(), web.clock(), call.by, wish))


def _ticket(_: EndpointCall, token: str) -> TicketObject:
    return ticket_object(ticket_view.snapshot_of(web.db(), token))


def _cancel(call: EndpointCall, token: str) -> TicketObject:
    return ticket_object(issue.cancel(web.db(), web.clock(), call.by, token))


def _questions(_: EndpointCall, token: str) -> QuestionList:
    return question_list(question_view.questions_for_ticket(web.db(), web.clock().now(), token, Place.API))


def _rate(call: EndpointCall, token: str) -> RatingObject:
    body: bodies.NewRating = call.body
    rating_id = rating_actions.tap(
        web.db(), web.clock(), call.by, token, body.moment, body.value, Place.API, reason=body.reason
    )
    return rating_object(question_view.rating(web.db(), token, rating_id))


def _undo_rating(call: EndpointCall, token: str) -> RatingObject:
    rating_id: int = call.body.rating
    rating_actions.undo(web.db(), web.clock(), call.by, token, rating_id)
    return rating_object(question_view.rating(web.db(), token, rating_id))


def _counter(_: EndpointCall, code: str) -> CounterSnapshot:
    return counter_view.counter(web.db(), code)


def _open(call: EndpointCall, code: str) -> CounterSnapshot:
    employee = call.body.employee or call.caller.employee
    if employee is None:
        raise BadValue(name="employee", value="empty", rule="the number of an employee")
    if employee != call.caller.employee and Permission.ANY_COUNTER not in call.caller.permissions:
        raise CounterNotYours(counter=code)
    return staffing.open_counter(web.db(), web.clock(), call.by, code, employee)


def _counter_verb(verb: Callable[..., CounterSnapshot]) -> Callable[..., CounterSnapshot]:
    """A verb of staffing at one's own counter; the body's fields are its arguments."""

    def handle(call: EndpointCall, code: str) -> CounterSnapshot:
        at_own_counter(call.caller, code)
        return verb(web.db(), web.clock(), call.by, code, *call.body.__dict__.values())

    return handle


def _desk_verb(verb: Callable[..., Any]) -> Callable[..., TicketObject]:
    """A verb on the ticket at one's own counter; the body's fields, in their order, are its arguments."""

    def handle(call: EndpointCall, code: str) -> TicketObject:
        at_own_counter(call.caller, code)
        return ticket_object(verb(web.db(), web.clock(), call.by, code, *call.body.__dict__.values()))

    return handle


def _floor_verb(verb: Callable[..., Any]) -> Callable[..., TicketObject]:
    """A verb on a ticket by its number."""

    def handle(call: EndpointCall, number: str) -> TicketObject:
        return ticket_object(verb(web.db(), web.clock(), call.by, number))

    return handle


def _at_counter(path: str, summary: str, body: type[bodies.Body], verb: Callable[..., Any]) -> Endpoint:
    return Endpoint(
        "POST", f"/counters/{{code}}/{path}", summary, Permission.SERVE, body, TicketObject, _desk_verb(verb)
    )


def _of_counter(path: str, summary: str, body: type[bodies.Body], verb: Callable[..., Any]) -> Endpoint:
    return Endpoint(
        "POST", f"/counters/{{code}}/{path}", summary, Permission.SERVE, body, CounterSnapshot, _counter_verb(verb)
    )


def _on_floor(path: str, summary: str, permission: Permission, verb: Callable[..., Any]) -> Endpoint:
    return Endpoint(
        "POST", f"/tickets/{{number}}/{path}", summary, permission, bodies.Nothing, TicketObject, _floor_verb(verb)
    )


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint("GET", "/services", "The services on offer", Permission.ISSUE, None, ServiceList, _services),
    Endpoint("POST", "/tickets", "Issue a ticket", Permission.ISSUE, bodies.NewTicket, TicketObject, _issue, 201),
    Endpoint("GET", "/tickets/{token}", "A ticket by its token", Permission.ISSUE, None, TicketObject, _ticket),
    Endpoint(
        "POST",
        "/tickets/{token}/cancel",
        "The customer leaves",
        Permission.ISSUE,
        bodies.Nothing,
        TicketObject,
        _cancel,
    ),
    Endpoint(
        "GET",
        "/tickets/{token}/questions",
        "What may be asked of the customer now",
        Permission.ISSUE,
        None,
        QuestionList,
        _questions,
    ),
    Endpoint(
        "POST",
        "/tickets/{token}/ratings",
        "The customer rates a key moment",
        Permission.ISSUE,
        bodies.NewRating,
        RatingObject,
        _rate,
        201,
    ),
    Endpoint(
        "POST",
        "/tickets/{token}/ratings/undo",
        "The customer takes an answer back within seconds",
        Permission.ISSUE,
        bodies.TakenBack,
        RatingObject,
        _undo_rating,
    ),
    Endpoint("GET", "/counters/{code}", "A counter", Permission.SERVE, None, CounterSnapshot, _counter),
    Endpoint(
        "POST",
        "/counters/{code}/open",
        "Sign an employee in at a counter",
        Permission.SERVE,
        bodies.OpenCounter,
        CounterSnapshot,
        _open,
    ),
    _of_counter("close", "Sign the employee out", bodies.Nothing, staffing.close_counter),
    _of_counter("pause", "Stop calling for a reason", bodies.Pause, staffing.pause),
    _of_counter("unpause", "Call again", bodies.Nothing, staffing.unpause),
    _of_counter("after-work", "Write up the last customer's business", bodies.Nothing, staffing.after_work),
    _of_counter("ready", "End after-work", bodies.Nothing, staffing.ready),
    _at_counter("call-next", "Call the ticket whose promise is due first", bodies.Nothing, calling.call_next),
    _at_counter("call", "Call a chosen ticket", bodies.CallTicket, calling.call_ticket),
    _at_counter("recall", "Call the same customer again", bodies.Nothing, calling.recall),
    _at_counter("start", "Begin the first transaction", bodies.Nothing, serving.start),
    _at_counter(
        "next-transaction", "End this transaction, begin the next", bodies.NextTransaction, serving.next_transaction
    ),
    _at_counter("system-pause", "The systems stop", bodies.SystemPause, serving.system_pause),
    _at_counter("system-resume", "The systems work again", bodies.Nothing, serving.system_resume),
    _at_counter("finish", "The visit is done", bodies.Finish, serving.finish),
    _at_counter("reopen", "The last customer served comes back", bodies.Nothing, serving.reopen),
    _at_counter("transfer", "Send the customer to another queue", bodies.Transfer, moving.transfer),
    _at_counter("hold", "Put the customer aside", bodies.Nothing, moving.hold),
    _at_counter("no-show", "The called customer did not come", bodies.Nothing, calling.mark_no_show),
    _on_floor("resume", "The held customer is back", Permission.MOVE_TICKETS, moving.resume),
    _on_floor("reinstate", "A no-show came after all", Permission.MOVE_TICKETS, moving.reinstate),
    _on_floor("void", "Take back a test or duplicate", Permission.ISSUE, issue.void),
)
