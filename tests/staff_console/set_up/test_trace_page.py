"""The page of the trace: what is written of acts that change nothing, what is shown to whom, and the file."""

import csv
import io

import pytest

from staff_console.set_up.trace_lines import FIELD_WORDS
from staff_console.set_up.trace_words import KIND_WORDS
from storeops.base.actor import CUSTOMER, Actor
from storeops.base.clock import FrozenClock
from storeops.base.key_file import key_file
from storeops.people.devices import DeviceKind, device_actor
from storeops.people.enrolment_actions import add_device
from storeops.people.scopes import Scope
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.follow_up_actions import open_follow_up
from storeops.quality.ratings.moments import Moment, Place
from storeops.quality.ratings.rating_actions import tap
from storeops.queueing.issue import Wish, issue
from storeops.running.integrity_view import findings
from storeops.store import journal
from storeops.store.database import HallDatabase, write_transaction
from storeops.store.event_kinds import EVENT_KINDS
from tests.factories import ADA, ANA, SUN, a_served_ticket, a_waiting_ticket, everything, later, rows
from tests.staff_console.colleague import Colleague
from tests.staff_console.conftest import SignedIn

PAGE = "/setup/trace"


def events_of(db: HallDatabase, kind: str) -> list[dict[str, object]]:
    return rows(db, "SELECT * FROM event WHERE kind = ? ORDER BY seq", kind)


def lines(page: str) -> list[str]:
    """The rows of the page's table, without the marks between their words."""
    body = page.split("<tbody>")[1].split("</tbody>")[0] if "<tbody>" in page else ""
    return body.split("</tr>")[:-1]


# What is written


def test_a_page_that_somebody_may_not_open_leaves_a_trace_with_the_address(ana: Colleague, db: HallDatabase) -> None:
    seq = journal.last_seq(db)

    answer = ana.client.get("/setup/employees", headers={"User-Agent": "Tablet 7"})

    assert answer.status_code == 403
    (event,) = rows(db, "SELECT * FROM event WHERE seq > ?", seq)
    assert (event["kind"], event["actor"], event["data"]) == (
        "access_refused",
        "employee:1001",
        '{"door": "GET /setup/employees"}',
    )
    assert event["local_part"] == '{"address":"127.0.0.1","browser":"Tablet 7","path":"/setup/employees"}'


def test_nobody_writes_marks_of_direction_into_the_trace_by_an_address(ana: Colleague, db: HallDatabase) -> None:
    seq = journal.last_seq(db)

    answer = ana.client.get("/checks/of/\u202e1001\u5b89")

    assert answer.status_code == 403
    (event,) = rows(db, "SELECT local_part FROM event WHERE seq > ?", seq)
    assert '"path":"/checks/of/%E2%80%AE1001\u5b89"' in event["local_part"]


def test_a_forged_form_and_one_that_is_too_large_leave_a_trace(ana: Colleague, db: HallDatabase) -> None:
    seq = journal.last_seq(db)

    assert ana.send("/account/presence", csrf_token="forged").status_code == 400
    assert ana.client.post("/account/presence", data={"note": "x" * 70_000}).status_code == 413

    events = rows(db, "SELECT kind, actor, data FROM event WHERE seq > ?", seq)
    refused = {"kind": "access_refused", "actor": "employee:1001", "data": '{"door": "POST /account/presence"}'}
    assert events == [refused, refused]


