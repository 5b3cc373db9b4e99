"""The hall page: queues, counters and who waits too long, for whoever runs the hall; issuing for the greeter."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta

import segno
from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from staff_console.follow_ups.follow_up_form import offered
from staff_console.page.doors import asking, employee, may_open
from staff_console.page.refusals import refusal_page, words_in_hand
from staff_console.page.verb_forms import refuse_unasked, told
from staff_console.page.words import SEGMENTS
from storeops.backups.backup_trouble import TROUBLE_WORDS
from storeops.backups.backup_view import BackupsNow, backups_now
from storeops.base.business_time import local_instant
from storeops.base.errors import StoreOpsError, TimeNeeded
from storeops.base.i18n import N_, Language, translate
from storeops.base.paging import page_of
from storeops.base.typed_text import given_choice
from storeops.base.whole_number import row_id
from storeops.hall.refusals import UnknownTicket
from storeops.hall.targets import Segment
from storeops.measuring.level_today_view import level_today
from storeops.people.refusals import NotAllowed, NotSignedIn, NotYoursToIssue, SomethingFirst
from storeops.people.roles import ROLES, Permission, Role, gives_tickets, may
from storeops.promises.breaking import BREAKS_WITHIN
from storeops.quality.checks.checks_view import DueCheck, due_checks, due_to_take_over, next_announcement
from storeops.quality.duty.duty_view import floor_now
from storeops.quality.duty.recovery_view import open_recovery
from storeops.quality.follow_ups import follow_ups_view
from storeops.quality.guideposts.guidepost_view import guideposts_at_door
from storeops.queueing import hall_view
from storeops.queueing.hall_view import IssuedCard, Urgency
from storeops.queueing.issue import Wish, issue
from storeops.queueing.issuing_stop_view import stop_lines
from storeops.queueing.ticket import Snapshot, Verb
from storeops.queueing.verb_table import VERB_TABLE, NamedBy, VerbRow
from storeops.web import request as web
from storeops.web.enrolled_screen import only_enrolled

pages = Blueprint("hall", __name__)

NOW_OF_KIND = N_("Kind of customer now: %(kind)s")

WAITING_ON_A_PAGE = 50
LONGEST_NUMBER = 12
MOST_ASIDE = 40
"""Of those who are late, on hold or gone, so many are shown, in the order in which they need somebody."""


URGENCIES: dict[Urgency, str] = {
    Urgency.LATE: N_("Past their promise"),
    Urgency.SOON: N_("Due within %(n)s min"),
    Urgency.LATER: N_("Later"),
}


@pages.get("/duty")
def page() -> Response:
    """Queues, counters and whoever waits too long."""
    return _hall()


@pages.get("/duty/fragment")
def fragment() -> Response:
    """What of the hall page changes by itself."""
    return _hall()


@pages.errorhandler(StoreOpsError)
def refused(error: StoreOpsError) -> Response:
    """The hall as it is now, with the refusal's sentence; a page of its own where words would be lost."""
    goes_elsewhere = isinstance(error, NotSignedIn | NotAllowed | SomethingFirst) or request.method == "GET"
    if goes_elsewhere or words_in_hand(error):
        return refusal_page(error)
    return _hall(error)


def _hall(refusal: StoreOpsError | None = None, done: str = "") -> Response:
    """The whole page, or for a script that asks for it the fragment alone."""
    now = web.clock().now()
    kind = "fragment" if request.headers.get("X-Fragment") else "page"
    issued = _issued_card()
    asked = request.args.get("find", "").strip()[:LONGEST_NUMBER]
    hall = hall_view.hall_now(web.db(), now)
    reader = employee()
    inspects = may_open("checks.begin")
    floor = floor_now(web.db(), now, hall, reader.code if may_open("hall_floor.arrive") else None)
    announced = next_announcement(web.db(), now) if inspects else None
    hall = replace(hall, changes_at=_earliest(hall.changes_at, floor.changes_at, announced))
    page = render_template(
        f"hall_{kind}.html",
        now=now,
        hall=hall,
        level=level_today(web.db(), now),
        shown=page_of(hall.by_urgency, row_id(request.args.get("page", "")) or 1, WAITING_ON_A_PAGE),
        most_aside=MOST_ASIDE,
        URGENCIES=URGENCIES,
        soon_minutes=BREAKS_WITHIN // timedelta(minutes=1),
        asked=asked,
        longest_number=LONGEST_NUMBER,
        found=hall_view.found_ticket(web.db(), now, hall, asked) if asked else None,
        follow_ups=follow_ups_view.for_duty(web.db(), now),
        checks_due=_checks_due(now, reader.code) if inspects else [],
        floor=floor,
        recovery=open_recovery(web.db(), now) if may_open("recovery.take") else [],
        guideposts=guideposts_at_door(web.db(), reader.code) if ROLES[reader.role].greets else None,
        may_issue=_gives_tickets(),
        stops=stop_lines(web.db(), now),
        backups=_backups(now, reader.role),
        TROUBLE_WORDS=TROUBLE_WORDS,
        issued=issued,
        qr_code=_qr_code(issued) if issued else None,
        sentence=web.spoken(refusal) if refusal else None,
        done=done,
        **offered(),
    )
    return Response(page, status=refusal.status if refusal else 200, mimetype="text/html")


