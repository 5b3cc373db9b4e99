"""The endpoints of follow-ups."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import request

from storeops.api import follow_up_bodies as bodies
from storeops.api.bearer import whoever_does_it
from storeops.api.endpoints import Endpoint, EndpointCall
from storeops.base.business_time import stamp, stamp_or_none
from storeops.base.errors import no_choice
from storeops.base.personal_numbers import masked
from storeops.base.whole_number import whole_number
from storeops.quality.follow_ups import follow_up_actions, follow_ups_view, hand_over_actions
from storeops.quality.follow_ups.case import CaseState, Worker, may_see
from storeops.quality.follow_ups.follow_ups_view import CaseLine
from storeops.quality.follow_ups.refusals import NotForYou, UnknownFollowUp
from storeops.web import request as web


@dataclass(frozen=True)
class FollowUpObject:
    """A follow-up. Employees are named by their numbers; null: there is none, or it did not happen.

    `escalated_to` is duty_manager or supervisor. What customers left to be called back is not part of it.
    """

    id: int
    kind: str
    state: str
    summary: str
    ticket: str | None
    owner: str
    first_owner: str
    offered_to: str | None
    praised: str | None
    opened_at: str
    due_at: str | None
    is_overdue: bool
    escalated_to: str | None
    reply: str | None
    replied_at: str | None
    resolution: str | None
    first_answered_at: str | None
    closed_at: str | None
    reopened_count: int


@dataclass(frozen=True)
class FollowUpList:
    follow_ups: list[FollowUpObject]


def _object(line: CaseLine) -> FollowUpObject:
    case = line.case
    return FollowUpObject(
        id=case.id,
        kind=case.kind.value,
        state=case.state.value,
        summary=masked(case.summary),
        ticket=case.ticket_number,
        owner=case.owner,
        first_owner=case.first_owner,
        offered_to=case.offered_to,
        praised=case.praised,
        opened_at=stamp(case.opened_at),
        due_at=stamp_or_none(case.due_at),
        is_overdue=line.is_overdue,
        escalated_to=line.escalated_to.value if line.escalated_to else None,
        reply=masked(case.reply) if case.reply else None,
        replied_at=stamp_or_none(case.reply_at),
        resolution=masked(case.resolution) if case.resolution else None,
        first_answered_at=stamp_or_none(case.first_answered_at),
        closed_at=stamp_or_none(case.closed_at),
        reopened_count=case.reopened_count,
    )


def _list(call: EndpointCall) -> FollowUpList:
    state = request.args.get("state", CaseState.OPEN.value)
    if state not in list(CaseState):
        raise no_choice("state", repr(state[:40]), CaseState)
    db, now = web.db(), web.clock().now()
    if state == CaseState.OPEN:
        lines = follow_ups_view.all_open(db, now)
    else:
        lines = follow_ups_view.closed_lately(db, now, None)
    viewer = _viewer(call)
    return FollowUpList([_object(line) for line in lines if viewer is None or may_see(line.case, viewer)])


def _one(call: EndpointCall, id: str) -> FollowUpObject:
    return _object(follow_ups_view.one_case(web.db(), web.clock().now(), _number(id), _viewer(call)))


def _viewer(call: EndpointCall) -> Worker | None:
    """Whoever looks; None for a program, which sees every case."""
    employee = call.caller.employee
    return follow_ups_view.viewer(web.db(), employee) if employee else None


def _number(text: str) -> int:
    """The id of an address; UnknownFollowUp."""
    number = whole_number(text)
    if number is None:
        raise UnknownFollowUp
    return number


def _actor(call: EndpointCall) -> str:
    """Whoever does it: the employee that is signed in, or the one that a program names. NotForYou, BadValue."""
    own, doer = call.caller.employee, whoever_does_it(call.caller, call.body.employee)
    if own is not None and doer != own:
        raise NotForYou
    return doer


def _open(call: EndpointCall) -> FollowUpObject:
    body: bodies.NewFollowUp = call.body
    follow_up_id = follow_up_actions.open_follow_up(
        web.db(),
        web.clock(),
        call.by,
        _actor(call),
        body.kind,
        body.summary,
        ticket_number=body.ticket,
        owner_code=body.owner,
        promised_at=body.promised_at,
        phone=body.phone,
        reply=body.reply,
        praised_code=body.praised,
    )
    return _now(follow_up_id)


def _now(follow_up_id: int) -> FollowUpObject:
    return _object(follow_ups_view.one_case(web.db(), web.clock().now(), follow_up_id, None))


def _verb(verb: Callable[..., Any]) -> Callable[..., FollowUpObject]:
    """A verb on one case; the body's fields but `employee`, in their order, are its arguments."""

    def handle(call: EndpointCall, id: str) -> FollowUpObject:
        values = [value for name, value in call.body.__dict__.items() if name != "employee"]
        verb(web.db(), web.clock(), call.by, _actor(call), _number(id), *values)
        return _now(_number(id))

    return handle


def _on_case(path: str, summary: str, body: type[bodies.Acting], verb: Callable[..., Any]) -> Endpoint:
    return Endpoint("POST", f"/follow-ups/{{id}}/{path}", summary, body, FollowUpObject, _verb(verb))


FOLLOW_UP_ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        "GET",
        "/follow-ups",
        "Follow-ups that are open, or with ?state=closed those closed in the last 14 days",
        None,
        FollowUpList,
        _list,
    ),
    Endpoint(
        "POST",
        "/follow-ups",
        "Write a follow-up down",
        bodies.NewFollowUp,
        FollowUpObject,
        _open,
        201,
    ),
    Endpoint("GET", "/follow-ups/{id}", "A follow-up", None, FollowUpObject, _one),
    _on_case("reply", "What the customer was told on the spot", bodies.Reply, follow_up_actions.reply_on_the_spot),
    _on_case("hand-over", "Ask a colleague to take it", bodies.HandOver, hand_over_actions.offer_hand_over),
    _on_case("accept", "Take what was offered", bodies.Acting, hand_over_actions.accept_hand_over),
    _on_case("decline", "Say no, or take one's own offer back", bodies.Acting, hand_over_actions.decline_hand_over),
    _on_case("call-back", "Note a call to the customer", bodies.CallBack, follow_up_actions.note_call_back),
    _on_case("close", "Close it with the answer", bodies.Close, follow_up_actions.resolve),
    _on_case("reopen", "The customer has come back", bodies.Reopen, follow_up_actions.reopen),
)
