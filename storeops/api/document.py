"""The OpenAPI description of the API, made from its endpoints."""

import re
from collections.abc import Iterable
from typing import Any, Protocol

from pydantic import BaseModel, TypeAdapter

from storeops.api import bodies
from storeops.api.answers import BoardObject, Session
from storeops.queueing.verb_bodies import Body
from storeops.web.free_text import MEANT
from storeops.web.problem import Problem

_REFERENCES = "#/components/schemas/{model}"

REFUSALS = {
    "400": "The request is not HTTP as it should be",
    "401": "No bearer token, or one that opens nothing",
    "403": "The holder of the token may not do this",
    "404": "Something named does not exist, or nobody is waiting",
    "405": "This address does not take this method",
    "409": "The ticket or counter is in another state",
    "413": "The body is too large",
    "422": "A value cannot be used",
    "429": "Too many requests",
    "500": "Something failed; the detail has the number by which the log tells of it",
    "503": "Busy: try again",
}


class Described(Protocol):
    """What the document needs to know of an endpoint."""

    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def body(self) -> type[Body] | None: ...
    @property
    def answer(self) -> type: ...
    @property
    def status(self) -> int: ...


_MARK = "^([0-9a-f]{12}-)?[0-9]{1,15}$"
"""The number of an event, with the epoch in which it was told or without."""
_EVENTS: dict[str, Any] = {
    "type": "object",
    "required": ["epoch", "last_seq", "events"],
    "properties": {
        "epoch": {"type": "string"},
        "last_seq": {"type": "integer"},
        "events": {"type": "array", "items": {"type": "object", "required": ["seq", "at", "kind"]}},
        "reset": {"type": "boolean"},
    },
}


def openapi_document(endpoints: Iterable[Described]) -> dict[str, Any]:
    """The whole description as a JSON-able object."""
    schemas: dict[str, Any] = {}
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in endpoints:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint, schemas)
    paths["/session"] = {"post": _session(schemas), "delete": _end_session()}
    paths["/board"] = {"get": _open_read("What the board shows", _reference(BoardObject, schemas), [])}
    paths["/events"] = {
        "get": _open_read(
            "Events after a number, to each caller what they may know: without a bearer the last minutes of what the"
            " board shows. A stream of server-sent events where text/event-stream is accepted, with ids of epoch and"
            " number, a beat every 5 s, and reset where the epoch is another",
            _EVENTS,
            [{"name": "since", "in": "query", "required": False, "schema": {"type": "string", "pattern": _MARK}}],
        )
        | {"security": [{}, {"bearer": []}]}
    }
    _reference(Problem, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "StoreOps", "version": "1", "description": "The queue of a service hall."},
        "servers": [{"url": "/api/v1"}],
        "security": [{"bearer": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


_MEANT = {
    "name": MEANT,
    "in": "query",
    "required": False,
    "description": "Whoever writes a text that seems to hold a phone or identity number was asked, and meant it.",
    "schema": {"type": "string", "enum": ["1"]},
}


def _operation(endpoint: Described, schemas: dict[str, Any]) -> dict[str, Any]:
    names = re.findall(r"{(\w+)}", endpoint.path)
    parameters: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names
    ]
    operation: dict[str, Any] = {
        "summary": endpoint.summary,
        "operationId": re.sub(r"\W+", "_", f"{endpoint.method} {endpoint.path}".lower()).strip("_"),
        "responses": _responses(endpoint.status, _reference(endpoint.answer, schemas)),
    }
    if endpoint.method == "POST":
        parameters.append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": False,
                "schema": {"type": "string", "maxLength": 200},
            }
        )
    if endpoint.body:
        parameters.append(_MEANT)
    if parameters:
        operation["parameters"] = parameters
    if endpoint.body:
        required = any(field.is_required() for field in endpoint.body.model_fields.values())
        operation["requestBody"] = _content(_reference(endpoint.body, schemas), required)
    return operation


def _session(schemas: dict[str, Any]) -> dict[str, Any]:
    return {
        "summary": "Sign in with employee number and PIN, and a code where there is a second factor",
        "description": "An enrolled device may show its own token: no stranger locks out whoever used it before.",
        "operationId": "post_session",
        "security": [],
        "requestBody": _content(_reference(bodies.SignIn, schemas), True),
        "responses": _responses(200, _reference(Session, schemas)),
    }


def _end_session() -> dict[str, Any]:
    return {
        "summary": "Sign out: the token opens nothing any more",
        "operationId": "delete_session",
        "responses": {"204": {"description": "Done"}, **_refusals()},
    }


def _open_read(summary: str, schema: dict[str, Any], parameters: list[dict[str, Any]]) -> dict[str, Any]:
    operation: dict[str, Any] = {"summary": summary, "security": [], "responses": _responses(200, schema)}
    if parameters:
        operation["parameters"] = parameters
    return operation


def _content(schema: dict[str, Any], required: bool) -> dict[str, Any]:
    return {"required": required, "content": {"application/json": {"schema": schema}}}


def _responses(status: int, schema: dict[str, Any]) -> dict[str, Any]:
    done = {"description": "Done", "content": {"application/json": {"schema": schema}}}
    return {str(status): done, **_refusals()}


def _refusals() -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": _REFERENCES.format(model="Problem")}}}
    return {code: {"description": text, "content": problem} for code, text in REFUSALS.items()}


def _reference(model: type, schemas: dict[str, Any]) -> dict[str, Any]:
    """A reference to a model's schema, which is added to `schemas` with all that it uses."""
    is_body = issubclass(model, BaseModel)
    schema = TypeAdapter(model).json_schema(ref_template=_REFERENCES, mode="validation" if is_body else "serialization")
    schemas.update(schema.pop("$defs", {}))
    schemas[model.__name__] = schema
    return {"$ref": _REFERENCES.format(model=model.__name__)}
