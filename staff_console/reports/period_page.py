"""Days, weeks and any stretch of days: live figures, the visits behind each of them, and one period beside another."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from staff_console.page.form import Form
from storeops.base.whole_number import given_number
from storeops.measuring.metric_registry import METRIC_OF
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.layout.blocks import Figure
from storeops.reports.layout.figure_words import ChangeWords, changes
from storeops.reports.layout.shown import shown
from storeops.reports.periods import period as periods
from storeops.reports.periods.period import Period, given_begun_day, given_period
from storeops.reports.periods.period_chapters import detail_chapters, headline_figures
from storeops.reports.periods.period_report_view import period_report
from storeops.reports.periods.visits_behind import WITH_VISITS
from storeops.reports.periods.visits_behind_view import MOST_DAYS, visits_behind
from storeops.reports.renderings.html import chapters_body
from storeops.web import request as web

pages = Blueprint("periods", __name__, url_prefix="/reports")

LINES_ON_A_PAGE = 100
QUIET_SECONDS = 10
"""How long a live page rests between two countings, however much happens in the hall."""


@dataclass(frozen=True)
class Tile:
    """A figure as the page shows it, with what it was in the other period.

    `change` is None where there is nothing to compare with, `visits_url` where no single visits stand behind it.
    """

    metric: str
    name: str
    value: str
    before: str
    change: ChangeWords | None
    visits_url: str | None


@pages.get("/day")
def day() -> Response:
    """One day, today unless the address names another; its figures follow the hall."""
    form = _asked()
    return _page(periods.day_of(_named_day(form)), "periods.day", form)


@pages.get("/week")
def week() -> Response:
    """The week from Monday to Sunday that holds a day, today unless the address names another."""
    form = _asked()
    return _page(periods.week_of(_named_day(form)), "periods.week", form)


@pages.get("/days")
def days() -> Response:
    """Any days beside any others, before and after something: those of the address, else last week and this one."""
    this_week, form = periods.week_of(web.today()), _asked()
    shown_days = _given(form, "from", "to") or periods.just_before(this_week)
    return _page(shown_days, "periods.days", form, _given(form, "other_from", "other_to"))


@pages.get("/visits")
def visits() -> Response:
    """The visits behind a figure of some days, those first that spoil it."""
    metric = request.args.get("metric", "")
    texts = request.args.get("from", ""), request.args.get("to", "")
    period = given_period(*texts, web.today()) if any(texts) else periods.day_of(web.today())
    page = given_number("page", request.args.get("page") or "1")
    found = visits_behind(web.db(), metric, period, web.clock().now(), page, LINES_ON_A_PAGE)
    return web.page(
        "period_visits.html",
        metric=METRIC_OF[metric],
        period=period,
        found=found,
    )


def _asked() -> Form:
    """The days of the address as they were typed: what is wrong is said beside them, and they can be mended there."""
    return Form(request.args.to_dict())


def _named_day(form: Form) -> date:
    """The day of the address; today where it names none, or, with a refusal noted, none that has begun."""
    text = form.text("day")
    return (form.check(given_begun_day, "day", text, web.today()) if text else None) or web.today()


def _given(form: Form, first: str, last: str) -> Period | None:
    """The days of two fields of the address; None where neither is filled in, or, with refusals noted, wrongly."""
    texts = form.text(first), form.text(last)
    return form.check(given_period, *texts, web.today(), (first, last)) if any(texts) else None


def _page(period: Period, endpoint: str, form: Form, other: Period | None = None) -> Response:
    """The whole page, or for a script that asks for it the fragment alone."""
    compared = other or periods.compared_with(period)
    report = period_report(web.db(), period, web.clock().now(), compared)
    words = Words(web.language())
    following = periods.after(period)
    kind = "fragment" if request.headers.get("X-Fragment") else "page"
    page = render_template(
        f"period_{kind}.html",
        endpoint=endpoint,
        form=form,
        period=period,
        other=compared,
        previous=periods.just_before(period),
        following=following if following.first_day <= web.today() else None,
        is_live=period.first_day <= web.today() <= period.last_day,
        quiet_milliseconds=QUIET_SECONDS * 1000,
        last_seq=report.last_seq,
        blocks=[
            (block.title, [_tile(figure, period) for figure in block.figures])
            for block in headline_figures(report, words)
        ],
        details=chapters_body(detail_chapters(report, words), words.language),
    )
    return Response(page, status=form.status, mimetype="text/html")


def _tile(figure: Figure, period: Period) -> Tile:
    has_visits = figure.metric in WITH_VISITS and period.day_count <= MOST_DAYS and figure.value is not None
    first, last = period.first_day.isoformat(), period.last_day.isoformat()
    days: dict[str, Any] = {"from": first, "to": last}
    behind = url_for("periods.visits", metric=figure.metric, **days) if has_visits else None
    return Tile(
        metric=figure.metric,
        name=figure.name,
        value=shown(figure.value, figure.kind, web.language()),
        before=shown(figure.base.before if figure.base else None, figure.kind, web.language()),
        change=next(iter(changes(figure, web.language())), None),
        visits_url=behind,
    )
