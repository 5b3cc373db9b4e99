"""What every web app is given: a connection per request, refusals as pages, languages, headers, shared assets."""

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
from flask import Blueprint, Flask, Response, g, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response as AnyResponse

from storeops.base import request_mark
from storeops.base.clock import stopwatch
from storeops.base.errors import StoreOpsError
from storeops.base.i18n import LANGUAGES, translations
from storeops.hall import hall_rows, look_rows
from storeops.hall.house_colour import shades
from storeops.store.database import is_away
from storeops.store.event_kinds import Audience
from storeops.store.refusals import DatabaseGone, DiskFull, SchemaChanged
from storeops.web import filters
from storeops.web.assets_version import ASSETS_HEADER, assets_version, version_of
from storeops.web.cookies import HallSessions, NoSessions, cookie, give_cookie
from storeops.web.doorkeeper import class_of_endpoint
from storeops.web.event_stream import events, heard_up_to
from storeops.web.faults import unforeseen
from storeops.web.filters import clock_second, clock_time, duration, local_date, wait_words
from storeops.web.first_script import first_script
from storeops.web.press_deadline import STOPWATCH_HEADER, stopwatch_milliseconds
from storeops.web.refusals import FormExpired, MalformedBody, MethodNotAllowed, NoSuchPage, TooLarge, TooManyRequests
from storeops.web.request import Runtime, db, hall, language, runtime
from storeops.web.restored import restored_to, restored_today
from storeops.web.security_headers import headers_of
from storeops.web.style_sheet import common_sheet

FONT_SECONDS = 30 * 24 * 3600
LANGUAGE_SECONDS = 365 * 24 * 3600

ASSETS = frozenset({"static", "shared.static", "shared.font", "shared.styles_of_all_pages"})
"""The same for everybody, and kept by browsers: sheets, scripts, pictures, the font."""


TOLD_ONCE = (DatabaseGone, DiskFull, SchemaChanged)
"""Whatever keeps the database from being used and was logged already: it tells what to do."""


def strangers() -> Audience:
    """Who asks an app at which nobody signs in."""
    return Audience.EVERYBODY


def for_good() -> Callable[[], bool]:
    """Who reads at an app at which nobody signs in, may read on."""
    return lambda: True


def attach(
    app: Flask,
    running: Runtime,
    on_refusal: Callable[[StoreOpsError], AnyResponse],
    audience: Callable[[], Audience] = strangers,
) -> None:
    """Give an app its connection per request, its limits, one way to show a refusal, and what tells who is asking."""
    give_runtime(app, running)
    app.extensions["storeops_audience"] = audience
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # Flask's default JSON provider has it
    app.teardown_appcontext(_give_back_connection)

    def refuse(error: StoreOpsError) -> AnyResponse:
        if is_away(error) and not isinstance(error, TOLD_ONCE):
            raise error  # nothing that was asked: logged and told like any other fault
        return on_refusal(error)

    app.register_error_handler(StoreOpsError, refuse)
    app.register_error_handler(HTTPException, lambda error: on_refusal(_named(error)))
    app.register_error_handler(InternalServerError, lambda error: on_refusal(unforeseen(error.original_exception)))
    app.session_interface = NoSessions()
    app.wsgi_app = _marked(app, running, app.wsgi_app)  # type: ignore[method-assign]  # so Flask's documentation says


def give_runtime(app: Flask, running: Runtime) -> None:
    """Let an app answer from this hall from now on, within its limits and with its key."""
    app.extensions["storeops"] = running
    with running.pool.lend() as db:
        app.config["SECRET_KEY"] = hall_rows.secret_key(db)
    app.config["MAX_CONTENT_LENGTH"] = running.settings.max_body_bytes
    app.config["MAX_FORM_MEMORY_SIZE"] = running.settings.max_body_bytes


def attach_pages(
    app: Flask,
    running: Runtime,
    on_refusal: Callable[[StoreOpsError], AnyResponse],
    audience: Callable[[], Audience] = strangers,
    still_reads: Callable[[], Callable[[], bool]] = for_good,
) -> None:
    """What an app with pages for people needs beyond `attach`: forms, languages, headers, shared assets, filters."""
    app.config.update(
        SESSION_COOKIE_NAME=f"storeops_{app.name.split('.')[0]}",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # a kiosk's page may stand open for days
        WTF_CSRF_SSL_STRICT=False,
        # Sheets and scripts are asked about each time: kept for a while, old ones would meet pages of a new version.
        SEND_FILE_MAX_AGE_DEFAULT=None,
    )
    attach(app, running, on_refusal, audience)
    app.session_interface = HallSessions()
    app.before_request(_choose_language)  # before the check of forms, which may have to refuse in that language
    CSRFProtect(app)
    app.register_error_handler(CSRFError, lambda _: on_refusal(FormExpired()))
    app.after_request(_finish_page)
    app.register_blueprint(_shared_assets(Path(app.root_path) / "static" / "css"))
    # Optimized, a filter over constants would be worked out once for all: in the language of the page's first reader.
    app.jinja_env.optimized = False
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the extension
        lambda message: translations(language()).gettext(message),
        lambda one, many, count: translations(language()).ngettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.filters.update(
        clock_time=clock_time,
        clock_second=clock_second,
        local_date=local_date,
        duration=duration,
        wait_words=wait_words,
        stopwatch=filters.stopwatch,
    )
    own, shared = Path(app.root_path) / "static", Path(str(files("storeops"))) / "static"
    app.extensions["storeops_assets"] = version_of([shared, own])
    app.context_processor(_page_values)
    app.add_url_rule("/events", "events", lambda: events(still_reads=still_reads()))


