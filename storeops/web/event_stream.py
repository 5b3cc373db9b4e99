"""The journal as live screens and programs are told it: to each what they may know (event_kinds.py)."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from flask import Response, jsonify, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from storeops.base.errors import BadValue
from storeops.base.i18n import N_
from storeops.base.whole_number import whole_number
from storeops.store import told_rows
from storeops.store.event_kinds import SERIES_OF, Audience, EventSeries
from storeops.web.enrolled_screen import asking_device, screen
from storeops.web.live import frame
from storeops.web.request import audience, clock, db, is_known, runtime
from storeops.web.stream_places import Listener

STRANGERS_LOOK_BACK = timedelta(minutes=10)
"""A board or phone page that was away for longer asks for everything anew."""
AT_ONCE = 500


class FeedMark(NamedTuple):
    """Up to where a reader has heard the journal. `epoch` None: only a number was told, and is taken for ours."""

    epoch: str | None
    number: int


def events(*, is_program: bool = False, still_reads: Callable[[], bool] = lambda: True) -> AnyResponse:
    """What the reader is told after `since` or Last-Event-ID: a stream where one is accepted, else JSON.

    A mark of another journal, or one that lies ahead of this one, is answered with `reset`: what the reader knows is of
    another hall's past, and they begin anew. A stream ends once `still_reads` says that its reader is signed out.
    BadValue; FeedAway for a stream.
    """
    mark = _mark()
    if "text/event-stream" in request.headers.get("Accept", ""):
        return _stream(mark, is_program, still_reads)
    series = SERIES_OF[audience()]
    last = told_rows.last_number(db(), series)
    answer: dict[str, object] = {"epoch": told_rows.epoch(db(), series), "last_seq": last, "events": []}
    if mark is None:
        return jsonify(answer)
    if _is_foreign(mark, series, last):
        return jsonify({**answer, "reset": True})
    found = told_rows.told_since(db(), audience(), _seq_after(mark, series), AT_ONCE)
    shown = [event for event in (each.shown(audience()) for each in found) if event is not None]
    # What was left out at the end is behind the reader too, unless there is more to fetch.
    heard = [each.number(series) for each in found[-1:]] + ([last] if len(found) < AT_ONCE else [])
    return jsonify({**answer, "last_seq": max(heard), "events": shown})


def _stream(mark: FeedMark | None, is_program: bool, still_reads: Callable[[], bool]) -> AnyResponse:
    series = SERIES_OF[audience()]
    first = b""
    after: int | None = None
    if mark is not None:
        last = told_rows.last_number(db(), series)
        if _is_foreign(mark, series, last):
            first = frame(told_rows.epoch(db(), series), {"seq": last}, "reset")
        else:
            after = _seq_after(mark, series)
    stream = runtime().live.stream(audience(), after, _listener(is_program), first, still_reads)
    response = Response(stream, mimetype="text/event-stream")
    response.call_on_close(stream.close)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _listener(is_program: bool) -> Listener:
    known = is_program or screen() is not None or is_known()
    return Listener(request.remote_addr or "-", known, is_program, asking_device())


def _is_foreign(mark: FeedMark, series: EventSeries, last: int) -> bool:
    return mark.number > last or mark.epoch not in (None, told_rows.epoch(db(), series))


def _seq_after(mark: FeedMark, series: EventSeries) -> int:
    """After which event of the journal the reader is told; strangers hear of the last minutes only."""
    heard = told_rows.seq_of(db(), series, mark.number)
    if audience() is Audience.EVERYBODY:
        return max(heard, told_rows.last_before(db(), clock().now() - STRANGERS_LOOK_BACK))
    return heard


def _mark() -> FeedMark | None:
    text = request.headers.get("Last-Event-ID") or request.args.get("since")
    if not text:
        return None
    epoch, dash, digits = text.rpartition("-")
    number = whole_number(digits)
    if number is None or bool(dash) != bool(epoch):
        raise BadValue(N_("%(value)s is no number of an event; ask from 0 on."), value=text[:40])
    return FeedMark(epoch or None, number)


def number_at(seq: int) -> int:
    """The number by which the reader is told of the newest event up to one of the journal."""
    return told_rows.number_at(db(), SERIES_OF[audience()], seq)


def heard_up_to(seq: int) -> Markup:
    """For templates: the mark of a screen that was read at an event of the journal."""
    epoch = told_rows.epoch(db(), SERIES_OF[audience()])
    return Markup('data-epoch="{}" data-seq="{}"').format(epoch, number_at(seq))


def seq_of_screen(number: int) -> int:
    """The event of the journal that a screen has heard last, from the number by which it was told."""
    return told_rows.seq_of(db(), SERIES_OF[audience()], number)
