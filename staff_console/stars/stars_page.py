"""Service stars: a month's ranking, a sheet with all its arithmetic, the entries behind it, wall list, pay file."""

import csv
from io import BytesIO, StringIO

from flask import Blueprint, flash, redirect, request, send_file, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import asking_each_time, employee, may_open
from staff_console.page.heavy_answer import begun_apart, followed_apart
from storeops.base.business_time import business_day
from storeops.base.i18n import N_, translate
from storeops.base.months import month_span
from storeops.base.paging import page_of
from storeops.base.spreadsheet_text import inert
from storeops.base.typed_text import given_choice
from storeops.base.whole_number import given_number
from storeops.month_end.corrections import in_language
from storeops.quality.care import care_view
from storeops.quality.policy.policy import StarLine
from storeops.quality.stars import stars_view, team_view
from storeops.quality.stars.asked_closing import StarsClosing
from storeops.quality.stars.explained import explained, explained_places
from storeops.quality.stars.refusals import MonthNotClosed, NoStarSheet, NotYourTeam
from storeops.quality.stars.sheet import StarMonth, StarSheet
from storeops.quality.stars.stars_view import PublishedMonth
from storeops.web import request as web
from storeops.web.workshop import Made

pages = Blueprint("stars", __name__, url_prefix="/stars")

ENTRIES_ON_A_PAGE = 100

FROZEN = N_("The month is closed as version %(version)s.")


@pages.get("")
def start() -> Response:
    """The months; whoever sees everybody's sheets comes to the newest month at once."""
    months = stars_view.months_with_sheets(web.db(), web.clock().now())
    if not months or not _sees_everybody():
        return web.page("stars_months.html", months=months, own_code=employee().code)
    return redirect(url_for(".month", month=months[0].month), 303)


@pages.get("/<month>")
def month(month: str) -> Response:
    """Everybody's sheet of a month: the ranking, who is not ranked and why, the teams, and how strict who marks."""
    published = _published(month)
    return web.page(
        "stars_month.html",
        published=published,
        months=stars_view.months_with_sheets(web.db(), web.clock().now()),
        versions=stars_view.versions(web.db(), month),
        differences=_differences(published),
        may_close=web.clock().now() >= month_span(month, web.hall().zone).closes_at,
        reason=in_language(published.reason, web.language()) if published.reason else None,
        names={each.code: each.name for each in care_view.employees(web.db())} | _names(published.stars),
    )


@pages.post("/<month>/freeze")
def freeze(month: str) -> Response:
    """Begin to close a month by hand, or to make its next version where something changed."""
    return begun_apart(StarsClosing(month, asking_each_time().name), url_for(".closing", month=month))


@pages.get("/<month>/closing")
def closing(month: str) -> Response:
    """How far the closing of a month is, and then the month."""

    def closed(made: Made | None = None) -> Response:
        if made:
            flash(translate(web.language(), FROZEN, {"version": made.value}))
        return redirect(url_for(".month", month=month), 303)

    return followed_apart(closed, closed)


@pages.get("/<month>/team")
def team(month: str) -> Response:
    """A lead's own team in a month: its members' totals and stars, and the team's own sheet."""
    published = _published(month)
    members = team_view.led_by(web.db(), employee().code, month)
    return web.page(
        "stars_team.html",
        published=published,
        sheets=[each for each in published.stars.sheets if each.facts.employee in members],
        teams=[each for each in published.stars.teams if each.lead == employee().code],
    )


@pages.get("/<month>/sheets/<code>")
def sheet(month: str, code: str) -> Response:
    """One employee's sheet: every input, every product; one's own, one's team's, anybody's for whoever sees quality."""
    _refuse_strangers(month, code)
    published = _published(month)
    found = _sheet_of(published, code)
    return web.page(
        "stars_sheet.html",
        published=published,
        sheet=found,
        lines=explained(found, published.stars, published.policy),
        needs=explained_places(found, published.stars, published.policy),
        versions=stars_view.versions(web.db(), month),
        appeals=stars_view.appeals(web.db(), month, code, False),
        ranked_count=sum(each.is_eligible for each in published.stars.sheets),
        is_own=code == employee().code,
        may_appeal=_may_appeal(month, code),
        appealable_until=stars_view.appealable_until(web.db(), month),
    )


