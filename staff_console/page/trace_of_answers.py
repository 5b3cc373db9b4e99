"""What somebody was refused, and which files they took: written after the answer, whatever route gave it."""

from flask import Flask, Response

from staff_console.page.doors import employee_or_none
from storeops.tracing.answer_actions import note_downloaded, note_refused
from storeops.web import request as web
from storeops.web.traced_answer import REFUSALS, traced_answer


def trace_answers(app: Flask) -> None:
    """Let an app leave a trace of what it refused and gave to those who are signed in."""

    @app.after_request
    def trace(response: Response) -> Response:
        found = traced_answer(response)
        asking = employee_or_none() if found else None
        if found and asking:
            by = web.asked_by(f"employee:{asking.code}", None)
            if not found.is_refusal:
                note_downloaded(web.db(), web.clock(), by, found.door, found.path)
            elif web.runtime().limits.allows(REFUSALS, by.name, web.clock().now()):
                note_refused(web.db(), web.clock(), by, found.door, found.path)
        return response
