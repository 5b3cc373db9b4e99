"""Set-up of the employees: who works here, in which role; and PINs for one time."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from staff_console.page.doors import asking_each_time
from staff_console.page.form import Form, saved
from storeops.base.each_field import each_field
from storeops.base.typed_text import given_plain_code
from storeops.hall import set_up_view
from storeops.hall.refusals import CodeTaken
from storeops.hall.set_up_rules import LONGEST_CODE, given_name
from storeops.people import enrolment_actions
from storeops.people.pin_actions import reset_pin
from storeops.people.roles import Role
from storeops.web import request as web

pages = Blueprint("set_up_people", __name__, url_prefix="/setup/employees")


@pages.get("")
def employees() -> str:
    """Everybody who works or worked here."""
    return render_template("set_up_employees.html", employees=set_up_view.employees(web.db()))


@pages.get("/new")
def new_employee() -> Response:
    """The empty form."""
    return _employee_page(Form({"role": Role.CLERK.value}), None)


@pages.post("/new")
def add_employee() -> Response:
    """Add an employee, or say beside the form why not."""
    form = Form.sent()
    by = asking_each_time()
    role = form.choice("role", Role)

    pin = ""

    def add() -> None:
        nonlocal pin
        with each_field(CodeTaken) as take:
            code = take(_free_code, form.text("code"))
            name = take(given_name, "name", form.text("name"))
        pin = enrolment_actions.add_employee(web.db(), web.clock(), by, code, name, role)

    if form.carry_out(add):
        return _pin_page(form.text("code"), pin)
    return _employee_page(form, None)


@pages.get("/edit")
def edit_employee() -> Response:
    """The form of an employee; UnknownEmployee."""
    code = request.args.get("code", "")
    return _employee_page(_known(code), code)


@pages.post("/edit")
def change_employee() -> Response:
    """Change name or role, let somebody leave or come back, or say beside the form why not."""
    code = request.args.get("code", "")
    form = Form.sent()
    by = asking_each_time()
    role = form.choice("role", Role)

    def change() -> None:
        name = given_name("name", form.text("name"))
        enrolment_actions.change_employee(web.db(), web.clock(), by, code, name, role, form.is_ticked("is_active"))

    if form.carry_out(change):
        return saved(".employees")
    return _employee_page(form, code)


@pages.post("/pin")
def give_pin() -> Response:
    """A PIN for one time, shown this once; it ends the employee's sessions and lifts a lock. UnknownEmployee."""
    code = request.args.get("code", "")
    return _pin_page(code, reset_pin(web.db(), web.clock(), asking_each_time(), code))


def _free_code(text: str) -> str:
    """A number that no employee has; PlainCodeNeeded, CodeTaken."""
    code = given_plain_code("code", text, LONGEST_CODE)
    if any(person.code == code for person in set_up_view.employees(web.db())):
        raise CodeTaken(code=code)
    return code


def _known(code: str) -> Form:
    employee = set_up_view.employee(web.db(), code)
    return Form({"name": employee.name, "role": employee.role.value, "is_active": "1" if employee.is_active else ""})


def _pin_page(code: str, pin: str) -> Response:
    return web.page("set_up_pin.html", person=set_up_view.employee(web.db(), code), pin=pin)


def _employee_page(form: Form, code: str | None) -> Response:
    return web.page("set_up_employee.html", form.status, form=form, code=code, roles=list(Role))
