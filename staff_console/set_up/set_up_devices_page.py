"""Set-up of the devices: which screens and programs the hall knows, pairing a new screen, renaming and revoking."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from flask import Blueprint, request
from werkzeug.wrappers import Response

from staff_console.page.doors import asking_each_time
from staff_console.page.form import Form, saved
from storeops.base.business_time import local_instant
from storeops.base.errors import DayNeeded
from storeops.base.i18n import LANGUAGES, N_, translate
from storeops.base.whole_number import whole_number
from storeops.hall import set_up_view
from storeops.hall.set_up_actions import set_screen_enrolment
from storeops.people import device_actions, devices_view, pairing_actions
from storeops.people.devices import DEVICES, DeviceKind
from storeops.people.devices_view import DeviceLine
from storeops.people.pairing import SCREEN_KINDS, PairingCode
from storeops.people.refusals import (
    PairingCodeExpired,
    ScreenGone,
    UnknownDevice,
    UnknownPairingCode,
)
from storeops.web import request as web
from storeops.web.enrolled_screen import only_enrolled
from storeops.web.security_headers import SIGN_OF_LIFE

pages = Blueprint("set_up_devices", __name__, url_prefix="/setup/devices")

LAST_OF_DAYS = date(2999, 12, 31)
START_ASKS_EVERY = 2000
"""Milliseconds between two tries of a screen that waits for the hall."""
WAITING = N_("The hall is starting: this screen goes on by itself.")
STALE_CODES = (UnknownPairingCode, PairingCodeExpired, ScreenGone)


@pages.get("")
def devices() -> Response:
    """Every device that was not revoked, and where a new screen is paired."""
    return _devices_page(Form())


@pages.post("/enrolment")
def set_enrolment() -> Response:
    """Let in only enrolled screens from now on, or all."""
    set_screen_enrolment(web.db(), web.clock(), asking_each_time(), request.form.get("is_on") == "1")
    return saved(".devices")


# Pairing


@pages.get("/pair")
def screen() -> Response:
    """The screen that shows a code: what it is to be, under which name; or why the code leads to none."""
    code = request.args.get("code", "")
    try:
        waiting = devices_view.waiting_screen(web.db(), code, web.clock().now())
    except STALE_CODES as refusal:
        form = Form({"code": code[:20]})
        form.refuse(refusal)
        return _devices_page(form)
    return _pair_page(_suggested(waiting), waiting)


@pages.post("/pair")
def pair() -> Response:
    """Enrol the screen that shows the code, or say beside the form why not."""
    code = request.args.get("code", "")
    form = Form.sent()
    by = asking_each_time()
    kind = form.choice("kind", DeviceKind)
    counter = form.text("counter") if kind is DeviceKind.PAD else None
    if form.carry_out(lambda: pairing_actions.pair(web.db(), web.clock(), by, code, form.text("name"), kind, counter)):
        return saved(".devices")
    if "code" in form.refusals:
        return _devices_page(replace(form, typed={"code": code[:20]}))
    return _pair_page(form, devices_view.waiting_screen(web.db(), code, web.clock().now()))


def _suggested(waiting: PairingCode) -> Form:
    """The form as the screen's own address suggests it."""
    name = devices_view.free_name(web.db(), translate(web.language(), DEVICES[waiting.kind].name))
    return Form({"name": name, "kind": waiting.kind.value, "counter": waiting.counter_code or ""})


# How a screen finds the hall


@dataclass(frozen=True)
class ScreenAddress:
    """Where a kind of screen is opened, and what it is."""

    kind: DeviceKind
    url: str

    @property
    def name(self) -> str:
        return DEVICES[self.kind].name


SCREEN_PATHS: Mapping[DeviceKind, str] = {DeviceKind.KIOSK: "/", DeviceKind.BOARD: "/board", DeviceKind.PAD: "/pad/1"}


def _addresses() -> list[ScreenAddress]:
    return [ScreenAddress(kind, f"{web.public_base()}{path}") for kind, path in SCREEN_PATHS.items()]