def test_a_flood_of_refusals_says_it_thirty_times_a_minute(
    ana: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    later(clock, "1h")
    for _ in range(40):
        assert ana.client.get("/setup/employees").status_code == 403
    assert len(events_of(db, "access_refused")) == 30

    later(clock, "1m")
    ana.client.get("/setup/employees")
    assert len(events_of(db, "access_refused")) == 31


def test_who_is_not_signed_in_leaves_none(ana: Colleague, db: HallDatabase) -> None:
    seq = journal.last_seq(db)

    ana.client.delete_cookie("storeops_staff_console")
    assert ana.client.get("/setup/employees").status_code != 200

    assert journal.last_seq(db) == seq


def test_a_file_that_was_taken_leaves_a_trace(ada: Colleague, db: HallDatabase) -> None:
    ada.open(f"{PAGE}/trace.csv?from=2026-03-02&to=2026-03-02")

    (event,) = events_of(db, "file_downloaded")
    assert (event["actor"], event["data"]) == ("employee:9001", '{"door": "GET /setup/trace/trace.csv"}')
    assert '"path":"/setup/trace/trace.csv?from=2026-03-02&to=2026-03-02"' in str(event["local_part"])


def test_a_role_that_was_changed_is_told_with_what_it_was(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/employees/edit?code=1001")
    ada.send("/setup/employees/edit?code=1001", name="Ana B.", role="supervisor", is_active="1")

    (event,) = events_of(db, "employee_changed")
    assert event["data"] == ('{"role": "supervisor", "role_before": "clerk", "is_active": true, "was_active": true}')
    assert '"name":"Ana B.","name_before":"Ana"' in str(event["local_part"])
    assert findings(db) == []


def test_a_phone_number_that_was_read_is_told_with_the_address(
    ana: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    case = open_follow_up(db, clock, ANA.actor, ANA.code, Kind.COMPLAINT, "Call me", phone="13800138000")
    ana.open(f"/follow-ups/{case}")
    ana.send(f"/follow-ups/{case}/contact", contact_reason="To call back")

    (event,) = events_of(db, "contact_read")
    assert event["actor"] == "employee:1001"
    assert '"address":"127.0.0.1"' in str(event["local_part"])
    assert "13800138000" not in str(event)


# What is shown


def test_only_whoever_sets_up_sees_it(signed_in: SignedIn) -> None:
    for person in (ANA, SUN):
        assert signed_in(person).client.get(PAGE).status_code == 403
        assert signed_in(person).client.get(f"{PAGE}/trace.csv").status_code == 403


def test_the_day_s_events_stand_there_the_newest_first(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, handled="2m")

    page = ada.open(f"{PAGE}?lang=en")

    found = lines(page)
    assert [word in line for word, line in zip(("Service finished", "Service begun"), found, strict=False)] == [
        True
    ] * 2
    assert "09:02:00" in found[0]
    assert "Ana" in found[0]
    assert ">A001" in found[0]
    assert "Sealed from event 1 on (2026-03-02)." in page


def test_a_browser_is_shown_in_two_words_and_told_in_full(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    said = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36"
    with write_transaction(db):
        journal.append(db, clock.now(), "sign_in", ANA.actor.name, local={"address": "10.0.0.7", "browser": said})

    [line] = lines(ada.open(f"{PAGE}?kind=sign_in&person=1001&lang=en"))

    assert f'title="{said}"><b>Browser</b> Chrome, Windows</span>' in line
    assert said in ada.open(f"{PAGE}/trace.csv?kind=sign_in&from=2026-03-02&to=2026-03-02")


def test_a_browser_that_did_not_say_what_it_is_is_no_line(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    with write_transaction(db):
        journal.append(db, clock.now(), "sign_in", "api", local={"address": "10.0.0.7", "browser": ""})

    [line] = lines(ada.open(f"{PAGE}?kind=sign_in&lang=en"))[:1]

    assert "10.0.0.7" in line
    assert "sign-in over the API" in line
    assert "Browser" not in line


def test_a_device_stands_there_by_its_name_and_its_scopes_as_a_list(
    ada: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    add_device(db, clock, ADA.actor, "Tablet", DeviceKind.INTEGRATION, scopes=(Scope.READ, Scope.ISSUE))
    issue(db, clock, Actor(device_actor("Tablet")), Wish("payment"))

    [issued] = lines(ada.open(f"{PAGE}?kind=issue&lang=en"))
    [enrolled] = lines(ada.open(f"{PAGE}?kind=device_added&lang=en"))

    assert '<td>Tablet <span class="trace-code">device</span></td>' in issued
    assert "<b>scopes</b> issue, read</span>" in enrolled


def test_an_answer_is_shown_to_nobody(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    ticket = a_served_ticket(db, clock, handled="2m")
    tap(db, clock, CUSTOMER, ticket.token, Moment.FAREWELL, 1, Place.PAD)

    page = ada.open(f"{PAGE}?kind=rated")
    file = ada.open(f"{PAGE}/trace.csv?kind=rated&from=2026-03-02&to=2026-03-02")

    assert len(lines(page)) == 1
    assert "value" not in lines(page)[0]
    assert "value" not in file
    assert "farewell" not in file


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("?kind=issue", 3),
        ("?person=1001", 4),  # opened the counter, called, started, finished
        ("?person=1001&kind=finish", 1),
        ("?ticket=a001", 4),  # issue, call, start, finish
        ("?ticket=A002&kind=issue", 1),
        ("?ticket=A999", 0),
        ("?from=2026-03-01&to=2026-03-01", 0),
    ],
)
def test_it_is_narrowed_by_person_kind_day_and_ticket(
    ada: Colleague, db: HallDatabase, clock: FrozenClock, address: str, count: int
) -> None:
    a_served_ticket(db, clock, handled="2m")
    a_waiting_ticket(db, clock)
    a_waiting_ticket(db, clock)

    assert len(lines(ada.open(PAGE + address))) == count


def test_a_long_day_is_turned_page_by_page(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    for _ in range(120):
        a_waiting_ticket(db, clock)

    page = ada.open(f"{PAGE}?kind=issue&lang=en")
    assert len(lines(page)) == 100
    before = page.split("&before=")[1].split('"')[0]
    assert len(lines(ada.open(f"{PAGE}?kind=issue&before={before}"))) == 20


@pytest.mark.parametrize(
    "address", ["?from=gestern&to=2026-03-02", "?kind=nonsense", "?before=x", "?from=2026-03-03&to=2026-03-03"]
)
def test_what_cannot_be_asked_for_is_refused(ada: Colleague, db: HallDatabase, address: str) -> None:
    before = everything(db)

    assert ada.client.get(PAGE + address).status_code == 422
    assert everything(db) == before


def test_a_lost_key_is_told_in_red(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    key_file(db.path).unlink()
    a_waiting_ticket(db, clock)

    page = ada.open(f"{PAGE}?lang=en")

    assert "What happens now is not sealed" in page
    assert "not sealed" in lines(page)[0]


def test_the_file_has_every_event_and_no_formula(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    for _ in range(120):
        a_waiting_ticket(db, clock)

    text = ada.open(f"{PAGE}/trace.csv?kind=issue&from=2026-03-02&to=2026-03-02").removeprefix("\ufeff")

    header, *found = csv.reader(io.StringIO(text))
    assert header[:4] == ["number", "at", "kind", "actor"]
    assert len(found) == 120
    assert found[-1][1:4] == ["2026-03-02T09:00:00+08:00", "issue", "customer"]
    assert len(found[-1][-1]) == 64  # the MAC in hexadecimal
    assert [cell for row in found for cell in row if cell.startswith(("=", "+", "-", "@"))] == []


def test_every_kind_has_its_words() -> None:
    assert sorted(KIND_WORDS) == sorted(EVENT_KINDS)


def test_every_field_has_its_words() -> None:
    assert {field for kind in EVENT_KINDS.values() for field in kind.fields} - set(FIELD_WORDS) == set()
