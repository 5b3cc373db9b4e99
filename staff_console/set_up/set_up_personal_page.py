"""Personal data: what is kept of one person, exported and cleared on request; how long each kind is kept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, Response, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from staff_console.page.doors import asking_each_time
from staff_console.page.form import Form, saved
from staff_console.set_up.trace_lines import ACTOR_WORDS, WHAT_DATA
from storeops.base.errors import ChoiceNeeded, DayNeeded, FieldRefused, KeyFileBroken, StoreOpsError
from storeops.base.i18n import N_, translate
from storeops.base.retention import HOUR, KEPT_KINDS
from storeops.hall.retention_period_actions import set_retention_periods
from storeops.people.refusals import UnknownEmployee
from storeops.personal import person_actions, person_view
from storeops.personal.clearing_actions import try_clearing
from storeops.personal.clearing_view import clearing_state
from storeops.personal.kept_where import CLEARINGS, Who
from storeops.personal.person_view import FoundEmployee
from storeops.personal.refusals import (
    CaseStillOpen,
    NothingOfCustomer,
    NothingOfVisit,
    StillWorksHere,
    VisitNotOver,
    WholePhoneNeeded,
)
from storeops.store.refusals import KeyFileLost
from storeops.web import request as web

pages = Blueprint("set_up_personal", __name__, url_prefix="/setup/personal")

CLEARED_NOW = N_("Cleared. What stays is under the number alone.")
NOT_FOUND = (
    UnknownEmployee,
    WholePhoneNeeded,
    DayNeeded,
    NothingOfCustomer,
    NothingOfVisit,
    KeyFileBroken,
    KeyFileLost,
)
NOT_YET = (StillWorksHere, CaseStillOpen, VisitNotOver)
FIELDS = {Who.EMPLOYEE: "employee", Who.CUSTOMER: "phone", Who.VISIT: "number"}


@dataclass(frozen=True)
class Named:
    """The person whom a form names, as it was typed. Only what belongs to `who` is filled."""

    who: Who
    employee: str = ""
    phone: str = ""
    number: str = ""
    day: str = ""


@pages.get("")
def personal() -> Response:
    """Whom to look for, how long each kind is kept, what was cleared."""
    return _start_page(Form(), _periods_form())


# How long


@pages.post("/periods")
def set_periods() -> AnyResponse:
    """Save how long each kind is kept, or say beside the fields why not."""
    form = Form.sent()
    periods: dict[str, timedelta] = {}
    for name, kind in KEPT_KINDS.items():
        low, high = kind.in_units(kind.shortest), kind.in_units(kind.longest)
        periods[name] = form.whole_number(name, low, high) * kind.unit
    by = asking_each_time()
    if form.carry_out(lambda: set_retention_periods(web.db(), web.clock(), by, periods)):
        return saved(".personal")
    return _start_page(Form(), form)


@pages.post("/due")
def try_now() -> Response:
    """Tell how much all jobs would clear now; nothing is changed."""
    return _start_page(Form(), _periods_form(), try_clearing(web.db(), web.clock(), asking_each_time()))


# One person


@pages.post("/person")
def person() -> Response:
    """What is kept of whoever the form names; a choice where several have this name."""
    form = Form.sent()
    named = _named(form)
    if named.who is Who.EMPLOYEE:
        found = person_view.employees_like(web.db(), named.employee)
        if len(found) > 1:
            return _start_page(form, _periods_form(), choice=found)
        named = Named(Who.EMPLOYEE, employee=found[0].code) if found else named
    try:
        told = _told(named)
    except NOT_FOUND as refusal:
        return _refused(form, named, refusal)
    return web.page("set_up_person.html", named=named, matters=person_view.matters(web.db(), told), Who=Who)


@pages.post("/export")
def export() -> Response:
    """All of it as a file."""
    form = Form.sent()
    named = _named(form)
    try:
        told = _told(named)
    except NOT_FOUND as refusal:
        return _refused(form, named, refusal)
    response = Response(json.dumps(told, ensure_ascii=False, indent=2), mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{named.who.value}.json"'
    return response


@pages.post("/clear")
def clear() -> AnyResponse:
    """Say what would be cleared and what stays; clear it once that was confirmed."""
    form = Form.sent()
    named = _named(form)
    if form.is_ticked("is_confirmed"):
        try:
            _clear(named)
        except NOT_FOUND as refusal:
            return _refused(form, named, refusal)
        except NOT_YET as refusal:
            form.refuse(refusal)
        else:
            flash(translate(web.language(), CLEARED_NOW))
            return redirect(url_for(".personal"), 303)
    return web.page(
        "set_up_person_clear.html", form.status, form=form, named=named, clearing=CLEARINGS[named.who], Who=Who
    )


def _named(form: Form) -> Named:
    """Whom the form names. ChoiceNeeded."""
    try:
        who = Who(form.text("who"))
    except ValueError:
        raise ChoiceNeeded("who") from None
    if who is Who.EMPLOYEE:
        return Named(who, employee=form.text("employee"))
    if who is Who.CUSTOMER:
        return Named(who, phone=form.text("phone"))
    return Named(who, number=form.text("number").upper(), day=form.text("day"))


def _told(named: Named) -> person_actions.Told:
    db, clock, by = web.db(), web.clock(), asking_each_time()
    if named.who is Who.EMPLOYEE:
        return person_actions.tell_employee(db, clock, by, named.employee)
    if named.who is Who.CUSTOMER:
        return person_actions.tell_customer(db, clock, by, named.phone)
    return person_actions.tell_visit(db, clock, by, named.number, _day(named))


def _clear(named: Named) -> None:
    db, clock, by = web.db(), web.clock(), asking_each_time()
    if named.who is Who.EMPLOYEE:
        person_actions.clear_employee(db, clock, by, named.employee)
    elif named.who is Who.CUSTOMER:
        person_actions.clear_customer(db, clock, by, named.phone)
    else:
        person_actions.clear_visit(db, clock, by, named.number, _day(named))


def _day(named: Named) -> date:
    """The day of the visit. DayNeeded."""
    try:
        return date.fromisoformat(named.day)
    except ValueError:
        raise DayNeeded("day") from None


def _refused(form: Form, named: Named, refusal: StoreOpsError) -> Response:
    """The start page, which says beside the field why there is nobody."""
    field = refusal.field if isinstance(refusal, FieldRefused) else FIELDS[named.who]
    form.refusals[field] = web.spoken(refusal)
    form.status = refusal.status
    return _start_page(form, _periods_form())


# The start page


def _periods_form() -> Form:
    periods = clearing_state(web.db(), web.clock().now()).periods
    return Form({name: str(KEPT_KINDS[name].in_units(kept)) for name, kept in periods.items()})


def _start_page(
    form: Form, periods_form: Form, due: Mapping[str, int] | None = None, choice: Sequence[FoundEmployee] = ()
) -> Response:
    now = web.clock().now()
    return web.page(
        "set_up_personal.html",
        max(form.status, periods_form.status),
        form=form,
        periods_form=periods_form,
        state=clearing_state(web.db(), now),
        kinds=KEPT_KINDS,
        what_words=WHAT_DATA,
        actor_words=ACTOR_WORDS,
        due=due,
        choice=choice,
        now=now,
        HOUR=HOUR,
    )
