"""What the hall page gets for service quality: counters that call, what to do now, the greeter's guidepost."""

import re

import pytest

from storeops.base.clock import FrozenClock
from storeops.quality.duty.duty_call_actions import arrive, call_duty_manager
from storeops.queueing.serving import system_pause
from storeops.queueing.staffing import pause
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    BRUNO,
    CHEN,
    DINA,
    HAN,
    SHAN,
    SUN,
    a_served_ticket,
    a_serving_ticket,
    a_waiting_ticket,
    an_open_counter,
    everything,
    last_event,
    later,
    narrow_counter,
    rows,
    ticket_row,
)
from tests.staff_console.colleague import Colleague
from tests.staff_console.conftest import SignedIn

ALARM = "Counter 3 calls: Exceptional business"


def a_call(db: HallDatabase, clock: FrozenClock) -> str:
    a_serving_ticket(db, clock, counter="3")
    return str(call_duty_manager(db, clock, DINA.actor, "3", "exceptional"))


def test_an_alarm_stands_on_top_and_is_settled_there(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    call = a_call(db, clock)
    later(clock, "40s")

    page = chen.open("/duty")
    assert ALARM in page
    assert page.index(ALARM) < page.index("Today so far")
    assert ">0:40</span>" in page
    assert steps(page) == ["Go to counter 3. It has called for you for 0:40."]

    taken = chen.post("/duty/calls/arrive", call=call).text
    assert "Chen is coming" in taken
    assert steps(taken) == ["Write down at counter 3 what was decided. It expects you."]
    assert last_event(db)["kind"] == "duty_arrived"

    done = chen.post("/duty/calls/settle", call=call, decision="as the rules say", outcome="settled").text
    assert ALARM not in done
    assert rows(db, "SELECT decision, outcome FROM duty_call") == [
        {"decision": "as the rules say", "outcome": "settled"}
    ]
    assert last_event(db)["kind"] == "duty_settled"


def test_the_second_who_comes_is_told_who_was_first(
    chen: Colleague, signed_in: SignedIn, db: HallDatabase, clock: FrozenClock
) -> None:
    call = a_call(db, clock)
    chen.post("/duty/calls/arrive", call=call)

    refused = signed_in(HAN).post("/duty/calls/arrive", call=call)

    assert refused.status_code == 409
    assert "Chen is coming to counter 3 already." in refused.text


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("arrive", {"call": ""}, 404),
        ("arrive", {"call": "x" * 10_000}, 404),
        ("arrive", {"call": "9" * 30}, 404),
        ("arrive", {"call": "999"}, 404),
        ("settle", {"decision": "", "outcome": "settled"}, 422),
        ("settle", {"decision": "x" * 10_000, "outcome": "settled"}, 422),
        ("settle", {"decision": "done", "outcome": ""}, 422),
        ("settle", {"decision": "done", "outcome": "withdrawn"}, 422),
    ],
)
def test_what_cannot_be_is_refused_in_place(
    chen: Colleague, db: HallDatabase, clock: FrozenClock, path: str, fields: dict[str, str], status: int
) -> None:
    call = a_call(db, clock)
    arrive(db, clock, HAN.actor, int(call), HAN.code)
    before = everything(db)

    answer = chen.post(f"/duty/calls/{path}", **{"call": call, **fields})

    assert answer.status_code == status
    assert ALARM in answer.text
    assert everything(db) == before


@pytest.mark.parametrize("person", [ANA, SUN])
def test_only_who_runs_the_floor_may_come(signed_in: SignedIn, db: HallDatabase, clock: FrozenClock, person) -> None:
    call = a_call(db, clock)
    colleague = signed_in(person)
    before = everything(db)

    assert colleague.post("/duty/calls/arrive", call=call).status_code == 403
    assert colleague.post("/duty/calls/settle", call=call, decision="x", outcome="settled").status_code == 403
    assert everything(db) == before


def test_the_supervisor_sees_the_call_without_its_buttons(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock
) -> None:
    a_call(db, clock)

    page = signed_in(SUN).open("/duty")

    assert ALARM in page
    assert "I am coming" not in page
    assert 'id="now-title"' not in page


def test_a_shift_lead_may_come_too(signed_in: SignedIn, db: HallDatabase, clock: FrozenClock) -> None:
    call = a_call(db, clock)

    assert "Shan is coming" in signed_in(SHAN).post("/duty/calls/arrive", call=call).text


