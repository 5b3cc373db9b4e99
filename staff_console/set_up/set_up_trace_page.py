"""The trace: who did what, when and from where; on the page and as a file."""

from dataclasses import dataclass

from flask import Blueprint, Response, request, url_for

from staff_console.page.form import Form
from staff_console.set_up.trace_lines import ACTOR_WORDS, TraceNames
from staff_console.set_up.trace_words import KIND_WORDS, KINDS_BY_MATTER
from storeops.base.csv_lines import as_file
from storeops.base.errors import BadValue
from storeops.base.i18n import N_
from storeops.base.months import day_span
from storeops.base.whole_number import given_number
from storeops.hall import offer_view, set_up_view
from storeops.people.devices import device_of
from storeops.quality.checks import sheets_view
from storeops.quality.checks.sheet_rules import SheetKind
from storeops.quality.guideposts import guidepost_view
from storeops.reports.periods.period import Period, day_of, given_period
from storeops.store.event_kinds import EVENT_KINDS
from storeops.tracing.trace_view import chain_state, trace_file, trace_page
from storeops.tracing.trace_wish import TraceWish
from storeops.web import request as web

pages = Blueprint("set_up_trace", __name__, url_prefix="/setup/trace")


@dataclass(frozen=True)
class Asked:
    """What the form asks for, as typed; empty: any."""

    person: str
    kind: str
    ticket: str


@pages.get("")
def trace() -> Response:
    """The events of a day, today unless the address names others; by person, kind and ticket."""
    form = Form(request.args.to_dict())
    period, asked = form.check(_period) or day_of(web.today()), _asked()
    before = request.args.get("before")
    found = trace_page(web.db(), _wish(period, asked), given_number("before", before) if before else None)
    address = {"from": period.first_day.isoformat(), "to": period.last_day.isoformat(), **vars(asked)}
    return web.page(
        "set_up_trace.html",
        form.status,
        form=form,
        period=period,
        asked=asked,
        people=set_up_view.employees(web.db()),
        kinds_by_matter=KINDS_BY_MATTER,
        kind_words=KIND_WORDS,
        actor_words=ACTOR_WORDS,
        device_of=device_of,
        names=_names(),
        found=found,
        chain=chain_state(web.db(), web.db().path),
        file_url=url_for(".file", **address),
        older_url=url_for(".trace", **address, before=found.older) if found.older else None,
    )


@pages.get("/trace.csv")
def file() -> Response:
    """The same events as CSV, all of them."""
    period = _period()
    lines = trace_file(web.db(), _wish(period, _asked()), web.hall().zone)
    response = Response("".join(as_file(lines)), mimetype="text/csv")
    name = f"trace-{period.first_day.isoformat()}-{period.last_day.isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _names() -> TraceNames:
    """What the hall calls services, categories, moments and items of its sheets."""
    language, offer = web.language(), offer_view.whole_offer(web.db())
    services = {service.code: service.name(language) for line in offer for service in line.services}
    sheets = (sheets_view.sheet_versions(web.db(), web.clock().now(), kind) for kind in SheetKind)
    return TraceNames(
        language,
        {
            **dict.fromkeys(("service", "services", "from_service", "transaction_service"), services),
            "category": {line.category.code: line.category.name(language) for line in offer},
            "moment": {each.code.value: each.name(language) for each in guidepost_view.key_moments(web.db())},
            "item": {item.code: item.name(language) for sheet in sheets for item in sheet.newest.items},
        },
    )


def _period() -> Period:
    """The days of the address; today where it names none. As given_period refuses."""
    texts = request.args.get("from", ""), request.args.get("to", "")
    return given_period(*texts, web.today()) if any(texts) else day_of(web.today())


def _asked() -> Asked:
    """What the address asks for. BadValue for a kind that there is not."""
    kind = request.args.get("kind", "")
    if kind and kind not in EVENT_KINDS:
        raise BadValue(N_("There is no such kind of event; choose one from the list."))
    return Asked(request.args.get("person", "").strip(), kind, request.args.get("ticket", "").strip().upper())


def _wish(period: Period, asked: Asked) -> TraceWish:
    span = day_span(period.first_day, period.last_day, web.hall().zone)
    return TraceWish(
        begin=span.begins_at,
        until=span.ends_at,
        first_day=period.first_day.isoformat(),
        last_day=period.last_day.isoformat(),
        employee=asked.person or None,
        kind=asked.kind or None,
        ticket=asked.ticket or None,
    )
