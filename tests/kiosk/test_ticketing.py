"""The kiosk's screens: choosing, taking a ticket, and every way in which it is refused."""

import re
from datetime import date, timedelta

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.measuring.summary_actions import summarize_day
from storeops.queueing.issuing_stop_actions import stop_issuing
from storeops.store.database import HallDatabase
from storeops.web.first_script import SCRIPT
from tests.factories import (
    CHEN,
    MONDAY_NINE,
    a_called_ticket,
    a_served_ticket,
    a_waiting_ticket,
    an_open_counter,
    event_kinds,
    everything,
    later,
    open_daily,
    rows,
    set_hall,
    ticket_row,
)
from tests.kiosk.visitor import Visitor, own_code

# The first screen


def test_the_first_screen_offers_the_categories_in_both_languages(visitor: Visitor) -> None:
    in_chinese = visitor.open("/")
    in_english = visitor.open("/?lang=en")

    assert "您好" in in_chinese
    assert "what can we do for you?" in in_english
    for code in ("payment", "plans", "other"):
        assert f'href="/services/{code}"' in in_chinese


def test_a_category_without_an_offered_service_is_left_out(visitor: Visitor, db: HallDatabase) -> None:
    db.execute("UPDATE service SET is_active = 0 WHERE code = 'plan_change'")

    assert 'href="/services/plans"' not in visitor.open("/")


def test_the_tiles_tell_how_many_are_ahead_as_their_services_do(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock
) -> None:
    for service in ("payment", "invoice", "plan_change"):
        a_waiting_ticket(db, clock, service=service)

    page = visitor.open("/?lang=en")

    # Counters 1 and 2 serve everything: whoever comes stands behind all three.
    assert re.findall(r"(\d) ahead of you<", page) == ["3", "3", "3"]
    assert re.findall(r"(\d) ahead of you<", visitor.open("/services/payment?lang=en")) == ["3", "3"]
    assert "3 waiting in the hall" in page


def test_not_sure_leads_to_its_service_alone(visitor: Visitor, db: HallDatabase) -> None:
    assert "service=not_sure" not in visitor.open("/")
    db.execute("UPDATE service SET code = 'not_sure', is_active = 1 WHERE code = 'fax'")

    assert 'href="/services/other?service=not_sure"' in visitor.open("/")
    page = visitor.open("/services/other?service=not_sure")

    assert re.findall(r'name="service" value="(\w+)"', page) == ["not_sure"]


def test_a_sample_hall_says_so_on_every_screen(visitor: Visitor, db: HallDatabase) -> None:
    token = visitor.take()
    paths = ("/", "/services/payment", f"/ticket/{token}", f"/t/{token}", "/board")
    assert not any("示范营业厅" in visitor.open(path) for path in paths)

    set_hall(db, is_sample=1)

    assert all("示范营业厅：数据均为演示" in visitor.open(path) for path in paths)


