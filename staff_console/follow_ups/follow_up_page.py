"""Follow-ups: the lists, a new case, the praise wall, and the badge in the head of every page."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from staff_console.follow_ups.follow_up_form import offered, promised
from staff_console.follow_ups.follow_up_words import add_follow_up_words
from staff_console.page.doors import asking, employee
from staff_console.page.form import SAVED, Form
from storeops.base.each_field import FieldsRefused
from storeops.base.errors import ChoiceNeeded
from storeops.base.i18n import N_, translate
from storeops.hall.refusals import UnknownTicket
from storeops.people.refusals import EmployeeInactive, UnknownEmployee
from storeops.quality.follow_ups import follow_up_actions, follow_ups_view
from storeops.quality.follow_ups.case import Kind, sees_all
from storeops.quality.follow_ups.follow_ups_view import CaseLine, DueLine
from storeops.quality.follow_ups.promise_choice import PromiseChoice
from storeops.quality.follow_ups.refusals import NoSuchTicket
from storeops.web import request as web

pages = Blueprint("follow_ups", __name__, url_prefix="/follow-ups")
pages.record(lambda state: add_follow_up_words(state.app))

TABS: dict[str, str] = {
    "mine": N_("Mine"),
    "offered": N_("Offered to me"),
    "all": N_("All open"),
    "overdue": N_("Overdue"),
    "closed": N_("Closed lately"),
}
_TAB_OF_MANAGERS = "all"


def due_line() -> DueLine:
    """What the head of every page says about the follow-ups of whoever is signed in."""
    own = employee()
    return follow_ups_view.due_line(web.db(), web.clock().now(), own.code, own.role)


@pages.get("/badge")
def badge() -> str:
    """The link in the head of every page alone: a page that stands open asks for it again."""
    return render_template("follow_up_badge.html")


# Lists


@pages.get("")
def page() -> Response:
    """One of the lists; whoever sees their own cases only has no list of all."""
    own = employee()
    tabs = {tab: words for tab, words in TABS.items() if tab != _TAB_OF_MANAGERS or sees_all(own.role)}
    tab = request.args.get("tab", "mine")
    tab = tab if tab in tabs else "mine"
    figures = follow_ups_view.figures_of_month(web.db(), web.clock().now()) if sees_all(own.role) else None
    return web.page("follow_ups.html", tabs=tabs, tab=tab, lines=_lines(tab), counts=due_line(), figures=figures)


def _lines(tab: str) -> list[CaseLine]:
    own = employee()
    whose = None if sees_all(own.role) else own.code
    db, now = web.db(), web.clock().now()
    if tab == "offered":
        return follow_ups_view.offered(db, now, own.code)
    if tab == "all":
        return follow_ups_view.all_open(db, now)
    if tab == "overdue":
        return follow_ups_view.overdue(db, now, whose)
    if tab == "closed":
        return follow_ups_view.closed_lately(db, now, whose)
    return follow_ups_view.mine(db, now, own.code)


@pages.get("/praise")
def praise() -> Response:
    """The praise wall."""
    return web.page("praise_wall.html", praise=follow_ups_view.praise_wall(web.db(), web.clock().now()))


# A new case


@pages.get("/new")
def new() -> Response:
    """The form of a new case; `?ticket=A023&kind=complaint` fill it in."""
    typed = {
        "ticket": request.args.get("ticket", ""),
        "kind": request.args.get("kind", ""),
        "owner": employee().code,
        "promise": PromiseChoice.NORM.value,
    }
    return _new_page(Form(typed))


@pages.post("/new")
def add() -> Response:
    """Write a case down, or say beside the form why not."""
    form = Form.sent()
    kind, due = form.choice("kind", Kind), promised(form)
    opened: list[int] = []
    if form.carry_out(lambda: opened.append(_opened(form, kind, due))):
        flash(translate(web.language(), SAVED))
        is_praise = form.text("kind") == Kind.PRAISE
        return redirect(
            url_for(".praise") if is_praise else url_for("follow_up_case.page", follow_up_id=opened[0]), 303
        )
    return _new_page(form)


def _opened(form: Form, kind: Kind, due: datetime | None) -> int:
    try:
        return follow_up_actions.open_follow_up(
            web.db(),
            web.clock(),
            asking(),
            employee().code,
            kind,
            form.text("summary"),
            ticket_number=form.text("ticket").upper() or None,
            owner_code=form.text("owner") or None,
            promised_at=due,
            phone=form.text("phone") or None,
            reply=form.text("reply") if kind is Kind.TECHNICAL else None,
            praised_code=form.text("praised") or None,
        )
    except UnknownTicket:
        raise NoSuchTicket("ticket") from None
    except FieldsRefused as refused:
        beside = [NoSuchTicket("ticket") if isinstance(each, UnknownTicket) else each for each in refused.refusals]
        raise FieldsRefused(beside) from None
    except (UnknownEmployee, EmployeeInactive):
        raise ChoiceNeeded("owner") from None


def _new_page(form: Form) -> Response:
    return web.page(
        "follow_up_new.html", form.status, form=form, number_kept=follow_ups_view.number_kept(web.db()), **offered()
    )
