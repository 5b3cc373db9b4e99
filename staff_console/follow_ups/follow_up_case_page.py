"""One follow-up with its timeline, and all that can be done with it."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from staff_console.follow_ups.follow_up_form import chosen, offered, promised
from staff_console.page.doors import asking, asking_each_time, employee
from staff_console.page.form import SAVED, Form
from storeops.base.business_time import business_day
from storeops.base.errors import ChoiceNeeded, StoreOpsError
from storeops.base.i18n import translate
from storeops.base.months import month_of
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
from storeops.quality.follow_ups.refusals import UnknownFollowUp
from storeops.quality.follow_ups.verdict import Ruling
from storeops.quality.follow_ups.verdict_actions import rule_on_case
from storeops.web import request as web

pages = Blueprint("follow_up_case", __name__, url_prefix="/follow-ups")


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


def _verb(follow_up_id: int, act: Callable[[Form], int | None]) -> Response:
    """Carry a verb out and show the case, or the case with what was typed and why not."""
    form = Form.sent()
    try:
        reading_id = act(form)
    except UnknownFollowUp:
        raise
    except StoreOpsError as refusal:
        form.refuse(refusal)
        return _case_page(follow_up_id, form)
    if reading_id is None:
        flash(translate(web.language(), SAVED))
    return redirect(url_for(".page", follow_up_id=follow_up_id, reading=reading_id), 303)


@pages.post("/<follow_up_id>/reply")
def reply(follow_up_id: int) -> Response:
    """What the customer was told on the spot."""
    return _verb(
        follow_up_id,
        lambda form: follow_up_actions.reply_on_the_spot(
            web.db(), web.clock(), asking(), employee().code, follow_up_id, form.text("reply")
        ),
    )


@pages.post("/<follow_up_id>/hand-over")
def hand_over(follow_up_id: int) -> Response:
    """Offer the case to a colleague."""
    return _verb(
        follow_up_id,
        lambda form: hand_over_actions.offer_hand_over(
            web.db(),
            web.clock(),
            asking(),
            employee().code,
            follow_up_id,
            chosen(form, "to", (found.code for found in follow_ups_view.colleagues(web.db()))),
            form.text("hand_over_note"),
        ),
    )


@pages.post("/<follow_up_id>/accept")
def accept(follow_up_id: int) -> Response:
    """Take what was offered."""
    return _plain_verb(follow_up_id, hand_over_actions.accept_hand_over)


@pages.post("/<follow_up_id>/decline")
def decline(follow_up_id: int) -> Response:
    """Say no to an offer, or take it back."""
    return _plain_verb(follow_up_id, hand_over_actions.decline_hand_over)


@pages.post("/<follow_up_id>/take-over")
def take_over(follow_up_id: int) -> Response:
    """A manager takes a case that has escalated."""
    return _plain_verb(follow_up_id, hand_over_actions.take_over)


def _plain_verb(follow_up_id: int, verb: Callable[..., None]) -> Response:
    return _verb(follow_up_id, lambda _: verb(web.db(), web.clock(), asking(), employee().code, follow_up_id))


@pages.post("/<follow_up_id>/call-back")
def call_back(follow_up_id: int) -> Response:
    """A call to the customer."""
    return _verb(
        follow_up_id,
        lambda form: follow_up_actions.note_call_back(
            web.db(),
            web.clock(),
            asking(),
            employee().code,
            follow_up_id,
            Outcome(chosen(form, "outcome", Outcome)),
            form.text("note"),
        ),
    )


@pages.post("/<follow_up_id>/promise")
def promise(follow_up_id: int) -> Response:
    """Another time, agreed with the customer."""

    def act(form: Form) -> None:
        agreed = promised(form)
        if agreed is None:
            raise ChoiceNeeded("promise")
        follow_up_actions.promise_again(
            web.db(), web.clock(), asking(), employee().code, follow_up_id, agreed, form.text("promise_note")
        )

    return _verb(follow_up_id, act)


@pages.post("/<follow_up_id>/close")
def close(follow_up_id: int) -> Response:
    """The customer has the answer; of a complaint it is said whether it is upheld, and to whom it counts."""

    def act(form: Form) -> None:
        own = follow_ups_view.viewer(web.db(), employee().code)
        asks = verdicts_view.asks_ruling(web.db(), follow_up_id, own)
        ruling, about = _ruling(form) if asks else (None, None)
        follow_up_actions.resolve(
            web.db(), web.clock(), asking(), employee().code, follow_up_id, form.text("resolution"), ruling, about
        )

    return _verb(follow_up_id, act)


@pages.post("/<follow_up_id>/rule")
def rule(follow_up_id: int) -> Response:
    """Whether a complaint is upheld or praise counts, and for whom, where only a proposal was made."""
    return _verb(
        follow_up_id,
        lambda form: rule_on_case(web.db(), web.clock(), asking(), employee().code, follow_up_id, *_ruling(form)),
    )


def _ruling(form: Form) -> tuple[Ruling, str]:
    """What the form says of a complaint or praise, and about whom; ChoiceNeeded."""
    return Ruling(chosen(form, "ruling", Ruling)), form.text("about")


@pages.post("/<follow_up_id>/reopen")
def reopen(follow_up_id: int) -> Response:
    """The customer has come back."""
    return _verb(
        follow_up_id,
        lambda form: follow_up_actions.reopen(
            web.db(), web.clock(), asking(), employee().code, follow_up_id, form.text("reason"), promised(form)
        ),
    )


@pages.post("/<follow_up_id>/contact")
def contact(follow_up_id: int) -> Response:
    """Show the whole phone number for a while; who asked, and why, is kept."""
    return _verb(
        follow_up_id,
        lambda form: contact_actions.read_contact(
            web.db(), web.clock(), asking_each_time(), employee().code, follow_up_id, form.text("contact_reason")
        ),
    )
