"""The journal as live screens and programs read it."""

from flask import Response, jsonify, request
from werkzeug.wrappers import Response as AnyResponse

from storeops.base.errors import BadValue
from storeops.base.whole_number import whole_number
from storeops.store import journal
from storeops.web.enrolled_screen import asking_device, screen
from storeops.web.request import db, is_known, runtime
from storeops.web.stream_places import Listener


def events(*, is_program: bool = False) -> AnyResponse:
    """Events after `since` or Last-Event-ID: a stream where one is accepted, else JSON. Nothing personal in them."""
    since = _since()
    if "text/event-stream" not in request.headers.get("Accept", ""):
        if since is None:
            return jsonify({"events": [], "last_seq": journal.last_seq(db())})
        found = journal.since(db(), since)
        last = found[-1].seq if found else since
        return jsonify({"events": [event.public() for event in found], "last_seq": last})
    stream = runtime().live.stream(since, _listener(is_program))
    response = Response(stream, mimetype="text/event-stream")
    response.call_on_close(stream.close)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _listener(is_program: bool) -> Listener:
    known = is_program or screen() is not None or is_known()
    return Listener(request.remote_addr or "-", known, is_program, asking_device())


def _since() -> int | None:
    text = request.headers.get("Last-Event-ID") or request.args.get("since")
    if not text:
        return None
    since = whole_number(text)
    if since is None:
        raise BadValue(name="since", value=text[:40], rule="the number of an event, 0 or more")
    return since