def test_without_a_script_it_leads_back_to_the_page(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    response = chen.send("/duty/calls/arrive", call=a_call(db, clock))

    assert (response.status_code, response.location) == (303, "/duty")


# What to do now


def test_nothing_presses(chen: Colleague) -> None:
    assert "Nothing presses." in chen.open("/duty")


def steps(page: str) -> list[str]:
    """What is to be done now, each with its reason."""
    return [
        f"{what} {why}" for what, why in re.findall(r'<li class="next-step-\w+"><b>(.*?)</b> <span>(.*?)</span>', page)
    ]


def test_a_free_counter_is_named_after_half_a_minute_in_which_somebody_waits_for_it(
    chen: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    narrow_counter(db, "2", "plan_change")
    an_open_counter(db, clock, "2", BRUNO)
    an_open_counter(db, clock, "3", CHEN)
    a_waiting_ticket(db, clock, waited="29s")
    assert "Nothing presses." in chen.open("/duty")

    later(clock, "1s")

    # Counter 2 is free as long, but serves another business.
    assert steps(chen.open("/duty")) == [
        "Have these counters call: 3. Free for 0:30; waiting whom they could serve: 1."
    ]


def test_a_promise_that_will_break_is_told_while_it_can_be_kept(
    chen: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_served_ticket(db, clock, handled="4m")  # the pace: one customer in 240 s
    a_serving_ticket(db, clock)
    for _ in range(2):
        a_waiting_ticket(db, clock)

    # Both are due in 300 s. The one busy counter calls after 240 and 480 s, so the second promise breaks.
    assert steps(chen.open("/duty")) == [
        "Open one more counter: 2. Promises that break within 5 min at this pace: 1, the first A004 at 09:09."
    ]
    an_open_counter(db, clock, "2")
    pause(db, clock, BRUNO.actor, "2", "meal")
    assert steps(chen.open("/duty"))[0].startswith("Ask counter 2 to end its pause and call.")


def test_a_visit_near_twice_its_target_and_then_a_forgotten_finish(
    chen: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_serving_ticket(db, clock)
    later(clock, "4m47s")
    assert "Nothing presses." in chen.open("/duty")

    later(clock, "1s")
    # 1.6 x 180 = 288 s.
    assert steps(chen.open("/duty")) == ["Look whether counter 1 needs help with A001. 4:48 so far, target 3:00."]

    later(clock, "13m12s")
    # 6 x 180 = 1080 s; too few are known to say what is usual, so the target stands for it.
    assert steps(chen.open("/duty")) == [
        "Ask at counter 1 whether A001 is still being served."
        " 18:00 so far, usually 3:00: the finish was likely forgotten."
    ]


def test_while_the_systems_stand_still_nobody_is_too_slow(
    chen: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_serving_ticket(db, clock)
    later(clock, "4m")
    system_pause(db, clock, ANA.actor, "1")
    later(clock, "10m")

    assert "Nothing presses." in chen.open("/duty")


def test_late_tickets_and_no_counter_to_spare(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    for code, person in (("1", ANA), ("2", BRUNO), ("3", CHEN)):
        an_open_counter(db, clock, code, person)
        a_serving_ticket(db, clock, counter=code)
    a_waiting_ticket(db, clock)
    later(clock, "5m1s")

    shown = steps(chen.open("/duty"))

    assert "No further counter can open: tell those who wait, and what can be done without a counter." in shown[0]
    assert "Tickets past their promise: 1." in shown[0]


def test_the_page_looks_again_by_itself_while_anybody_is_there(
    chen: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    assert "data-changes-in" not in chen.open("/duty")

    a_serving_ticket(db, clock)

    assert 'data-changes-in="31"' in chen.open("/duty")


def test_a_low_rating_comes_before_late_tickets(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock, waited="5m1s")
    ticket_id = ticket_row(db, "A001")["id"]
    db.execute(
        "INSERT INTO stored_rating (id, ticket_id, moment, value, answered_at, is_imported)"
        " VALUES (1, ?, 'farewell', 1, '2026-03-02T01:00:00.000Z', 1)",
        (ticket_id,),
    )
    db.execute(
        "INSERT INTO recovery_task (rating_id, ticket_id, raised_at) VALUES (1, ?, '2026-03-02T01:00:00.000Z')",
        (ticket_id,),
    )

    assert "Low ratings to recover: 1." in chen.open("/duty")


def test_follow_ups_of_the_next_hour_and_checks_that_are_due(
    chen: Colleague, signed_in: SignedIn, db: HallDatabase, clock: FrozenClock
) -> None:
    db.execute("INSERT INTO check_plan VALUES ('2026-03-02', 'seed', '2026-03-02T00:00:00.000Z')")
    db.execute(
        "INSERT INTO planned_check (business_day, employee_id, inspector_id, due_at)"
        " SELECT '2026-03-02', clerk.id, inspector.id, '2026-03-02T01:00:00.000Z'"
        " FROM employee AS clerk, employee AS inspector WHERE clerk.code = '1001' AND inspector.code = '5001'"
    )
    assert "Spot checks due now: 1." in chen.open("/duty")
    assert "Nothing presses." in signed_in(HAN).open("/duty")
    db.execute(
        "INSERT INTO follow_up (kind, state, summary, opened_at, opened_by, first_owner_id, owner_id, due_at)"
        " VALUES ('complaint', 'open', 'a wrong bill', '2026-03-02T01:00:00.000Z', 1, 1, 1,"
        " '2026-03-02T02:00:00.000Z')"
    )

    assert "Follow-ups due within the hour: 1." in chen.open("/duty")
    db.execute("UPDATE follow_up SET due_at = '2026-03-02T02:00:01.000Z'")
    assert "Spot checks due now: 1." in chen.open("/duty")


# The greeter


def test_the_greeter_is_reminded_of_the_greeting(greta: Colleague, chen: Colleague, db: HallDatabase) -> None:
    greeting = "Good day, welcome! What can we do for you?"

    assert greeting in greta.open("/duty")
    assert greeting not in chen.open("/duty")
    assert "is-quiet" in greta.post("/duty/guideposts/hush").text
    assert last_event(db)["actor"] == "employee:3001"
    assert "is-quiet" not in greta.post("/duty/guideposts/show").text


def test_chen_is_told_in_chinese(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_call(db, clock)

    page = chen.open("/duty?lang=zh")

    assert "3号柜台呼叫：异常业务" in page
    assert CHEN.name in page
