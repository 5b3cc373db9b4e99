"""Rows read by name: each column finds its field, each value becomes what the field says that it is."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database

from storeops.store import rows
from storeops.store.database import HallDatabase


class Mood(StrEnum):
    CALM = "calm"


@dataclass(frozen=True)
class Inner:
    id: int
    is_left: bool | None


@dataclass(frozen=True)
class Outer:
    code: str
    at: datetime
    day: date | None
    opens: time
    mood: Mood
    is_open: bool
    inner: Inner
    note: str = "none"


class Named(NamedTuple):
    name: str
    number: int = 5


class Pair(NamedTuple):
    name: str
    number: int | None


@dataclass(frozen=True)
class Told:
    zone: ZoneInfo
    within: timedelta
    inner: Inner | None
    data: dict[str, object] | None
    note: str = "none"
    more: str = ""


OUTER = (
    "SELECT 'calm' AS mood, 7 AS \"inner.id\", 'A' AS code, 1 AS is_open, '2026-03-02T01:00:00.250Z' AS at,"
    " NULL AS day, '09:30' AS opens, 0 AS \"inner.is_left\""
)


@pytest.fixture
def db(db: HallDatabase) -> Database:
    return db


def test_each_column_fills_the_field_of_its_name_as_the_annotation_says(db: Database) -> None:
    assert rows.one(db, Outer, OUTER) == Outer(
        code="A",
        at=datetime(2026, 3, 2, 1, 0, 0, 250_000, tzinfo=UTC),
        day=None,
        opens=time(9, 30),
        mood=Mood.CALM,
        is_open=True,
        inner=Inner(7, False),
        note="none",
    )


def test_durations_are_seconds_zones_have_names_and_dictionaries_are_json(db: Database) -> None:
    sql = (
        'SELECT \'Asia/Shanghai\' AS zone, 90 AS within, 7 AS "inner.id", 1 AS "inner.is_left",'
        ' \'{"number": "A001"}\' AS data'
    )
    assert rows.one(db, Told, sql) == Told(
        ZoneInfo("Asia/Shanghai"), timedelta(seconds=90), Inner(7, True), {"number": "A001"}
    )


def test_a_part_that_may_be_missing_is_none_where_all_its_columns_are_null(db: Database) -> None:
    sql = (
        'SELECT \'Asia/Shanghai\' AS zone, 90 AS within, ? AS "inner.id", NULL AS "inner.is_left", NULL AS data,'
        " 'x' AS more"
    )
    [missing], [partly] = rows.many(db, Told, sql, (None,)), rows.many(db, Told, sql, (7,))

    assert missing == Told(ZoneInfo("Asia/Shanghai"), timedelta(seconds=90), None, None, more="x")
    assert partly == replace(missing, inner=Inner(7, None))


def test_a_named_tuple_is_filled_by_name_too(db: Database) -> None:
    sql = "SELECT 2 AS number, 'b' AS name UNION ALL SELECT NULL, 'a'"

    assert rows.many(db, Pair, sql) == [Pair("b", 2), Pair("a", None)]
    assert list(rows.each(db, Pair, sql)) == rows.many(db, Pair, sql)


def test_columns_in_the_order_of_the_fields_are_taken_as_they_stand(db: Database) -> None:
    assert rows.one(db, Pair, "SELECT ? AS name, ? AS number", ("a", 3)) == Pair("a", 3)


def test_a_field_of_a_named_tuple_without_a_column_takes_its_default(db: Database) -> None:
    assert rows.one(db, Named, "SELECT 'a' AS name") == Named("a", 5)


def test_no_row_is_none_and_no_rows_are_none_at_all(db: Database) -> None:
    assert rows.one(db, Pair, "SELECT 'a' AS name, 1 AS number WHERE 0") is None
    assert rows.many(db, Pair, "SELECT 'a' AS name, 1 AS number WHERE 0") == []
    assert rows.scalar(db, "SELECT 1 WHERE 0") is None
    assert rows.column(db, "SELECT 1 WHERE 0") == []


def test_one_value_and_one_column_come_as_sqlite_holds_them(db: Database) -> None:
    assert rows.scalar(db, "SELECT ?, 2", (5,)) == 5
    assert rows.scalar(db, "SELECT NULL") is None
    assert rows.column(db, "SELECT 1 UNION ALL SELECT 2") == [1, 2]


def test_a_column_without_a_field_is_an_error(db: Database) -> None:
    with pytest.raises(TypeError, match="Pair has no field for: extra"):
        rows.one(db, Pair, "SELECT 'a' AS name, 1 AS number, 2 AS extra")


def test_a_field_without_a_column_is_an_error_unless_it_has_a_default(db: Database) -> None:
    with pytest.raises(TypeError, match="Outer lacks columns for: at, day, inner, is_open, mood, opens"):
        rows.one(db, Outer, "SELECT 'A' AS code")


def test_two_columns_of_one_name_are_an_error(db: Database) -> None:
    with pytest.raises(TypeError, match="Pair has two columns for: name"):
        rows.one(db, Pair, "SELECT 'a' AS name, 1 AS number, 'b' AS name")


def test_many_different_statements_are_not_all_remembered(db: Database) -> None:
    for number in range(rows.MOST_MAKERS + 10):
        assert rows.one(db, Pair, f"SELECT 'a' AS name, {number} AS number") == Pair("a", number)

    assert len(rows._makers) <= rows.MOST_MAKERS
