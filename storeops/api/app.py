"""The JSON API: parse, let in, do, answer. Refusals are RFC 9457 problems."""

import json
import re
from collections.abc import Callable
from functools import partial

from flask import Response, jsonify, request
from pydantic import ValidationError
from werkzeug.wrappers import Response as AnyResponse

from storeops.api import bodies
from storeops.api.answers import Session, board_object
from storeops.api.bearer import (
    SIGN_INS,
    acting,
    audience,
    bearer_token,
    caller,
    caller_or_none,
    is_program,
    let_in,
    see_who_was_there,
    slow_down,
)
from storeops.api.claim_endpoints import CLAIM_ENDPOINTS
from storeops.api.document import openapi_document
from storeops.api.endpoints import ENDPOINTS, Endpoint, EndpointCall
from storeops.api.follow_up_endpoints import FOLLOW_UP_ENDPOINTS
from storeops.api.issuing_endpoints import ISSUING_ENDPOINTS
from storeops.api.quality_endpoints import QUALITY_ENDPOINTS
from storeops.api.report_endpoints import REPORT_ENDPOINTS
from storeops.base import request_mark
from storeops.base.actor import Actor
from storeops.base.errors import BadValue, StoreOpsError
from storeops.base.i18n import N_
from storeops.people.browser_mark import browser_mark
from storeops.people.device_actions import note_sighting
from storeops.people.door_table import Site
from storeops.people.origin import Origin, SessionPlace
from storeops.people.session_actions import sign_out
from storeops.people.sign_in_actions import SESSION_LASTS, sign_in
from storeops.queueing import board_view
from storeops.queueing.verb_bodies import Body
from storeops.tracing.answer_actions import note_downloaded, note_refused
from storeops.web import attach, event_stream
from storeops.web import request as web
from storeops.web.doorkeeper import keep_doors
from storeops.web.enrolled_screen import note_seen
from storeops.web.faults import HallApp
from storeops.web.free_text import FREE_TEXTS, MEANT, to_ask_about
from storeops.web.problem import PROBLEM_TYPE, problem_text
from storeops.web.refusals import MalformedBody, NumberNotMeant
from storeops.web.request_limit import RequestLimits
from storeops.web.traced_answer import REFUSALS, traced_answer

_as_json = json.JSONEncoder(ensure_ascii=False, default=vars).encode
"""Every answer is made of plain dataclasses."""


def create_app(runtime: web.Runtime) -> HallApp:
    """The API as a WSGI app, to be mounted at /api/v1."""
    app = HallApp(__name__, static_folder=None)
    limits = RequestLimits()
    attach.attach(app, runtime, _problem, audience)
    endpoints = (
        *ENDPOINTS,
        *FOLLOW_UP_ENDPOINTS,
        *ISSUING_ENDPOINTS,
        *CLAIM_ENDPOINTS,
        *QUALITY_ENDPOINTS,
        *REPORT_ENDPOINTS,
    )
    document = openapi_document(endpoints)
    for endpoint in endpoints:
        name = f"{endpoint.method} {endpoint.path}".replace(".", " ")
        app.add_url_rule(_rule(endpoint.path), name, _view(endpoint), methods=[endpoint.method])
    app.add_url_rule("/events", "events", lambda: event_stream.events(is_program=is_program()))
    app.add_url_rule("/board", "board", _board)
    app.add_url_rule("/openapi.json", "openapi", lambda: jsonify(document))
    app.add_url_rule("/session", "session", _session(limits), methods=["POST"])
    app.add_url_rule("/session", "end_session", _end_session, methods=["DELETE"])
    keep_doors(app, Site.API, partial(let_in, limits=limits))
    app.after_request(_trace)
    app.after_request(attach.keep_out_of_caches)
    app.after_request(see_who_was_there)
    return app


