"""Set-up of what customers may come for: categories and services."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from staff_console.page.doors import asking_each_time
from staff_console.page.form import Form, saved
from storeops.hall import offer_actions, offer_view, set_up_view
from storeops.hall.offer import NewService
from storeops.hall.offer_defaults import minutes_for
from storeops.hall.set_up_rules import LONGEST_TARGET_SECONDS, MOST_STANDARD_MINUTES
from storeops.hall.targets import LATEST_TICKET_MINUTES
from storeops.sample import catalogue_actions, catalogue_view
from storeops.web import request as web

pages = Blueprint("set_up_offer", __name__, url_prefix="/setup")


# Categories


@pages.get("/categories")
def categories() -> Response:
    """Every category with its letter."""
    offer, catalogue = offer_view.whole_offer(web.db()), catalogue_view.offered_catalogue(web.db())
    return web.page("set_up_categories.html", offer=offer, catalogue=catalogue)


@pages.get("/categories/new")
def new_category() -> Response:
    """The empty form."""
    return web.page("set_up_category.html", form=Form(), category=None)


@pages.post("/categories/new")
def add_category() -> Response:
    """Add a category, or say beside the form why not."""
    form = Form.sent()
    by = asking_each_time()
    if form.carry_out(
        lambda: offer_actions.add_category(
            web.db(),
            web.clock(),
            by,
            form.text("code"),
            form.text("prefix"),
            form.text("name_zh"),
            form.text("name_en"),
        )
    ):
        return saved(".categories")
    return web.page("set_up_category.html", form.status, form=form, category=None)


@pages.get("/categories/edit")
def edit_category() -> Response:
    """The form of a category; UnknownCategory."""
    category = set_up_view.category(web.db(), request.args.get("code", ""))
    form = Form({"prefix": category.prefix, "name_zh": category.name_zh, "name_en": category.name_en})
    return web.page("set_up_category.html", form=form, category=category)


@pages.post("/categories/edit")
def change_category() -> Response:
    """Change a category, or say beside the form why not."""
    category = set_up_view.category(web.db(), request.args.get("code", ""))
    form = Form.sent()
    by = asking_each_time()
    texts = [form.text(name) for name in ("prefix", "name_zh", "name_en")]
    if form.carry_out(lambda: offer_actions.change_category(web.db(), web.clock(), by, category.code, *texts)):
        return saved(".categories")
    return web.page("set_up_category.html", form.status, form=form, category=category)


@pages.post("/categories/remove")
def remove_category() -> Response:
    """Delete a category that was never used. UnknownCategory, CategoryInUse."""
    offer_actions.remove_category(web.db(), web.clock(), asking_each_time(), Form.sent().text("category"))
    return saved(".categories")


@pages.post("/categories/catalogue")
def take_catalogue() -> Response:
    """Add the categories of the starter catalogue whose codes and letters are free. OfferStands."""
    catalogue_actions.take_catalogue(web.db(), web.clock(), asking_each_time())
    return saved(".services")


# Services


@pages.get("/services")
def services() -> Response:
    """Every service under its category."""
    return web.page("set_up_services.html", offer=offer_view.whole_offer(web.db()))


@pages.get("/services/new")
def new_service() -> Response:
    """The form of a new service."""
    form = Form({"category": request.args.get("category", ""), "target_seconds": "180", "is_active": "1"})
    return _service_page(form)


@pages.post("/services/new")
def add_service() -> Response:
    """Add a service, or say beside the form why not."""
    form = Form.sent()
    service = _service(form, form.text("code"))
    by = asking_each_time()
    if form.carry_out(lambda: offer_actions.add_service(web.db(), web.clock(), by, form.text("category"), service)):
        return saved(".services")
    return _service_page(form)


@pages.get("/services/edit")
def edit_service() -> Response:
    """The form of a service; UnknownService."""
    service = set_up_view.service(web.db(), request.args.get("code", ""))
    form = Form(
        {
            "category": service.category_code,
            "name_zh": service.name_zh,
            "name_en": service.name_en,
            "bring_zh": service.bring_zh,
            "bring_en": service.bring_en,
            "target_seconds": "" if service.target_seconds is None else str(service.target_seconds),
            "standard_minutes": f"{service.standard_minutes:g}",
            "is_active": "1" if service.is_active else "",
            "last_ticket_minutes": str(service.last_ticket_minutes),
        }
    )
    return _service_page(form, service.name(web.language()), service.code)


@pages.post("/services/edit")
def change_service() -> Response:
    """Change a service, or say beside the form why not."""
    known = set_up_view.service(web.db(), request.args.get("code", ""))
    form = Form.sent()
    service = _service(form, known.code)
    by = asking_each_time()
    if form.carry_out(lambda: offer_actions.change_service(web.db(), web.clock(), by, form.text("category"), service)):
        return saved(".services")
    return _service_page(form, known.name(web.language()), known.code)


def _service(form: Form, code: str) -> NewService:
    target_seconds = None
    if form.text("target_seconds"):
        target_seconds = form.whole_number("target_seconds", 1, LONGEST_TARGET_SECONDS)
    return NewService(
        code=code,
        name_zh=form.text("name_zh"),
        name_en=form.text("name_en"),
        target_seconds=target_seconds,
        standard_minutes=(
            form.number("standard_minutes", MOST_STANDARD_MINUTES)
            if form.text("standard_minutes")
            else minutes_for(target_seconds)
        ),
        bring_zh=form.text("bring_zh"),
        bring_en=form.text("bring_en"),
        is_active=form.is_ticked("is_active"),
        last_ticket_minutes=(
            form.whole_number("last_ticket_minutes", 0, LATEST_TICKET_MINUTES)
            if form.text("last_ticket_minutes")
            else 0
        ),
    )


def _service_page(form: Form, name: str | None = None, code: str | None = None) -> Response:
    """The form of a service; name and code are those of the one that is changed, None where one is added."""
    offer = offer_view.whole_offer(web.db())
    return web.page("set_up_service.html", form.status, form=form, name=name, code=code, offer=offer)
