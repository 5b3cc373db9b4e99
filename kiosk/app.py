"""The public screens: kiosk, board, phone page and rating pad. Nobody signs in here, and nothing personal is shown."""

from typing import Any

from flask import Flask, current_app, render_template, request, url_for
from werkzeug.exceptions import InternalServerError
from werkzeug.wrappers import Response

from kiosk import board, pad, pairing_page, phone, screen_door, ticketing
from kiosk.both_languages import in_both
from kiosk.text_size import LARGE, is_large, kept_in_links
from storeops.base.errors import StoreOpsError
from storeops.base.i18n import N_
from storeops.web import attach
from storeops.web import request as web


def create_app(runtime: web.Runtime) -> Flask:
    """The app of the public screens on a running StoreOps."""
    app = Flask(__name__)
    attach.attach_pages(app, runtime, _refusal_page)
    for screen in (ticketing.pages, phone.pages, pad.pages, board.pages, pairing_page.pages):
        app.register_blueprint(screen)
    screen_door.guard(app)
    app.context_processor(_page_values)
    app.register_error_handler(InternalServerError, _broken_page)
    return app


def _refusal_page(error: StoreOpsError) -> Response:
    """A calm page that says what is so and what to do; on the kiosk it returns to the start by itself."""
    if request.blueprint == pad.pages.name:
        return pad.refusal_page(error)
    on_phone = request.blueprint == phone.pages.name
    page = render_template(
        "phone_refusal.html" if on_phone else "refusal.html",
        sentence=web.spoken(error),
        token=(request.view_args or {}).get("token") if error.status != 404 else None,
    )
    return Response(page, status=error.status, mimetype="text/html")


def _broken_page(_: InternalServerError) -> Response:
    """What a screen shows after a fault: it needs no database, and it tries again by itself."""
    page = current_app.jinja_env.get_template("broken.html").render(
        title=in_both(N_("One moment, please")),
        advice=in_both(N_("This screen has a fault and tries again by itself. Our staff are glad to help you.")),
        next_url=_after_fault(),
    )
    return Response(page, status=500, mimetype="text/html")


def _after_fault() -> str:
    """Where a screen goes on after a fault: to itself, and from the kiosk to its start."""
    if request.blueprint == pad.pages.name:
        return url_for("pad.page", **(request.view_args or {}))
    stays = request.blueprint in (phone.pages.name, board.pages.name)
    return request.path if stays else url_for("ticketing.start", lang="zh")


def _page_values() -> dict[str, object]:
    other_language = "en" if web.language() == "zh" else "zh"
    return {
        "large": is_large(),
        "kept": kept_in_links(),
        "other_language_url": _this_page(lang=other_language, **kept_in_links()),
        "other_size_url": _this_page(**({} if is_large() else {"view": LARGE})),
    }


def _this_page(**changed: Any) -> str:
    """The address of the page on the screen with something changed; the start if the page answered a form."""
    if request.endpoint is None or request.method not in ("GET", "HEAD"):
        return url_for("ticketing.start", **changed)
    own: dict[str, Any] = {"service": request.args["service"]} if "service" in request.args else {}
    return url_for(request.endpoint, **{**own, **(request.view_args or {}), **changed})