def _trace(response: Response) -> Response:
    """Leave a trace of callers that were refused for want of a right, and of files that they took."""
    found = traced_answer(response)
    asking = caller_or_none() if found else None
    if found and asking:
        by = web.asked_by(asking.name, None)
        if not found.is_refusal:
            note_downloaded(web.db(), web.clock(), by, found.door, found.path)
        elif web.runtime().limits.allows(REFUSALS, by.name, web.clock().now()):
            note_refused(web.db(), web.clock(), by, found.door, found.path)
    return response


def _rule(path: str) -> str:
    return re.sub(r"{(\w+)}", r"<\1>", path)


def _view(endpoint: Endpoint) -> Callable[..., AnyResponse]:
    takes_free_text = endpoint.body is not None and not FREE_TEXTS.isdisjoint(endpoint.body.model_fields)

    def view(**path: str) -> AnyResponse:
        asking = caller()
        if asking.device is not None:
            note_seen(asking.device, "", note_sighting)
        body = read_body(endpoint.body) if endpoint.body else None
        if body is not None and takes_free_text and MEANT not in request.args:
            _refuse_numbers(body)
        by = acting(asking) if endpoint.method == "POST" else Actor(asking.name)
        answer = endpoint.handle(EndpointCall(asking, by, body), **path)
        return _json(answer, endpoint.status)

    return view


def _refuse_numbers(body: Body) -> None:
    """NumberNotMeant where what somebody wrote in their own words seems to hold one that tells who a customer is."""
    texts = ((name, value) for name, value in body if isinstance(value, str))
    for name in to_ask_about(texts):
        raise NumberNotMeant(name=name)


def read_body(model: type[Body]) -> Body:
    """The request's JSON object as `model`; an empty body is an empty object. MalformedBody, BadValue."""
    raw = request.get_data(cache=True) or b"{}"
    try:
        return model.model_validate_json(raw)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_context=False)[0]
        if not fault["loc"]:
            raise MalformedBody from error
        name = ".".join(str(part) for part in fault["loc"])
        value, why = repr(fault.get("input"))[:60], fault["msg"].rstrip(".")
        sentence = N_("%(name)s cannot be %(value)s; a program has to send it otherwise: %(why)s.")
        raise BadValue(sentence, name=name, value=value, why=why) from error


def _session(limits: RequestLimits) -> Callable[[], AnyResponse]:
    def session() -> AnyResponse:
        slow_down(limits, SIGN_INS, request.remote_addr or "-")
        body = read_body(bodies.SignIn)
        assert isinstance(body, bodies.SignIn)
        by = web.asked_by("api", None)  # nobody has signed in yet: a stranger may have typed this number
        asking = caller_or_none()
        origin = Origin(
            SessionPlace.API,
            request.remote_addr or "-",
            browser_mark(request.user_agent.string),
            device_token=bearer_token() if asking and asking.device is not None else None,
        )
        signed_in = sign_in(web.db(), web.clock(), by, body.employee, body.pin, origin, body.code)
        return _json(
            Session(
                access_token=signed_in.token,
                token_type="Bearer",
                expires_in=int(SESSION_LASTS.total_seconds()),
                employee=signed_in.employee.code,
                role=signed_in.employee.role.value,
            ),
            200,
        )

    return session


def _end_session() -> AnyResponse:
    """End the session of the request's token."""
    sign_out(web.db(), web.clock(), web.asked_by(caller().name, None), bearer_token(), SessionPlace.API)
    return Response(status=204)


def _board() -> AnyResponse:
    board = board_view.board(web.db(), web.clock().now())
    return _json(board_object(board, event_stream.number_at(board.seq)), 200)


def _json(answer: object, status: int) -> Response:
    return Response(_as_json(answer), status, mimetype="application/json")


def _problem(error: StoreOpsError) -> Response:
    is_chinese = request.headers.get("Accept-Language", "").lower().startswith("zh")
    text = problem_text(error, "zh" if is_chinese else "en", request_mark.current())
    response = Response(text, error.status, mimetype=PROBLEM_TYPE)
    if error.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if error.status in (429, 503):
        response.headers["Retry-After"] = "10"
    return response
