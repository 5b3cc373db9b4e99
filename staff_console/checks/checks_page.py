"""The daily checks: what is due now, and the sheet that an inspector fills in on a tablet in under a minute."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from flask import Blueprint, current_app, flash, jsonify, redirect, render_template, request, url_for
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

from staff_console.checks.check_words import add_check_words
from staff_console.page.doors import asking, employee, may_open
from staff_console.page.form import SAVED, Form
from staff_console.page.words import points
from storeops.base.business_time import instant, stamp
from storeops.base.errors import StoreOpsError
from storeops.base.i18n import N_, translate
from storeops.base.whole_number import row_id
from storeops.people.refusals import NotAllowed, NotSignedIn
from storeops.people.roles import Permission, may
from storeops.quality.checks import checks_view, one_check_view
from storeops.quality.checks.check_actions import save_check
from storeops.quality.checks.deduction_reasons import common_reasons, joined
from storeops.quality.checks.marking import (
    SAVED_WITHIN,
    TOLD_MARKS,
    Mark,
    Marked,
    Weighed,
    fits,
    given_mark,
    given_reason,
    score,
)
from storeops.quality.checks.one_check_view import CheckReader, CheckToMake
from storeops.quality.checks.plan_actions import drop_planned
from storeops.quality.checks.sheet_rules import ItemKind, SheetKind
from storeops.queueing.stopwatch import Stopwatch
from storeops.web import request as web
from storeops.web.refusals import FormExpired

pages = Blueprint("checks", __name__, url_prefix="/checks")
add_check_words(pages)

LEFT_WORDS = N_("%(n)s not marked yet")
ALL_MARKED = N_("all marked")
SAVED_BLIND = N_("Saved. Nobody sees it, you neither, until the other check of the pair is made or the day is over.")


def one_line(text: str) -> str:
    """What was typed, on one line: a text field may hold several."""
    return " ".join(text.split())


def reader() -> CheckReader:
    """The signed-in employee as the read models know them."""
    return CheckReader(employee().code, employee().role)


# What is due


@pages.get("")
def page() -> Response:
    """What is to be checked now; whoever does not inspect comes to their own checks."""
    if not may_open("checks.fragment"):
        return redirect(url_for("check_results.mine"), 303)
    return _today()


@pages.get("/fragment")
def fragment() -> Response:
    """What of the page changes by itself."""
    return _today()


@pages.post("/planned/<planned_id>/drop")
def drop(planned_id: str) -> Response:
    """Take a check out of today's plan, with the reason."""
    try:
        reason = one_line(request.form.get("reason", ""))
        drop_planned(web.db(), web.clock(), asking(), employee().code, row_id(planned_id), reason)
    except StoreOpsError as refusal:
        return _today(refusal)
    if request.headers.get("X-Fragment"):
        return _today()
    return redirect(url_for(".page"), 303)


def _today(refusal: StoreOpsError | None = None) -> Response:
    now = web.clock().now()
    sees_all = may(employee().role, Permission.SEE_QUALITY)
    kind = "fragment" if request.headers.get("X-Fragment") else "page"
    page = render_template(
        f"checks_{kind}.html",
        now=now,
        today=checks_view.checks_today(web.db(), now, employee().code, sees_all),
        colleagues=checks_view.colleagues(web.db(), employee().code),
        appeal_count=one_check_view.open_appeal_count(web.db()),
        sentence=web.spoken(refusal) if refusal else None,
    )
    return Response(page, status=refusal.status if refusal else 200, mimetype="text/html")


# A new check


@dataclass(frozen=True)
class Begun:
    """A check that was begun: it travels with the form, signed, so that its start cannot be moved."""

    inspector: str
    sheet_id: int
    employee: str | None
    planned_id: int | None
    started_at: datetime


def _signer() -> URLSafeSerializer:
    own = {"digest_method": sha256}
    return URLSafeSerializer(str(current_app.secret_key), salt="begun check", signer_kwargs=own)


def _signed(begun: Begun) -> str:
    values = (begun.inspector, begun.sheet_id, begun.employee, begun.planned_id, stamp(begun.started_at))
    signed = _signer().dumps(values)
    return signed if isinstance(signed, str) else signed.decode()


def _begun() -> Begun:
    """The check that this form belongs to; FormExpired if it is not one that this inspector began here."""
    try:
        inspector, sheet_id, checked, planned_id, started_at = _signer().loads(request.form.get("begun", ""))
    except BadData:
        raise FormExpired from None
    if inspector != employee().code:
        raise FormExpired
    return Begun(inspector, sheet_id, checked, planned_id, instant(started_at))