def test_a_closed_hall_says_when_tickets_start(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    open_daily(db, "09:00", "18:00")
    clock.advance(hours=10)  # Monday 19:00

    for path in ("/?lang=en", "/services/payment?lang=en"):
        page = visitor.open(path)

        assert "We are closed at the moment" in page
        assert "08:30" in page  # half an hour before opening
        assert "2026-03-03" in page


def test_a_hall_without_services_says_whom_to_ask(visitor: Visitor, db: HallDatabase) -> None:
    db.execute("UPDATE service SET is_active = 0")

    assert "No services are set up yet" in visitor.open("/?lang=en")


# The services


def test_a_service_shows_its_wait_before_a_ticket_is_taken(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock
) -> None:
    a_served_ticket(db, clock, handled="4m")
    for _ in range(3):
        a_waiting_ticket(db, clock)

    page = visitor.open("/services/payment?lang=en")

    assert page.count("3 ahead of you") == 2  # payment and invoice
    # One open counter, and it is free: 3 departures of 240 s each, 720 s in the mean. The range is 10 % to 90 % of a
    # gamma distribution of shape 3, which is 0.367 and 1.770 times the mean: 264 s and 1274 s, outward to 5 minutes.
    assert page.count("Wait: under 25 min") == 2


def test_while_no_counter_is_open_no_wait_is_told(visitor: Visitor, db: HallDatabase) -> None:
    assert "No counter is open now" in visitor.open("/services/payment?lang=en")

    open_daily(db, "09:30", "18:00")

    assert visitor.open("/services/payment?lang=en").count("No counter is open yet; the first opens at 09:30") == 2
    assert visitor.open("/services/payment?lang=zh").count("柜台尚未开放，09:30 开始办理") == 2


def test_the_first_wait_is_told_as_a_guess(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)

    # one departure of 165 s, the mean of the standard minutes: 90 % point 376 s
    assert visitor.open("/services/payment?lang=en").count("Wait: under 10 min (rough guess)") == 2
    assert visitor.open("/services/payment?lang=zh").count("预计等候：10 分钟以内（粗略估计）") == 2


def test_a_long_wait_is_told_in_hours_and_that_one_may_come_again(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock
) -> None:
    a_served_ticket(db, clock, handled="40m")
    for _ in range(5):
        a_waiting_ticket(db, clock)

    page = visitor.open("/services/payment?lang=en")

    # One open counter, and it is free: 5 departures of 2400 s each, 12000 s in the mean. Wilson and Hilferty for shape
    # 5: (1 - 1/45 -+ 1.2816/(3 * sqrt(5)))^3 = (0.97778 -+ 0.19105)^3 = 0.48693 and 1.59662, so 5843 s to 19159 s,
    # outward to half hours: 1.5 h to 5.5 h.
    assert page.count("Wait: about 1.5 to 5.5 hours") == 2
    assert "You may come another time" in page
    assert "预计等候：约 1.5 至 5.5 小时" in visitor.open("/services/payment?lang=zh")
    assert "Usually quieter" not in page


def test_with_a_long_wait_the_quieter_hours_still_to_come_are_named(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock
) -> None:
    for week in range(2):
        clock.instant = MONDAY_NINE + timedelta(weeks=week, hours=8)  # Monday, 17:00
        a_served_ticket(db, clock, waited="15m", handled="40m")
    clock.instant = MONDAY_NINE + timedelta(weeks=2)
    for _ in range(5):
        a_waiting_ticket(db, clock)
    assert "Usually quieter" not in visitor.open("/services/payment?lang=en")  # neither day is kept yet

    for day in (date(2026, 3, 2), date(2026, 3, 9)):
        summarize_day(db, clock, SYSTEM, day)

    assert "Usually quieter" not in visitor.open("/services/payment?lang=en")  # that was read a moment ago
    later(clock, "10m")

    # As above 5843 s to 19159 s, outward to 5 minutes: 12450 s in the middle, until 12:38. Both waited 900 s, less than
    # a third of it.
    assert "Usually quieter on a Monday: 17:00–17:30 (wait about 15 min)" in visitor.open("/services/payment?lang=en")
    assert "星期一通常较空闲的时段：17:00–17:30（等候约 15 分钟）" in visitor.open("/services/payment?lang=zh")


def test_a_service_that_is_not_offered_is_not_shown(visitor: Visitor) -> None:
    page = visitor.open("/services/other")

    assert re.findall(r'name="service" value="(\w+)"', page) == ["advice"]


def test_an_unknown_category_is_a_calm_page(visitor: Visitor) -> None:
    response = visitor.client.get("/services/nonsense?lang=en")

    assert response.status_code == 404
    assert "There is no category nonsense" in response.text


# Taking a ticket


def test_a_ticket_is_taken_and_shown(visitor: Visitor, db: HallDatabase) -> None:
    visitor.open("/services/payment")

    response = visitor.send("/tickets", service="payment")

    ticket = ticket_row(db, "A001")
    assert response.status_code == 303
    assert response.location == f"/ticket/{ticket['token']}"
    assert (ticket["state"], ticket["channel"], ticket["language"]) == ("waiting", "kiosk", "zh")
    assert event_kinds(db, "A001") == ["issue"]
    assert rows(db, "SELECT actor FROM event WHERE kind = 'issue'") == [{"actor": "customer"}]


def test_a_ticket_is_taken_in_the_language_of_the_screen(visitor: Visitor, db: HallDatabase) -> None:
    visitor.take(language="en")

    assert ticket_row(db, "A001")["language"] == "en"


def test_a_double_tap_gives_one_ticket(visitor: Visitor, db: HallDatabase) -> None:
    visitor.open("/services/payment")

    first = visitor.send("/tickets", service="payment")
    second = visitor.send("/tickets", service="payment")

    assert first.location == second.location
    assert rows(db, "SELECT number FROM ticket") == [{"number": "A001"}]


def test_a_page_opened_again_gives_another_ticket(visitor: Visitor, db: HallDatabase) -> None:
    assert visitor.take() != visitor.take()
    assert rows(db, "SELECT number FROM ticket") == [{"number": "A001"}, {"number": "A002"}]


def test_a_second_service_of_the_same_page_is_no_double_tap(visitor: Visitor, db: HallDatabase) -> None:
    visitor.open("/services/payment")

    visitor.send("/tickets", service="payment")
    response = visitor.send("/tickets", service="invoice")

    assert response.status_code == 303
    assert len(rows(db, "SELECT number FROM ticket")) == 2


def test_a_form_without_a_key_counts_each_time(visitor: Visitor, db: HallDatabase) -> None:
    visitor.open("/services/payment")

    for _ in range(2):
        assert visitor.send("/tickets", service="payment", idempotency_key="").status_code == 303

    assert len(rows(db, "SELECT number FROM ticket")) == 2


def test_what_stands_in_the_address_or_comes_twice_is_no_field_of_the_form(visitor: Visitor, db: HallDatabase) -> None:
    visitor.open("/services/payment")

    sent = {**visitor.fields, "service": ["payment", "invoice"]}
    assert visitor.client.post("/tickets?service=invoice", data=sent).status_code == 303

    assert [row["code"] for row in rows(db, "SELECT code FROM ticket JOIN service ON service.id = service_id")] == [
        "payment"
    ]


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"service": "nonsense"}, 404, "There is no service nonsense"),
        ({"service": ""}, 404, "There is no service"),
        ({"service": "fax"}, 409, "The service Send a fax is not offered at the moment"),
        ({"service": "payment", "language": "xx"}, 422, "This is not on the list"),
        ({"service": "payment", "idempotency_key": "k" * 300}, 422, "Idempotency-Key"),
        ({"service": "payment", "csrf_token": "forged"}, 400, ""),
    ],
)
def test_a_refused_ticket_changes_nothing(
    visitor: Visitor, db: HallDatabase, fields: dict[str, str], status: int, words: str
) -> None:
    visitor.open("/services/payment?lang=en")
    before = everything(db)

    response = visitor.send("/tickets", **fields)

    assert response.status_code == status
    assert words in response.text
    assert everything(db) == before


