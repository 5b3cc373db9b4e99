"""Asking before a text is saved that seems to hold a phone or identity number: whatever form it was written in."""

from flask import Flask, request
from werkzeug.wrappers import Response

from staff_console.page.doors import employee_or_none
from staff_console.page.sent_words import sent_form
from storeops.web import request as web
from storeops.web.free_text import MEANT, to_ask_about


def ask_first(app: Flask) -> None:
    """Let an app ask whoever is signed in and did not say yet that the number is meant."""

    @app.before_request
    def ask() -> Response | None:
        if request.method != "POST" or MEANT in request.form or employee_or_none() is None:
            return None
        asked = to_ask_about(request.form.items(multi=True))
        if not asked:
            return None
        return web.page("asking_first.html", 422, sent=sent_form(asked), meant=MEANT)
