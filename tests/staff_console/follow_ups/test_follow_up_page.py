"""The follow-up pages: lists, a new case, one case with its verbs, the praise wall, and the badge on every page."""

import re

import pytest
from flask import Flask

from storeops.base.clock import FrozenClock
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.follow_up_actions import resolve
from storeops.running.jobs import warn_follow_ups
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    BRUNO,
    CHEN,
    GRETA,
    LARS,
    SUN,
    Person,
    a_serving_ticket,
    everything,
    last_event,
    later,
    rows,
)
from tests.quality.follow_ups.cases import a_case, case_row, owner_of
from tests.staff_console.colleague import Colleague
from tests.staff_console.conftest import SignedIn

COMPLAINT = {"kind": "complaint", "summary": "The bill is wrong", "promise": "norm", "owner": ANA.code}


@pytest.fixture
def bruno(signed_in: SignedIn) -> Colleague:
    """Another clerk."""
    return signed_in(BRUNO)


def badge(page: str) -> str:
    """The words of the badge in the head."""
    found = re.search(r'id="due-badge".*?</a>', page, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found.group().split(">", 1)[1]).split())


# Lists and badge


def test_an_empty_list_says_what_it_is_for(ana: Colleague) -> None:
    page = ana.open("/follow-ups")

    assert "No open follow-ups." in page
    assert badge(page) == "Follow-ups"


def test_what_is_overdue_is_said_on_every_page(signed_in: SignedIn, db: HallDatabase, clock: FrozenClock) -> None:
    a_case(db, clock)
    later(clock, "13h")
    a_case(db, clock)
    later(clock, "12h")  # 25 h and 12 h old
    ana = signed_in(ANA)

    for path in ("/", "/follow-ups", "/follow-ups/new", "/follow-ups/praise", "/follow-ups/badge"):
        page = ana.open(path)
        assert badge(page) == "Follow-ups 2, overdue 1"
        assert 'class="due-badge is-overdue"' in page


def test_a_list_tells_kind_promise_and_time_left(signed_in: SignedIn, db: HallDatabase, clock: FrozenClock) -> None:
    a_case(db, clock)
    later(clock, "21h30m")
    warn_follow_ups(db, clock)

    page = signed_in(ANA).open("/follow-ups")

    assert "Complaint" in page
    assert "Today 09:00" in page  # it is 06:30 on Tuesday
    assert "2 h 30 min left" in page
    assert "escalated to the supervisor" in page


