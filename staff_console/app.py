"""The staff console: the signed-in screens of clerks, duty managers and administrators."""

from urllib.parse import quote, urlencode

from flask import Flask, request, url_for

from staff_console import (
    check_results_page,
    checks_page,
    desk_floor_page,
    desk_page,
    feedback_page,
    flags_page,
    follow_up_case_page,
    follow_up_page,
    hall_floor_page,
    hall_page,
    period_page,
    recovery_page,
    reports_page,
    retention_page,
    set_up_cards,
    set_up_counters,
    set_up_hall,
    set_up_moments,
    set_up_offer,
    set_up_people,
    set_up_policies,
    set_up_sheets,
    set_up_targets,
    set_up_teams,
    sign_in_page,
    star_appeals_page,
    star_care_page,
    star_rules_page,
    stars_page,
    wishes_page,
)
from staff_console.doors import employee_or_none
from staff_console.metric_words import add_metric_words
from staff_console.refusals import refusal_page
from staff_console.report_words import add_report_words
from staff_console.star_words import add_star_words
from staff_console.words import add_words
from storeops import web
from storeops.people.roles import Permission, may


def create_app(runtime: web.Runtime) -> Flask:
    """The console on a running StoreOps, to be mounted at /console."""
    app = Flask(__name__)
    web.attach_pages(app, runtime, refusal_page)
    for pages in (
        sign_in_page.pages,
        desk_page.pages,
        desk_floor_page.pages,
        hall_page.pages,
        hall_floor_page.pages,
        recovery_page.pages,
        feedback_page.pages,
        wishes_page.pages,
        retention_page.pages,
        reports_page.pages,
        period_page.pages,
        flags_page.pages,
        follow_up_page.pages,
        follow_up_case_page.pages,
        checks_page.pages,
        check_results_page.pages,
        stars_page.pages,
        star_appeals_page.pages,
        star_rules_page.pages,
        star_care_page.pages,
        set_up_sheets.pages,
        set_up_hall.pages,
        set_up_offer.pages,
        set_up_counters.pages,
        set_up_people.pages,
        set_up_teams.pages,
        set_up_policies.pages,
        set_up_targets.pages,
        set_up_moments.pages,
        set_up_cards.pages,
    ):
        app.register_blueprint(pages)
    add_words(app)
    add_star_words(app)
    add_report_words(app)
    add_metric_words(app)
    app.context_processor(_page_values)
    return app


def _page_values() -> dict[str, object]:
    employee = employee_or_none()
    return {
        "employee": employee,
        **{f"may_{right}": employee is not None and may(employee.role, right) for right in Permission},
        "follow_ups_due": follow_up_page.due_line,
        "other_language_url": _in_other_language(),
    }


def _in_other_language() -> str:
    """The address of this page in the other language; the start page where this one answered a form."""
    other = "en" if web.language() == "zh" else "zh"
    if request.method != "GET" or request.endpoint is None:
        return url_for("desk.page", lang=other)
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{request.script_root}{quote(request.path)}?{urlencode([*kept, ('lang', other)])}"
