"""One request: its connection, its hall, its day, its language, and who asks. Screens read it as `web`."""

import hashlib
import hmac
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast
from urllib.parse import urlsplit

from flask import Response, current_app, g, render_template, request

from storeops.base.actor import Actor, RequestKey
from storeops.base.business_time import business_day
from storeops.base.clock import Clock, stopwatch
from storeops.base.errors import BadValue, KeyFileBroken, StoreOpsError
from storeops.base.i18n import N_, Language
from storeops.base.key_file import new_key
from storeops.base.settings import Settings
from storeops.hall import hall_rows
from storeops.measuring.quieter_hours import QuieterHours, quieter_hours
from storeops.queueing.board_voices import BoardVoices, Voice
from storeops.queueing.issue_pace import IssuePaces, Issuer, IssuerKind
from storeops.store import action, database
from storeops.store.database import HallDatabase, Pool
from storeops.store.event_kinds import Audience
from storeops.store.refusals import KeyFileLost
from storeops.web.issuing_watch import IssuingWatch
from storeops.web.job_runs import JobRuns
from storeops.web.known_callers import KnownCallers
from storeops.web.live import LiveFeed
from storeops.web.own_address import in_the_network, is_inner
from storeops.web.press_deadline import COUNTS_UNTIL_HEADER, counts_until
from storeops.web.request_limit import RequestLimits
from storeops.web.request_times import RequestTimes
from storeops.web.waits_of_late import WaitsOfLate
from storeops.web.workshop import Workshop, no_runner

LONGEST_KEY = 200
LONGEST_BROWSER = 200
FINGERPRINTS = "fingerprints of requests"
"""For what the hall's key of these is derived."""


@dataclass(frozen=True)
class Runtime:
    """What a running StoreOps is made of; every web app is given the same one.

    `workshop` does what is too heavy for the process that serves, apart from it.
    `phones_port` is the port of the phone pages where it is not the one that is asked. `is_open_to_the_network`: other
    machines reach it under this one's address.
    """

    settings: Settings
    pool: Pool
    clock: Clock
    live: LiveFeed
    limits: RequestLimits = field(default_factory=RequestLimits)
    """How often something was asked or written lately, where all web apps count together."""
    known: KnownCallers = field(default_factory=KnownCallers)
    issuing: IssuingWatch = field(default_factory=IssuingWatch)
    paces: IssuePaces = field(default_factory=IssuePaces)
    voices: BoardVoices = field(default_factory=BoardVoices)
    waits_of_late: WaitsOfLate = field(default_factory=WaitsOfLate)
    times: RequestTimes = field(default_factory=RequestTimes)
    jobs: JobRuns = field(default_factory=JobRuns)
    phones_port: int | None = None
    is_open_to_the_network: bool = False
    passing_key: bytes = field(default_factory=new_key, repr=False)
    """A key that ends with the process."""
    workshop: Workshop = field(default_factory=lambda: Workshop(no_runner))


def runtime() -> Runtime:
    """The runtime of the app that answers this request."""
    return cast(Runtime, current_app.extensions["storeops"])


def db() -> HallDatabase:
    """This request's connection; it goes back to the pool when the request ends."""
    if "storeops_db" not in g:
        g.storeops_db = runtime().pool.take()
        g.storeops_db.writes_until = counts_until(request.headers.get(COUNTS_UNTIL_HEADER))
    return cast(HallDatabase, g.storeops_db)


def kept_nothing() -> AbstractContextManager[None]:
    """A block whose actions keep nothing: they tell what they would refuse."""
    return database.kept_nothing(db())


def clock() -> Clock:
    return runtime().clock


def hall() -> hall_rows.Hall:
    """The hall, read once per request."""
    if "storeops_hall" not in g:
        g.storeops_hall = hall_rows.hall(db())
    return cast(hall_rows.Hall, g.storeops_hall)


def audience() -> Audience:
    """How much of the journal whoever asks is told; each app says by what it knows them. Asked once per request."""
    if "storeops_audience" not in g:
        whoever_asks = cast(Callable[[], Audience], current_app.extensions["storeops_audience"])
        g.storeops_audience = whoever_asks()
    return cast(Audience, g.storeops_audience)


def today() -> date:
    """The local day on the hall's wall clock."""
    return business_day(clock().now(), hall().zone)


def page(template: str, status: int = 200, **values: object) -> Response:
    """A rendered page with its status."""
    return Response(render_template(template, **values), status=status, mimetype="text/html")


