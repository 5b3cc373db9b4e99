"""Imports of history: a file is sent, previewed with its columns matched, taken while the hall goes on, taken back."""

from collections.abc import Iterator
from typing import cast

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import asking_each_time
from staff_console.page.form import Form
from staff_console.page.heavy_answer import answered_apart, begun_apart, followed_apart
from staff_console.set_up.trace_lines import ACTOR_WORDS
from staff_console.set_up.workbook_answer import workbook_answer
from storeops.base.errors import ChoiceNeeded, StoreOpsError
from storeops.base.i18n import N_, translate
from storeops.hall import set_up_view
from storeops.history import imports_view, sent_files
from storeops.history.asked_export import EXPORT_NAMES
from storeops.history.code_matching import CodeKind, CodeMatch
from storeops.history.hall_import import ImportState
from storeops.history.import_actions import take_back_import
from storeops.history.import_formats import FORMATS
from storeops.history.refusals import FileGone, FileNeeded, UnknownImport
from storeops.history.sent_import import (
    LARGEST_IMPORT_BYTES,
    HistoryImport,
    HistoryPreview,
    PreviewedHistory,
    SentHistory,
)
from storeops.history.template_file import FILE_NAME, template
from storeops.web import request as web
from storeops.web.workshop import Made

pages = Blueprint("set_up_imports", __name__, url_prefix="/setup/imports")

KIND_NAMES = {kind: EXPORT_NAMES[kind] for kind in FORMATS}
"""What comes in goes out under the same name."""
STATE_NAMES = {
    ImportState.STAGING: N_("going on"),
    ImportState.TAKEN: N_("taken"),
    ImportState.TAKEN_BACK: N_("taken back"),
    ImportState.DROPPED: N_("cut off, nothing taken"),
}
CODE_NAMES = {"employee": N_("Employee"), "service": N_("Service"), "counter": N_("Counter"), "item": N_("Item")}
_COLUMN = "column_"
"""Before the name of a column in the names of fields: which of the file's columns it is."""
MEANT = "meant"
"""The field that says what a code stands for: its kind, what the file tells, and what is meant, with tabs between."""
_SLACK_BYTES = 65536


@pages.url_value_preprocessor
def let_a_file_in(endpoint: str | None, _: dict[str, object] | None) -> None:
    """Let a file of history be larger than every other form."""
    if endpoint == "set_up_imports.send":
        request.max_content_length = LARGEST_IMPORT_BYTES + _SLACK_BYTES


@pages.get("")
def imports_page() -> Response:
    """Where to send a file, and the imports that there were."""
    return _page(Form())


def _page(form: Form) -> Response:
    found = imports_view.listed_imports(web.db())
    kinds = [(kind, translate(web.language(), name)) for kind, name in KIND_NAMES.items()]
    return web.page(
        "set_up_imports.html",
        form.status,
        form=form,
        imports=found,
        kinds=kinds,
        names=KIND_NAMES,
        states=STATE_NAMES,
        who=_who(),
    )


def _who() -> dict[str, str]:
    """What those who import are called: colleagues by name and number, the machine in words."""
    people = {person.code: f"{person.name} {person.code}" for person in set_up_view.employees(web.db())}
    return {**{actor: translate(web.language(), words) for actor, words in ACTOR_WORDS.items()}, **people}


@pages.get("/template/<kind>")
def blank(kind: str) -> Response:
    """An empty workbook with the columns of a kind of file."""
    if kind not in FORMATS:
        return redirect(url_for("set_up_imports.imports_page"), 303)
    return workbook_answer(template(kind, web.language()), FILE_NAME.format(kind=kind))


@pages.post("")
def send() -> Response:
    """Keep a file until it was looked at."""
    form = Form.sent()
    kind, sent = request.form.get("kind", ""), request.files.get("file")
    if kind not in FORMATS:
        form.refuse(ChoiceNeeded("kind"))
    if sent is None or not sent.filename:
        form.refuse(FileNeeded("file"))
        return _page(form)
    if form.refusals:
        return _page(form)
    token = sent_files.keep(sent_files.folder_of(web.db().path), sent.stream, sent.filename)
    return redirect(url_for("set_up_imports.preview", token=token, kind=kind), 303)


@pages.get("/file/<token>")
def preview(token: str) -> Response:
    """What would become of a file: its columns, its first rows, what is new, matched or refused."""
    sent = _sent(token)

    def shown(made: Made) -> Response:
        told = cast(PreviewedHistory, made.value)
        return web.page(
            "set_up_import_preview.html",
            sent=sent,
            refusal=web.spoken(told.refusal) if told.refusal else None,
            lang=web.language(),
            token=token,
            told=told,
            format=FORMATS[sent.kind],
            chosen=_chosen(sent),
            names=KIND_NAMES,
            codes=CODE_NAMES,
            column=_COLUMN,
            meant=MEANT,
        )

    return answered_apart(HistoryPreview(sent), shown)


@pages.post("/file/<token>/take")
def take(token: str) -> Response:
    """Begin to take a file as it was previewed."""
    return begun_apart(HistoryImport(_sent(token), asking_each_time().name), url_for("set_up_imports.going"))


@pages.get("/going")
def going() -> Response:
    """How far an import is, and then what became of it."""

    def done(made: Made) -> Response:
        return web.page("set_up_import_taken.html", told=made.value, codes=CODE_NAMES, lang=web.language())

    return followed_apart(done, lambda: redirect(url_for("set_up_imports.imports_page"), 303))


@pages.get("/number/<int:number>")
def ask_back(number: int) -> Response:
    """Ask before an import is taken back, or say why it cannot be any more."""
    return _back_page(number, imports_view.why_it_stays(web.db(), number), 200)


@pages.post("/number/<int:number>/take-back")
def take_back(number: int) -> Response:
    """Let the rows of an import enter nothing any more."""
    try:
        take_back_import(web.db(), web.clock(), asking_each_time(), number)
    except StoreOpsError as refusal:
        return _back_page(number, refusal, refusal.status)
    flash(translate(web.language(), N_("Import %(number)s was taken back."), {"number": number}))
    return redirect(url_for("set_up_imports.imports_page"), 303)


def _back_page(number: int, refusal: StoreOpsError | None, status: int) -> Response:
    told = imports_view.listed_import(web.db(), number)
    if told is None:
        raise UnknownImport(number=number)
    sentence = web.spoken(refusal) if refusal else None
    return web.page("set_up_import_back.html", status, told=told, names=KIND_NAMES, sentence=sentence)


def _sent(token: str) -> SentHistory:
    """The file that waits under a token, and what its address or form says of it. FileGone."""
    found, kind = sent_files.named(sent_files.folder_of(web.db().path), token), request.values.get("kind", "")
    if found is None or kind not in FORMATS:
        raise FileGone
    path, name = found
    columns = ((told.strip(), column) for column in FORMATS[kind].all_columns if (told := _told(column)))
    return SentHistory(path, name, kind, tuple(columns), request.values.get("known_only") == "1", tuple(_meant()))


def _meant() -> Iterator[CodeMatch]:
    """What somebody ticked that codes of the file stand for."""
    for text in request.values.getlist(MEANT):
        kind, *codes = text.split("\t")
        if kind in set(CodeKind) and len(codes) == 2 and all(codes):
            yield CodeMatch(CodeKind(kind), *codes)


def _told(column: str) -> str:
    """Which of the file's columns somebody said that a column is; empty where nobody did."""
    return request.values.get(f"{_COLUMN}{column}", "")


def _chosen(sent: SentHistory) -> dict[str, str]:
    return {column: told for told, column in sent.columns}