@pages.get("/start-page/<kind>")
def start_page(kind: str) -> Response:
    """A file for a screen's own computer: it waits until the hall answers, then opens it. UnknownDevice."""
    found = next((address for address in _addresses() if address.kind.value == kind), None)
    if found is None:
        raise UnknownDevice(name=kind[:40])
    words = {language: translate(language, WAITING) for language in LANGUAGES}
    page = web.page(
        "screen_start.html",
        url=found.url,
        sign=f"{web.public_base()}{SIGN_OF_LIFE}",
        waiting=words,
        again_milliseconds=START_ASKS_EVERY,
    )
    page.headers["Content-Disposition"] = f'attachment; filename="storeops-{found.kind.value}.html"'
    return page


# One device


@pages.get("/edit")
def edit_device() -> Response:
    """The form of a device; UnknownDevice."""
    line = _line()
    last_day = ""
    if line.device.expires_at:
        last_day = f"{_last_day(line.device.expires_at):%Y-%m-%d}"
    typed = {"name": line.device.name, "counter": line.device.counter or "", "last_day": last_day}
    return _device_page(Form(typed), line)


@pages.post("/edit")
def change_device() -> Response:
    """Change a device, or say beside the form why not."""
    line = _line()
    form = Form.sent()
    by = asking_each_time()
    expires_at = _end_of_day(form)
    if form.carry_out(
        lambda: device_actions.change_device(
            web.db(), web.clock(), by, line.device.id, form.text("name"), form.text("counter") or None, expires_at
        )
    ):
        return saved(".devices")
    return _device_page(form, line)


@pages.post("/revoke")
def revoke() -> Response:
    """Let a device in no more, from now on."""
    device_actions.revoke_device(web.db(), web.clock(), asking_each_time(), _device_id())
    return saved(".devices")


@pages.post("/recognise")
def recognise() -> Response:
    """Say that it is the same machine that was seen elsewhere."""
    device_actions.recognise_device(
        web.db(),
        web.clock(),
        asking_each_time(),
        _device_id(),
        request.form.get("address", ""),
        request.form.get("browser", ""),
    )
    return saved(".devices")


def _end_of_day(form: Form) -> datetime | None:
    """The midnight that ends the chosen day; None where none was chosen, or where a refusal was noted."""
    if not form.text("last_day"):
        return None
    day = form.day("last_day")
    if day > LAST_OF_DAYS:
        form.refuse(DayNeeded("last_day"))
    return None if form.refusals else local_instant(day + timedelta(days=1), time.min, web.hall().zone)


def _device_id() -> int:
    """The id of the address; UnknownDevice."""
    text = request.args.get("device", "")
    number = whole_number(text)
    if number is None:
        raise UnknownDevice(name=text[:40])
    return number


def _line() -> DeviceLine:
    return devices_view.device(web.db(), _device_id(), web.clock().now())


def _last_day(expires_at: datetime) -> datetime:
    """The last day on which a device is let in whose end is that day's midnight."""
    return expires_at.astimezone(web.hall().zone) - timedelta(microseconds=1)


def _devices_page(form: Form) -> Response:
    return web.page(
        "set_up_devices.html",
        form.status,
        form=form,
        lines=devices_view.devices(web.db(), web.clock().now()),
        is_on=only_enrolled(),
        kinds=DEVICES,
        addresses=_addresses(),
        today=web.today().isoformat(),
    )


def _pair_page(form: Form, waiting: PairingCode) -> Response:
    return web.page(
        "set_up_pairing.html",
        form.status,
        form=form,
        waiting=waiting,
        kinds=[(kind.value, DEVICES[kind].name) for kind in SCREEN_KINDS],
        counters=_counters(),
        today=web.today().isoformat(),
    )


def _device_page(form: Form, line: DeviceLine) -> Response:
    return web.page(
        "set_up_device.html",
        form.status,
        form=form,
        line=line,
        device=line.device,
        kinds=DEVICES,
        counters=_counters(),
        is_screen=line.device.browser is not None,
        today=web.today().isoformat(),
    )


def _counters() -> list[str]:
    """The counters on which a pad may stand."""
    return [counter.code for counter in set_up_view.counters(web.db()) if counter.is_active]
