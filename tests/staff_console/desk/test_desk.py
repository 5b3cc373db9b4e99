"""The desk: every verb as the clerk sends it, what comes back, and what is refused."""

import re

import pytest
from werkzeug.test import TestResponse

from storeops.base.clock import FrozenClock
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    BRUNO,
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
    set_hall,
    system_pauses,
    ticket_row,
    transactions,
)
from tests.staff_console.colleague import Colleague
from tests.staff_console.conftest import SignedIn


def counter_row(db: HallDatabase, code: str) -> dict[str, object]:
    return rows(db, "SELECT * FROM counter WHERE code = ?", code)[0]


def assert_refused(response: TestResponse, status: int, sentence: str) -> None:
    """The answer is the desk as it is now, with the sentence."""
    assert response.status_code == status
    assert f'role="alert" data-failed="Not sent: the server does not answer. Try again."><p>{sentence}' in response.text
    assert 'id="live"' in response.text


# Sitting down


def test_a_clerk_without_a_counter_chooses_one(
    ana: Colleague, signed_in: SignedIn, db: HallDatabase, clock: FrozenClock
) -> None:
    an_open_counter(db, clock, "2")

    page = ana.open("/")

    assert "At which counter do you sit?" in page
    assert re.findall(r'name="counter" value="(\d)"', page) == ["1", "3"]
    assert "taken by Bruno" in page


def test_a_hall_without_counters_leads_whoever_sets_up_to_the_first_one(
    ana: Colleague, ada: Colleague, db: HallDatabase
) -> None:
    db.execute("UPDATE counter SET is_active = 0")

    for colleague, is_led in ((ada, True), (ana, False)):
        page = colleague.open("/")
        assert "This hall has no counters yet" in page
        assert ('href="/setup/counters/new"' in page) is is_led


def test_one_tap_opens_the_counter_and_the_browser_remembers_it(ana: Colleague, db: HallDatabase) -> None:
    ana.open("/")

    response = ana.send("/desk/open", counter="3")

    assert (response.status_code, response.location) == (303, "/")
    assert counter_row(db, "3")["state"] == "open"
    assert last_event(db)["kind"] == "counter_open"
    assert last_event(db)["actor"] == "employee:1001"
    ana.send("/desk/close", counter="3")
    assert "your last counter" in ana.open("/")


