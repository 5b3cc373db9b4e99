"""Set-up of the sheets of the daily checks: a change is a new version, valid from a day on."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import asking_each_time, employee
from staff_console.page.form import Form, saved
from storeops.base.errors import FieldRefused, StoreOpsError
from storeops.base.i18n import N_, translate
from storeops.base.whole_number import whole_number
from storeops.first_day.book import COLUMNS as BOOK_COLUMNS
from storeops.first_day.book import BookPart
from storeops.first_day.book_view import as_new_item
from storeops.first_day.check_items import SheetChanges, pasted_lines, read_items, sheet_changes
from storeops.quality.checks import sheets_view
from storeops.quality.checks.refusals import UnknownSheet
from storeops.quality.checks.sheet_actions import add_sheet_version
from storeops.quality.checks.sheet_rules import MOST_ITEMS, WHOLE, ItemKind, NewItem, SheetKind
from storeops.web import request as web

pages = Blueprint("set_up_sheets", __name__, url_prefix="/setup/sheets")

COLUMNS = ("code", "name_zh", "name_en", "kind", "weight")
SPARE_ROWS = 2
"""Empty lines at the end of the form, for items to add."""
NOTHING_PASTED = N_("Paste the lines first: item and points.")
KIND_NAMES: Mapping[ItemKind, str] = {
    ItemKind.POINTS: N_("brings points"),
    ItemKind.DEDUCT: N_("deducts each time"),
    ItemKind.VETO: N_("veto"),
}


@pages.get("")
def sheets() -> str:
    """Every sheet with its versions."""
    now = web.clock().now()
    found = [sheets_view.sheet_versions(web.db(), now, kind) for kind in SheetKind]
    return render_template("set_up_sheets.html", sheets=found, whole=WHOLE)


@pages.get("/<kind>/new")
def new_version(kind: str) -> Response:
    """The form of a new version, filled with the newest one."""
    found = sheets_view.sheet_versions(web.db(), web.clock().now(), _kind(kind))
    rows = [_row(as_new_item(item)) for item in found.newest.items]
    return _form_page(Form(_typed(rows, web.today().isoformat())), found.kind, len(rows))


@pages.post("/<kind>/new")
def add_version(kind: str) -> Response:
    """Add the version, or say beside the items why not; or show two more empty lines, or what was pasted."""
    found = _kind(kind)
    sent = Form.sent()
    if sent.text("then") == "paste":
        return _with_pasted(sent, found)
    rows = _rows(sent)
    form = Form({**_typed(rows, sent.text("valid_from")), "pasted": sent.text("pasted")})
    if sent.text("then") == "more":
        return _form_page(form, found, len(rows))
    valid_from = form.day("valid_from")
    items = [
        NewItem(code, name_zh, name_en, _weight(form, place), form.choice(f"kind.{place}", ItemKind))
        for place, (code, name_zh, name_en, *_) in enumerate(rows)
    ]
    by, own = asking_each_time(), employee().code
    if form.carry_out(
        lambda: add_sheet_version(web.db(), web.clock(), by, own, found, valid_from, items), StoreOpsError
    ):
        return saved(".sheets")
    return _form_page(form, found, len(rows))


def _with_pasted(sent: Form, kind: SheetKind) -> Response:
    """The form filled with the pasted lines, and what they would change; or every line that is not understood.

    Nothing is kept before the form is saved.
    """
    newest = sheets_view.sheet_versions(web.db(), web.clock().now(), kind).newest
    before = [as_new_item(item) for item in newest.items]
    read = read_items(pasted_lines(sent.text("pasted")), before)
    if read.faults or not read.items:
        form = Form(sent.typed, status=422)
        faults = [(line, _column(refusal), web.spoken(refusal)) for line, refusal in read.faults]
        if not faults:
            form.refusals["pasted"] = translate(web.language(), NOTHING_PASTED)
        return _form_page(form, kind, len(_rows(sent)), faults)
    form = Form(_typed([_row(item) for item in read.items], sent.text("valid_from")))
    return _form_page(form, kind, len(read.items), changes=sheet_changes(before, read.items))


def _column(refusal: StoreOpsError) -> str | None:
    """The name of the column that a refusal is about; None where it is about the line."""
    return BOOK_COLUMNS[BookPart.CLERK].get(refusal.field) if isinstance(refusal, FieldRefused) else None


def _weight(form: Form, place: int) -> int:
    """The weight of a line; a veto has none of its own."""
    if form.text(f"kind.{place}") == ItemKind.VETO.value:
        return WHOLE
    return form.whole_number(f"weight.{place}", 1, WHOLE)


def _kind(text: str) -> SheetKind:
    try:
        return SheetKind(text)
    except ValueError:
        raise UnknownSheet from None


def _rows(form: Form) -> list[tuple[str, ...]]:
    """The lines in which something was typed; an emptied line is taken off the sheet. A kind alone is no line."""
    lines = [tuple(form.text(f"{column}.{place}") for column in COLUMNS) for place in range(MOST_ITEMS)]
    return [line for line in lines if any((*line[:3], line[4]))]


def _row(item: NewItem) -> tuple[str, ...]:
    weight = "" if item.kind is ItemKind.VETO else str(item.weight)
    return item.code, item.name_zh, item.name_en, item.kind.value, weight


def _typed(rows: Sequence[tuple[str, ...]], valid_from: str) -> dict[str, str]:
    typed = {
        f"{column}.{place}": text for place, row in enumerate(rows) for column, text in zip(COLUMNS, row, strict=True)
    }
    return {**typed, "valid_from": valid_from}


def _form_page(
    form: Form,
    kind: SheetKind,
    filled: int,
    faults: Sequence[tuple[int, str | None, str]] = (),
    changes: SheetChanges | None = None,
) -> Response:
    weights = (
        form.text(f"weight.{place}")
        for place in range(filled)
        if form.text(f"kind.{place}") in ("", ItemKind.POINTS.value)
    )
    return web.page(
        "set_up_sheet.html",
        form.status,
        form=form,
        kind=kind,
        rows=range(min(filled + SPARE_ROWS, MOST_ITEMS)),
        sum=sum(whole_number(weight, most_digits=9) or 0 for weight in weights),
        whole=WHOLE,
        kinds=KIND_NAMES,
        faults=faults,
        changes=changes,
        back=url_for(".sheets"),
    )
