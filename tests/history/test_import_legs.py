"""Taking legs files: rows, events, and nothing at all where the file is refused."""

import json
from pathlib import Path

import pytest

from storeops.base.actor import Actor
from storeops.base.clock import FrozenClock
from storeops.hall import offer_rows
from storeops.hall.refusals import PrefixTaken
from storeops.history.refusals import ImportRefused, UnreadableFile, WrongHeader
from storeops.history.row_judgement import ImportResult
from storeops.queueing.replay import replayed_state
from storeops.store import journal, told_rows
from storeops.store.database import HallDatabase
from storeops.store.event_kinds import TOLD_ANEW
from tests import factories
from tests.factories import rows
from tests.history.imports import import_legs
from tests.history.legs_files import DAY, cells, write_legs

ADA = Actor("employee:9001")


@pytest.fixture
def take(db: HallDatabase, clock: FrozenClock, tmp_path: Path):
    """Import a file of these rows."""

    def take(*told: dict[str, str], strict: bool = False) -> ImportResult:
        return import_legs(db, clock, ADA, write_legs(tmp_path / "legs.csv", *told), strict)

    return take


def refusals(result: ImportResult) -> list[tuple[int, str]]:
    return [(line, str(reason)) for line, reason in result.refused]


def test_a_served_leg_becomes_a_ticket_with_its_leg_its_transaction_and_its_events(db: HallDatabase, take) -> None:
    result = take(cells("7", segment="vip"))

    assert (result.taken, result.already_there, result.refused) == (1, 0, [])
    [ticket] = rows(db, "SELECT * FROM ticket")
    assert len(ticket.pop("token")) >= 16
    assert ticket | {"id": 1, "service_id": 1, "counter_id": 1, "employee_id": 1} == {
        "id": 1,
        "business_day": DAY,
        "number": "7",
        "service_id": 1,
        "segment": "vip",
        "channel": "import",
        "language": "zh",
        "state": "served",
        "issued_at": "2026-03-01T02:00:00.000Z",
        "booked_at": None,
        # A vip is promised a call within 120 s.
        "due_at": "2026-03-01T02:02:00.000Z",
        "order_at": "2026-03-01T02:02:00.000Z",
        "ended_at": "2026-03-01T02:08:00.000Z",
        "leg_index": 0,
        "counter_id": 1,
        "employee_id": 1,
        "call_count": 1,
        "estimate_low_seconds": None,
        "estimate_high_seconds": None,
        "is_imported": 1,
        "import_id": 1,
    }
    [leg] = rows(db, "SELECT * FROM leg")
    assert [leg[column] for column in ("kind", "outcome", "left_open", "announced_at")] == ["first", "served", 0, None]
    assert [leg[f"{when}_at"][11:19] for when in ("queued", "first_called", "last_called", "started", "ended")] == [
        "02:00:00",
        "02:04:00",
        "02:04:00",
        "02:05:00",
        "02:08:00",
    ]
    [transaction] = factories.transactions(db, "7")
    assert [transaction[name] for name in ("service", "class", "outcome", "transaction_index")] == [
        "payment",
        "normal",
        "finished",
        0,
    ]
    events = rows(db, "SELECT * FROM event WHERE ticket_id IS NOT NULL ORDER BY seq")
    assert [(event["kind"], event["at"][11:16], event["is_imported"], event["actor"]) for event in events] == [
        ("issue", "02:00", 1, "employee:9001"),
        ("call_next", "02:04", 1, "employee:9001"),
        ("start", "02:05", 1, "employee:9001"),
        ("finish", "02:08", 1, "employee:9001"),
    ]
    assert json.loads(events[-1]["data"]) == {
        "number": "7",
        "business_day": DAY,
        "state": "served",
        "service": "payment",
        "counter": "1",
        "ended_class": "normal",
    }


def test_history_is_not_streamed_but_the_import_is_noted(db: HallDatabase, take) -> None:
    before = journal.last_seq(db)

    take(cells())

    assert [event.kind for event in told_rows.since(db, before)] == ["history_imported"]


def test_importing_again_takes_nothing_and_changes_nothing(db: HallDatabase, take) -> None:
    told = [cells("A001", 0, "transferred", ended_at="10:03"), cells("A001", 1), cells("A002", outcome="void")]
    take(*told)
    before = factories.everything(db)

    result = take(*told)

    assert (result.taken, result.already_there, result.refused) == (0, 3, [])
    assert factories.everything(db) == before


def test_another_content_under_a_number_of_an_earlier_import_is_refused(db: HallDatabase, take) -> None:
    take(cells())

    result = take(cells(ended_at="10:09"))

    assert refusals(result) == [(2, "number repeated")]
    assert factories.legs(db, "A001")[0]["ended_at"] == "2026-03-01T02:08:00.000Z"


