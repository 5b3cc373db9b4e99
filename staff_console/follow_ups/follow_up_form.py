"""What the forms of follow-ups have in common: the colleagues and the times that they offer, and what was chosen."""

from collections.abc import Iterable
from datetime import datetime

from staff_console.page.form import Form
from storeops.base.errors import ChoiceNeeded
from storeops.quality.follow_ups import follow_ups_view
from storeops.quality.follow_ups.promise_choice import PromiseChoice, offered_choices, promised_at
from storeops.web import request as web


def promised(form: Form) -> datetime | None:
    """The time that the form promises; None for the norm. A pick that is not chosen is not read."""
    choice = PromiseChoice(chosen(form, "promise", PromiseChoice))
    return promised_at(choice, form.text("promised_at"), web.clock().now(), web.hall().zone)


def chosen(form: Form, name: str, choices: Iterable[str]) -> str:
    """What was chosen of a list; ChoiceNeeded."""
    if form.text(name) not in set(choices):
        raise ChoiceNeeded(name)
    return form.text(name)


def offered() -> dict[str, object]:
    """What the forms offer to choose from, for their templates."""
    return {
        "colleagues": follow_ups_view.colleagues(web.db()),
        "promises": offered_choices(web.clock().now(), web.hall().zone),
    }
