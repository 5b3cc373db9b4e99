"""Set-up of the hall itself: name, promises and targets, opening hours."""

from collections.abc import Callable
from dataclasses import asdict

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import asking_each_time
from staff_console.page.form import SPAN_SUFFIXES, Form, saved
from staff_console.page.heavy_answer import taken_apart
from storeops.base.business_time import DayHours
from storeops.base.typed_text import not_too_long
from storeops.hall import look_actions, set_up_actions, set_up_rules, set_up_view
from storeops.hall.house_colour import SHIPPED_COLOUR
from storeops.hall.refusals import HoursNeeded
from storeops.hall.sent_logo import LARGEST_LOGO_BYTES, CleanLogo, SentLogo
from storeops.hall.set_up_view import HallSetUp
from storeops.hall.targets import SETTING_GROUPS, TARGET_LIMITS, Targets
from storeops.queueing.hours_change_view import HoursChange, refuse_unless_meant
from storeops.web import request as web

pages = Blueprint("set_up_hall", __name__, url_prefix="/setup")

WEEKDAYS = range(1, 8)
_UPLOAD_SLACK_BYTES = 65536


@pages.get("")
def start() -> Response:
    """The set-up begins with the hall itself."""
    return redirect(url_for(".hall"), 303)


# Name, promises and targets


@pages.get("/hall")
def hall() -> Response:
    """The hall's name, promises and targets."""
    known = set_up_view.hall_set_up(web.db())
    return _hall_page(known, _name_form(known), _targets_form(known))


@pages.post("/hall/name")
def rename() -> Response:
    """Save the names, or say beside the form why not."""
    form = Form.sent()
    by = asking_each_time()
    if form.carry_out(
        lambda: set_up_actions.rename_hall(web.db(), web.clock(), by, form.text("name_zh"), form.text("name_en"))
    ):
        return saved(".hall")
    known = set_up_view.hall_set_up(web.db())
    return _hall_page(known, form, _targets_form(known))


@pages.post("/hall/targets")
def change_targets() -> Response:
    """Save promises and targets, or say beside the form why not."""
    form = Form.sent()
    targets = Targets(**{name: form.whole_number(name, low, high) for name, (low, high) in TARGET_LIMITS.items()})
    by = asking_each_time()
    if form.carry_out(lambda: set_up_actions.change_targets(web.db(), web.clock(), by, targets)):
        return saved(".hall")
    known = set_up_view.hall_set_up(web.db())
    return _hall_page(known, _name_form(known), form)


@pages.url_value_preprocessor
def let_a_logo_in(endpoint: str | None, _: dict[str, object] | None) -> None:
    """Let a logo be larger than every other form: forms are read before a view is asked."""
    if endpoint == "set_up_hall.send_logo":
        request.max_content_length = LARGEST_LOGO_BYTES + _UPLOAD_SLACK_BYTES


@pages.post("/hall/logo")
def send_logo() -> Response:
    """Show a logo, or say beside the form why not."""
    form = Form.sent()
    sent = request.files.get("logo")
    content = sent.read(LARGEST_LOGO_BYTES + 1) if sent else b""
    by = asking_each_time()

    def show() -> None:
        logo = taken_apart(SentLogo(content))
        assert isinstance(logo, CleanLogo)
        look_actions.set_logo(web.db(), web.clock(), by, logo)

    return _look_saved(form, show)


@pages.post("/hall/logo/remove")
def remove_logo() -> Response:
    """Show no logo any more."""
    look_actions.remove_logo(web.db(), web.clock(), asking_each_time())
    return saved(".hall")


@pages.post("/hall/colour")
def set_colour() -> Response:
    """Draw the screens in the house colour, or in the shipped one; or say beside the form why not."""
    form = Form.sent()
    colour = "" if form.is_ticked("shipped") else form.text("house_colour")
    by = asking_each_time()
    return _look_saved(form, lambda: look_actions.set_house_colour(web.db(), web.clock(), by, colour))


def _look_saved(form: Form, act: Callable[[], None]) -> Response:
    if form.carry_out(act):
        return saved(".hall")
    known = set_up_view.hall_set_up(web.db())
    return _hall_page(known, _name_form(known), _targets_form(known), form)


def _name_form(known: HallSetUp) -> Form:
    return Form({"name_zh": known.name_zh, "name_en": known.name_en})


def _targets_form(known: HallSetUp) -> Form:
    return Form({name: str(value) for name, value in asdict(known.targets).items()})


def _look_form() -> Form:
    return Form({"house_colour": web.hall().house_colour or SHIPPED_COLOUR})


