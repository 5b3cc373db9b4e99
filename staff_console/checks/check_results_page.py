"""One check with its versions and appeals; one's own checks; everybody's month."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from staff_console.checks.checks_page import noted_marks, one_line, reader
from staff_console.page.doors import asking_each_time, employee
from staff_console.page.form import SAVED, Form
from staff_console.page.heavy_answer import taken_apart
from storeops.base.errors import BadValue, StoreOpsError
from storeops.base.i18n import N_, translate
from storeops.base.months import month_days, month_of
from storeops.base.typed_text import given_text
from storeops.base.whole_number import row_id
from storeops.people.roles import Permission, may
from storeops.quality.checks import check_appeal_actions, checks_view, one_check_view
from storeops.quality.checks.check_actions import acknowledge, edit_check
from storeops.quality.checks.deduction_reasons import common_reasons, parted
from storeops.quality.checks.marking import LONGEST_REASON, TOLD_MARKS, mark_text
from storeops.quality.checks.one_check_view import OneCheck
from storeops.quality.checks.photo_actions import keep_photo
from storeops.quality.checks.refusals import MayNotEdit
from storeops.quality.checks.sent_photo import LARGEST_PHOTO_BYTES, CleanPhoto, SentPhoto
from storeops.quality.stars import team_view
from storeops.quality.stars.refusals import NotYourTeam
from storeops.web import request as web
from storeops.web.refusals import FormExpired

pages = Blueprint("check_results", __name__, url_prefix="/checks")

APPEALED = N_("Your appeal is recorded; somebody who had no hand in this check will answer it.")
ANSWERED = N_("Answered.")
_UPLOAD_SLACK_BYTES = 65536


@pages.url_value_preprocessor
def read_address(endpoint: str | None, values: dict[str, object] | None) -> None:
    """Read the ids that an address names, and let a photo be larger than every other form.

    Forms are read before a view is asked, so their limit is raised here.
    """
    for name in ("check_id", "appeal_id", "photo_id"):
        if values and name in values:
            values[name] = row_id(str(values[name]))
    if endpoint == "check_results.send_photo":
        request.max_content_length = LARGEST_PHOTO_BYTES + _UPLOAD_SLACK_BYTES


# One check


@pages.get("/<check_id>")
def show(check_id: int) -> Response:
    """The marks in force, what was changed when and why, and the appeals."""
    return _check_page(check_id, Form())


@pages.get("/<check_id>/edit")
def edit(check_id: int) -> Response:
    """The sheet with the marks in force, to be changed with a reason."""
    one = _one(check_id)
    if not one.may_edit:
        raise MayNotEdit
    return _edit_page(one, _filled(one))


@pages.post("/<check_id>/edit")
def change(check_id: int) -> Response:
    """Keep the changed marks as a new version, or say beside the items why not."""
    one = _one(check_id)
    form = Form.sent()
    marks = noted_marks(form, one.sheet.kinds)
    version = form.whole_number("version", 1, 999)
    reason = one_line(form.text("reason"))
    form.check(given_text, "reason", reason, LONGEST_REASON)
    if form.refusals:
        return _edit_page(one, form)
    try:
        edit_check(web.db(), web.clock(), asking_each_time(), employee().code, check_id, version, marks, reason)
    except StoreOpsError as refusal:
        form.refuse(refusal)
        return _edit_page(one, form)
    return _back(check_id, SAVED)


@pages.post("/<check_id>/acknowledge")
def acknowledge_check(check_id: int) -> Response:
    """The checked colleague has seen the marks."""
    acknowledge(web.db(), web.clock(), asking_each_time(), employee().code, check_id)
    return _back(check_id, SAVED)


@pages.post("/<check_id>/appeal")
def appeal(check_id: int) -> Response:
    """The checked colleague objects to one mark."""
    form = Form.sent()
    try:
        check_appeal_actions.appeal_item(
            web.db(),
            web.clock(),
            asking_each_time(),
            employee().code,
            check_id,
            form.text("item"),
            form.text("grounds"),
        )
    except StoreOpsError as refusal:
        return _refused_at(check_id, form, refusal, f"appeal.{form.text('item')}")
    return _back(check_id, APPEALED)


@pages.post("/<check_id>/photo")
def send_photo(check_id: int) -> Response:
    """The inspector puts a photo beside an item. It is written anew apart from the server, before anybody waits."""
    form = Form.sent()
    sent = request.files.get("photo")
    content = sent.read(LARGEST_PHOTO_BYTES + 1) if sent else b""
    try:
        photo = taken_apart(SentPhoto(content))
        assert isinstance(photo, CleanPhoto)
        keep_photo(web.db(), web.clock(), asking_each_time(), employee().code, check_id, form.text("item"), photo)
    except StoreOpsError as refusal:
        return _refused_at(check_id, form, refusal, "photo")
    return _back(check_id, SAVED)


@pages.get("/photos/<photo_id>")
def photo(photo_id: int) -> Response:
    """A photo, for whoever may see its check."""
    found = one_check_view.photo_view(web.db(), photo_id, reader())
    response = Response(found.content, mimetype=found.kind)
    response.headers["Content-Disposition"] = f'inline; filename="photo-{photo_id}.jpg"'
    return response


def _one(check_id: int) -> OneCheck:
    return one_check_view.one_check(web.db(), web.clock().now(), check_id, reader())


def _check_page(check_id: int, form: Form) -> Response:
    return web.page("check_show.html", form.status, one=_one(check_id), form=form)


def _refused_at(check_id: int, form: Form, refusal: StoreOpsError, place: str) -> Response:
    """The check again, with the sentence beside the form that was refused and what was typed still in it."""
    form.refusals[place] = web.spoken(refusal)
    form.status = refusal.status
    return _check_page(check_id, form)


def _edit_page(one: OneCheck, form: Form) -> Response:
    return web.page("check_edit.html", form.status, one=one, form=form, reasons=common_reasons(one.sheet.kind))


def _filled(one: OneCheck) -> Form:
    typed = {"version": str(one.in_force.version.version)}
    for line in one.lines:
        code, note = parted(line.marked.reason)
        typed[f"mark.{line.item.code}"] = mark_text(line.marked.mark, line.marked.times)
        typed[f"reason.{line.item.code}"] = code
        typed[f"note.{line.item.code}"] = note
    return Form(typed)


def _back(check_id: int, words: str) -> Response:
    flash(translate(web.language(), words))
    return redirect(url_for(".show", check_id=check_id), 303)


# Appeals to answer


@pages.get("/appeals")
def appeals_page() -> Response:
    """Every appeal that waits for an answer."""
    return _appeals(Form())


@pages.post("/appeals/<appeal_id>")
def answer(appeal_id: int) -> Response:
    """Uphold an appeal with a new mark, or turn it down; either with an answer in words."""
    form = Form.sent()
    verdict = form.text("verdict")
    if verdict not in ("upheld", "turned_down"):
        raise FormExpired
    new_mark, new_times = TOLD_MARKS.get(form.text("new_mark"), (None, 1))
    try:
        check_appeal_actions.answer_appeal(
            web.db(),
            web.clock(),
            asking_each_time(),
            appeal_id,
            employee().code,
            verdict == "upheld",
            form.text("answer"),
            new_mark,
            new_times,
        )
    except BadValue as refusal:
        noted = Form()
        noted.refuse(refusal)
        form.refusals |= {f"{field}.{appeal_id}": sentence for field, sentence in noted.refusals.items()}
        form.status = refusal.status
        return _appeals(form, appeal_id)
    flash(translate(web.language(), ANSWERED))
    return redirect(url_for(".appeals_page"), 303)


def _appeals(form: Form, answered_id: int | None = None) -> Response:
    waiting = one_check_view.open_appeals(web.db(), web.clock().now(), reader())
    return web.page("check_appeals.html", form.status, waiting=waiting, form=form, answered_id=answered_id)


# Months


@pages.get("/mine")
def mine() -> str:
    """One's own checks of a month."""
    month = _month()
    found = checks_view.month_of_one(web.db(), month, employee().code)
    return render_template("checks_of_one.html", found=found, month=month, latest=month_of(web.today()), is_own=True)


