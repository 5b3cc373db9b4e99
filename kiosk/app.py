"""The public screens: kiosk, board, phone page and rating pad. Nobody signs in here, and nothing personal is shown."""

from typing import Any

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk import board, finding, pad, pairing_page, phone, screen_door, ticketing
from kiosk.text_size import LARGE, is_large, kept_in_links
from storeops.base.errors import StoreOpsError
from storeops.base.i18n import LANGUAGES, N_, translate
from storeops.hall.reasons import STOP_REASONS
from storeops.store.refusals import DiskFull
from storeops.web import attach, enrolled_screen
from storeops.web import request as web
from storeops.web.broken_page import broken_page
from storeops.web.faults import HallApp
from storeops.web.refusals import Fault, HallAway, HallDamaged

TO_CUSTOMERS = N_("This screen has a fault and tries again by itself. Our staff are glad to help you.")
FINDING = "find"
"""With what the addresses begin at which a phone looks for its place."""
AWAY = (
    N_("One moment, please"),
    N_("The hall does not answer just now. This screen goes on by itself; our staff are glad to help you."),
)
"""What a kiosk shows in place of its start, and of a page whose customer has left, until the server is back."""
TO_PHONES = N_("This page has a fault and tries again by itself; your place is safe. Our staff are glad to help you.")


def create_app(runtime: web.Runtime) -> HallApp:
    """The app of the public screens on a running StoreOps."""
    app = HallApp(__name__)
    attach.attach_pages(app, runtime, _refusal_page)
    for screen in (ticketing.pages, phone.pages, pad.pages, board.pages, pairing_page.pages):
        app.register_blueprint(screen)
    app.register_blueprint(finding.kiosk_pages)
    app.register_blueprint(finding.phone_pages)
    screen_door.guard(app)
    app.context_processor(_page_values)
    return app


def _refusal_page(error: StoreOpsError) -> Response:
    """A calm page that says what is so and what to do; kiosk, board and pad go on from it by themselves."""
    screen, own = _asking_screen()
    if isinstance(error, Fault | HallAway | HallDamaged | DiskFull) or screen == board.pages.name:
        return _broken_page(error, screen, own)
    if screen == pad.pages.name:
        return pad.refusal_page(error, own)
    page = render_template(
        "phone_refusal.html" if screen == phone.pages.name else "refusal.html",
        sentence=web.spoken(error),
        token=own if own and error.status != 404 else None,
    )
    return Response(page, status=error.status, mimetype="text/html")


def _asking_screen() -> tuple[str, str]:
    """Which screen asks, by the beginning of its address, and its own: a pad's counter or a phone's ticket.

    A phone that looks for its place has none yet.
    """
    _, kind, own, *_ = [*request.path.split("/"), "", ""]
    if kind == FINDING:
        return phone.pages.name, ""
    screens = {"t": phone.pages.name, "pad": pad.pages.name} if own else {}
    return {**screens, "board": board.pages.name}.get(kind, ticketing.pages.name), own


def _broken_page(error: StoreOpsError, screen: str, own: str) -> Response:
    """What a screen shows that can show nothing else: it needs no database, and it tries again by itself."""
    is_fault = isinstance(error, Fault | HallAway | HallDamaged | DiskFull)
    is_phone = screen == phone.pages.name
    next_url = {
        board.pages.name: url_for("board.page"),
        pad.pages.name: url_for("pad.page", counter=own),
        phone.pages.name: url_for("phone.page", token=own) if own else url_for("finding.ask_on_phone"),
    }.get(screen, url_for("ticketing.start", lang="zh"))
    page = broken_page(
        error,
        next_url,
        [web.language()] if is_phone else LANGUAGES,
        to_customers=(TO_PHONES if is_phone else TO_CUSTOMERS) if is_fault else None,
        goes_on=True,
    )
    return Response(page, status=error.status, mimetype="text/html")


def _page_values() -> dict[str, object]:
    other_language = "en" if web.language() == "zh" else "zh"
    return {
        "STOP_REASONS": STOP_REASONS,
        "large": is_large(),
        "away": {language: [translate(language, words) for words in AWAY] for language in LANGUAGES},
        "is_enrolled": enrolled_screen.screen() is not None,
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
