"""Set-up of the key moments: core need, norm, guidepost and question of each."""

from dataclasses import asdict, fields

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from staff_console.page.doors import asking_each_time
from staff_console.page.form import Form, saved
from storeops.base.i18n import LANGUAGES
from storeops.quality.guideposts import guidepost_view, moment_actions
from storeops.quality.guideposts.guidepost import MomentTexts
from storeops.web import request as web

pages = Blueprint("set_up_moments", __name__, url_prefix="/setup")

TEXTS = [field.name for field in fields(MomentTexts) if field.name != "code"]


@pages.get("/moments")
def moments() -> str:
    """Every key moment, one row each."""
    return render_template("set_up_moments.html", moments=guidepost_view.key_moments(web.db()))


@pages.get("/moments/edit")
def edit_moment() -> Response:
    """The form of a moment; UnknownMoment."""
    moment = _asked_moment()
    typed = {name: str(text) for name, text in asdict(moment).items()}
    typed |= {f"answers_{language}": "\n".join(moment.answers(language)) for language in LANGUAGES}
    return _page(Form(typed), moment)


@pages.post("/moments/edit")
def change_moment() -> Response:
    """Change a moment's texts, or say beside the form why not."""
    moment = _asked_moment()
    form = Form.sent()
    by = asking_each_time()
    texts = MomentTexts(moment.code, *(form.text(name) for name in TEXTS))
    if form.carry_out(lambda: moment_actions.change_moment(web.db(), web.clock(), by, texts)):
        return saved(".moments")
    return _page(form, moment)


def _asked_moment() -> MomentTexts:
    return guidepost_view.key_moment(web.db(), request.args.get("code", ""))


def _page(form: Form, moment: MomentTexts) -> Response:
    return web.page("set_up_moment.html", form.status, form=form, moment=moment)
