"""The set-up from and to one workbook: download, upload, a preview of what would change, and taking it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from flask import Blueprint, request
from werkzeug.wrappers import Response

from staff_console.page.doors import asking_each_time, employee
from staff_console.page.form import Form
from staff_console.page.heavy_answer import taken_apart
from staff_console.set_up.workbook_answer import workbook_answer
from storeops.base.business_time import DayHours
from storeops.base.errors import FieldRefused, StoreOpsError
from storeops.base.i18n import translate
from storeops.first_day import book_file, book_view
from storeops.first_day.book import TITLES, Cells
from storeops.first_day.book_plan import BookPlan, BookVerb, PlannedStep
from storeops.first_day.book_verb_table import BOOK_VERBS
from storeops.first_day.refusals import BookUnreadable
from storeops.first_day.sent_book import LARGEST_BOOK_BYTES, SentBook
from storeops.queueing.hours_change_view import HoursChange, refuse_unless_meant
from storeops.web import request as web
from storeops.web.refusals import Fault, WorkTooLarge, WorkTooLong

pages = Blueprint("set_up_book", __name__, url_prefix="/setup/workbook")

_SLACK_BYTES = 65536


@dataclass(frozen=True)
class NewPin:
    """Who was added, and the PIN for one time that is told now."""

    person: str
    pin: str


@dataclass(frozen=True)
class NotDone:
    """A step that was refused when its turn came."""

    step: PlannedStep
    sentence: str


@pages.url_value_preprocessor
def let_a_book_in(endpoint: str | None, _: dict[str, object] | None) -> None:
    """Let a workbook, and what was read of it, be larger than every other form."""
    if endpoint in ("set_up_book.preview", "set_up_book.take"):
        most = 2 * LARGEST_BOOK_BYTES + _SLACK_BYTES
        request.max_content_length = request.max_form_memory_size = most


@pages.get("")
def page() -> Response:
    """Where to download the workbook, and where to send it."""
    return web.page("set_up_book.html", form=Form())


@pages.get("/download")
def download() -> Response:
    """The set-up as it stands, as a workbook."""
    return workbook_answer(book_file.written(book_view.as_book(web.db(), web.today(), web.language())), "set-up.xlsx")


@pages.post("")
def preview() -> Response:
    """What the workbook would change, and what is wrong with it; nothing is changed yet."""
    form = Form.sent()
    sent = request.files.get("book")
    try:
        cells = _cells_of(sent.read(LARGEST_BOOK_BYTES + 1) if sent else b"")
    except BookUnreadable as refusal:
        form.refuse(refusal)
        return web.page("set_up_book.html", form.status, form=form)
    plan = _plan(cells)
    form = Form()
    form.carry_out(lambda: _refuse_unless_meant(plan, form))
    return _preview_page(cells, plan, form)


@pages.post("/take")
def take() -> Response:
    """Do what the preview showed, one step after another; or show it again where it cannot be done."""
    cells = _sent_cells()
    plan = _plan(cells)
    form = Form.sent()
    if plan.faults or not form.carry_out(lambda: _refuse_unless_meant(plan, form)):
        return _preview_page(cells, plan, form)
    pins, refused = [], []
    for step in plan.steps:
        try:
            told = BOOK_VERBS[step.verb](web.db(), web.clock(), asking_each_time(), *step.values)
        except StoreOpsError as refusal:
            refused.append(NotDone(step, web.spoken(refusal)))
        else:
            if step.verb is BookVerb.ADD_EMPLOYEE:
                pins.append(NewPin(step.name, str(told)))
    done = len(plan.steps) - len(refused)
    return web.page("set_up_book_taken.html", 409 if refused else 200, done=done, pins=pins, refused=refused)


def _plan(cells: Cells) -> BookPlan:
    return book_view.book_plan(web.db(), web.today(), employee().code, cells, web.language())


def _refuse_unless_meant(plan: BookPlan, form: Form) -> None:
    """Ask first where people are in the hall whom the workbook's hours touch."""
    weekly: Mapping[int, DayHours] | None = None
    special: dict[date, DayHours | None] = {}
    for step in plan.steps:
        if step.verb is BookVerb.CHANGE_WEEK:
            [weekly] = cast(Sequence[Mapping[int, DayHours]], step.values)
        elif step.verb is BookVerb.SET_DAY:
            day, hours, _ = cast(tuple[date, DayHours, str], step.values)
            special[day] = hours
    change = HoursChange(weekly, special)
    refuse_unless_meant(web.db(), web.clock().now(), change, form.is_ticked("confirmed"))


def _preview_page(cells: Cells, plan: BookPlan, form: Form) -> Response:
    faults = [(fault, web.spoken(fault.refusal)) for fault in plan.faults]
    status = 422 if faults or request.path.endswith("/take") else 200
    kept = json.dumps(cells, ensure_ascii=False)
    return web.page(
        "set_up_book_preview.html",
        status,
        plan=plan,
        faults=faults,
        form=form,
        kept=kept,
        verbs=BookVerb,
        sheet_names=[translate(web.language(), title) for title in TITLES.values()],
    )


def _cells_of(content: bytes) -> Cells:
    """The texts of a workbook that was sent. BookUnreadable, also where its reader came to no end."""
    try:
        return cast(Cells, taken_apart(SentBook(content)))
    except (WorkTooLarge, WorkTooLong, Fault) as error:
        raise _unreadable() from error


def _unreadable() -> FieldRefused:
    return BookUnreadable("book", limit=LARGEST_BOOK_BYTES // 1024**2)


def _sent_cells() -> Cells:
    """The texts that the preview kept in its form. BookUnreadable."""
    refused = _unreadable()
    try:
        read = json.loads(request.form.get("cells", ""))
    except ValueError:
        raise refused from None
    if not isinstance(read, dict) or not all(_is_sheet(rows) for rows in read.values()):
        raise refused
    return read


def _is_sheet(rows: object) -> bool:
    return isinstance(rows, list) and all(
        isinstance(row, list) and all(isinstance(cell, str) for cell in row) for row in rows
    )