def test_a_clerk_has_no_list_of_all(ana: Colleague, chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_case(db, clock, by=BRUNO)

    assert "The bill is wrong" not in ana.open("/follow-ups?tab=all")
    assert "The bill is wrong" in chen.open("/follow-ups?tab=all")


@pytest.mark.parametrize("tab", ["mine", "offered", "all", "overdue", "closed", "nonsense"])
def test_every_tab_opens(chen: Colleague, tab: str) -> None:
    chen.open(f"/follow-ups?tab={tab}")


def test_the_lists_need_a_sign_in(console: Flask) -> None:
    assert console.test_client().get("/follow-ups").status_code == 303


# A new case


def test_a_case_is_written_down_from_the_form(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    ticket = a_serving_ticket(db, clock)
    assert f'value="{ticket.number}"' in ana.open(f"/follow-ups/new?ticket={ticket.number}")

    response = ana.send("/follow-ups/new", **COMPLAINT, ticket="a001", phone="138 1234 5678")

    assert response.status_code == 303
    page = ana.open(response.location)
    assert "138****5678" in page
    assert "13812345678" not in page
    assert "A001" in page
    assert last_event(db)["kind"] == "follow_up_opened"


def test_a_technical_case_takes_the_reply_along_and_others_do_not(ana: Colleague, db: HallDatabase) -> None:
    ana.send("/follow-ups/new", **{**COMPLAINT, "kind": "technical", "reply": "We check it"})
    ana.send("/follow-ups/new", **{**COMPLAINT, "reply": "typed before the kind was changed"})

    assert [row["reply"] for row in rows(db, "SELECT reply FROM follow_up ORDER BY id")] == ["We check it", None]


@pytest.mark.parametrize(
    ("promise", "picked", "due"),
    [
        ("norm", "", "2026-03-03T01:00:00.000Z"),
        ("today", "", "2026-03-02T09:00:00.000Z"),
        ("tomorrow", "", "2026-03-03T09:00:00.000Z"),
        ("in_a_day", "", "2026-03-03T01:00:00.000Z"),
        ("pick", "2026-03-04T11:30", "2026-03-04T03:30:00.000Z"),
        ("today", "2026-03-04T11:30", "2026-03-02T09:00:00.000Z"),
    ],
)
def test_promises_are_times_of_the_hall(ana: Colleague, db: HallDatabase, promise: str, picked: str, due: str) -> None:
    ana.send("/follow-ups/new", **{**COMPLAINT, "promise": promise, "promised_at": picked})

    assert case_row(db, 1)["due_at"] == due


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": ""}, "Choose one from the list."),
        ({"summary": " "}, "Enter 1 to 1000 characters."),
        ({"ticket": "Z99"}, "There is no ticket with this number"),
        ({"phone": "123"}, "Enter a phone number with its area code"),
        ({"promise": "pick", "promised_at": ""}, "Enter a day and a time"),
        ({"promise": "pick", "promised_at": "0001-01-01T00:00"}, "Enter a day and a time"),
        ({"promise": "pick", "promised_at": "2026-03-01T10:00"}, "Promise a time that is still to come"),
        ({"promise": "never"}, "Choose one from the list."),
        ({"owner": "4711"}, "Choose one from the list."),
        ({"owner": LARS.code}, "Choose one from the list."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    ana: Colleague, db: HallDatabase, fields: dict[str, str], sentence: str
) -> None:
    ana.open("/follow-ups/new")
    before = everything(db)

    response = ana.send("/follow-ups/new", **{**COMPLAINT, "ticket": "", **fields})

    assert response.status_code in (409, 422)
    assert sentence in response.text
    if "summary" not in fields:
        assert "The bill is wrong" in response.text
    assert everything(db) == before


def test_a_double_tap_writes_one_case(ana: Colleague, db: HallDatabase) -> None:
    for _ in range(2):
        ana.send("/follow-ups/new", **COMPLAINT, idempotency_key="one tap")

    assert len(rows(db, "SELECT id FROM follow_up")) == 1


def test_praise_goes_to_the_wall(ana: Colleague) -> None:
    response = ana.send(
        "/follow-ups/new", kind="praise", summary="<b>So</b> kind!", promise="norm", praised=BRUNO.code, owner=ANA.code
    )

    assert response.location.endswith("/follow-ups/praise")
    wall = ana.open("/follow-ups/praise")
    assert "Bruno" in wall
    assert "So" in wall
    assert "<b>So</b>" not in ana.client.get("/follow-ups/praise").text


# One case


def test_a_case_runs_through_its_verbs(ana: Colleague, bruno: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    case = a_case(db, clock, Kind.TECHNICAL)
    steps = [
        (ana, "reply", {"reply": "We check the mast"}),
        (ana, "call-back", {"outcome": "reached", "note": "Glad"}),
        (ana, "hand-over", {"to": BRUNO.code, "hand_over_note": "Your street"}),
        (bruno, "accept", {}),
        (bruno, "promise", {"promise": "in_a_day", "promise_note": "Agreed"}),
        (bruno, "close", {"resolution": "Mast repaired"}),
        (bruno, "reopen", {"promise": "norm", "reason": "Broken again"}),
        (bruno, "close", {"resolution": "Repaired for good"}),
    ]

    for who, verb, fields in steps:
        later(clock, "1m")
        response = who.send(f"/follow-ups/{case}/{verb}", **fields)
        assert response.status_code == 303, (verb, response.text)

    page = bruno.open(f"/follow-ups/{case}")
    for words in ("We check the mast", "Glad", "Your street", "Mast repaired", "Broken again", "Repaired for good"):
        assert words in page
    assert case_row(db, case)["state"] == "closed"
    assert owner_of(db, case) == BRUNO.code


def test_an_offer_is_declined_or_taken_back(
    ana: Colleague, bruno: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    case = a_case(db, clock)
    ana.send(f"/follow-ups/{case}/hand-over", to=BRUNO.code)
    assert badge(bruno.open("/follow-ups")) == "Follow-ups 1 offered"
    assert "This case is offered to you" in bruno.open(f"/follow-ups/{case}")
    # Whoever declines has no part in the case any more.
    assert bruno.send(f"/follow-ups/{case}/decline").status_code == 303
    assert bruno.client.get(f"/follow-ups/{case}").status_code == 403

    ana.send(f"/follow-ups/{case}/hand-over", to=BRUNO.code)
    assert "Take the offer back" in ana.open(f"/follow-ups/{case}")
    assert ana.send(f"/follow-ups/{case}/decline").status_code == 303

    assert [row["is_accepted"] for row in rows(db, "SELECT is_accepted FROM hand_over")] == [0, 0]


def test_a_manager_takes_an_escalated_case_over(signed_in: SignedIn, db: HallDatabase, clock: FrozenClock) -> None:
    case = a_case(db, clock)
    assert "Take it over" not in signed_in(CHEN).open(f"/follow-ups/{case}")
    later(clock, "18h")
    warn_follow_ups(db, clock)
    chen = signed_in(CHEN)
    assert "Take it over" in chen.open(f"/follow-ups/{case}")

    assert chen.send(f"/follow-ups/{case}/take-over").status_code == 303

    assert owner_of(db, case) == CHEN.code


def test_a_refused_verb_says_why_in_place_and_keeps_what_was_typed(
    ana: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    case = a_case(db, clock)
    ana.open(f"/follow-ups/{case}")
    before = everything(db)

    for verb, fields, sentence in (
        ("close", {"resolution": " ", "ruling": "not_upheld"}, "Enter 1 to 1000 characters."),
        ("close", {"resolution": "Refunded"}, "Choose one from the list."),
        ("close", {"resolution": "Refunded", "ruling": "colleague", "about": ""}, "Choose one from the list."),
        ("close", {"resolution": "Refunded", "ruling": "maybe", "about": ANA.code}, "Choose one from the list."),
        ("reply", {"reply": ""}, "Enter 1 to 1000 characters."),
        ("call-back", {"outcome": "", "note": "Kept"}, "Choose one from the list."),
        ("hand-over", {"to": "", "hand_over_note": "Kept"}, "Choose one from the list."),
        ("hand-over", {"to": ANA.code}, "owns this follow-up already"),
        ("promise", {"promise": "norm", "promise_note": "Kept"}, "Choose one from the list."),
        ("promise", {"promise": "tomorrow", "promise_note": ""}, "Enter 1 to 500 characters."),
        ("accept", {}, "is not offered to you any more"),
        ("reopen", {"promise": "norm", "reason": "Kept"}, "is still open"),
        ("contact", {"contact_reason": "Call"}, "No phone number was left"),
    ):
        response = ana.send(f"/follow-ups/{case}/{verb}", **fields)
        assert response.status_code in (404, 409, 422), verb
        assert sentence in response.text, verb
        assert everything(db) == before, verb


def test_anothers_case_is_closed_to_a_colleague(bruno: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    case = a_case(db, clock)
    bruno.open("/follow-ups")
    before = everything(db)

    assert bruno.client.get(f"/follow-ups/{case}").status_code == 403
    assert bruno.send(f"/follow-ups/{case}/close", resolution="Mine").status_code == 403
    assert bruno.client.get("/follow-ups/4711").status_code == 404
    assert bruno.send("/follow-ups/4711/accept").status_code == 404
    for number in ("9223372036854775808", "9" * 5000, "x"):
        assert bruno.client.get(f"/follow-ups/{number}").status_code == 404
        assert bruno.send(f"/follow-ups/{number}/close", resolution="Mine").status_code == 404

    assert everything(db) == before


def test_the_number_is_shown_for_a_reason_and_only_to_whoever_asked(
    ana: Colleague, chen: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    case = a_case(db, clock, phone="13812345678")
    ana.open(f"/follow-ups/{case}")
    assert ana.send(f"/follow-ups/{case}/contact", contact_reason="").status_code == 422

    shown_at = ana.send(f"/follow-ups/{case}/contact", contact_reason="Call her back").location

    assert "13812345678" in ana.open(shown_at)
    assert "13812345678" not in chen.open(shown_at)
    assert "Call her back" in chen.open(shown_at)
    later(clock, "11m")
    assert "13812345678" not in ana.open(shown_at)
    # The number is no answer that is kept for repeated requests.
    assert "13812345678" not in str(rows(db, "SELECT * FROM answer"))


def test_the_pages_of_a_closed_case_and_of_praise_offer_no_work(
    ana: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    case = a_case(db, clock)
    resolve(db, clock, ANA.actor, ANA.code, case, "Refunded")
    praise = a_case(db, clock, Kind.PRAISE)

    closed = ana.open(f"/follow-ups/{case}")
    assert "Reopen the case" in closed
    assert "Close the case" not in closed
    assert "<form" not in ana.open(f"/follow-ups/{praise}").split("<main")[1]


# Verdicts


def test_closing_a_complaint_asks_whether_it_is_upheld_and_a_judge_decides(
    ana: Colleague, signed_in: SignedIn, db: HallDatabase, clock: FrozenClock
) -> None:
    case = a_case(db, clock)
    assert "The supervisor decides; what you say here is your proposal." in ana.open(f"/follow-ups/{case}")

    closed = ana.send(f"/follow-ups/{case}/close", resolution="Refunded", ruling="colleague", about=BRUNO.code)

    assert closed.status_code == 303
    page = ana.open(f"/follow-ups/{case}")
    assert "Ana proposes: Upheld; it counts to a colleague" in page
    assert "Decide whether it counts" not in page
    assert rows(db, "SELECT * FROM care_entry") == []
    assert ana.send(f"/follow-ups/{case}/rule", ruling="not_upheld").status_code == 403

    sun = signed_in(SUN)
    assert f"/follow-ups/{case}#verb-rule" in sun.open("/star-care")
    assert 'Care and skill <span class="count digits">1</span>' in sun.open("/star-rules")
    page = sun.open(f"/follow-ups/{case}")
    # What was proposed is chosen.
    assert 'value="colleague" id="ruling-colleague" checked' in page
    assert f'value="{BRUNO.code}" selected' in page
    assert sun.send(f"/follow-ups/{case}/rule", ruling="colleague", about=BRUNO.code).status_code == 303

    (entry,) = rows(db, "SELECT kind, follow_up_id FROM care_entry")
    assert entry == {"kind": "complaint_upheld", "follow_up_id": case}
    assert "Sun ruled: Upheld; it counts to a colleague" in sun.open(f"/follow-ups/{case}")
    assert "To be decided" not in sun.open("/star-care")


def test_a_supervisor_who_closes_a_complaint_decides_at_once(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock
) -> None:
    sun, case = signed_in(SUN), a_case(db, clock)
    assert "your proposal" not in sun.open(f"/follow-ups/{case}")

    sun.send(f"/follow-ups/{case}/close", resolution="Refunded", ruling="colleague", about=BRUNO.code)

    assert len(rows(db, "SELECT * FROM care_entry")) == 1
    assert "Upheld; it counts to a colleague <small>Bruno 1002</small>" in sun.open(f"/follow-ups/{case}")


def test_nobody_praises_themself_on_the_page(ana: Colleague, db: HallDatabase) -> None:
    ana.open("/follow-ups/new")
    before = everything(db)

    answer = ana.send("/follow-ups/new", kind="praise", summary="So kind!", promise="norm", praised=ANA.code, owner="")

    assert answer.status_code == 422
    assert "Nobody praises themself" in answer.text
    assert everything(db) == before


# The duty page


@pytest.mark.parametrize(("person", "sees"), [(CHEN, True), (GRETA, False)])
def test_the_duty_page_shows_whoever_runs_the_floor_what_presses(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock, person: Person, sees: bool
) -> None:
    a_case(db, clock)
    later(clock, "25h")
    warn_follow_ups(db, clock)

    page = signed_in(person).open("/duty")

    assert ("Follow-ups to look at" in page) is sees
    assert ("overdue by 1 h 0 min" in page) is sees