def _give_back_connection(_: BaseException | None) -> None:
    connection = g.pop("storeops_db", None)
    if connection is not None:
        runtime().pool.give_back(connection)


def _choose_language() -> None:
    asked = request.args.get("lang") or cookie("lang")
    g.language = asked if asked in LANGUAGES else "zh"


def keep_out_of_caches(response: Response) -> Response:
    """Whatever is no asset tells of somebody: pages, answers of the API and files stay in no cache.

    Neither does the page that says that there is no such asset.
    """
    if request.endpoint not in ASSETS or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
        response.headers.pop("Expires", None)
    return response


def _marked(app: Flask, running: Runtime, answering: Callable[..., Any]) -> Callable[..., Any]:
    """The app, whose answers bear the mark of their request, say how browsers have to guard them, and are counted."""
    note = running.times.note

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        begun_at = stopwatch()
        said = [*headers_of(environ.get("PATH_INFO", "")).items(), (request_mark.HEADER, request_mark.begin())]

        def start(status: str, headers: list[tuple[str, str]], *fault: Any) -> Any:
            asked = environ.get("werkzeug.request")
            note(class_of_endpoint(app, asked.endpoint if asked else None), stopwatch() - begun_at, status)
            return start_response(status, headers + said, *fault)

        return answering(environ, start)

    return answer


def _finish_page(response: Response) -> Response:
    if request.args.get("lang") in LANGUAGES:
        give_cookie(response, "lang", language(), LANGUAGE_SECONDS)
    response.headers[ASSETS_HEADER] = assets_version()
    response.headers[STOPWATCH_HEADER] = str(stopwatch_milliseconds())
    return keep_out_of_caches(response)


def _page_values() -> dict[str, object]:
    return {
        "language": language(),
        "assets_version": assets_version(),
        "stopwatch": stopwatch_milliseconds(),
        "heard_up_to": heard_up_to,
        "first_script": first_script,
        "hall_name": hall().name(language()),
        "house_colour": hall().house_colour,
        "logo_mark": hall().logo_mark,
        "is_sample": hall().is_sample,
        "restored_today": restored_today,
        "restored_to": restored_to,
        "other_language": "en" if language() == "zh" else "zh",
    }


def _named(error: HTTPException) -> StoreOpsError:
    """Our own name for what Flask and Werkzeug refuse."""
    if error.code == 404:
        return NoSuchPage()
    if error.code == 405:
        return MethodNotAllowed(method=request.method)
    if error.code == 413:
        return TooLarge(limit=runtime().settings.max_body_bytes)
    if error.code == 429:
        return TooManyRequests()
    return MalformedBody()


@cache
def _font() -> tuple[bytes, str]:
    """The font and its mark, in memory: a hundred phones that load it slowly share one copy."""
    content = (Path(pylopdf_fonts_zh_cn.__file__).parent / "NotoSansSC-Regular.otf").read_bytes()
    return content, hashlib.sha256(content).hexdigest()


def _house_colours() -> str:
    """What takes the place of the shipped colours; empty where they hold."""
    colour = hall().house_colour
    return f":root{{{''.join(f'--{name}:{value};' for name, value in shades(colour).items())}}}" if colour else ""


def _shared_assets(own_styles: Path) -> Blueprint:
    static = Path(str(files("storeops"))) / "static"
    shared = Blueprint("shared", __name__, static_folder=static, static_url_path="/shared")

    @shared.get("/shared/fonts/NotoSansSC-Regular.otf")
    def font() -> AnyResponse:
        """The Chinese font, for machines that bring none."""
        content, tag = _font()
        response = Response(content, mimetype="font/otf")
        response.cache_control.max_age = FONT_SECONDS
        response.set_etag(tag)
        return response.make_conditional(request)

    styles = common_sheet(static, own_styles)

    @shared.get("/shared/styles.css")
    def styles_of_all_pages() -> AnyResponse:
        """The sheet that every page of the app links, in the colours of the house."""
        response = Response(styles + _house_colours(), mimetype="text/css")
        response.cache_control.no_cache = True
        response.add_etag()
        return response.make_conditional(request)

    @shared.get("/shared/logo.png")
    def logo() -> AnyResponse:
        """The hall's logo. NoSuchPage."""
        content = look_rows.logo(db())
        if content is None:
            raise NoSuchPage
        return Response(content, mimetype="image/png")

    return shared
