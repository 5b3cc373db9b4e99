"""Files of what the hall holds: a kind, its days, and a download that is made apart from the server."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from staff_console.page.form import Form
from staff_console.page.heavy_answer import answered_apart, file_answer
from storeops.base.i18n import translate
from storeops.base.months import month_days, month_of
from storeops.history.asked_export import EXPORT_NAMES, AskedExport
from storeops.reports.file_kinds import MEDIA_TYPES
from storeops.reports.refusals import LastDayBeforeFirst
from storeops.web import request as web
from storeops.web.refusals import NoSuchPage

pages = Blueprint("exports", __name__, url_prefix="/exports")


@pages.get("")
def page() -> Response:
    """Which kind, and of which days: this month's unless somebody says otherwise."""
    first, _ = month_days(month_of(web.today()))
    return _page(Form({"first": first.isoformat(), "last": web.today().isoformat(), **request.args.to_dict()}))


def _page(form: Form) -> Response:
    kinds = [(kind, translate(web.language(), name)) for kind, name in EXPORT_NAMES.items()]
    return web.page("exports.html", form.status, form=form, kinds=kinds)


@pages.get("/file")
def download() -> Response:
    """The file, or the form again with what is wrong."""
    form = Form(request.args.to_dict())
    kind, first, last = form.text("kind"), form.day("first"), form.day("last")
    if kind not in EXPORT_NAMES:
        raise NoSuchPage
    if not form.refusals and last < first:
        form.refuse(LastDayBeforeFirst("last", first=first.isoformat()))
    if form.refusals:
        return _page(form)
    name = f"{kind}-{first.isoformat()}-{last.isoformat()}.csv"
    return answered_apart(
        AskedExport(kind, first, last), lambda made: file_answer(made, name, MEDIA_TYPES["csv"]), file=name
    )
