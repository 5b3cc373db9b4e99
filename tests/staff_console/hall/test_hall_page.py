"""The hall page: what a duty manager sees, and what greeters and managers do from there."""

import re

import pytest

from storeops.base.clock import FrozenClock
from storeops.store.database import HallDatabase
from tests.factories import (
    CHEN,
    a_called_ticket,
    a_held_ticket,
    a_no_show,
    a_served_ticket,
    a_serving_ticket,
    a_waiting_ticket,
    an_open_counter,
    event_kinds,
    everything,
    last_event,
    later,
    open_daily,
    rows,
    ticket_row,
)
from tests.staff_console.colleague import Colleague


def section(page: str, title: str) -> str:
    """The part of the page under a heading."""
    begins = page.index(f'id="{title}"')
    return page[begins : page.index("</section>", begins)]


def done_word(page: str) -> str:
    """What the page says that was just done."""
    found = re.search(r'<p id="done"[^>]*>(?:<span>(.*?)</span>)?</p>', page)
    assert found
    return found[1] or ""


# What is seen


@pytest.fixture
def crowded(db: HallDatabase, clock: FrozenClock) -> None:
    """Ten thousand wait, all past their promise: copies of one ticket that was really issued."""
    a_waiting_ticket(db, clock)
    columns = [row["name"] for row in rows(db, "SELECT name FROM pragma_table_info('ticket')")]
    copied = {"id": "id + n", "token": "token || n", "number": "printf('A%03d', 1 + n)"}
    with_n = "WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 9999)"
    values = ", ".join(copied.get(name, name) for name in columns)
    db.execute(
        f"INSERT INTO stored_ticket ({', '.join(columns)}) {with_n} SELECT {values} FROM ticket, up WHERE id = 1"
    )
    db.execute(
        "INSERT INTO stored_leg (ticket_id, leg_index, kind, service_id, queued_at)"
        " SELECT ticket.id, 0, 'first', leg.service_id, leg.queued_at FROM ticket, leg"
        " WHERE leg.id = 1 AND ticket.id > 1"
    )
    later(clock, "20m")


@pytest.mark.usefixtures("crowded")
def test_ten_thousand_who_wait_come_a_page_at_a_time(chen: Colleague) -> None:
    first = chen.open("/duty")
    last = chen.open("/duty?page=200")

    assert len(first.encode()) < 300_000
    assert "A050" in section(first, "tickets-title")
    assert "A051" not in section(first, "tickets-title")
    assert "Page 1 of 200, 10000 tickets" in first
    assert "A10000" in section(last, "tickets-title")
    assert 'data-fragment-url="/duty/fragment?page=200"' in last
    assert "and 9960 more" in section(first, "late-title")
    assert chen.client.get("/duty?page=none").status_code == 200


def test_an_empty_hall_says_so(chen: Colleague) -> None:
    page = chen.open("/duty")

    assert "Every promise is kept so far." in page
    assert "Nobody is waiting." in section(page, "queues-title")


def test_queues_tell_count_longest_wait_and_next_promise(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock, waited="4m30s")
    a_waiting_ticket(db, clock, waited="45s")

    queues = section(chen.open("/duty"), "queues-title")

    # Issued 09:00:00 and 09:04:30, now 09:05:15: the first has waited 315 s and its promise of 09:05 has passed.
    assert re.search(r'<td class="digits">2</td>', queues)
    assert ">5:15<" in queues
    assert '09:05 <span class="late">1 past</span>' in queues


def test_counters_tell_state_person_ticket_and_time(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock, counter="1")
    later(clock, "2m30s")
    a_called_ticket(db, clock, counter="2")

    counters = section(chen.open("/duty"), "counters-title")

    assert "Ana" in counters
    assert "Being served" in counters
    assert ">2:30<" in counters
    assert "/ 3:00" in counters
    assert "on the way" in counters
    assert "Closed" in counters


