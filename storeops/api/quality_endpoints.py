"""The endpoints of daily checks and service stars."""

from dataclasses import dataclass, replace

from flask import request

from storeops.api import quality_bodies as bodies
from storeops.api.endpoints import Endpoint, EndpointCall
from storeops.base.business_time import stamp
from storeops.base.errors import BadValue
from storeops.base.i18n import N_
from storeops.people.roles import Permission
from storeops.quality.checks import check_actions, scores_view
from storeops.quality.checks.scores_view import CheckScore
from storeops.quality.stars import stars_view, team_view
from storeops.web import request as web


@dataclass(frozen=True)
class CheckObject:
    """One check in its latest version. `employee` is null for the hall's environment; `score` where nothing applied."""

    check: int
    employee: str | None
    inspector: str
    sheet: str
    business_day: str
    checked_at: str
    version: int
    score: float | None


@dataclass(frozen=True)
class CheckList:
    checks: list[CheckObject]


@dataclass(frozen=True)
class StarsObject:
    """A month's star sheets; more keys may stand beside these. `version` is 0 while the month is not closed.

    Whoever leads a team and does not see everybody's quality reads its sheets, with no flags, and their teams;
    `inspector_shifts` and `hall` are empty for them.
    """

    month: str
    version: int
    provisional: bool
    policy_version: int
    sheets: list[dict[str, object]]
    inspector_shifts: dict[str, float | None]
    teams: list[dict[str, object]]
    hall: dict[str, float | None]


def _check_object(found: CheckScore) -> CheckObject:
    return CheckObject(
        check=found.check_id,
        employee=found.employee,
        inspector=found.inspector,
        sheet=found.sheet_kind.value,
        business_day=found.business_day.isoformat(),
        checked_at=stamp(found.checked_at),
        version=found.version,
        score=None if found.score is None else float(found.score),
    )


def _checks(call: EndpointCall) -> CheckList:
    month = request.args.get("month", "")
    found = scores_view.checks_of_month(web.db(), month)
    led = _led(call, month)
    return CheckList([_check_object(check) for check in found if led is None or check.employee in led])


def _led(call: EndpointCall, month: str) -> frozenset[str] | None:
    """Whose results in a month the caller reads: those of the team that they lead; None: everybody's. BadValue."""
    if Permission.SEE_QUALITY in call.caller.permissions:
        return None
    return team_view.led_by(web.db(), call.caller.employee or "", month)


def _save_check(call: EndpointCall) -> CheckObject:
    body: bodies.NewCheck = call.body
    inspector = call.caller.employee or body.inspector
    if inspector is None or body.inspector not in (None, inspector):
        raise BadValue(N_("Name in inspector whoever checks; an employee names nobody but themself."))
    sheet = scores_view.sheet_in_force(web.db(), web.clock().now(), body.sheet)
    marks = {line.item: (line.mark, line.reason, line.times) for line in body.marks}
    if len(marks) < len(body.marks):
        raise BadValue(N_("An item has two marks; send one for each item."))
    check_id = check_actions.save_check(
        web.db(), web.clock(), call.by, inspector, sheet.id, body.employee, body.started_at, marks
    )
    return _check_object(scores_view.check_score(web.db(), check_id))


def _stars(call: EndpointCall, month: str) -> StarsObject:
    published = stars_view.published_month(web.db(), month, web.clock().now())
    led = _led(call, month)
    document = stars_view.stars_document(web.db(), published, with_flags=led is None)
    known = {name: document[name] for name in StarsObject.__dataclass_fields__}
    stars = StarsObject(**known)  # type: ignore[arg-type]  # the document is made by stars_json with these keys
    if led is None:
        return stars
    return replace(
        stars,
        sheets=[sheet for sheet in stars.sheets if sheet["employee"] in led],
        inspector_shifts={},
        teams=[team for team in stars.teams if team["lead"] == call.caller.employee],
        hall={},
    )


QUALITY_ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        "GET",
        "/checks",
        "The checks of a month (?month=YYYY-MM), or those of the team that one leads",
        None,
        CheckList,
        _checks,
    ),
    Endpoint(
        "POST",
        "/checks",
        "Check a colleague or the hall against the sheet in force",
        bodies.NewCheck,
        CheckObject,
        _save_check,
        201,
    ),
    Endpoint(
        "GET",
        "/stars/{month}",
        "The star sheets of a month, or those of the team that one leads",
        None,
        StarsObject,
        _stars,
    ),
)
