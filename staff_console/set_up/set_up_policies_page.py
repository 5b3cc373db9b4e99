"""Set-up of the star policy: a change is a new version, valid from a month that is not closed yet."""

import json
from dataclasses import dataclass

from flask import Blueprint
from werkzeug.wrappers import Response

from staff_console.page.doors import asking_each_time, employee
from staff_console.page.form import Form, saved
from storeops.base.i18n import N_
from storeops.quality.policy.policy import LINE_NAMES, StarLine
from storeops.quality.policy.policy_actions import add_policy
from storeops.quality.stars import stars_view
from storeops.web import request as web

pages = Blueprint("set_up_policies", __name__, url_prefix="/setup/policies")


@dataclass(frozen=True)
class PolicyField:
    """One number of the policy: its place in the JSON text, and what the form calls it."""

    group: str
    name: str
    label: str
    is_whole: bool = False

    @property
    def key(self) -> str:
        return f"{self.group}.{self.name}"


GROUPS: dict[str, str] = {
    "weights": N_("Weights (they add up to 1)"),
    "checklist": N_("Daily checks"),
    "speed": N_("Speed"),
    "feedback": N_("Customers' ratings"),
    "volume": N_("Volume"),
    "care": N_("Care"),
    "eligible": N_("Who is ranked"),
    "bands": N_("Bands"),
    "star_of_month": N_("Service star of the month"),
    "team": N_("Team sheet"),
}

FIELDS = (
    *(PolicyField("weights", line.value, LINE_NAMES[line]) for line in StarLine),
    PolicyField("checklist", "prior_days", N_("Days with which the hall's mean counts"), True),
    PolicyField("checklist", "shift_prior_checks", N_("Checks with which an inspector's shift is held back"), True),
    PolicyField("checklist", "shift_limit", N_("Largest shift of an inspector, in points")),
    PolicyField("speed", "prior_transactions", N_("Transactions with which the hall's share counts"), True),
    PolicyField("feedback", "prior_ratings", N_("Ratings with which the hall's mean counts"), True),
    PolicyField("feedback", "least_prompt_rate", N_("Least share of closing questions shown")),
    PolicyField("feedback", "least_response_ratio", N_("Least response, as a share of the hall's")),
    PolicyField("volume", "spread", N_("Spread around the middle")),
    PolicyField("care", "complaint_upheld", N_("Points for an upheld complaint"), True),
    PolicyField("care", "error", N_("Points for a booked error"), True),
    PolicyField("care", "praise", N_("Points for written praise"), True),
    PolicyField("care", "praise_limit", N_("Most points for praise"), True),
    PolicyField("eligible", "checked_days", N_("Checked days needed"), True),
    PolicyField("eligible", "inspectors", N_("Inspectors needed"), True),
    PolicyField("eligible", "transactions", N_("Transactions needed"), True),
    PolicyField("eligible", "hours_share", N_("Share of the hall's middle hours needed")),
    PolicyField("bands", "5", N_("5 stars from")),
    PolicyField("bands", "4", N_("4 stars from")),
    PolicyField("bands", "3", N_("3 stars from")),
    PolicyField("bands", "2", N_("2 stars from")),
    PolicyField("star_of_month", "places", N_("Places"), True),
    PolicyField("star_of_month", "shared_within", N_("Shared by all within so many points")),
    PolicyField("team", "level", N_("Weight of the members' level")),
    PolicyField("team", "follow_ups", N_("Weight of follow-ups in time")),
    PolicyField("team", "improvement", N_("Weight of the improvement")),
    PolicyField("team", "spread", N_("Points of improvement for full marks")),
)


@pages.get("")
def policies() -> Response:
    """Every version of the policy, and the form of the next one, filled from the latest."""
    return _page(Form(_typed(stars_view.latest_policy_body(web.db()))))


@pages.post("")
def add() -> Response:
    """Add the next version, or say beside the form why not."""
    form = Form.sent()
    by, own = asking_each_time(), employee().code
    body, valid_from = _body(form), form.text("valid_from")
    if form.carry_out(lambda: add_policy(web.db(), web.clock(), by, "service_stars", valid_from, body, own)):
        return saved(".policies")
    return _page(form)


def _typed(body: str) -> dict[str, str]:
    """The fields as the form shows them."""
    data = json.loads(body)
    bands = {str(band["stars"]): band["least"] for band in data["bands"]}
    typed = {each.key: str((bands if each.group == "bands" else data[each.group])[each.name]) for each in FIELDS}
    return {**typed, "appeal_working_days": str(data["appeal_working_days"])}


def _body(form: Form) -> str:
    """The policy's JSON text with what was typed; the rule judges it."""
    data = json.loads(stars_view.latest_policy_body(web.db()))
    for each in FIELDS:
        if each.group != "bands":
            typed = form.whole_number(each.key, 0, 1000) if each.is_whole else form.decimal(each.key)
            data[each.group][each.name] = typed
    data["bands"] = [{"stars": stars, "least": form.decimal(f"bands.{stars}")} for stars in (5, 4, 3, 2)]
    data["appeal_working_days"] = form.whole_number("appeal_working_days", 0, 60)
    return json.dumps(data)


def _page(form: Form) -> Response:
    return web.page(
        "set_up_policies.html",
        form.status,
        form=form,
        groups=GROUPS,
        policy_fields=FIELDS,
        policies=stars_view.policies(web.db()),
    )
