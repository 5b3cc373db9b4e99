"""What the hall gives out, and that it can be taken back."""

import csv
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.history import checks_format, ratings_format
from storeops.history.export_view import (
    VISIT_COLUMNS,
    export_care,
    export_checks,
    export_legs,
    export_ratings,
    export_roster,
    export_transactions,
    export_visits,
)
from storeops.history.legs_format import COLUMNS, OPTIONAL_COLUMNS
from storeops.queueing.moving import resume, transfer
from storeops.queueing.serving import finish, next_transaction, start
from storeops.queueing.staffing import close_counter
from storeops.sample.founding_actions import found_hall
from storeops.store.database import HallDatabase, create
from tests import factories
from tests.factories import CHEN, HAN, a_check, a_pair_of_checks, clerk_at, later
from tests.history.imports import (
    import_care,
    import_checks,
    import_legs,
    import_ratings,
    import_roster,
    import_transactions,
)
from tests.history.legs_files import cells, write_legs
from tests.history.told_files import counts, write_rows

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def records(lines: Iterable[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(lines))


@pytest.fixture
def empty_hall(tmp_path: Path, clock: FrozenClock):
    """Make an empty hall in a zone of one's own."""
    made: list[HallDatabase] = []

    def make(zone: str = "Asia/Shanghai") -> HallDatabase:
        db = create(tmp_path / f"empty{len(made)}.db")
        made.append(db)
        found_hall(db, clock, SYSTEM, zone)
        return db

    yield make
    for db in made:
        db.conn.close()


def a_day(db: HallDatabase, clock: FrozenClock) -> None:
    """One ticket of each fate; the held one comes back after 2 min, and one is served by two counters."""
    held = factories.a_held_ticket(db, clock)
    later(clock, "2m")
    resume(db, clock, SYSTEM, held.number)
    moved = factories.a_serving_ticket(db, clock, waited="90s", walked="1500ms", counter="2")
    later(clock, "1m")
    transfer(db, clock, clerk_at(db, "2"), "2", "plan_change")
    factories.a_no_show(db, clock)
    factories.a_cancelled_ticket(db, clock)
    factories.a_void_ticket(db, clock)
    for number in (held.number, moved.number):
        factories.call_ticket(db, clock, clerk_at(db, "1"), "1", number)
        later(clock, "20s")
        start(db, clock, clerk_at(db, "1"), "1")
        later(clock, "3m")
        finish(db, clock, clerk_at(db, "1"), "1")


def test_what_goes_out_comes_back_the_same(db: HallDatabase, clock: FrozenClock, tmp_path: Path, empty_hall) -> None:
    a_day(db, clock)
    out = "".join(export_legs(db, FIRST, LAST))
    path = tmp_path / "out.csv"
    path.write_text(out, encoding="utf-8")

    home = import_legs(db, clock, SYSTEM, path)
    other = empty_hall()
    abroad = import_legs(other, clock, SYSTEM, path)

    # Seven legs: two each of the held and the transferred visit, and three visits of one.
    assert (home.taken, home.already_there, home.refused) == (0, 7, [])
    assert (abroad.taken, abroad.already_there, abroad.refused) == (7, 0, [])
    assert "".join(export_legs(other, FIRST, LAST)) == out


def test_a_leg_goes_out_on_the_halls_wall_clock_with_its_offset(db: HallDatabase, clock: FrozenClock) -> None:
    factories.a_held_ticket(db, clock)
    later(clock, "2m")
    resume(db, clock, SYSTEM, "A001")
    factories.call_ticket(db, clock, clerk_at(db, "1"), "1", "A001")
    later(clock, "30s")
    start(db, clock, clerk_at(db, "1"), "1")
    finish(db, clock, clerk_at(db, "1"), "1")

    lines = list(export_legs(db, FIRST, LAST))

    assert lines == [
        ",".join([*COLUMNS, *OPTIONAL_COLUMNS]) + "\n",
        "2026-03-02,A001,0,payment,standard,2026-03-02T09:00:00+08:00,2026-03-02T09:00:00+08:00,"
        "2026-03-02T09:00:00+08:00,2026-03-02T09:00:00+08:00,1,1001,held,2026-03-02T09:00:00+08:00,120,0\n",
        "2026-03-02,A001,1,payment,standard,2026-03-02T09:02:00+08:00,2026-03-02T09:02:00+08:00,"
        "2026-03-02T09:02:30+08:00,2026-03-02T09:02:30+08:00,1,1001,served,2026-03-02T09:02:00+08:00,,0\n",
    ]


def test_an_hour_that_comes_twice_survives_the_way_out_and_back(tmp_path: Path, empty_hall) -> None:
    clock = FrozenClock(datetime(2026, 11, 1, tzinfo=UTC))
    berlin, other = empty_hall("Europe/Berlin"), empty_hall("Europe/Berlin")
    second = "2026-10-25T02:30:00+01:00"
    told = cells(
        business_day="2026-10-25",
        issued_at="2026-10-25T02:30:00",
        called_at=second,
        started_at=second,
        ended_at="2026-10-25T02:40:00+01:00",
    )
    import_legs(berlin, clock, SYSTEM, write_legs(tmp_path / "in.csv", told))
    out = "".join(export_legs(berlin, FIRST, LAST))
    (tmp_path / "out.csv").write_text(out, encoding="utf-8")

    result = import_legs(other, clock, SYSTEM, tmp_path / "out.csv")

    assert result.taken == 1
    assert "2026-10-25T02:30:00+02:00,2026-10-25T02:30:00+01:00" in out
    assert "".join(export_legs(other, FIRST, LAST)) == out
    # From the first 02:30 to the second it is an hour.
    assert records(export_visits(other, FIRST, LAST))[0]["wait_seconds"] == "3600"


def test_the_days_at_both_ends_are_given_and_no_others(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    days = ["2026-02-26", "2026-02-27", "2026-02-28", "2026-03-01"]
    import_legs(db, clock, SYSTEM, write_legs(tmp_path / "in.csv", *(cells(business_day=day) for day in days)))

    for export in (export_legs, export_visits):
        lines = records(export(db, date(2026, 2, 27), date(2026, 2, 28)))

        assert [line["business_day"] for line in lines] == ["2026-02-27", "2026-02-28"]


def test_a_visit_that_goes_on_is_not_given_out(db: HallDatabase, clock: FrozenClock) -> None:
    factories.a_serving_ticket(db, clock)
    factories.a_waiting_ticket(db, clock)

    assert records(export_legs(db, FIRST, LAST)) == []
    assert records(export_visits(db, FIRST, LAST)) == []


def test_a_forgotten_leg_of_the_halls_own_goes_out_as_left_open(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    factories.a_served_ticket(db, clock, handled="4h1m")
    out = "".join(export_legs(db, FIRST, LAST))
    (tmp_path / "out.csv").write_text(out, encoding="utf-8")

    assert records(out.splitlines())[0]["left_open"] == "1"
    assert import_legs(db, clock, SYSTEM, tmp_path / "out.csv").already_there == 1


def test_time_on_hold_told_by_a_log_is_kept_and_not_handled(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    import_legs(db, clock, SYSTEM, write_legs(tmp_path / "in.csv", cells(held_seconds="60")))

    assert records(export_legs(db, FIRST, LAST))[0]["held_seconds"] == "60"
    # 10:05 to 10:08 less the 60 s.
    assert records(export_visits(db, FIRST, LAST))[0]["handling_seconds"] == "120"


def test_a_visit_goes_out_with_the_sums_of_its_legs(db: HallDatabase, clock: FrozenClock) -> None:
    factories.a_serving_ticket(db, clock, waited="90s", walked="10s", counter="2")
    later(clock, "1m")
    next_transaction(db, clock, clerk_at(db, "2"), "2", "invoice")
    later(clock, "2m")
    transfer(db, clock, clerk_at(db, "2"), "2", "plan_change")
    later(clock, "30s")
    factories.an_open_counter(db, clock, "1")
    factories.call_ticket(db, clock, clerk_at(db, "1"), "1", "A001")
    later(clock, "20s")
    start(db, clock, clerk_at(db, "1"), "1")
    later(clock, "4m")
    finish(db, clock, clerk_at(db, "1"), "1")

    [visit] = records(export_visits(db, FIRST, LAST))

    assert tuple(visit) == VISIT_COLUMNS
    assert visit == {
        "business_day": "2026-03-02",
        "ticket": "A001",
        "segment": "standard",
        "service": "payment",
        "issued_at": "2026-03-02T09:00:00+08:00",
        "legs": "2",
        # The payment and the plan change; the invoice was cut off by the transfer.
        "transactions": "2",
        "outcome": "served",
        # 90 + 30, 10 + 20, 60 + 240; 90 + 10 + 60 + 120 + 30 + 20 + 240 in all.
        "wait_seconds": "120",
        "walk_seconds": "30",
        "handling_seconds": "300",
        "visit_seconds": "570",
        "estimate_low_seconds": "",
        "estimate_high_seconds": "",
        "peak_end": "",
        "average": "",
        "peak_end_2": "",
        "ratings_valid": "0",
    }


def test_what_did_not_happen_is_empty(db: HallDatabase, clock: FrozenClock) -> None:
    factories.a_cancelled_ticket(db, clock)
    factories.a_void_ticket(db, clock)

    visits = records(export_visits(db, FIRST, LAST))

    assert [visit["outcome"] for visit in visits] == ["cancelled", "void"]
    for visit in visits:
        assert (visit["wait_seconds"], visit["walk_seconds"], visit["handling_seconds"]) == ("", "", "")


# Beside the legs

KINDS = {
    "legs": (export_legs, import_legs),
    "transactions": (export_transactions, import_transactions),
    "ratings": (export_ratings, import_ratings),
    "checks": (export_checks, import_checks),
    "care": (export_care, import_care),
    "roster": (export_roster, import_roster),
}
"""In the order in which another hall takes them: transactions and ratings need their legs."""


def a_tap(db: HallDatabase, number: str, moment: str, value: int, minute: int, undone_at: str | None = None) -> None:
    """A customer of Monday answered a question of the hall itself, so many minutes after 09:00."""
    at = f"2026-03-02T01:{minute:02}:00.000Z"
    prompt = db.execute(
        "INSERT INTO prompt (ticket_id, moment, why_shown, place, shown_at, expires_at)"
        " SELECT id, ?, 'end', 'pad', ?, ? FROM ticket WHERE number = ? RETURNING id, ticket_id",
        (moment, at, at, number),
    ).fetchone()
    db.execute(
        "INSERT INTO stored_rating (prompt_id, ticket_id, moment, value, answered_at, undone_at) VALUES (?, ?, ?, ?,"
        " ?, ?)",
        (*prompt, moment, value, at, undone_at),
    )


def a_checked_clerk(db: HallDatabase) -> None:
    """1001 smiled half, which a second version of the check puts right; the floor of the hall was not clean."""
    checked_at = "2026-03-02T01:30:00.000Z"
    db.execute(
        "INSERT INTO stored_spot_check (id, sheet_id, employee_id, inspector_id, business_day, started_at, checked_at)"
        " SELECT row_number() OVER (), sheet.id, checked.id, inspector.id, '2026-03-02', :at, :at"
        " FROM sheet JOIN employee AS inspector ON inspector.code = '5001'"
        " LEFT JOIN employee AS checked ON checked.code = '1001' AND sheet.kind = 'clerk'"
        " WHERE sheet.kind IN ('clerk', 'environment')",
        {"at": checked_at},
    )
    for id_, check_id, version, reason in ((1, 1, 1, None), (2, 1, 2, "seen again"), (3, 2, 1, None)):
        db.execute("INSERT INTO check_version VALUES (?, ?, ?, ?, 1, ?)", (id_, check_id, version, checked_at, reason))
    for version_id, sheet, item, mark, words in (
        (1, "clerk", "smile", 0.5, 'tired, "grumpy"'),
        (2, "clerk", "smile", 1, ""),
        (2, "clerk", "amounts", None, ""),
        (3, "environment", "floor", 0, "wet\nand dirty"),
    ):
        db.execute(
            "INSERT INTO check_mark SELECT ?, sheet_item.id, ?, ?, 1 FROM sheet_item"
            " JOIN sheet ON sheet.id = sheet_id AND sheet.kind = ? WHERE sheet_item.code = ?",
            (version_id, mark, words, sheet, item),
        )


def a_rich_day(db: HallDatabase, clock: FrozenClock) -> None:
    """A day with something of every kind, all of it recorded by the hall itself."""
    a_day(db, clock)
    number = factories.a_serving_ticket(db, clock, counter="3").number
    later(clock, "1m")
    next_transaction(db, clock, clerk_at(db, "3"), "3", "invoice")
    later(clock, "1m")
    finish(db, clock, clerk_at(db, "3"), "3")
    for minute, (moment, value) in enumerate([("waiting", 2), ("result", 5), ("farewell", 4)], start=30):
        a_tap(db, number, moment, value, minute)
    a_tap(db, number, "money", 1, 35, undone_at="2026-03-02T01:35:02.000Z")
    a_checked_clerk(db)
    db.execute(
        "INSERT INTO stored_care_entry (employee_id, day, kind, note, entered_at, entered_by)"
        " VALUES (1, '2026-03-02', 'praise', '=谢谢, 很好', '2026-03-02T01:00:00.000Z', 2)"
    )
    for counter in ("1", "2", "3"):
        close_counter(db, clock, clerk_at(db, counter), counter)


def test_no_cell_that_goes_out_is_a_formula_to_a_spreadsheet(db: HallDatabase, clock: FrozenClock) -> None:
    a_rich_day(db, clock)
    db.execute("UPDATE check_mark SET reason = '-1+cmd|calc' WHERE reason LIKE 'wet%'")

    out = {kind: list(csv.reader(give_out(db, FIRST, LAST))) for kind, (give_out, _) in KINDS.items()}

    starts = {cell[0] for lines in out.values() for line in lines for cell in line if cell}
    assert starts.isdisjoint("=+-@\t\r\n")
    assert "'=谢谢, 很好" in [line[-1] for line in out["care"]]
    assert "'-1+cmd|calc" in [line[-1] for line in out["checks"]]


def without_estimates(db: HallDatabase) -> list[dict[str, str]]:
    """The visits less the range that was shown at their issue, which no file of legs tells."""
    return [
        {**row, "estimate_low_seconds": "", "estimate_high_seconds": ""}
        for row in records(export_visits(db, FIRST, LAST))
    ]


def test_every_kind_that_goes_out_comes_back_the_same(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path, empty_hall
) -> None:
    a_rich_day(db, clock)
    other = empty_hall()

    for kind, (give_out, take) in KINDS.items():
        out = "".join(give_out(db, FIRST, LAST))
        path = tmp_path / f"{kind}.csv"
        path.write_text(out, encoding="utf-8", newline="")
        # A quoted cell may hold a line end.
        count = len(records(out.splitlines(keepends=True)))
        before = factories.everything(db)

        home, abroad, again = (
            take(db, clock, SYSTEM, path),
            take(other, clock, SYSTEM, path),
            take(other, clock, SYSTEM, path),
        )

        assert count > 0
        assert counts(home) == counts(again) == (0, count, 0)
        assert abroad.refused == []
        assert "".join(give_out(other, FIRST, LAST)) == out, kind
        assert factories.everything(db) == before
    assert without_estimates(other) == without_estimates(db)


def test_ratings_go_out_with_their_visits_day_and_without_what_was_taken_back(
    db: HallDatabase, clock: FrozenClock
) -> None:
    first = factories.a_served_ticket(db, clock).number
    waiting = factories.a_waiting_ticket(db, clock).number
    a_tap(db, first, "result", 4, 20)
    a_tap(db, first, "money", 1, 21, undone_at="2026-03-02T01:21:02.000Z")
    a_tap(db, first, "callback", 5, 10)
    a_tap(db, waiting, "greeting", 3, 5)
    db.execute("UPDATE stored_rating SET answered_at = '2026-03-05T01:00:00.000Z' WHERE moment = 'callback'")
    db.execute(
        "UPDATE stored_rating SET employee_id = (SELECT id FROM employee WHERE code = '1001') WHERE moment = 'result'"
    )
    monday = date(2026, 3, 2)

    # The visit of the greeting goes on. What was answered on the 5th belongs to the visit of the 2nd.
    assert list(export_ratings(db, monday, monday)) == [
        "business_day,ticket,moment,value,answered_at,employee,counts\n",
        f"2026-03-02,{first},result,4,2026-03-02T09:20:00+08:00,1001,1\n",
        f"2026-03-02,{first},callback,5,2026-03-05T09:00:00+08:00,,1\n",
    ]
    assert len(list(export_ratings(db, date(2026, 3, 3), LAST))) == 1


def test_a_check_goes_out_in_its_latest_version(db: HallDatabase) -> None:
    a_checked_clerk(db)
    monday = date(2026, 3, 2)

    assert "".join(export_checks(db, monday, monday)) == (
        ",".join(checks_format.COLUMNS) + "\n"
        ',5001,2026-03-02T09:30:00+08:00,floor,0,"wet\nand dirty"\n'
        "1001,5001,2026-03-02T09:30:00+08:00,smile,1,\n"
        "1001,5001,2026-03-02T09:30:00+08:00,amounts,NA,\n"
    )
    assert len(list(export_checks(db, date(2026, 3, 3), LAST))) == 1


def test_a_double_check_does_not_go_out_before_both_are_saved(db: HallDatabase, clock: FrozenClock) -> None:
    first, second = a_pair_of_checks(db, clock)
    monday = date(2026, 3, 2)
    a_check(db, clock, by=CHEN, planned_id=first)
    assert list(export_checks(db, monday, monday)) == [",".join(checks_format.COLUMNS) + "\n"]

    a_check(db, clock, by=HAN, planned_id=second)

    assert {line.split(",")[1] for line in list(export_checks(db, monday, monday))[1:]} == {CHEN.code, HAN.code}


def test_a_stretch_goes_out_under_the_local_day_of_its_sign_in(db: HallDatabase, clock: FrozenClock) -> None:
    for begin, end in (
        ("2026-02-28T15:59", "2026-02-28T20:00"),
        ("2026-02-28T20:00", "2026-03-01T00:00"),
        ("2026-03-01T15:59", "2026-03-01T23:00"),
        ("2026-03-01T23:00", "2026-03-01T23:30"),
    ):
        db.execute(
            "INSERT INTO stored_signed_in_span (employee_id, signed_in_at, signed_out_at) VALUES (1, ?, ?)",
            (f"{begin}:00.000Z", f"{end}:00.000Z"),
        )
    factories.an_open_counter(db, clock, "1")

    # In Shanghai it is 8 h later: 23:59 of the 28th, 04:00 and 23:59 of the 1st, 07:00 of the 2nd.
    first_of_march = list(export_roster(db, date(2026, 3, 1), date(2026, 3, 1)))

    assert first_of_march[1:] == [
        "1001,2026-03-01T04:00:00+08:00,2026-03-01T08:00:00+08:00\n",
        "1001,2026-03-01T23:59:00+08:00,2026-03-02T07:00:00+08:00\n",
    ]


def test_what_was_cut_off_goes_out_among_the_transactions(db: HallDatabase, clock: FrozenClock) -> None:
    factories.a_serving_ticket(db, clock, counter="2")
    later(clock, "1m")
    next_transaction(db, clock, clerk_at(db, "2"), "2", "invoice")
    later(clock, "1m")
    transfer(db, clock, clerk_at(db, "2"), "2", "plan_change")

    assert records(export_transactions(db, FIRST, LAST)) == []

    factories.call_ticket(db, clock, clerk_at(db, "2"), "2", "A001")
    start(db, clock, clerk_at(db, "2"), "2")
    finish(db, clock, clerk_at(db, "2"), "2")

    assert [(row["leg"], row["service"], row["class"]) for row in records(export_transactions(db, FIRST, LAST))] == [
        ("0", "payment", "normal"),
        ("0", "invoice", "normal"),
        ("1", "plan_change", "normal"),
    ]


@pytest.mark.parametrize(
    ("taps", "scores"),
    [
        # Steps (tap - 3) / 2: greeting .5, waiting -.5, result 1, farewell .5. PE 50 + 50 * (1 + .5) / 2.
        # AVG 50 + 50 * 1.5 / 4. PE2 50 + 25 * .5 + 12.5 * (1 - .5).
        ([("greeting", 4), ("waiting", 2), ("result", 5), ("farewell", 4)], ("87.50", "68.75", "68.75", "1")),
        # The end alone: -.5. PE 50 + 50 * (-.5 - .5) / 2; PE2 50 - 12.5 + 12.5 * (-.5 - .5).
        ([("farewell", 2)], ("25.00", "25.00", "25.00", "0")),
        ([("greeting", 5), ("waiting", 5)], ("", "100.00", "", "0")),
        # AVG 50 + 50 * (0 + 0 + 1) / 3; PE2 50 + 25 * 1 + 12.5 * (1 + 0).
        ([("waiting", 3), ("result", 3), ("farewell", 5)], ("100.00", "66.6667", "87.50", "1")),
        # What is remembered later is what they predict.
        ([("overall", 1)], ("", "", "", "0")),
    ],
)
def test_a_visit_goes_out_with_its_scores(
    db: HallDatabase, clock: FrozenClock, taps: list[tuple[str, int]], scores: tuple[str, ...]
) -> None:
    number = factories.a_served_ticket(db, clock).number
    for minute, (moment, value) in enumerate(taps):
        a_tap(db, number, moment, value, minute)
    a_tap(db, number, "money", 1, 30, undone_at="2026-03-02T01:30:02.000Z")

    [visit] = records(export_visits(db, FIRST, LAST))

    assert tuple(visit[name] for name in ("peak_end", "average", "peak_end_2", "ratings_valid")) == scores


def test_imported_ratings_score_an_imported_visit(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    import_legs(db, clock, SYSTEM, write_legs(tmp_path / "legs.csv", cells("A001"), cells("A002")))
    told = [
        dict(zip(ratings_format.COLUMNS, row, strict=True))
        for row in (
            ("2026-03-01", "A001", "waiting", "3", "2026-03-01T10:04:00", ""),
            ("2026-03-01", "A001", "farewell", "5", "2026-03-01T10:08:10", "1001"),
        )
    ]
    import_ratings(db, clock, SYSTEM, write_rows(tmp_path / "ratings.csv", ratings_format.COLUMNS, told))

    rated, unrated = records(export_visits(db, FIRST, LAST))

    # PE 50 + 50 * (1 + 1) / 2; AVG 50 + 50 * 1 / 2.
    assert (rated["peak_end"], rated["average"], rated["ratings_valid"]) == ("100.00", "75.00", "1")
    assert (unrated["peak_end"], unrated["average"], unrated["ratings_valid"]) == ("", "", "0")
