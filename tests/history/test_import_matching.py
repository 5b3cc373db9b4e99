"""Real files with bent codes and names: whom their rows are credited to, for each kind of file."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from storeops.base.clock import FrozenClock
from storeops.history.code_matching import CodeKind, CodeMatch, FileHints, Newcomer
from storeops.quality.stars.stars_view import published_month
from storeops.store.database import HallDatabase
from tests import factories
from tests.factories import ADA, rows
from tests.history.imports import (
    import_care,
    import_checks,
    import_legs,
    import_ratings,
    import_roster,
    import_transactions,
)
from tests.history.legs_files import cells, write_legs
from tests.history.told_files import counts, refusals

LEGS = (
    "Business_Day,Ticket,Leg,Service,Segment,Issued_At,Called_At,Started_At,Ended_At,Counter,Employee,Outcome\r\n"
    "2026/2/20,A001,0,交话费,standard,2026/2/20 9:02,2026/2/20 9:05,2026/2/20 9:06,2026/2/20 9:10,1.0,1001.0,served\r\n"
    "2026/2/20,A002,0,变更套餐,VIP,2026/2/20 9:03,2026/2/20 9:05,2026/2/20 9:06,2026/2/20 9:11,2,Bruno,Served\r\n"
    "2026/2/20,A003,0,补卡,standard,9:04:16,9:05:00,9:06:00,9:10:00,2,１００２,served\r\n"
    ",,,,,,,,,,,\r\n"
)
"""As Excel of a Chinese Windows saves it: GB18030, slashes in its days, codes as numbers."""


@pytest.fixture
def file(tmp_path: Path):
    """A file of this text."""

    def file(text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "told.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return file


def test_a_file_that_chinese_excel_wrote_is_taken_whole(db: HallDatabase, clock: FrozenClock, file) -> None:
    path = file(LEGS, "gb18030")
    # 交话费 and 补卡 in two bytes a character.
    assert b",\xbd\xbb\xbb\xb0\xb7\xd1," in path.read_bytes()
    assert b",\xb2\xb9\xbf\xa8," in path.read_bytes()

    result = import_legs(db, clock, ADA.actor, path, strict=True)

    assert counts(result) == (3, 0, 0)
    assert result.newcomers == [Newcomer(CodeKind.SERVICE, "补卡")]
    assert [(match.told, match.code) for match in result.matches] == [
        ("交话费", "payment"),
        ("1.0", "1"),
        ("1001.0", "1001"),
        ("变更套餐", "plan_change"),
        ("Bruno", "1002"),
        ("１００２", "1002"),
    ]
    told = rows(
        db,
        "SELECT number, segment, service.code AS service, counter.code AS counter, employee.code AS employee,"
        " leg.queued_at FROM ticket JOIN leg ON leg.ticket_id = ticket.id"
        " JOIN service ON service.id = leg.service_id JOIN counter ON counter.id = leg.counter_id"
        " JOIN employee ON employee.id = leg.employee_id ORDER BY number",
    )
    # 09:02 in Shanghai is 01:02 UTC.
    assert [tuple(row.values()) for row in told] == [
        ("A001", "standard", "payment", "1", "1001", "2026-02-20T01:02:00.000Z"),
        ("A002", "vip", "plan_change", "2", "1002", "2026-02-20T01:03:00.000Z"),
        ("A003", "standard", "补卡", "2", "1002", "2026-02-20T01:04:16.000Z"),
    ]


def test_the_same_rows_again_in_another_form_are_already_there(db: HallDatabase, clock: FrozenClock, file) -> None:
    import_legs(db, clock, ADA.actor, file(LEGS, "gb18030"))
    before = factories.everything(db)

    assert counts(import_legs(db, clock, ADA.actor, file("sep=;\r\n" + LEGS.replace(",", ";"), "utf-16"))) == (0, 3, 0)
    assert factories.everything(db) == before


def test_one_person_told_in_four_ways_has_one_star_sheet(db: HallDatabase, clock: FrozenClock, file) -> None:
    path = file(
        "employee,day,kind,note\n1001,2026-02-20,praise,a\n1001.0,2026-02-20,praise,b\n"
        "１００１,2026-02-20,praise,c\nAna,2026-02-20,praise,d\n"
    )

    result = import_care(db, clock, ADA.actor, path)

    assert (counts(result), result.newcomers) == ((4, 0, 0), [])
    sheets = published_month(db, "2026-02", datetime(2026, 3, 2, tzinfo=UTC)).stars.sheets
    praised = [(sheet.facts.employee, sheet.facts.praise) for sheet in sheets if sheet.facts.praise]
    assert praised == [("1001", 4)]


def test_a_stranger_told_in_three_ways_is_made_once(db: HallDatabase, clock: FrozenClock, file) -> None:
    days = "".join(f"{told},2026-02-20,praise,{told}\n" for told in ("2001", "2001.0", "２００１"))
    path = file("employee,day,kind,note\n" + days)

    result = import_care(db, clock, ADA.actor, path)

    assert counts(result) == (3, 0, 0)
    assert result.newcomers == [Newcomer(CodeKind.EMPLOYEE, "2001")]
    assert result.matches == [CodeMatch(CodeKind.EMPLOYEE, told, "2001") for told in ("2001.0", "２００１")]
    cast = {person.code for person in factories.CAST}
    assert {row["code"] for row in rows(db, "SELECT code FROM employee")} - cast == {"2001"}


@pytest.mark.parametrize(
    ("take", "table", "matched"),
    [
        (
            import_transactions,
            "business_day;ticket;leg;service;class;started_at;ended_at\n"
            "2026.3.1;A001;0;打印发票;Normal;10:05;10:06\n2026.3.1;A001;0;PAYMENT;normal;10:06;10:08\n",
            [("打印发票", "invoice"), ("PAYMENT", "payment")],
        ),
        (
            import_ratings,
            "business_day;ticket;moment;value;answered_at;employee\n2026.3.1;A001;FAREWELL;5;10:09;Ana\n",
            [("Ana", "1001")],
        ),
        (
            import_checks,
            "employee;inspector;checked_at;item;mark;reason\n1001.0;chen;2026年3月1日 10:00;微笑服务;1.0;\n",
            [("1001.0", "1001"), ("chen", "5001"), ("微笑服务", "smile")],
        ),
        (
            import_care,
            "employee;day;kind;note\nana;2026年3月1日;Praise;谢谢\n",
            [("ana", "1001")],
        ),
        (
            import_roster,
            "employee;signed_in_at;signed_out_at\n１００１;2026/3/1 8:30;46082.75\n",
            [("１００１", "1001")],
        ),
    ],
    ids=["transactions", "ratings", "checks", "care", "roster"],
)
def test_every_kind_of_file_is_matched(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path, file, take, table: str, matched: list[tuple[str, str]]
) -> None:
    import_legs(db, clock, ADA.actor, write_legs(tmp_path / "legs.csv", cells("A001")))

    result = take(db, clock, ADA.actor, file(table))

    assert refusals(result) == []
    assert (result.taken, result.newcomers) == (table.count("\n") - 1, [])
    assert [(match.told, match.code) for match in result.matches] == matched


def test_a_trial_says_what_would_be_and_changes_nothing(db: HallDatabase, clock: FrozenClock, file) -> None:
    path = file(LEGS, "gb18030")
    before = factories.everything(db)

    trial = import_legs(db, clock, ADA.actor, path, dry_run=True)

    assert factories.everything(db) == before
    assert trial == import_legs(db, clock, ADA.actor, path)


def test_only_known_codes_are_taken_where_that_was_asked(db: HallDatabase, clock: FrozenClock, file) -> None:
    result = import_legs(db, clock, ADA.actor, file(LEGS), hints=FileHints(known_only=True))

    assert refusals(result) == [(4, "service 补卡 is not known")]
    assert (result.taken, result.newcomers) == (2, [])


def test_columns_and_lost_zeros_are_taken_as_the_hints_say(db: HallDatabase, clock: FrozenClock, file) -> None:
    db.execute("UPDATE employee SET code = '0101' WHERE code = '1001'")
    path = file("工号,日期,kind,note\n101,2026-02-20,praise,a\n")
    columns = {"工号": "employee", "日期": "day"}

    asked = import_care(db, clock, ADA.actor, path, hints=FileHints(columns))
    told = import_care(db, clock, ADA.actor, path, hints=FileHints(columns, {(CodeKind.EMPLOYEE, "101"): "0101"}))

    assert refusals(asked) == [
        (2, "employee 101 is not known, but 0101 is; if zeros were lost, say so in the preview or with --map")
    ]
    assert counts(told) == (1, 0, 0)
    assert rows(db, "SELECT code FROM care_entry JOIN employee ON employee.id = employee_id") == [{"code": "0101"}]