def test_a_hall_that_closed_meanwhile_gives_no_ticket(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    visitor.open("/services/payment?lang=en")
    open_daily(db, "09:00", "18:00")
    clock.advance(hours=10)

    response = visitor.send("/tickets", service="payment")

    assert response.status_code == 409
    assert "tickets start at 2026-03-03 08:30" in response.text
    assert rows(db, "SELECT number FROM ticket") == []


def test_no_ticket_is_taken_by_looking(visitor: Visitor, db: HallDatabase) -> None:
    assert visitor.client.get("/tickets?service=payment").status_code == 405
    assert rows(db, "SELECT number FROM ticket") == []


# The ticket on the screen


def test_the_ticket_shows_all_that_a_slip_would(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    db.execute("UPDATE service SET bring_zh = '本人身份证原件' WHERE code = 'payment'")
    a_served_ticket(db, clock, handled="4m")  # 09:04 now
    a_waiting_ticket(db, clock)

    token = visitor.take()
    page = visitor.open(f"/ticket/{token}")

    assert "取号成功" in page
    for part in ("A003", "交话费", "2026-03-02</span> 09:04", ">1 人<", "本人身份证原件", f'src="/t/{token}/qr.svg"'):
        assert part in page


def test_one_who_waits_before_is_one_person(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)

    assert ">1 person<" in visitor.open(f"/ticket/{visitor.take(language='en')}")


def test_the_first_in_the_queue_is_told_so(visitor: Visitor) -> None:
    token = visitor.take(language="en")

    assert "you are next" in visitor.open(f"/ticket/{token}")


def test_an_unknown_ticket_is_a_calm_page_that_returns_to_the_start(visitor: Visitor) -> None:
    response = visitor.client.get("/ticket/unknown?lang=en")

    assert response.status_code == 404
    assert "There is no such ticket" in response.text
    assert 'data-idle-limit="10"' in response.text
    assert 'content="10;url=/?lang=zh"' in response.text  # without JavaScript


# Every screen


def test_the_ticket_returns_to_the_start_after_20_seconds(visitor: Visitor) -> None:
    page = visitor.open(f"/ticket/{visitor.take()}")

    assert 'data-idle-limit="20"' in page
    assert 'data-idle-target="/?lang=zh"' in page


def test_a_waiting_screen_counts_30_seconds_with_10_of_warning(visitor: Visitor) -> None:
    page = visitor.open("/services/payment")

    assert 'data-idle-limit="30" data-idle-warning="10" data-idle-target="/?lang=zh"' in page


def test_the_larger_view_is_carried_on_and_calmer(visitor: Visitor) -> None:
    start = visitor.open("/?view=large")
    services = visitor.open("/services/payment?view=large")
    taken = visitor.send("/tickets?view=large", service="payment")

    assert 'href="/services/payment?view=large"' in start
    assert 'action="/tickets?view=large"' in services
    assert 'data-idle-limit="60" data-idle-warning="20"' in services
    assert taken.location.endswith("?view=large")


def test_the_language_switch_keeps_the_page(visitor: Visitor) -> None:
    page = visitor.open("/services/payment?view=large&service=invoice")

    switch = re.search(r'href="/services/payment\?([^"]*lang=en[^"]*)"', page)
    assert switch
    assert sorted(switch.group(1).split("&")) == ["lang=en", "service=invoice", "view=large"]


def test_the_chosen_language_stays(visitor: Visitor) -> None:
    visitor.open("/?lang=en")

    assert "what can we do for you?" in visitor.open("/")


def test_a_person_at_the_phone_page_is_not_sent_to_the_kiosk(visitor: Visitor) -> None:
    page = visitor.client.get("/t/unknown").text

    assert "data-idle" not in page
    assert 'http-equiv="refresh"' not in page


def test_no_screen_needs_a_script_or_style_in_the_page_but_the_first_script(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock
) -> None:
    token = visitor.take()
    an_open_counter(db, clock)

    for path in ("/", "/services/payment", f"/ticket/{token}", f"/t/{token}", f"/t/{token}/fragment", "/board"):
        response = visitor.client.get(path)

        assert response.headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert response.headers["Cache-Control"] == "no-store"
        assert response.text.count(SCRIPT) == (0 if path.endswith("/fragment") else 1), path
        assert own_code(response.text) == [], path


def test_a_ticket_of_a_thousand_is_shown(visitor: Visitor, db: HallDatabase) -> None:
    db.execute("INSERT INTO number_sequence VALUES ('A', '2026-03-02', 999)")

    assert "A1000" in visitor.open(f"/ticket/{visitor.take()}")


def test_each_reader_reads_the_own_language_whoever_came_first(visitor: Visitor) -> None:
    for language, words in [
        ("zh", "暂无柜台办理"),
        ("en", "No counter is open now"),
        ("zh", "暂无柜台办理"),
    ]:
        assert words in visitor.open(f"/services/payment?lang={language}")


def test_the_present_wait_is_shown_when_the_ticket_is_looked_at_again(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock
) -> None:
    token = visitor.take(language="en")
    assert "No counter is open now" in visitor.open(f"/ticket/{token}")

    an_open_counter(db, clock, "2")
    a_served_ticket(db, clock, handled="1m")

    assert "under 5 min" in visitor.open(f"/ticket/{token}")


# Too many


def test_a_kiosk_gives_five_tickets_at_once_and_says_when_the_next(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock
) -> None:
    for _ in range(5):
        visitor.take(language="en")
    visitor.open("/services/payment?lang=en")

    refused = visitor.send("/tickets", service="payment")

    assert refused.status_code == 429
    assert "please try again in 2 s" in refused.text
    assert len(rows(db, "SELECT * FROM ticket")) == 5
    later(clock, "2s")
    visitor.take()


def test_a_repeated_tap_is_not_counted(visitor: Visitor, db: HallDatabase) -> None:
    visitor.open("/services/payment")

    answers = [visitor.send("/tickets", service="payment") for _ in range(8)]

    assert {answer.status_code for answer in answers} == {303}
    assert len(rows(db, "SELECT * FROM ticket")) == 1


# Tickets that are stopped


def test_a_hall_that_gives_no_tickets_says_why_in_both_languages(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock
) -> None:
    token = a_waiting_ticket(db, clock).token
    stop_issuing(db, clock, CHEN.actor, None, "power_cut")

    assert "原因：暂时停电。" in visitor.open("/?lang=zh")
    assert "The reason: there is no power." in visitor.open("/?lang=en")
    assert "The reason: there is no power." in visitor.open("/services/payment?lang=en")
    board = visitor.open("/board")
    assert "暂停取号：暂时停电。已取号的顾客照常办理。" in board
    assert "No tickets at the moment: there is no power. Whoever has a ticket is served." in board
    phone = visitor.open(f"/t/{token}?lang=en")
    assert "Yours stays valid, and you keep your place." in phone


def test_a_service_that_is_stopped_cannot_be_touched_and_is_refused_in_words(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock
) -> None:
    stop_issuing(db, clock, CHEN.actor, "payment", "system_fault")

    page = visitor.open("/services/payment?lang=en")

    assert 'value="payment" disabled' in page
    assert 'value="invoice" disabled' not in page
    assert "No tickets at the moment: our systems are being repaired." in page
    board = visitor.open("/board")
    assert "暂停取号：交话费。" in board
    assert "No tickets at the moment: Pay a bill." in board
    visitor.open("/services/payment?lang=en")
    refused = visitor.send("/tickets", service="payment")
    assert refused.status_code == 409
    assert rows(db, "SELECT 1 FROM ticket") == []


def test_the_last_tickets_are_announced(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    open_daily(db, "09:00", "18:00")
    set_hall(db, last_ticket_minutes=15)
    db.execute("UPDATE service SET last_ticket_minutes = 45 WHERE code = 'invoice'")

    assert "17:45 停止取号" in visitor.open("/?lang=zh")
    assert "Last tickets at 17:45" in visitor.open("/?lang=en")
    assert visitor.open("/services/payment?lang=en").count("Last tickets at 17:15") == 1
    later(clock, "8h15m")
    page = visitor.open("/services/payment?lang=en")
    assert 'value="invoice" disabled' in page
    assert "The last tickets were given at 17:15." in page
    later(clock, "30m")
    assert "The last tickets were given at 17:45. Whoever has a ticket is served." in visitor.open("/?lang=en")


def test_a_form_that_got_no_answer_is_told_its_ticket_or_that_there_is_none(visitor: Visitor, db: HallDatabase) -> None:
    visitor.open("/services/payment?lang=en")
    assert visitor.send("/tickets/taken", service="payment").json == {"ticket": None}
    assert rows(db, "SELECT number FROM ticket") == []
    visitor.send("/tickets", service="payment")

    taken = visitor.send("/tickets/taken", service="payment")
    of_another_service = visitor.send("/tickets/taken", service="invoice")

    (ticket,) = rows(db, "SELECT token, number FROM ticket")
    assert taken.json == {"ticket": f"/ticket/{ticket['token']}?late=yes"}
    assert of_another_service.json == {"ticket": None}
    assert f"Taken late: {ticket['number']}." in visitor.open(f"/ticket/{ticket['token']}?late=yes&lang=en")
