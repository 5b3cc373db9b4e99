"""What the web apps share: a connection per request, refusals as pages, the language, the live stream, filters."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import pylopdf_fonts_zh_cn
from flask import Blueprint, Flask, Response, current_app, g, jsonify, render_template, request, send_from_directory
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from storeops.base.actor import Actor, RequestKey
from storeops.base.business_time import business_day, instant
from storeops.base.clock import Clock
from storeops.base.errors import (
    BadValue,
    FormExpired,
    MalformedBody,
    MethodNotAllowed,
    NoSuchPage,
    StoreOpsError,
    TooLarge,
    TooManyRequests,
)
from storeops.base.i18n import LANGUAGES, N_, Language, translate, translations
from storeops.base.settings import Settings
from storeops.base.whole_number import whole_number
from storeops.hall import hall_rows
from storeops.store import journal
from storeops.store.database import HallDatabase, Pool
from storeops.web.live import LiveFeed

LONGEST_KEY = 200
ASSETS_SECONDS = 3600
FONT_SECONDS = 30 * 24 * 3600

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self';"
        " frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), camera=()",
}


@dataclass(frozen=True)
class Runtime:
    """What a running StoreOps is made of; every web app is given the same one."""

    settings: Settings
    pool: Pool
    clock: Clock
    live: LiveFeed


def attach(app: Flask, runtime: Runtime, on_refusal: Callable[[StoreOpsError], AnyResponse]) -> None:
    """Give an app its connection per request, its limits, and one way to show a refusal."""
    app.extensions["storeops"] = runtime
    with runtime.pool.lend() as db:
        app.config["SECRET_KEY"] = hall_rows.secret_key(db)
    app.config["MAX_CONTENT_LENGTH"] = runtime.settings.max_body_bytes
    app.config["MAX_FORM_MEMORY_SIZE"] = runtime.settings.max_body_bytes
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # Flask's default JSON provider has it
    app.teardown_appcontext(_give_back_connection)
    app.register_error_handler(StoreOpsError, on_refusal)
    app.register_error_handler(HTTPException, lambda error: on_refusal(_named(error, runtime)))


def attach_pages(app: Flask, runtime: Runtime, on_refusal: Callable[[StoreOpsError], AnyResponse]) -> None:
    """What an app with pages for people needs beyond `attach`: forms, languages, headers, shared assets, filters."""
    app.config.update(
        SESSION_COOKIE_NAME=f"storeops_{app.name.split('.')[0]}",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # a kiosk's page may stand open for days
        WTF_CSRF_SSL_STRICT=False,
        SEND_FILE_MAX_AGE_DEFAULT=ASSETS_SECONDS,
    )
    attach(app, runtime, on_refusal)
    app.before_request(_choose_language)  # before the check of forms, which may have to refuse in that language
    CSRFProtect(app)
    app.register_error_handler(CSRFError, lambda _: on_refusal(FormExpired()))
    app.after_request(_finish_page)
    app.register_blueprint(_shared_assets())
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the extension
        lambda message: translations(language()).gettext(message),
        lambda one, many, count: translations(language()).ngettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.filters.update(
        clock_time=clock_time,
        local_date=local_date,
        duration=duration,
        wait_words=wait_words,
        stopwatch=stopwatch,
    )
    app.context_processor(_page_values)
    app.add_url_rule("/events", "events", events)


# One request


def runtime() -> Runtime:
    """The runtime of the app that answers this request."""
    return cast(Runtime, current_app.extensions["storeops"])


def db() -> HallDatabase:
    """This request's connection; it goes back to the pool when the request ends."""
    if "storeops_db" not in g:
        g.storeops_db = runtime().pool.take()
    return cast(HallDatabase, g.storeops_db)


def clock() -> Clock:
    return runtime().clock


def hall() -> hall_rows.Hall:
    """The hall, read once per request."""
    if "storeops_hall" not in g:
        g.storeops_hall = hall_rows.hall(db())
    return cast(hall_rows.Hall, g.storeops_hall)


def today() -> date:
    """The local day on the hall's wall clock."""
    return business_day(clock().now(), hall().zone)


def page(template: str, status: int = 200, **values: object) -> Response:
    """A rendered page with its status."""
    return Response(render_template(template, **values), status=status, mimetype="text/html")


def public_base() -> str:
    """The address under which customers' phones reach the hall: the setting, else the one that was asked; no slash."""
    return runtime().settings.public_url or f"{request.scheme}://{request.host}"


def _give_back_connection(_: BaseException | None) -> None:
    connection = g.pop("storeops_db", None)
    if connection is not None:
        runtime().pool.give_back(connection)


def language() -> Language:
    """The language of this request's reader."""
    return cast(Language, g.get("language", "zh"))


def read_in(language: Language) -> None:
    """Answer this request in a language that nobody asked for by address or cookie, such as a ticket's."""
    g.language = language


def _choose_language() -> None:
    asked = request.args.get("lang") or request.cookies.get("lang")
    g.language = asked if asked in LANGUAGES else "zh"