@pages.get("/of/<code>")
def of_one(code: str) -> str:
    """The checks of one colleague in a month, for whoever sees quality or leads their team. NotYourTeam."""
    month = _month()
    if not _sees_everybody() and code not in _led(month):
        raise NotYourTeam
    found = checks_view.month_of_one(web.db(), month, code)
    return render_template("checks_of_one.html", found=found, month=month, latest=month_of(web.today()), is_own=False)


@pages.get("/month")
def month_page() -> str:
    """Everybody who was checked in a month, and the hall's figures; for a lead, those of the own team alone."""
    month = _month()
    found = checks_view.month_of_everybody(web.db(), month)
    totals = None
    if _sees_everybody():
        totals = checks_view.month_totals(web.db(), web.clock().now(), month)
    else:
        members = _led(month)
        found = [each for each in found if each.code in members]
    return render_template("checks_month.html", found=found, totals=totals, month=month, latest=month_of(web.today()))


def _sees_everybody() -> bool:
    return may(employee().role, Permission.SEE_QUALITY)


def _led(month: str) -> frozenset[str]:
    """Who was of the reader's team in a month."""
    return team_view.led_by(web.db(), employee().code, month)


def _month() -> str:
    """The month that the address names; this month where it names none."""
    asked = request.args.get("month", "")
    try:
        month_days(asked)
    except BadValue:
        return month_of(web.today())
    return asked