def _hall_page(known: HallSetUp, name_form: Form, targets_form: Form, look_form: Form | None = None) -> Response:
    look_form = look_form or _look_form()
    return web.page(
        "set_up_hall.html",
        max(name_form.status, targets_form.status, look_form.status),
        look_form=look_form,
        known=known,
        name_form=name_form,
        targets_form=targets_form,
        groups=SETTING_GROUPS,
    )


# Opening hours


@pages.get("/hours")
def hours() -> Response:
    """The opening hours of the week, and the days that differ."""
    known = set_up_view.hall_set_up(web.db())
    return _hours_page(known, _week_form(known), Form())


@pages.post("/hours/week")
def change_week() -> Response:
    """Save the week, or say beside the form why not."""
    form = Form.sent()
    if form.text("then") == "as_monday":
        return _hours_page(set_up_view.hall_set_up(web.db()), Form(_as_monday(form)), Form())
    spans = {weekday: form.hours(f"opens_{weekday}", f"closes_{weekday}") for weekday in WEEKDAYS}
    weekly: dict[int, DayHours] = {weekday: hours for weekday, hours in spans.items() if hours}
    if form.text("rule") == "never_closes":
        form.refusals.clear()
        weekly = {}
    elif not weekly:
        form.refuse(HoursNeeded("rule"))
    by = asking_each_time()

    def save() -> None:
        _refuse_unless_meant(form, HoursChange(weekly=set_up_rules.given_week(weekly)))
        set_up_actions.change_weekly_hours(web.db(), web.clock(), by, weekly)

    if form.carry_out_if_sound(save):
        return saved(".hours")
    return _hours_page(set_up_view.hall_set_up(web.db()), form, Form())


@pages.post("/hours/special-day")
def set_special_day() -> Response:
    """Save a day that differs, or say beside the form why not."""
    form = Form.sent()
    day, hours = form.day("day"), form.hours("opens", "closes")
    form.check(not_too_long, "note", form.text("note"), set_up_rules.LONGEST_NOTE)
    by = asking_each_time()

    def save() -> None:
        _refuse_unless_meant(form, HoursChange(special={day: set_up_rules.given_hours("closes", hours)}))
        set_up_actions.set_special_day(web.db(), web.clock(), by, day, hours, form.text("note"))

    if form.carry_out_if_sound(save):
        return saved(".hours")
    known = set_up_view.hall_set_up(web.db())
    return _hours_page(known, _week_form(known), form)


@pages.post("/hours/special-day/remove")
def remove_special_day() -> Response:
    """Let a day follow its weekday again."""
    form = Form.sent()
    day = form.day("day")
    by = asking_each_time()

    def remove() -> None:
        _refuse_unless_meant(form, HoursChange(special={day: None}))
        set_up_actions.remove_special_day(web.db(), web.clock(), by, day)

    if form.carry_out_if_sound(remove):
        return saved(".hours")
    known = set_up_view.hall_set_up(web.db())
    return _hours_page(known, _week_form(known), Form(), form)


def _refuse_unless_meant(form: Form, change: HoursChange) -> None:
    """Ask first where people are in the hall whom these hours touch."""
    refuse_unless_meant(web.db(), web.clock().now(), change, form.is_ticked("confirmed"))


def _as_monday(form: Form) -> dict[str, str]:
    """What was typed, with Monday's hours on all days; nothing is kept yet."""
    typed = {**form.typed, "rule": "weekly"}
    for weekday in WEEKDAYS:
        for suffix in SPAN_SUFFIXES:
            for field in ("opens", "closes"):
                typed[f"{field}_{weekday}{suffix}"] = form.text(f"{field}_1{suffix}")
    return typed


def _week_form(known: HallSetUp) -> Form:
    typed = {"rule": "weekly" if known.weekly else "never_closes"}
    for weekday, hours in known.weekly.items():
        for suffix, span in zip(SPAN_SUFFIXES, hours, strict=False):
            typed[f"opens_{weekday}{suffix}"] = f"{span.opens:%H:%M}"
            typed[f"closes_{weekday}{suffix}"] = f"{span.closes:%H:%M}"
    return Form(typed)


def _hours_page(known: HallSetUp, week_form: Form, day_form: Form, removal_form: Form | None = None) -> Response:
    removal_form = removal_form or Form()
    return web.page(
        "set_up_hours.html",
        max(week_form.status, day_form.status, removal_form.status),
        removal_form=removal_form,
        known=known,
        week_form=week_form,
        day_form=day_form,
        suffixes=SPAN_SUFFIXES[: _spans_shown(known)],
    )


def _spans_shown(known: HallSetUp) -> int:
    """How many spans of a day can be typed: one more than are used, and a morning and an afternoon at least."""
    used = max((len(hours) for hours in known.weekly.values()), default=0)
    return max(2, min(used + 1, len(SPAN_SUFFIXES)))