@pages.get("/new")
def begin() -> Response:
    """The empty sheet: of a planned check, of a colleague, or of the hall's environment. Its time runs from now."""
    now = web.clock().now()
    new = _asked_for(now)
    begun = Begun(employee().code, new.sheet.id, new.employee_code, new.planned_id, now)
    return _sheet_page(Form(), new, begun)


def _asked_for(now: datetime) -> CheckToMake:
    own = employee().code
    planned = request.args.get("planned", "")
    if planned:
        return one_check_view.planned_check(web.db(), now, row_id(planned), own)
    asked = request.args.get("sheet", "")
    kind = SheetKind(asked) if asked in set(SheetKind) else None
    return one_check_view.chosen_check(web.db(), now, kind, request.args.get("employee") or None, own)


@pages.post("/new")
def save() -> Response:
    """Keep the check, or say beside the items what is missing; or fill in the rest and show the sheet again."""
    begun = _begun()
    new = one_check_view.check_again(web.db(), begun.sheet_id, begun.employee, begun.planned_id)
    form = Form.sent()
    if request.form.get("then") == "rest":
        return _sheet_page(_with_rest(form, new), new, begun)
    marks = noted_marks(form, new.sheet.kinds)
    if form.refusals:
        return _sheet_page(form, new, begun)
    try:
        check_id = save_check(
            web.db(),
            web.clock(),
            asking(),
            begun.inspector,
            begun.sheet_id,
            begun.employee,
            begun.started_at,
            marks,
            begun.planned_id,
        )
    except (NotSignedIn, NotAllowed):
        raise
    except StoreOpsError as refusal:
        form.refuse(refusal)
        return _sheet_page(form, new, begun)
    if checks_view.is_blind(web.db(), check_id):
        flash(translate(web.language(), SAVED_BLIND))
        return redirect(url_for(".page"), 303)
    flash(translate(web.language(), SAVED))
    return redirect(url_for("check_results.show", check_id=check_id), 303)


def noted_marks(form: Form, kinds: Mapping[str, ItemKind]) -> dict[str, Marked]:
    """The marks of a sent sheet with their reasons by item code; what is missing is noted beside each item."""
    marks = {}
    for code, kind in kinds.items():
        try:
            mark, times = given_mark(f"mark.{code}", kind, form.text(f"mark.{code}"))
            reason = joined(form.text(f"reason.{code}"), one_line(form.text(f"note.{code}")))
            marks[code] = Marked(mark, given_reason(code, mark, reason) if mark.needs_reason else "", times)
        except StoreOpsError as refusal:
            form.refuse(refusal)
    return marks


def _with_rest(form: Form, new: CheckToMake) -> Form:
    """The form with a 1 for every item without a mark; nothing is filled in before the first mark was given."""
    names = [f"mark.{item.code}" for item in new.sheet.items]
    if not any(form.text(name) for name in names):
        return form
    return Form({**dict.fromkeys(names, Mark.FULL.value), **form.typed})


def _sheet_page(form: Form, new: CheckToMake, begun: Begun) -> Response:
    now = web.clock().now()
    limit = int(SAVED_WITHIN.total_seconds())
    return web.page(
        "check_new.html",
        form.status,
        form=form,
        new=new,
        begun=_signed(begun),
        now=now,
        watch=Stopwatch(begun.started_at, now, True, limit),
        reasons=common_reasons(new.sheet.kind),
        **_running(new, form.typed),
    )


@pages.get("/running-score")
def running_score() -> Response:
    """The score of the marks so far, and how many items are left, in words."""
    new = one_check_view.check_again(web.db(), row_id(request.args.get("sheet", "")), None, None)
    return jsonify(_running(new, request.args))


def _running(new: CheckToMake, typed: Mapping[str, str]) -> dict[str, str]:
    marks = []
    for item in new.sheet.items:
        found = TOLD_MARKS.get(typed.get(f"mark.{item.code}", ""))
        if found and fits(item.kind, *found):
            marks.append(Weighed(item.weight, found[0], item.kind, found[1]))
    left = len(new.sheet.items) - len(marks)
    words = translate(web.language(), LEFT_WORDS, {"n": left}) if left else translate(web.language(), ALL_MARKED)
    return {"score": points(score(marks)), "left": words}