def _backups(now: datetime, role: Role) -> BackupsNow | None:
    """How the backups stand, for whoever looks after the machines; None for all others, and where none are set up."""
    own = web.runtime().settings
    return backups_now(web.db(), own, now) if own.backups and may(role, Permission.ENROL) else None


def _checks_due(now: datetime, inspector_code: str) -> list[DueCheck]:
    """The reader's own checks that are due and those that they may take over, in order of time."""
    found = [*due_checks(web.db(), now, inspector_code), *due_to_take_over(web.db(), now, inspector_code)]
    return sorted(found, key=lambda check: check.due_at)


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment), default=None)


def _issued_card() -> IssuedCard | None:
    """The ticket that this browser issued last; None if there is none, or if it is gone.

    It shows the customer's own address, so that of a ticket that others issued is not told.
    """
    number = request.args.get("issued", "")
    is_own = number != "" and session.get("issued") == number
    try:
        return hall_view.issued_card(web.db(), web.clock().now(), number, session.get("issued_id")) if is_own else None
    except UnknownTicket:
        return None


def _qr_code(issued: IssuedCard) -> str:
    """The phone page's address as an image that stands in the page itself."""
    code = segno.make(f"{web.public_base()}/t/{issued.token}", error="m", micro=False)
    return code.svg_data_uri(border=0, omitsize=True)


def done(happened: str = "", ticket: Snapshot | None = None, issued: str | None = None, **values: str) -> Response:
    """The hall as the verb left it: at once for a script, by a redirect for a plain form.

    `happened`: what the verb did, in a word not yet translated, with its `values`; of a `ticket` that waits its place
    is told too. One that was `issued` is shown instead.
    """
    if request.headers.get("X-Fragment") and issued is None:
        return _hall(done=_told(happened, ticket, values))
    return redirect(url_for(f"hall.{'fragment' if request.headers.get('X-Fragment') else 'page'}", issued=issued), 303)


def _told(happened: str, ticket: Snapshot | None, values: Mapping[str, str]) -> str:
    word = translate(web.language(), happened, values) if happened else ""
    if ticket is None or ticket.ahead_count is None:
        return word
    place = {"happened": word, "number": ticket.number, "n": ticket.ahead_count}
    return translate(web.language(), N_("%(happened)s: %(number)s, people ahead: %(n)s"), place)


# Issuing


@pages.post("/duty/issue")
def issue_ticket() -> Response:
    """Issue a ticket for a customer who stands before the greeter."""
    if not _gives_tickets():
        raise NotYoursToIssue
    segment = _segment(request.form.get("segment", Segment.STANDARD.value))
    wish = Wish(
        service_code=request.form.get("service", ""),
        segment=segment,
        language=_customers_language(),
        channel="greeter",
    )
    if segment is Segment.APPOINTMENT:
        wish = _booked(wish, request.form.get("booked", ""))
    with web.issuing():
        ticket = issue(web.db(), web.clock(), asking(), wish)
    session["issued"], session["issued_id"] = ticket.number, ticket.id
    return done(issued=ticket.number)


def _gives_tickets() -> bool:
    """Whether whoever is signed in gives tickets to customers in this hall."""
    role = employee().role
    return gives_tickets(role) if only_enrolled() else may(role, Permission.ISSUE)


def _segment(text: str) -> Segment:
    return given_choice("segment", text, Segment)


def _customers_language() -> Language:
    """The language of the customer's phone page: the hall's own unless the greeter chose English."""
    return "en" if request.form.get("language") == "en" else "zh"


def _booked(wish: Wish, text: str) -> Wish:
    """The wish with its booked time of today; TimeNeeded."""
    try:
        clock = time.fromisoformat(text)
    except ValueError:
        raise TimeNeeded("booked") from None
    return replace(wish, booked_at=local_instant(web.today(), clock.replace(tzinfo=None), web.hall().zone))


# The verbs, as their table tells them: tickets away from a counter, and counters that were left behind


def _verb_view(row: VerbRow) -> Callable[[], Response]:
    def view() -> Response:
        act = row.hall_action or row.action
        name = request.form.get(row.hall_named_by, "")
        refuse_unasked(row, name)
        answer = act(web.db(), web.clock(), asking(), name, *(told(row, field) for field in row.hall_asks))
        if not isinstance(answer, Snapshot):
            return done(row.happened)
        if row.verb is Verb.CHANGE_SEGMENT:
            return done(NOW_OF_KIND, answer, kind=translate(web.language(), SEGMENTS[Segment(answer.segment)]))
        return done(row.happened, answer)

    return view


for _row in VERB_TABLE.values():
    if _row.is_in_hall:
        _folder, _prefix = ("counters/", "counter_") if _row.named_by is NamedBy.COUNTER else ("", "")
        pages.add_url_rule(f"/duty/{_folder}{_row.path}", f"{_prefix}{_row.name}", _verb_view(_row), methods=["POST"])
