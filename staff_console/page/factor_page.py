"""My second factor: beginning with a phone, confirming it, codes for paper, and another phone."""

import segno
from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import asking_newcomer, newcomer, origin, see_anew_what_is_asked
from staff_console.page.form import Form
from storeops.people.factor_actions import begin_factor, begin_other_phone, confirm_factor, renew_recovery_codes
from storeops.people.factor_view import own_factor, waiting_secret
from storeops.people.refusals import CodeWrong, PinChangeNeeded
from storeops.people.second_factor import SECRETS, address_for_app
from storeops.people.session_view import SignedInEmployee
from storeops.people.sign_in_actions import counted, judged
from storeops.web import request as web

pages = Blueprint("factor", __name__, url_prefix="/account/factor")


@pages.get("")
def page() -> Response:
    """How the second factor stands, and the QR code of one that waits for its first code."""
    return _factor_page(Form(), Form())


@pages.post("/begin")
def begin() -> Response:
    """Begin with a phone, for whoever knows the PIN; or say beside the form why not. FactorStands."""
    form = Form.sent()
    by = asking_newcomer()

    def begin_with_pin() -> None:
        tried = judged(web.db(), web.clock(), by, _own().code, form.secret("pin"), origin())
        begin_factor(web.db(), web.clock(), by, tried)

    if form.carry_out(begin_with_pin):
        return redirect(url_for(".page"), 303)
    return _factor_page(form, Form())


@pages.post("/confirm")
def confirm() -> Response:
    """Let the phone count whose code was typed, and show the codes for paper once; or say beside the form why not."""
    form = Form.sent()
    own = _own()
    by = asking_newcomer()
    codes: list[str] = []
    if form.carry_out(
        lambda: codes.extend(confirm_factor(web.db(), web.clock(), by, own.code, form.text("code"), own.session_id))
    ):
        see_anew_what_is_asked()
        return web.page("factor_codes.html", codes=codes)
    return _factor_page(form, Form())


@pages.post("/other-phone")
def other_phone() -> Response:
    """Begin with another phone, for whoever has a code of the present one; or say beside the form why not."""
    form = Form.sent()
    by = asking_newcomer()

    def begin_anew() -> None:
        tried = counted(web.db(), web.clock(), by, _own().code, origin())
        if not begin_other_phone(web.db(), web.clock(), by, tried, form.text("code")):
            raise CodeWrong

    if form.carry_out(begin_anew):
        return redirect(url_for(".page"), 303)
    return _factor_page(Form(), form)


@pages.post("/codes")
def new_codes() -> Response:
    """New codes for paper, shown once, for whoever has a code of the phone; or say beside the form why not."""
    form = Form.sent()
    by = asking_newcomer()
    codes: list[str] = []

    def renew() -> None:
        tried = counted(web.db(), web.clock(), by, _own().code, origin())
        codes.extend(renew_recovery_codes(web.db(), web.clock(), by, tried, form.text("code")))
        if not codes:
            raise CodeWrong

    if form.carry_out(renew):
        return web.page("factor_codes.html", codes=codes)
    return _factor_page(Form(), form)


def _own() -> SignedInEmployee:
    """Whoever is signed in and has a PIN of their own; PinChangeNeeded, NotSignedIn."""
    own = newcomer()
    if own.first.choose_pin:
        raise PinChangeNeeded
    return own


def _factor_page(confirming: Form, renewing: Form) -> Response:
    own = _own()
    secret = waiting_secret(web.db(), own.code, web.db().subkey(SECRETS))
    address = address_for_app(secret, own.code, web.hall().name(web.language())) if secret else None
    return web.page(
        "factor.html",
        max(confirming.status, renewing.status),
        own=own,
        factor=own_factor(web.db(), own.code),
        secret=secret,
        qr=segno.make(address, error="m", micro=False).svg_data_uri(border=2, omitsize=True) if address else None,
        confirming=confirming,
        renewing=renewing,
    )
