"""Set-up of teams: who leads, and who belongs to them from which day on."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from staff_console.page.doors import asking_each_time
from staff_console.page.form import Form, saved
from storeops.base.errors import StoreOpsError
from storeops.base.typed_text import among
from storeops.quality.care import care_view
from storeops.quality.stars import team_actions, team_view
from storeops.web import request as web

pages = Blueprint("set_up_teams", __name__, url_prefix="/setup/teams")


@pages.get("")
def teams() -> Response:
    """Every team with its lead and members."""
    return _page(Form())


@pages.post("")
def add() -> Response:
    """Make a team, or say beside the form why not."""
    form, by = Form.sent(), asking_each_time()
    name, lead = form.text("name"), form.text("lead")
    form.check(among, "lead", lead, [each.code for each in care_view.employees(web.db())])
    if form.carry_out(lambda: team_actions.add_team(web.db(), web.clock(), by, name, lead), StoreOpsError):
        return saved(".teams")
    return _page(form)


@pages.post("/lead")
def change_lead() -> Response:
    """Let somebody else lead a team."""
    team_actions.change_lead(web.db(), web.clock(), asking_each_time(), _team(), request.form.get("lead", ""))
    return saved(".teams")


@pages.post("/join")
def join() -> Response:
    """Somebody belongs to a team from today on, and to no other."""
    employee = request.form.get("employee", "")
    team_actions.join_team(web.db(), web.clock(), asking_each_time(), _team(), employee, web.today().isoformat())
    return saved(".teams")


@pages.post("/leave")
def leave() -> Response:
    """Today is somebody's last day in their team."""
    employee = request.form.get("employee", "")
    team_actions.leave_team(web.db(), web.clock(), asking_each_time(), employee, web.today().isoformat())
    return saved(".teams")


def _team() -> str:
    return request.form.get("team", "")


def _page(form: Form) -> Response:
    return web.page(
        "set_up_teams.html",
        form.status,
        form=form,
        teams=team_view.teams(web.db()),
        employees=care_view.employees(web.db()),
    )
