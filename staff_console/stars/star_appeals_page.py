"""Appeals against star sheets: made by the employee of the sheet, answered by somebody who did not make the entry."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import asking, employee, may_open
from storeops.base.i18n import N_, translate
from storeops.base.typed_text import given_choice
from storeops.base.whole_number import whole_number
from storeops.quality.checks.one_check_view import CheckReader, OneCheck, one_check
from storeops.quality.policy.policy import StarLine
from storeops.quality.stars import star_appeal_actions, stars_view
from storeops.quality.stars.appealed_entry_view import AppealedEntry, appealed_entry, may_answer
from storeops.quality.stars.refusals import UnknownEntry
from storeops.quality.stars.star_appeal_rules import ROW_KINDS
from storeops.quality.stars.stars_view import AppealLine
from storeops.web import request as web


@dataclass(frozen=True)
class AppealCase:
    """An appeal; for whoever is to answer it with the entry that it is about, and the whole check where it is one.

    `is_for_others`: this judge made what it is about, or made the appeal.
    """

    appeal: AppealLine
    is_to_answer: bool = False
    entry: AppealedEntry | None = None
    check: OneCheck | None = None
    is_for_others: bool = False


pages = Blueprint("star_appeals", __name__, url_prefix="/star-appeals")

APPEALED = N_("Your appeal was noted; somebody who did not make the entry will answer it.")
ANSWERED = N_("The appeal is answered.")


@pages.get("")
def page() -> Response:
    """One's own appeals; for whoever answers them everybody's, the open ones first and with what they are about."""
    judges = may_open("star_appeals.answer")
    found = stars_view.appeals(web.db(), None, None if judges else employee().code, False)
    cases = [_case(each) for each in found] if judges else [AppealCase(each) for each in found]
    return web.page("star_appeals.html", cases=cases)


def _case(appeal: AppealLine) -> AppealCase:
    """An appeal as a judge sees it."""
    if appeal.answered_at is not None:
        return AppealCase(appeal)
    if not may_answer(web.db(), appeal, employee().code):
        return AppealCase(appeal, is_for_others=True)
    if appeal.row_id is None:
        return AppealCase(appeal, is_to_answer=True)
    now = web.clock().now()
    entry = appealed_entry(web.db(), now, appeal)
    check = None
    if entry and appeal.row_kind == ROW_KINDS[StarLine.CHECKLIST]:
        own = CheckReader(employee().code, employee().role)
        check = one_check(web.db(), now, appeal.row_id, own)
    return AppealCase(appeal, is_to_answer=True, entry=entry, check=check)


@pages.post("/<month>")
def appeal_line(month: str) -> Response:
    """Appeal against a line of one's own sheet, or against one entry behind it."""
    row_kind = request.form.get("row_kind") or None
    star_appeal_actions.appeal(
        web.db(),
        web.clock(),
        asking(),
        employee().code,
        month,
        _line(),
        row_kind,
        _number(request.form.get("row_id", "")) if row_kind else None,
        request.form.get("grounds", "").strip(),
    )
    flash(translate(web.language(), APPEALED))
    return redirect(url_for("stars.sheet", month=month, code=employee().code), 303)


@pages.post("/answer/<appeal>")
def answer(appeal: str) -> Response:
    """Uphold or reject an appeal; upheld, the month is made again as its next version."""
    is_upheld = request.form.get("verdict") == "upheld"
    words = request.form.get("answer", "").strip()
    star_appeal_actions.answer_appeal(
        web.db(), web.clock(), asking(), employee().code, _number(appeal), is_upheld, words
    )
    flash(translate(web.language(), ANSWERED))
    return redirect(url_for(".page"), 303)


def _line() -> StarLine:
    text = request.form.get("line", "")
    return given_choice("line", text, StarLine)


def _number(text: str) -> int:
    number = whole_number(text)
    if number is None:
        raise UnknownEntry
    return number