def test_a_visit_of_several_legs_ends_with_its_last_that_is_not_void(db: HallDatabase, take) -> None:
    take(
        cells("A001", 0, "transferred", called_at="10:01", started_at="10:01", ended_at="10:03", counter="1"),
        cells("A001", 1, "void", issued_at="10:03"),
        cells("A001", 2, "transferred", issued_at="10:03", called_at="10:05", ended_at="10:06", service="plan_change"),
        cells("A001", 3, "void", issued_at="10:06"),
    )

    ticket = factories.ticket_row(db, "A001")
    assert (ticket["state"], ticket["leg_index"], ticket["ended_at"]) == ("abandoned", 2, "2026-03-01T02:06:00.000Z")
    assert [leg["kind"] for leg in factories.legs(db, "A001")] == ["first", "transferred", "transferred", "transferred"]
    # Only the first leg was started; what was begun there was not finished.
    assert [(item["leg_index"], item["outcome"]) for item in factories.transactions(db, "A001")] == [(0, "unfinished")]
    assert factories.event_kinds(db, "A001") == [
        "issue",
        "call_next",
        "start",
        "transfer",
        "call_next",
        "transfer",
        "close_day",
    ]


def test_a_leg_left_open_is_closed_by_the_system(db: HallDatabase, take) -> None:
    take(cells(ended_at="19:00"))

    assert factories.legs(db, "A001")[0]["left_open"] == 1
    assert factories.transactions(db, "A001")[0]["outcome"] == "left_open"
    assert factories.event_kinds(db, "A001")[-1] == "close_day"


def test_services_counters_and_employees_that_nobody_knows_are_added_out_of_sight(db: HallDatabase, take) -> None:
    take(cells(service="ultrasound", counter="Review Room 4", employee="8888"))

    service = offer_rows.service_by_code(db, "ultrasound")
    assert (service.category_code, service.is_active) == ("other", False)
    assert (service.target_seconds, service.standard_minutes) == (180, 3)
    assert rows(db, "SELECT is_active, state FROM counter WHERE code = 'Review Room 4'") == [
        {"is_active": 0, "state": "closed"}
    ]
    assert rows(db, "SELECT role, is_active, pin_hash FROM employee WHERE code = '8888'") == [
        {"role": "clerk", "is_active": 0, "pin_hash": None}
    ]


def test_a_hall_without_other_business_gets_it_with_a_free_letter(db: HallDatabase, take) -> None:
    db.execute("UPDATE category SET code = 'misc' WHERE code = 'other'")

    take(cells(service="ultrasound"))

    # J belongs to another category now, and A and B are taken too.
    assert offer_rows.category_by_code(db, "other").prefix == "C"


def test_with_every_letter_taken_nothing_is_imported(db: HallDatabase, take) -> None:
    db.execute("UPDATE category SET code = 'misc' WHERE code = 'other'")
    for letter in "CDEFGHIKLMNOPQRSTUVWXYZ":
        db.execute(
            "INSERT INTO category (code, prefix, name_zh, name_en, position) VALUES (?1, ?1, ?1, ?1, 9)", (letter,)
        )
    before = factories.everything(db)

    with pytest.raises(PrefixTaken):
        take(cells(service="ultrasound"))

    after = factories.everything(db)
    assert [row["state"] for row in after.pop("hall_import")] == ["dropped"]
    assert [row["kind"] for row in after.pop("event")[-2:]] == ["import_begun", "import_dropped"]
    assert after == {name: rows for name, rows in before.items() if name not in ("hall_import", "event")}


def test_strict_takes_all_or_nothing(db: HallDatabase, take) -> None:
    before = factories.everything(db)

    with pytest.raises(ImportRefused, match="1 rows"):
        take(cells("A001"), cells("A002", ended_at=""), strict=True)

    assert factories.everything(db) == before
    assert take(cells("A001"), strict=True).taken == 1


def test_refused_rows_name_their_line_and_stop_nothing(
    take, tmp_path: Path, db: HallDatabase, clock: FrozenClock
) -> None:
    path = write_legs(tmp_path / "legs.csv", cells("A001", ended_at=""), cells("A002"))
    # A blank line, and a row that lost its last cells.
    path.write_text(path.read_text(encoding="utf-8") + "\n2026-03-01,A003,0\n", encoding="utf-8")

    result = import_legs(db, clock, ADA, path)

    assert result.taken == 1
    assert refusals(result) == [(2, "served without a start or an end"), (5, "wrong number of cells")]


def test_yesterday_and_today_are_taken_and_tomorrow_is_not(take) -> None:
    # The clock stands at 09:00 on 2 March.
    result = take(cells(), cells(business_day="2026-03-02"), cells(business_day="2026-03-03"))

    assert result.taken == 2
    assert refusals(result) == [(4, "business_day is in the future")]