def _finish_page(response: Response) -> Response:
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if request.args.get("lang") in LANGUAGES:
        response.set_cookie("lang", language(), max_age=365 * 24 * 3600, httponly=True, samesite="Lax")
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _page_values() -> dict[str, object]:
    return {
        "language": language(),
        "hall_name": hall().name(language()),
        "is_sample": hall().is_sample,
        "other_language": "en" if language() == "zh" else "zh",
    }


def asked_by(name: str, sent_key: str | None) -> Actor:
    """Who asks, with the Idempotency-Key of the request if it carries one; BadValue if that is no usable key."""
    if not sent_key:
        return Actor(name)
    if len(sent_key) > LONGEST_KEY or not sent_key.isprintable():
        raise BadValue(name="Idempotency-Key", value="this", rule=f"1 to {LONGEST_KEY} printable characters")
    form = sorted((key, value) for key, value in request.form.items(multi=True) if key != "csrf_token")
    content = f"{request.method} {request.path} {form} {request.get_data(cache=True)!r}"
    # Keyed, because a form may hold a phone number, and its plain digest could be guessed.
    fingerprint = hmac.new(current_app.config["SECRET_KEY"].encode(), content.encode(), hashlib.sha256).hexdigest()
    return replace(Actor(name), key=RequestKey(f"{name} {sent_key}", fingerprint))


# Refusals


def _named(error: HTTPException, runtime: Runtime) -> StoreOpsError:
    """Our own name for what Flask and Werkzeug refuse."""
    if error.code == 404:
        return NoSuchPage()
    if error.code == 405:
        return MethodNotAllowed(method=request.method)
    if error.code == 413:
        return TooLarge(limit=runtime.settings.max_body_bytes)
    if error.code == 429:
        return TooManyRequests()
    if error.code is not None and error.code >= 500:
        raise error
    return MalformedBody()


def spoken(error: StoreOpsError) -> str:
    """The sentence of a refusal in the reader's language."""
    return error.in_language(language())


# The live stream


def events() -> AnyResponse:
    """Events after `since` or Last-Event-ID: a stream where one is accepted, else JSON. Nothing personal in them."""
    since = _since()
    if "text/event-stream" not in request.headers.get("Accept", ""):
        if since is None:
            return jsonify({"events": [], "last_seq": journal.last_seq(db())})
        found = journal.since(db(), since)
        last = found[-1].seq if found else since
        return jsonify({"events": [event.public() for event in found], "last_seq": last})
    stream = runtime().live.stream(since)
    response = Response(stream, mimetype="text/event-stream")
    response.call_on_close(stream.close)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _since() -> int | None:
    text = request.headers.get("Last-Event-ID") or request.args.get("since")
    if not text:
        return None
    since = whole_number(text)
    if since is None:
        raise BadValue(name="since", value=text[:40], rule="the number of an event, 0 or more")
    return since


# Assets and filters


def _shared_assets() -> Blueprint:
    static = Path(str(files("storeops"))) / "static"
    shared = Blueprint("shared", __name__, static_folder=static, static_url_path="/shared")
    font_folder = Path(pylopdf_fonts_zh_cn.__file__).parent

    @shared.get("/shared/fonts/NotoSansSC-Regular.otf")
    def font() -> Response:
        """The Chinese font, for machines that bring none."""
        return send_from_directory(font_folder, "NotoSansSC-Regular.otf", max_age=FONT_SECONDS)

    return shared


def _local(stamp: str | datetime) -> datetime:
    moment = stamp if isinstance(stamp, datetime) else instant(stamp)
    zone: ZoneInfo = hall().zone
    return moment.astimezone(zone)


def clock_time(stamp: str | datetime | None) -> str:
    """HH:MM on the hall's wall; "-" if it did not happen."""
    return f"{_local(stamp):%H:%M}" if stamp else "-"


def local_date(stamp: str | datetime | None) -> str:
    """YYYY-MM-DD in the hall's zone; "-" if it did not happen."""
    return f"{_local(stamp):%Y-%m-%d}" if stamp else "-"


def stopwatch(seconds: float | None) -> str:
    """M:SS; "-" if it did not happen."""
    if seconds is None:
        return "-"
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"


def duration(seconds: float | None) -> str:
    """A duration in words, whole minutes from one minute on; "-" if it did not happen."""
    if seconds is None:
        return "-"
    if seconds < 60:
        return translate(language(), N_("%(n)s s"), {"n": int(seconds)})
    return translate(language(), N_("%(n)s min"), {"n": round(seconds / 60)})


def wait_words(low_seconds: int | None, high_seconds: int | None) -> str:
    """The wait range in words, as the kiosk, the phone page and the board say it."""
    if low_seconds is None or high_seconds is None:
        return translate(language(), N_("not known yet"))
    if low_seconds == 0:
        return translate(language(), N_("under %(high)s min"), {"high": high_seconds // 60})
    return translate(
        language(),
        N_("about %(low)s to %(high)s min"),
        {"low": low_seconds // 60, "high": high_seconds // 60},
    )
