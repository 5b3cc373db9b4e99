"""One follow-up with its timeline, and all that can be done with it."""

from collections.abc import Callable
from datetime import timedelta

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from staff_console.follow_ups.follow_up_form import offered, promised
from staff_console.page.doors import asking, asking_each_time, employee
from staff_console.page.form import SAVED, Form
from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.base.errors import ChoiceNeeded, StoreOpsError
from storeops.base.i18n import translate
from storeops.base.months import month_of
from storeops.base.typed_text import among
from storeops.base.whole_number import row_id, whole_number
from storeops.quality.follow_ups import (
    contact_actions,
    follow_up_actions,
    follow_ups_view,
    hand_over_actions,
    verdicts_view,
)
from storeops.quality.follow_ups.case import Outcome
from storeops.quality.follow_ups.case_view import KeyRing, case_details
from storeops.quality.follow_ups.verdict import Ruling
from storeops.quality.follow_ups.verdict_actions import rule_on_case
from storeops.web import request as web

pages = Blueprint("follow_up_case", __name__, url_prefix="/follow-ups")

Values = tuple[object, ...]
"""What a verb is given behind the case."""
Read = Callable[[Form], Values]
"""Takes a verb's values out of its form, and notes there what cannot be used."""


@pages.url_value_preprocessor
def read_address(_: str | None, values: dict[str, object] | None) -> None:
    """Read the id that an address names."""
    if values:
        values["follow_up_id"] = row_id(str(values["follow_up_id"]))


@pages.get("/<follow_up_id>")
def page(follow_up_id: int) -> Response:
    """One case with its timeline. UnknownFollowUp, NotYourFollowUp."""
    return _case_page(follow_up_id, Form())


def _case_page(follow_up_id: int, form: Form) -> Response:
    now = web.clock().now()
    details = case_details(
        web.db(),
        now,
        follow_up_id,
        follow_ups_view.viewer(web.db(), employee().code),
        whole_number(request.args.get("reading", "")),
        KeyRing(web.db().path, month_of(business_day(now, web.hall().zone))),
    )
    return web.page("follow_up_case.html", form.status, form=form, details=details, **offered())


def _nothing(_: Form) -> Values:
    return ()


def _verb(
    follow_up_id: int, verb: Callable[..., int | None], read: Read = _nothing, by: Actor | None = None
) -> Response:
    """Carry a verb out with what the form says, and show the case; or the case with what was typed and why not.

    `by` is who asks where each request counts.
    """
    form = Form.sent()
    values, asked_by = read(form), by or asking()
    readings: list[int | None] = []

    def act() -> None:
        readings.append(verb(web.db(), web.clock(), asked_by, employee().code, follow_up_id, *values))

    if not form.carry_out(act, StoreOpsError):
        return _case_page(follow_up_id, form)
    if readings[0] is None:
        flash(translate(web.language(), SAVED))
    return redirect(url_for(".page", follow_up_id=follow_up_id, reading=readings[0]), 303)


@pages.post("/<follow_up_id>/reply")
def reply(follow_up_id: int) -> Response:
    """What the customer was told on the spot."""
    return _verb(follow_up_id, follow_up_actions.reply_on_the_spot, lambda form: (form.text("reply"),))


@pages.post("/<follow_up_id>/hand-over")
def hand_over(follow_up_id: int) -> Response:
    """Offer the case to a colleague."""

    def read(form: Form) -> Values:
        colleagues = [found.code for found in follow_ups_view.colleagues(web.db())]
        return form.check(among, "to", form.text("to"), colleagues) or employee().code, form.text("hand_over_note")

    return _verb(follow_up_id, hand_over_actions.offer_hand_over, read)


@pages.post("/<follow_up_id>/accept")
def accept(follow_up_id: int) -> Response:
    """Take what was offered."""
    return _verb(follow_up_id, hand_over_actions.accept_hand_over)


@pages.post("/<follow_up_id>/decline")
def decline(follow_up_id: int) -> Response:
    """Say no to an offer, or take it back."""
    return _verb(follow_up_id, hand_over_actions.decline_hand_over)


@pages.post("/<follow_up_id>/take-over")
def take_over(follow_up_id: int) -> Response:
    """A manager takes a case that has escalated."""
    return _verb(follow_up_id, hand_over_actions.take_over)


@pages.post("/<follow_up_id>/call-back")
def call_back(follow_up_id: int) -> Response:
    """A call to the customer."""
    return _verb(
        follow_up_id,
        follow_up_actions.note_call_back,
        lambda form: (form.choice("outcome", Outcome), form.text("note")),
    )


@pages.post("/<follow_up_id>/promise")
def promise(follow_up_id: int) -> Response:
    """Another time, agreed with the customer."""

    def read(form: Form) -> Values:
        agreed = promised(form)
        if agreed is None and not form.refusals:
            form.refuse(ChoiceNeeded("promise"))
        return agreed or web.clock().now() + timedelta(hours=1), form.text("promise_note")

    return _verb(follow_up_id, follow_up_actions.promise_again, read)


@pages.post("/<follow_up_id>/close")
def close(follow_up_id: int) -> Response:
    """The customer has the answer; of a complaint it is said whether it is upheld, and to whom it counts."""

    def read(form: Form) -> Values:
        own = follow_ups_view.viewer(web.db(), employee().code)
        asks = verdicts_view.asks_ruling(web.db(), follow_up_id, own)
        return form.text("resolution"), *(_ruling(form) if asks else (None, None))

    return _verb(follow_up_id, follow_up_actions.resolve, read)


@pages.post("/<follow_up_id>/rule")
def rule(follow_up_id: int) -> Response:
    """Whether a complaint is upheld or praise counts, and for whom, where only a proposal was made."""
    return _verb(follow_up_id, rule_on_case, _ruling)


def _ruling(form: Form) -> Values:
    """What the form says of a complaint or praise, and about whom."""
    return form.choice("ruling", Ruling), form.text("about")


@pages.post("/<follow_up_id>/reopen")
def reopen(follow_up_id: int) -> Response:
    """The customer has come back."""
    return _verb(follow_up_id, follow_up_actions.reopen, lambda form: (form.text("reason"), promised(form)))


@pages.post("/<follow_up_id>/contact")
def contact(follow_up_id: int) -> Response:
    """Show the whole phone number for a while; who asked, and why, is kept."""
    return _verb(
        follow_up_id,
        contact_actions.read_contact,
        lambda form: (form.text("contact_reason"),),
        asking_each_time(),
    )