def test_a_file_with_a_byte_order_mark_and_other_columns_in_any_order_is_taken(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    row = {"weather": "晴", **dict(reversed(cells("甲 1").items()))}
    path = tmp_path / "legs.csv"
    path.write_text(",".join(row) + "\r\n" + ",".join(row.values()) + "\r\n", encoding="utf-8-sig")

    assert import_legs(db, clock, ADA, path).taken == 1
    assert factories.ticket_row(db, "甲 1")["state"] == "served"


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"business_day|ticket\n", "lacks: business_day, ticket, leg"),
        (b"business_day;ticket\n", "lacks: leg, service"),
        (b"", "lacks: business_day"),
    ],
)
def test_a_wrong_header_takes_nothing(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path, content: bytes, cause: str
) -> None:
    path = tmp_path / "legs.csv"
    path.write_bytes(content)

    with pytest.raises(WrongHeader, match=cause):
        import_legs(db, clock, ADA, path)


@pytest.mark.parametrize(
    ("damage", "cause"),
    [
        (lambda text: text.encode("utf-16-le"), "neither text in UTF-8, GB18030 or UTF-16"),
        (lambda text: text.replace("payment", "crédit").encode("latin-1"), "neither text in UTF-8, GB18030 or UTF-16"),
        (
            lambda text: text.replace("payment", "缴费").encode().replace("费".encode(), b"\xe8\xb4"),
            "bytes are damaged",
        ),
        (lambda text: text.encode("utf-16")[:-1], "bytes are damaged"),
        (lambda text: text.encode("utf-8-sig") + b"\xff", "bytes are damaged"),
        (lambda text: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + text.encode(), "of the old kind"),
        (lambda text: b"PK\x03\x04" + text.encode(), "no whole .xlsx workbook"),
        (lambda text: text.replace("A001", '"A001').encode(), "unexpected end of data"),
        (lambda text: text.replace("A001", "A" * 200_000).encode(), "field limit"),
        (
            lambda text: text.replace("employee,", "counter,", 1).replace("outcome", "outcome,employee", 1).encode(),
            "twice: counter",
        ),
    ],
)
def test_an_unreadable_file_takes_nothing(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path, damage, cause: str
) -> None:
    path = write_legs(tmp_path / "legs.csv", cells("A000"), cells("A001"))
    path.write_bytes(damage(path.read_text(encoding="utf-8")))
    before = factories.everything(db)

    with pytest.raises(UnreadableFile, match=cause):
        import_legs(db, clock, ADA, path)

    assert factories.everything(db) == before


def test_a_missing_file_or_a_folder_takes_nothing(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(UnreadableFile):
            import_legs(db, clock, ADA, path)


def test_legs_that_come_later_join_their_visit(db: HallDatabase, take) -> None:
    first = cells("A001", 0, "held", called_at="10:01", started_at="10:01", ended_at="10:03", segment="vip")
    second = cells("A001", 1, issued_at="10:04", called_at="10:05", segment="assisted")
    take(first)
    assert factories.ticket_row(db, "A001")["state"] == "abandoned"

    result = take(first, second)

    assert (result.taken, result.already_there) == (1, 1)
    ticket = factories.ticket_row(db, "A001")
    assert (ticket["state"], ticket["leg_index"], ticket["segment"]) == ("served", 1, "vip")
    assert ticket["ended_at"] == "2026-03-01T02:08:00.000Z"
    assert [leg["kind"] for leg in factories.legs(db, "A001")] == ["first", "resumed"]
    # The journal keeps the first telling and tells the whole visit anew.
    kinds = factories.event_kinds(db, "A001")
    assert kinds.count(TOLD_ANEW) == 1
    told = kinds[kinds.index(TOLD_ANEW) + 1 :]
    assert told == ["issue", "call_next", "start", "hold", "resume", "call_next", "start", "finish"]
    assert replayed_state(told) == "served"
    assert take(first, second).already_there == 2


def test_a_visit_that_comes_in_any_order_and_in_parts_is_the_same_visit(db: HallDatabase, take) -> None:
    parts = [
        cells("A001", 0, "transferred", called_at="10:01", ended_at="10:02"),
        cells("A001", 1, "held", issued_at="10:02", called_at="10:03", ended_at="10:04"),
        cells("A001", 2, issued_at="10:05"),
    ]

    for part in reversed(parts):
        assert take(part).taken == 1

    ticket = factories.ticket_row(db, "A001")
    assert (ticket["state"], ticket["issued_at"]) == ("served", "2026-03-01T02:00:00.000Z")
    assert [leg["kind"] for leg in factories.legs(db, "A001")] == ["first", "transferred", "resumed"]


def test_a_ticket_of_the_halls_own_keeps_its_number(db: HallDatabase, clock: FrozenClock, take) -> None:
    own = factories.a_served_ticket(db, clock)

    result = take(
        cells(own.number, 0, business_day=own.business_day), cells(own.number, 1, business_day=own.business_day)
    )

    assert refusals(result) == [(2, "number repeated"), (3, "the hall recorded this visit itself")]


def test_numbers_that_history_brought_for_today_are_not_issued_again(
    db: HallDatabase, clock: FrozenClock, take
) -> None:
    take(cells("A001", business_day=factories.MONDAY))

    assert factories.a_waiting_ticket(db, clock).number == "A002"