def test_a_pause_is_shown_with_its_reason(
    chen: Colleague, ana: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    an_open_counter(db, clock)
    ana.post("/desk/pause", counter="1", reason="meeting")

    assert "Meeting or training" in section(chen.open("/duty"), "counters-title")


def test_passed_promises_stand_first_and_in_words(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock, waited="5m7s")

    late = section(chen.open("/duty"), "late-title")

    assert "A001" in late
    assert "past by" in late
    assert ">0:07<" in late


def test_a_called_customer_who_does_not_come_is_listed_after_a_minute(
    chen: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_called_ticket(db, clock)

    later(clock, "1m")
    assert "Called, not yet there" not in chen.open("/duty")
    later(clock, "1s")
    assert "to counter 1" in section(chen.open("/duty"), "not-started-title")


def test_the_day_so_far_is_counted(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, waited="1m")
    a_served_ticket(db, clock, waited="6m")
    a_no_show(db, clock, waited="2m")
    a_waiting_ticket(db, clock)

    page = chen.open("/duty")

    # Four tickets; served after 60 and 360 s: one of two within 300 s. The no-show left after 120 s, which is no miss.
    assert re.search(r'<dt>Issued <details.*?</details></dt><dd class="digits">4</dd>', page, re.DOTALL)
    assert re.search(r'<dt>Served <details.*?</details></dt><dd class="digits">2</dd>', page, re.DOTALL)
    assert re.search(r'<dt>No-shows</dt><dd class="digits">1</dd>', page)
    assert "50 % <small>1 of 2</small>" in page


def test_a_number_is_looked_up_and_what_can_be_done_stands_beside_it(
    greta: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    for _ in range(3):
        a_waiting_ticket(db, clock)

    page = greta.open("/duty?find=a3")

    found = section(page, "found-title")
    assert "A003" in found
    assert "2 people ahead" in found
    assert 'id="found-change-segment-ticket-3-vip"' in found
    assert 'data-fragment-url="/duty/fragment?find=a3"' in page
    assert "There is no ticket of this number today." in section(greta.open("/duty?find=Z9"), "found-title")
    assert greta.client.get(f"/duty?find={'x' * 5000}").status_code == 200


def test_those_past_their_promise_stand_under_a_head_of_their_own(
    chen: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_waiting_ticket(db, clock, waited="5m1s")
    a_waiting_ticket(db, clock)

    waiting = section(chen.open("/duty"), "tickets-title")

    heads = re.findall(r'<tr class="waiting-group is-(\w+)"><th scope="rowgroup" colspan="5">(.*?) <span', waiting)
    assert heads == [("late", "Past their promise"), ("soon", "Due within 5 min")]
    assert waiting.index("A001") < waiting.index("Due within 5 min") < waiting.index("A002")


def test_only_a_counter_that_could_serve_them_is_told_that_people_wait(
    chen: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    an_open_counter(db, clock, "3")  # payment and invoice
    a_waiting_ticket(db, clock, service="plan_change")
    assert "people wait" not in chen.open("/duty")

    a_waiting_ticket(db, clock)

    assert "people wait" in chen.open("/duty")


def test_the_fragment_holds_the_hall_alone(chen: Colleague) -> None:
    fragment = chen.client.get("/duty/fragment", headers={"X-Fragment": "1"}).text

    assert "<html" not in fragment
    assert 'data-screen="hall"' in fragment


# Issuing


def test_a_greeter_issues_a_ticket_and_shows_it(greta: Colleague, db: HallDatabase) -> None:
    greta.open("/duty")

    response = greta.send("/duty/issue", service="payment", segment="vip", language="en")

    assert (response.status_code, response.location) == (303, "/duty?issued=A001")
    row = ticket_row(db, "A001")
    assert (row["segment"], row["channel"], row["language"]) == ("vip", "greeter", "en")
    assert last_event(db)["actor"] == "employee:3001"
    page = greta.open(response.location)
    assert "Ticket issued" in page
    assert "data:image/svg+xml" in page


def test_a_double_tap_issues_one_ticket(greta: Colleague, db: HallDatabase) -> None:
    greta.open("/duty")

    for _ in range(2):
        response = greta.post("/duty/issue", service="payment", segment="standard", idempotency_key="the same")
        assert "A001" in response.text

    assert len(rows(db, "SELECT 1 FROM ticket")) == 1


def test_an_appointment_counts_from_its_time_of_today(greta: Colleague, db: HallDatabase) -> None:
    greta.open("/duty")

    greta.post("/duty/issue", service="payment", segment="appointment", booked="09:20")

    # 09:20 in Shanghai is 01:20 UTC; the promise is one minute later.
    row = ticket_row(db, "A001")
    assert (row["booked_at"], row["due_at"]) == ("2026-03-02T01:20:00.000Z", "2026-03-02T01:21:00.000Z")


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({"service": "nothing"}, 404, "There is no service nothing"),
        ({"service": "fax"}, 409, "not offered at the moment"),
        ({"service": "payment", "segment": "king"}, 422, "This is not on the list"),
        ({"service": "payment", "segment": "appointment"}, 422, "Enter a time such as 09:00."),
        ({"service": "payment", "segment": "appointment", "booked": "soon"}, 422, "Enter a time such as 09:00."),
        ({"service": "x" * 10_000}, 404, "There is no service"),
    ],
)
def test_an_impossible_wish_is_refused_and_nothing_is_issued(
    greta: Colleague, db: HallDatabase, fields: dict[str, str], status: int, sentence: str
) -> None:
    greta.open("/duty")
    before = everything(db)

    response = greta.post("/duty/issue", **fields)

    assert response.status_code == status
    assert sentence in response.text
    assert everything(db) == before


def test_a_closed_hall_gives_no_ticket(greta: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    open_daily(db, "09:00", "18:00")
    later(clock, "10h")
    greta.open("/duty")

    response = greta.post("/duty/issue", service="payment")

    assert response.status_code == 409
    assert "The hall is closed and gives no tickets now" in response.text


def test_a_page_of_a_ticket_that_is_gone_shows_the_hall(greta: Colleague) -> None:
    assert "Ticket issued" not in greta.open("/duty?issued=Z999")


def test_the_address_of_a_customer_whom_others_gave_a_ticket_is_not_shown(
    greta: Colleague, chen: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    ticket = a_waiting_ticket(db, clock)
    chen.open("/duty")
    chen.send("/duty/issue", service="payment", segment="standard")

    pages = [greta.open(f"/duty?issued={number}") for number in (ticket.number, "A002")]

    assert all("Ticket issued" not in page for page in pages)
    assert all(
        token not in page for page in pages for token in [row["token"] for row in rows(db, "SELECT token FROM ticket")]
    )


# Taking back


def test_a_ticket_is_voided_within_a_minute(greta: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    assert 'aria-label="Void A001"' in greta.open("/duty")

    greta.post("/duty/void", number="A001")

    assert ticket_row(db, "A001")["state"] == "void"
    assert event_kinds(db, "A001")[-1] == "void"


def test_after_a_minute_it_is_too_late_to_void(greta: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock, waited="61s")
    assert 'aria-label="Void A001"' not in greta.open("/duty")

    response = greta.post("/duty/void", number="A001")

    assert response.status_code == 409
    assert ticket_row(db, "A001")["state"] == "waiting"


def test_a_menu_holds_what_the_table_of_verbs_places_there(
    greta: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_held_ticket(db, clock)
    a_waiting_ticket(db, clock)

    page = greta.open("/duty")

    assert re.findall(r'aria-label="(\w+) (A00\d)"', page) == [
        ("Resume", "A001"),
        ("Cancel", "A001"),
        ("Void", "A002"),
        ("Cancel", "A002"),
    ]


def test_a_waiting_ticket_is_cancelled(greta: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    greta.open("/duty")

    greta.post("/duty/cancel", number="A001")

    assert ticket_row(db, "A001")["state"] == "cancelled"
    assert last_event(db)["actor"] == "employee:3001"


def test_a_greeter_says_of_which_kind_a_customer_is_and_sees_the_new_place(
    greta: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    for _ in range(2):
        a_waiting_ticket(db, clock)
    assert 'aria-label="A002 is Assisted"' in greta.open("/duty")

    answer = greta.post("/duty/change-segment", number="A002", segment="assisted")

    assert ticket_row(db, "A002")["segment"] == "assisted"
    assert (event_kinds(db, "A002")[-1], last_event(db)["actor"]) == ("change_segment", "employee:3001")
    assert "Kind of customer now: Assisted: A002, people ahead: 0" in done_word(answer.text)
    assert 'aria-label="A002 is Standard"' in answer.text


@pytest.mark.parametrize(("segment", "status"), [("king", 422), ("standard", 409), ("", 422)])
def test_an_impossible_kind_of_customer_is_refused(
    greta: Colleague, db: HallDatabase, clock: FrozenClock, segment: str, status: int
) -> None:
    a_waiting_ticket(db, clock)
    greta.open("/duty")
    before = everything(db)

    assert greta.post("/duty/change-segment", number="A001", segment=segment).status_code == status
    assert everything(db) == before


def test_those_who_are_measured_by_their_calls_change_no_kind_of_customer(
    ana: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    an_open_counter(db, clock)
    a_waiting_ticket(db, clock)
    assert "A001 is VIP" not in ana.open("/")

    assert ana.post("/desk/change-segment", number="A001", segment="vip").status_code == 403
    assert ticket_row(db, "A001")["segment"] == "standard"


def test_whoever_runs_the_hall_changes_it_at_the_desk_too(
    chen: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    an_open_counter(db, clock, by=CHEN)
    a_waiting_ticket(db, clock)
    assert 'aria-label="A001 is VIP"' in chen.open("/")

    chen.post("/desk/change-segment", number="A001", segment="vip")

    assert ticket_row(db, "A001")["segment"] == "vip"


@pytest.fixture
def twins(db: HallDatabase, clock: FrozenClock) -> None:
    """Two who wait under one number, one of them since yesterday: tickets 1 and 2."""
    a_waiting_ticket(db, clock)
    later(clock, "24h")
    a_waiting_ticket(db, clock)
    db.execute("UPDATE stored_ticket SET number = 'A001'")


@pytest.mark.usefixtures("twins")
@pytest.mark.parametrize(("who", "page", "verb"), [("greta", "/duty", "/duty/cancel"), ("ana", "/", "/desk/call")])
def test_a_form_means_one_ticket_though_yesterday_s_waits_under_the_same_number(
    request: pytest.FixtureRequest, db: HallDatabase, clock: FrozenClock, who: str, page: str, verb: str
) -> None:
    an_open_counter(db, clock)
    colleague: Colleague = request.getfixturevalue(who)

    shown = colleague.open(page)
    forms = re.findall(r'<form method="post" action="([^"]+)"[^>]*>(.*?)</form>', shown, re.DOTALL)
    named = [re.findall(r'name="(number|id)" value="(.*?)"', form) for action, form in forms if action == verb]
    ids = re.findall(r' id="([^"]+)"', shown)

    assert named == [[("number", "A001"), ("id", "1")], [("number", "A001"), ("id", "2")]]
    assert sorted(set(ids)) == sorted(ids)
    colleague.post(verb, counter="1", **dict(named[0]))
    assert [(row["id"], row["state"] == "waiting") for row in rows(db, "SELECT id, state FROM ticket ORDER BY id")] == [
        (1, False),
        (2, True),
    ]
    assert last_event(db)["ticket_id"] == 1


def test_after_each_verb_one_short_word_says_what_was_done(
    greta: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_waiting_ticket(db, clock)
    assert done_word(greta.open("/duty")) == ""

    assert done_word(greta.post("/duty/cancel", number="A001").text) == "Ticket cancelled"
    assert done_word(greta.post("/duty/cancel", number="A001").text) == ""  # refused: the message says why


def test_whoever_runs_the_hall_is_asked_too_before_the_last_counter_closes(
    chen: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    open_daily(db, closes="09:10")
    a_waiting_ticket(db, clock)
    an_open_counter(db, clock)
    later(clock, "10m")
    assert "Close counter 1 and end their visits" in chen.open("/duty")

    assert chen.post("/duty/counters/close", counter="1").status_code == 409
    assert chen.post("/duty/counters/close", counter="1", ends_visits="1").status_code == 200
    assert last_event(db)["kind"] == "counter_close"


def test_cancelling_nothing_is_refused(greta: Colleague) -> None:
    greta.open("/duty")

    assert greta.post("/duty/cancel", number="x" * 10_000).status_code == 404


def test_a_held_ticket_is_resumed_from_the_hall_page(greta: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_held_ticket(db, clock)
    assert 'aria-label="Resume A001"' in greta.open("/duty")

    greta.post("/duty/resume", number="A001")

    assert event_kinds(db, "A001")[-1] == "resume"


def test_a_no_show_is_reinstated_from_the_hall_page(greta: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_no_show(db, clock)
    assert 'aria-label="Reinstate A001"' in greta.open("/duty")

    greta.post("/duty/reinstate", number="A001")

    assert event_kinds(db, "A001")[-1] == "reinstate"


# Counters that were left behind


def test_a_duty_manager_ends_what_was_left_at_a_counter(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    assert "Finish A001" in chen.open("/duty")

    chen.post("/duty/counters/finish", counter="1")
    assert ticket_row(db, "A001")["state"] == "served"
    assert "Close counter 1" in chen.open("/duty")
    chen.post("/duty/counters/close", counter="1")

    assert rows(db, "SELECT state FROM counter WHERE code = '1'") == [{"state": "closed"}]
    assert (last_event(db)["kind"], last_event(db)["actor"]) == ("counter_close", "employee:5001")


def test_a_duty_manager_marks_a_no_show_at_any_counter(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)
    assert "A001 is a no-show" in chen.open("/duty")

    chen.post("/duty/counters/no-show", counter="1")

    assert ticket_row(db, "A001")["state"] == "no_show"


def test_a_greeter_sees_no_such_menu(greta: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)

    assert "Finish A001" not in greta.open("/duty")


def test_a_busy_counter_is_not_closed_from_afar(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    chen.open("/duty")

    response = chen.post("/duty/counters/close", counter="1")

    assert response.status_code == 409
    assert "Counter 1 still has ticket A001; finish it first." in response.text
