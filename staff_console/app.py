"""The staff console: the signed-in screens of clerks, duty managers and administrators."""

from pathlib import Path
from urllib.parse import quote, urlencode

from flask import request, url_for
from jinja2 import FileSystemLoader

from staff_console.checks import check_results_page, checks_page
from staff_console.desk import desk_floor_page, desk_page
from staff_console.feedback import doubts_page, feedback_page, retention_page, wishes_page
from staff_console.follow_ups import follow_up_case_page, follow_up_page
from staff_console.hall import (
    hall_clock_page,
    hall_floor_page,
    hall_page,
    hall_tickets_page,
    hall_void_page,
    recovery_page,
)
from staff_console.page import account_page, factor_page, sign_in_page, start_page
from staff_console.page.asking_first import ask_first
from staff_console.page.doors import (
    audience,
    employee_or_none,
    let_in,
    may_open,
    newcomer_or_none,
    see_who_is_there,
    still_reads,
)
from staff_console.page.menu_counts import waiting_for_reader
from staff_console.page.refusals import refusal_page
from staff_console.page.trace_of_answers import trace_answers
from staff_console.page.verb_forms import add_list_verbs
from staff_console.page.words import add_words
from staff_console.reports import exports_page, period_page, reports_page
from staff_console.reports.metric_words import add_metric_words
from staff_console.reports.report_words import add_report_words
from staff_console.set_up import (
    set_up_book_page,
    set_up_cards_page,
    set_up_counters_page,
    set_up_devices_page,
    set_up_doctor_page,
    set_up_first_day_page,
    set_up_hall_page,
    set_up_imports_page,
    set_up_looks_page,
    set_up_moments_page,
    set_up_offer_page,
    set_up_people_page,
    set_up_personal_page,
    set_up_policies_page,
    set_up_sheets_page,
    set_up_targets_page,
    set_up_teams_page,
    set_up_trace_page,
)
from staff_console.stars import flags_page, star_appeals_page, star_care_page, star_rules_page, stars_page
from staff_console.stars.star_words import add_star_words
from storeops.base.errors import KeyFileBroken
from storeops.hall import clock_view
from storeops.people.door_table import Site
from storeops.store.refusals import KeyFileLost
from storeops.web import attach
from storeops.web import request as web
from storeops.web.doorkeeper import keep_doors
from storeops.web.enrolled_screen import only_enrolled
from storeops.web.faults import HallApp

ROOMS = ("page", "desk", "hall", "checks", "follow_ups", "stars", "feedback", "reports", "set_up")
"""Where templates stand; each has a name that no other room uses."""


def create_app(runtime: web.Runtime) -> HallApp:
    """The console on a running StoreOps, to be mounted at /console."""
    app = HallApp(__name__, template_folder=None)
    app.jinja_loader = FileSystemLoader([Path(app.root_path) / room / "templates" for room in ROOMS])
    attach.attach_pages(app, runtime, refusal_page, audience, still_reads)
    for pages in (
        sign_in_page.pages,
        start_page.pages,
        account_page.pages,
        factor_page.pages,
        desk_page.pages,
        desk_floor_page.pages,
        hall_page.pages,
        hall_floor_page.pages,
        hall_tickets_page.pages,
        hall_clock_page.pages,
        hall_void_page.pages,
        recovery_page.pages,
        feedback_page.pages,
        doubts_page.pages,
        wishes_page.pages,
        retention_page.pages,
        reports_page.pages,
        period_page.pages,
        exports_page.pages,
        flags_page.pages,
        follow_up_page.pages,
        follow_up_case_page.pages,
        checks_page.pages,
        check_results_page.pages,
        stars_page.pages,
        star_appeals_page.pages,
        star_rules_page.pages,
        star_care_page.pages,
        set_up_sheets_page.pages,
        set_up_first_day_page.pages,
        set_up_book_page.pages,
        set_up_imports_page.pages,
        set_up_hall_page.pages,
        set_up_offer_page.pages,
        set_up_counters_page.pages,
        set_up_devices_page.pages,
        set_up_people_page.pages,
        set_up_teams_page.pages,
        set_up_policies_page.pages,
        set_up_targets_page.pages,
        set_up_moments_page.pages,
        set_up_cards_page.pages,
        set_up_personal_page.pages,
        set_up_trace_page.pages,
        set_up_doctor_page.pages,
        set_up_looks_page.pages,
    ):
        app.register_blueprint(pages)
    add_words(app)
    add_list_verbs(app)
    add_star_words(app)
    add_report_words(app)
    add_metric_words(app)
    app.context_processor(_page_values)
    app.before_request(see_who_is_there)
    ask_first(app)
    keep_doors(app, Site.CONSOLE, let_in)
    trace_answers(app)
    return app


def _page_values() -> dict[str, object]:
    return {
        "employee": employee_or_none(),
        "audience": audience,
        "newcomer": newcomer_or_none(),
        "board_silence": web.board_silence,
        "clock_step": clock_view.step_to_tell(web.db(), web.clock().now()) if may_open("hall_clock.page") else None,
        "key_trouble": _key_trouble() if may_open("set_up_hall.start") else None,
        "may_open": may_open,
        "should_enrol": may_open("set_up_devices.set_enrolment") and not web.hall().is_sample and not only_enrolled(),
        "follow_ups_due": follow_up_page.due_line,
        "waiting_for_reader": waiting_for_reader,
        "other_language_url": _in_other_language(),
    }


def _key_trouble() -> str | None:
    """What is wrong with the hall's key file, for those who can mend it; None where all is well."""
    try:
        return None if web.db().has_its_key else web.spoken(KeyFileLost())
    except KeyFileBroken as broken:
        return web.spoken(broken)


def _in_other_language() -> str:
    """The address of this page in the other language; the start page where this one answered a form."""
    other = "en" if web.language() == "zh" else "zh"
    if request.method != "GET" or request.endpoint is None:
        return url_for("desk.page", lang=other)
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{request.script_root}{quote(request.path)}?{urlencode([*kept, ('lang', other)])}"