def public_base() -> str:
    """The address under which customers' phones reach the hall, without a slash at its end.

    It is the setting, else the one that was asked; where the machine was asked by itself, its address for others.
    """
    running = runtime()
    if running.settings.public_url:
        return running.settings.public_url
    asked = urlsplit(f"//{request.host}")
    own = in_the_network() if running.is_open_to_the_network and is_inner(asked.hostname) else None
    if running.phones_port is None and own is None:
        return f"{request.scheme}://{request.host}"
    host = own or (f"[{asked.hostname}]" if ":" in (asked.hostname or "") else asked.hostname)
    port = running.phones_port or asked.port
    return f"{request.scheme}://{host}:{port}" if port else f"{request.scheme}://{host}"


def note_known() -> None:
    """Let whoever sends this request be served first from now on: what it shows was just found good."""
    known = runtime().known
    for proof in _proofs():
        known.note(proof)


def is_known() -> bool:
    """Whether what this request shows was found good lately."""
    return any(map(runtime().known.knows, _proofs()))


def _proofs() -> list[bytes]:
    """The headers by which a request shows who sends it."""
    environ = request.environ
    return [environ[name].encode("latin-1") for name in ("HTTP_AUTHORIZATION", "HTTP_COOKIE") if name in environ]


def language() -> Language:
    """The language of this request's reader."""
    return cast(Language, g.get("language", "zh"))


def read_in(language: Language) -> None:
    """Answer this request in a language that nobody asked for by address or cookie, such as a ticket's."""
    g.language = language


def asked_by(name: str, sent_key: str | None) -> Actor:
    """Who asks, with the Idempotency-Key of the request if it carries one; BadValue if that is no usable key."""
    by = Actor(name, local=asked_from())
    if not sent_key:
        return by
    if len(sent_key) > LONGEST_KEY or not sent_key.isprintable():
        raise BadValue(N_("An Idempotency-Key has 1 to %(limit)s printable characters."), limit=LONGEST_KEY)
    form = sorted((key, value) for key, value in request.form.items(multi=True) if key != "csrf_token")
    content = f"{request.method} {request.path} {form} {request.get_data(cache=True)!r}"
    fingerprint = hmac.new(_fingerprint_key(), content.encode(), hashlib.sha256).hexdigest()
    return replace(by, key=RequestKey(f"{name} {sent_key}", fingerprint))


def answered_first(by: Actor) -> dict[str, Any] | None:
    """What an action answered under the key of whoever asks, who gave up waiting; None if nothing was done under it."""
    return action.answered_first(db(), by)


def _fingerprint_key() -> bytes:
    """A form may hold a phone number: without the key file nobody tries numbers against what is kept of it.

    While that file is missing, a key that this process alone has.
    """
    try:
        return db().subkey(FINGERPRINTS)
    except (KeyFileLost, KeyFileBroken):
        return runtime().passing_key


def asked_from() -> dict[str, str]:
    """From where this request came: the local part of the events that need it."""
    environ = request.environ  # each request asks, and the properties of a request are made anew by each
    return {
        "address": environ.get("REMOTE_ADDR") or "-",
        "browser": environ.get("HTTP_USER_AGENT", "")[:LONGEST_BROWSER],
    }


def issuing() -> AbstractContextManager[None]:
    """A block that issues a ticket: that it cannot be had is told by /healthz."""
    return runtime().issuing.issuing()


def issuer(name: str, kind: IssuerKind) -> Issuer:
    """The device of this request, whose tickets are counted."""
    return Issuer(name, kind, runtime().paces)


def quieter_today(wait_seconds: float) -> list[QuieterHours]:
    """The quieter hours of today for somebody who would wait so long now; [] where none are known."""
    now = clock().now()
    of_late = runtime().waits_of_late.on(db(), today(), now)
    return quieter_hours(of_late, hall_rows.opening_hours(db(), hall()), now, wait_seconds)


def take_voice(board: str, voice: Voice) -> bool:
    """Take in what a board says of its voice; whether the hall is heard otherwise than before."""
    return runtime().voices.take(board, voice, stopwatch())


def board_silence() -> Voice | None:
    """Why nobody hears the calls; None where a board speaks, and where there is none."""
    return runtime().voices.silence(stopwatch())


def spoken(error: StoreOpsError) -> str:
    """The sentence of a refusal in the reader's language."""
    return error.in_language(language())