def test_an_open_counter_is_refused_with_the_counters_as_they_are(
    ana: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    an_open_counter(db, clock, "2")

    response = ana.send("/desk/open", counter="2")

    assert response.status_code == 409
    assert "Counter 2 is already open" in response.text
    assert "At which counter do you sit?" in response.text


@pytest.mark.parametrize("counter", ["", "77", "1" * 10_000, "'"])
def test_an_unknown_counter_is_refused(ana: Colleague, db: HallDatabase, counter: str) -> None:
    before = everything(db)

    assert ana.send("/desk/open", counter=counter).status_code == 404
    assert everything(db) == before


def test_whoever_serves_at_no_counter_comes_to_the_hall_page(greta: Colleague) -> None:
    assert greta.client.get("/").location == "/duty"


def test_closing_the_counter_leads_back_to_the_choice(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)

    response = ana.post("/desk/close", counter="1")

    assert "At which counter do you sit?" in response.text
    assert counter_row(db, "1")["state"] == "closed"
    assert last_event(db)["kind"] == "counter_close"


# The verbs of the counter


def test_pause_and_back(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)

    paused = ana.post("/desk/pause", counter="1", reason="meal")
    assert counter_row(db, "1")["pause_reason"] == "meal"
    assert last_event(db)["kind"] == "counter_pause"
    assert "<h2>Meal</h2>" in paused.text

    ana.post("/desk/unpause", counter="1")
    assert counter_row(db, "1")["state"] == "open"
    assert last_event(db)["kind"] == "counter_unpause"


def test_an_unknown_pause_reason_is_refused(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)

    assert_refused(ana.post("/desk/pause", counter="1", reason="x" * 10_000), 422, "This is not on the list")
    assert counter_row(db, "1")["state"] == "open"


def test_after_work_and_ready(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)

    assert "after-work is done" in ana.post("/desk/after-work", counter="1").text
    assert counter_row(db, "1")["state"] == "wrapping_up"
    assert last_event(db)["kind"] == "counter_after_work"

    ana.post("/desk/ready", counter="1")
    assert counter_row(db, "1")["state"] == "open"
    assert last_event(db)["kind"] == "counter_ready"


def test_a_busy_counter_is_not_paused(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)

    refused = ana.post("/desk/pause", counter="1", reason="meal")

    assert_refused(refused, 409, "Counter 1 still has ticket A001; finish it first.")


# The verbs of the ticket


def test_calling_the_next(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    a_waiting_ticket(db, clock)

    desk = ana.post("/desk/call-next", counter="1").text

    assert ticket_row(db, "A001")["state"] == "called"
    assert event_kinds(db, "A001") == ["issue", "call_next"]
    assert '<h2 class="present-number digits">A001</h2>' in desk


def test_without_a_script_a_verb_leads_back_to_the_page(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    a_waiting_ticket(db, clock)

    response = ana.send("/desk/call-next", counter="1")

    assert (response.status_code, response.location) == (303, "/")
    assert ticket_row(db, "A001")["state"] == "called"


def test_closing_the_last_counter_after_hours_asks_before_it_ends_visits(
    ana: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    open_daily(db, closes="09:10")
    an_open_counter(db, clock)
    a_waiting_ticket(db, clock)
    assert "Their visits end" not in ana.open("/")
    later(clock, "10m")
    before = everything(db)

    refused = ana.post("/desk/close", counter="1")

    assert_refused(refused, 409, "It is past closing time and no counter but 1 is open")
    assert everything(db) == before
    assert "Still waiting: 1. Their visits end when this counter closes." in refused.text
    assert "Close counter 1 and end their visits" in refused.text
    assert ana.post("/desk/close", counter="1", ends_visits="1").status_code == 200
    assert last_event(db)["kind"] == "counter_close"


def test_calling_into_an_empty_queue_is_refused(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)

    assert_refused(ana.post("/desk/call-next", counter="1"), 404, "Nobody is waiting for counter 1.")


def test_calling_a_chosen_ticket(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    a_waiting_ticket(db, clock)
    a_waiting_ticket(db, clock)

    ana.post("/desk/call", counter="1", number="A002")

    assert [ticket_row(db, number)["state"] for number in ("A001", "A002")] == ["waiting", "called"]
    assert event_kinds(db, "A002") == ["issue", "call_ticket"]


@pytest.mark.parametrize("number", ["", "Z999", "A" * 10_000])
def test_an_unknown_ticket_is_refused(ana: Colleague, db: HallDatabase, clock: FrozenClock, number: str) -> None:
    an_open_counter(db, clock)

    assert_refused(ana.post("/desk/call", counter="1", number=number), 404, "There is no such ticket")


def test_a_ticket_that_a_colleague_called_is_refused(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    a_called_ticket(db, clock, counter="2")

    refused = ana.post("/desk/call", counter="1", number="A001")

    assert_refused(refused, 409, "Ticket A001 is not waiting any more")


def test_recall_start_and_finish(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)

    assert "called 2 times" in ana.post("/desk/recall", counter="1").text
    ana.post("/desk/start", counter="1")
    ana.post("/desk/finish", counter="1")

    assert ticket_row(db, "A001")["state"] == "served"
    assert event_kinds(db, "A001") == ["issue", "call_ticket", "recall", "start", "finish"]
    assert [line["class"] for line in transactions(db, "A001")] == ["normal"]


def test_a_double_tap_on_call_again_calls_once(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)

    for _ in range(2):
        assert ana.post("/desk/recall", counter="1", idempotency_key="the same").status_code == 200

    assert ticket_row(db, "A001")["call_count"] == 2
    assert event_kinds(db, "A001").count("recall") == 1


@pytest.mark.parametrize("key", ["x" * 10_000, "\t", "a\nb"])
def test_an_unusable_key_is_refused(ana: Colleague, db: HallDatabase, clock: FrozenClock, key: str) -> None:
    a_called_ticket(db, clock)
    before = everything(db)

    assert ana.post("/desk/recall", counter="1", idempotency_key=key).status_code == 422
    assert everything(db) == before


def test_a_no_show_needs_the_halls_number_of_calls(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    set_hall(db, calls_before_no_show=2)
    a_called_ticket(db, clock)

    assert_refused(ana.post("/desk/no-show", counter="1"), 409, "Ticket A001 was called 1 time(s)")
    ana.post("/desk/recall", counter="1")
    ana.post("/desk/no-show", counter="1")

    assert ticket_row(db, "A001")["state"] == "no_show"
    assert event_kinds(db, "A001")[-1] == "mark_no_show"


def test_technical_business_shows_the_promised_time_and_takes_what_was_told(
    ana: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_serving_ticket(db, clock)
    desk = ana.open("/")
    # Monday 9:00: the norm is Tuesday 9:00, and today 17:00 lies within it.
    assert '<option value="norm">2026-03-03 09:00 (24 h)</option>' in desk
    assert '<option value="today">2026-03-02 17:00</option>' in desk
    assert 'value="tomorrow"' not in desk

    ana.post("/desk/finish", counter="1", reply="We check it", promise="today", **{"class": "technical"})

    assert rows(db, "SELECT kind, reply, due_at FROM follow_up") == [
        {"kind": "technical", "reply": "We check it", "due_at": "2026-03-02T09:00:00.000Z"}
    ]


@pytest.mark.parametrize(
    "fields", [{}, {"reply": "  ", "promise": "norm"}, {"over_target_reason": "", "reply": ""}, {"promise": "norm"}]
)
def test_one_key_is_enough_for_technical_business(
    ana: Colleague, db: HallDatabase, clock: FrozenClock, fields: dict[str, str]
) -> None:
    a_serving_ticket(db, clock)

    ana.post("/desk/finish", counter="1", **{"class": "technical", **fields})

    assert rows(db, "SELECT reply, due_at FROM follow_up") == [{"reply": None, "due_at": "2026-03-03T01:00:00.000Z"}]


def test_a_promise_that_nobody_can_choose_is_refused_and_the_visit_goes_on(
    ana: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_serving_ticket(db, clock)
    before = everything(db)

    for promise in ("soon", "pick", "tomorrow"):  # tomorrow 17:00 is in 32 hours
        assert ana.send("/desk/finish", counter="1", promise=promise, **{"class": "technical"}).status_code == 422

    assert everything(db) == before


def test_the_next_transaction_ends_this_one_with_its_class(
    ana: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_serving_ticket(db, clock)
    later(clock, "2m")

    desk = ana.post("/desk/next-transaction", counter="1", service="plan_change", **{"class": "technical"}).text

    first, second = transactions(db, "A001")
    assert (first["class"], first["outcome"], second["service"]) == ("technical", "finished", "plan_change")
    assert last_event(db)["kind"] == "next_transaction"
    assert '<p class="present-service">Change the plan</p>' in desk


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"service": "nothing"}, 404),
        ({"service": ""}, 404),
        ({"service": "fax"}, 409),
        ({"service": "payment", "class": "easy"}, 422),
        ({"service": "payment", "class": "x" * 10_000}, 422),
    ],
)
def test_an_impossible_next_transaction_is_refused(
    ana: Colleague, db: HallDatabase, clock: FrozenClock, fields: dict[str, str], status: int
) -> None:
    a_serving_ticket(db, clock)
    before = everything(db)

    assert ana.post("/desk/next-transaction", counter="1", **fields).status_code == status
    assert everything(db) == before


def test_the_systems_stand_still_and_work_again(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)

    paused = ana.post("/desk/system-pause", counter="1", reason="slow_system").text
    later(clock, "40s")
    ana.post("/desk/system-resume", counter="1")

    assert "System pause: System slow" in paused
    assert [pause["reason"] for pause in system_pauses(db, "A001")] == ["slow_system"]
    assert event_kinds(db, "A001")[-2:] == ["system_pause", "system_resume"]


def test_hold_and_resume(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)

    desk = ana.post("/desk/hold", counter="1").text
    assert ticket_row(db, "A001")["state"] == "on_hold"
    assert 'aria-label="Resume A001"' in desk

    ana.post("/desk/resume", number="A001")
    assert ticket_row(db, "A001")["state"] == "waiting"
    assert event_kinds(db, "A001")[-2:] == ["hold", "resume"]


def test_a_no_show_is_reinstated(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_no_show(db, clock)

    assert 'aria-label="Reinstate A001"' in ana.open("/")
    ana.post("/desk/reinstate", number="A001")

    assert ticket_row(db, "A001")["state"] == "waiting"
    assert event_kinds(db, "A001")[-1] == "reinstate"


def test_after_a_quarter_of_an_hour_a_no_show_is_too_late(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_no_show(db, clock)
    later(clock, "15m1s")

    assert 'aria-label="Reinstate A001"' not in ana.open("/")
    assert_refused(ana.post("/desk/reinstate", number="A001"), 409, "Ticket A001 can be changed like this for 15 min")


def test_transfer_to_another_queue(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)

    ana.post("/desk/transfer", counter="1", service="advice")

    assert ticket_row(db, "A001")["state"] == "waiting"
    assert last_event(db)["kind"] == "transfer"


def test_the_last_visit_is_reopened(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, handled="1m")

    ana.post("/desk/reopen", counter="1")

    assert ticket_row(db, "A001")["state"] == "serving"
    assert transactions(db, "A001")[1]["is_reopened"] == 1
    assert last_event(db)["kind"] == "reopen"


@pytest.mark.parametrize(
    "path", ["recall", "start", "no-show", "finish", "system-resume", "hold", "unpause", "ready", "reopen"]
)
def test_what_the_tables_of_moves_do_not_allow_is_a_409_and_changes_nothing(
    ana: Colleague, db: HallDatabase, clock: FrozenClock, path: str
) -> None:
    an_open_counter(db, clock)
    before = everything(db)

    response = ana.post(f"/desk/{path}", counter="1")

    assert response.status_code == 409
    assert everything(db) == before


# Whose counter


def test_a_colleagues_counter_is_not_touched(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock, counter="2", by=BRUNO)
    before = everything(db)

    response = ana.post("/desk/finish", counter="2")

    assert response.status_code == 403
    assert "Counter 2 belongs to a colleague now" in response.text
    assert everything(db) == before


def test_a_duty_manager_may_act_there(signed_in: SignedIn, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock, counter="2", by=BRUNO)

    signed_in(CHEN).post("/desk/finish", counter="2")

    assert ticket_row(db, "A001")["state"] == "served"
    assert last_event(db)["actor"] == "employee:5001"


def test_closing_twice_by_a_double_tap_is_no_refusal(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)

    for _ in range(2):
        assert ana.send("/desk/close", counter="1", idempotency_key="the same").status_code == 303


# What the desk says


def test_the_desk_offers_just_what_the_tables_allow(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    at_all_times = set("DJLM")  # duty manager, suggestion, unmet need, follow-up: no verbs of the tables

    def keys() -> str:
        shown = re.findall(r'data-key="(\w)"', ana.open("/"))
        assert at_all_times <= set(shown)
        return "".join(sorted(set(shown) - at_all_times))

    an_open_counter(db, clock)
    assert keys() == "ACP"  # nobody waits, nobody was served: after-work, close, pause
    a_waiting_ticket(db, clock)
    assert keys() == "ACNP"
    ana.post("/desk/call-next", counter="1")
    assert keys() == "GHRSX"
    ana.post("/desk/start", counter="1")
    assert keys() == "EFGHTY"  # E: what was told
    ana.post("/desk/system-pause", counter="1", reason="system_fault")
    assert keys() == "EFGHTY"  # E: what was told
    ana.post("/desk/finish", counter="1")
    assert keys() == "ACOP"
    ana.post("/desk/pause", counter="1", reason="break")
    assert keys() == "CU"
    ana.post("/desk/unpause", counter="1")
    ana.post("/desk/after-work", counter="1")
    assert keys() == "ACP"


def test_the_desk_says_when_the_call_was_announced(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    ticket = a_called_ticket(db, clock)
    assert "called 09:00:00" in ana.open("/")
    later(clock, "5s")
    db.execute("UPDATE stored_leg SET announced_at = ?", (clock.now().strftime("%Y-%m-%dT%H:%M:%S.000Z"),))

    assert ticket.number == "A001"
    assert "announced 09:00:05" in ana.open("/")


def test_the_timers_carry_their_targets_and_thresholds(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock, waited="4m10s")
    later(clock, "3m42s")

    page = ana.open("/")

    # 80 % of 300 s is 240 s: 250 s are near; 80 % of 180 s is 144 s: 222 s are over by 42 s.
    assert 'data-target="300" data-near-at="240" data-pace="near"' in page
    assert 'data-target="180" data-near-at="144" data-pace="over"' in page
    assert "<b data-timer-words>83 % used</b>" in page  # 250 / 300
    assert "<b data-timer-words>over by 0:42</b>" in page


def test_at_the_close_the_clerk_is_reminded_and_hears_the_result(
    ana: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_serving_ticket(db, clock)
    for service in ("invoice", "plan_change"):
        ana.post("/desk/next-transaction", counter="1", service=service)

    desk = ana.post("/desk/finish", counter="1").text

    assert "3 transactions, one leg, one-stop: yes" in desk
    assert "Please take your papers and cards with you." in desk
    assert "Is there anything else I can do for you?" in desk
    assert "请带好证件和卡" in ana.open("/?lang=zh")


# Why over target


def test_a_reason_is_asked_after_an_over_long_transaction_and_never_blocks(
    ana: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_waiting_ticket(db, clock)
    a_serving_ticket(db, clock)
    later(clock, "4m1s")

    asked = ana.post("/desk/finish", counter="1").text
    transaction = re.search(r'name="transaction" value="(\d+)"', asked)

    assert transaction is not None
    assert "A002 took 4:01. Why?" in asked
    assert 'data-key="N"' in asked
    ana.post("/desk/call-next", counter="1")
    answered = ana.post("/desk/reason", counter="1", transaction=transaction.group(1), reason="papers_incomplete").text
    assert "Why?" not in answered
    assert transactions(db, "A002")[0]["over_target_reason"] == "papers_incomplete"
    assert last_event(db)["kind"] == "reason_given"


def test_a_transaction_just_within_its_target_is_not_asked_about(
    ana: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_serving_ticket(db, clock)
    later(clock, "3m")

    assert "Why?" not in ana.post("/desk/finish", counter="1").text


def test_the_question_can_be_dismissed(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    later(clock, "4m")
    asked = ana.post("/desk/finish", counter="1").text
    transaction = re.findall(r'name="transaction" value="(\d+)"', asked)[0]
    before = everything(db)

    assert "Why?" not in ana.post("/desk/reason/dismiss", counter="1", transaction=transaction).text
    assert "Why?" not in ana.open("/")
    assert everything(db) == before


@pytest.mark.parametrize("transaction", ["", "soon", "-1", "9" * 10_000, "٣", "999999"])
def test_a_reason_for_no_transaction_is_refused(
    ana: Colleague, db: HallDatabase, clock: FrozenClock, transaction: str
) -> None:
    an_open_counter(db, clock)

    response = ana.post("/desk/reason", counter="1", transaction=transaction, reason="long_advice")

    assert response.status_code in (404, 422)


def test_an_unknown_reason_is_refused(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, handled="4m")

    response = ana.post("/desk/reason", counter="1", transaction="1", reason="weather")

    assert response.status_code == 422
    assert transactions(db, "A001")[0]["over_target_reason"] is None


# The queue


def test_the_queue_tells_who_is_next_and_why(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    a_waiting_ticket(db, clock, waited="1m")
    a_waiting_ticket(db, clock, service="plan_change", segment="vip")

    page = ana.open("/")

    # A001 was issued at 09:00 and is due at 09:05; the vip of 09:01 is due two minutes later, at 09:03.
    assert "B001 (VIP): promise due 09:03, before A001 at 09:05." in page


def test_a_passed_promise_is_marked_in_words(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    a_waiting_ticket(db, clock, waited="5m1s")

    assert '09:05 <span class="late">past</span>' in ana.open("/")


def test_a_counter_sees_only_what_it_serves(signed_in: SignedIn, db: HallDatabase, clock: FrozenClock) -> None:
    a_held_ticket(db, clock, counter="1")
    an_open_counter(db, clock, "3", by=BRUNO)
    for service in ("payment", "advice"):
        a_waiting_ticket(db, clock, service=service)

    page = signed_in(BRUNO).open("/")

    assert 'aria-label="Call A002"' in page
    assert "J001" not in page
    assert 'aria-label="Resume A001"' in page
    assert 'data-services="["invoice", "payment"]"' in page


def test_the_fragment_holds_the_desk_alone(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)

    fragment = ana.client.get("/desk/fragment", headers={"X-Fragment": "1"}).text

    assert "<html" not in fragment
    assert 'data-screen="desk"' in fragment
    assert ANA.name not in fragment


# A finish that may have been forgotten


def test_the_desk_asks_whether_a_long_service_goes_on_and_takes_its_true_end(
    ana: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_serving_ticket(db, clock)  # 09:00; the target of 3 min stands for what is usual
    later(clock, "17m")
    assert "still being served" not in ana.open("/")
    later(clock, "1m")
    desk = ana.open("/")
    assert "Is A001 still being served?" in desk
    assert 'value="09:03"' in desk

    assert ana.post("/desk/finish-as-of", counter="1", number="A001", id="1", ended="").status_code == 422
    assert ana.post("/desk/finish-as-of", counter="1", number="A001", id="1", ended="09:03").status_code == 200

    assert ticket_row(db, "A001")["ended_at"] == "2026-03-02T01:03:00.000Z"


def test_whoever_is_still_served_is_asked_about_once(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    later(clock, "18m")
    before = everything(db)

    desk = ana.post("/desk/still-serving", counter="1", number="A001", id="1").text

    assert "still being served" not in desk
    assert "still being served" not in ana.open("/")
    assert everything(db).keys() == before.keys()