@pages.get("/<month>/sheets/<code>/<line>")
def entries(month: str, code: str, line: str) -> Response:
    """The raw entries behind one line of a sheet."""
    _refuse_strangers(month, code)
    chosen = _line(line)
    published = _published(month)
    sees_taps = _sees_everybody() and code != employee().code
    found = stars_view.entries(web.db(), month, code, chosen, web.clock().now(), sees_taps)
    page = page_of(found, given_number("page", request.args.get("page") or "1"), ENTRIES_ON_A_PAGE)
    return web.page(
        "stars_entries.html",
        published=published,
        sheet=_sheet_of(published, code),
        line=chosen,
        entries=page.items,
        entries_count=len(found),
        page=page.number,
        pages_count=page.count,
        may_appeal=_may_appeal(month, code),
    )


@pages.get("/<month>/wall")
def wall(month: str) -> Response:
    """The list for the back office's wall: the bands from the hall's floor up, nobody else."""
    published = _published(month)
    shown = [each for each in published.stars.sheets if each.stars is not None and each.stars >= published.floor]
    return web.page("stars_wall.html", published=published, sheets=shown)


@pages.get("/<month>/pay.csv")
def pay(month: str) -> Response:
    """Employee number, month, total, stars and version of a closed month, for the pay office."""
    published = _published(month)
    if published.is_provisional:
        raise MonthNotClosed(month=month)
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["employee", "month", "total", "stars", "version"])
    for each in sorted(published.stars.sheets, key=lambda each: each.facts.employee):
        total = "" if each.total is None else str(each.total)
        stars = "" if each.stars is None else each.stars
        writer.writerow([inert(each.facts.employee), month, total, stars, published.version])
    # An export says who made it and when.
    made = f"{web.clock().now().astimezone(web.hall().zone):%Y%m%dT%H%M}"
    name = f"pay-{month}-v{published.version}-{made}-by-{employee().code}.csv"
    return send_file(BytesIO(text.getvalue().encode()), mimetype="text/csv", as_attachment=True, download_name=name)


def _may_appeal(month: str, code: str) -> bool:
    """Whether the sheet is one's own and there is still time."""
    until = stars_view.appealable_until(web.db(), month)
    today = business_day(web.clock().now(), web.hall().zone)
    return code == employee().code and until is not None and today <= until


def _published(month: str) -> PublishedMonth:
    """A month in the version that the address asks for; the newest unless told."""
    text = request.args.get("version")
    version = given_number("version", text, least=0) if text else None
    return stars_view.published_month(web.db(), month, web.clock().now(), version)


def _differences(published: PublishedMonth) -> list[stars_view.ChangedSheet]:
    """The sheets whose total or stars the version changed."""
    if published.version < 2:
        return []
    changed = stars_view.difference(web.db(), published.month, published.version)
    return [each for each in changed if (each.total_before, each.stars_before) != (each.total_after, each.stars_after)]


def _sheet_of(published: PublishedMonth, code: str) -> StarSheet:
    found = next((each for each in published.stars.sheets if each.facts.employee == code), None)
    if found is None:
        raise NoStarSheet(employee=code[:40], month=published.month)
    return found


def _names(stars: StarMonth) -> dict[str, str]:
    """The names of those who have a sheet, by number."""
    return {each.facts.employee: each.facts.name for each in stars.sheets}


def _line(text: str) -> StarLine:
    return given_choice("line", text, StarLine)


def _sees_everybody() -> bool:
    return may_open("stars.month")


def _refuse_strangers(month: str, code: str) -> None:
    """NotYourTeam for the sheet of somebody who was not of one's own team in that month."""
    if code == employee().code or _sees_everybody():
        return
    if not may_open("stars.team") or code not in team_view.led_by(web.db(), employee().code, month):
        raise NotYourTeam
