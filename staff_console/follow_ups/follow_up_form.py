"""What the forms of follow-ups have in common: the colleagues and the times that they offer, and what was chosen."""

from datetime import datetime

from staff_console.page.form import Form
from storeops.quality.follow_ups import follow_ups_view
from storeops.quality.follow_ups.promise_choice import PromiseChoice, offered_choices, promised_at
from storeops.web import request as web


def promised(form: Form) -> datetime | None:
    """The time that the form promises; None for the norm, and, with a refusal noted, where it promises none."""
    choice = form.choice("promise", PromiseChoice)
    return form.check(promised_at, choice, form.text("promised_at"), web.clock().now(), web.hall().zone)


def offered() -> dict[str, object]:
    """What the forms offer to choose from, for their templates."""
    return {
        "colleagues": follow_ups_view.colleagues(web.db()),
        "promises": offered_choices(web.clock().now(), web.hall().zone),
    }
