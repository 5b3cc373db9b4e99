"""One closing for every document: a first version, a next one only for a change, nothing overwritten."""

import json
from datetime import timedelta

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue
from storeops.month_end import closing_steps, correction_rows, kept_rows
from storeops.month_end.correction_steps import note_correction, note_corrections_from
from storeops.store import job_rows
from storeops.store.database import HallDatabase, write_transaction
from tests.factories import SUN, last_event, rows
from tests.month_end.diary import DIARY, DIARY_CLOSING, MARCH, DiaryStillOpen, KeptPage, a_diary
from tests.quality.stars.star_story import ANA, ZONE, a_transaction, at_closing


@pytest.fixture
def clock() -> FrozenClock:
    return at_closing()


@pytest.fixture
def hall(db: HallDatabase) -> HallDatabase:
    """A hall that keeps a diary, with one ticket in March."""
    a_diary(db)
    a_transaction(db, "2026-03-02", ANA)
    return db


def closed(db: HallDatabase, clock: FrozenClock) -> int:
    return closing_steps.next_version(db, clock.now(), SUN.actor, DIARY_CLOSING, MARCH)


def in_force(db: HallDatabase) -> KeptPage:
    page = kept_rows.latest(db, DIARY, "2026-03")
    assert page
    return page


def note(db: HallDatabase, clock: FrozenClock, what: str) -> None:
    """A correction of a month that some other document has closed already."""
    db.execute(
        "INSERT INTO month_correction (month, noted_at, what) VALUES ('2026-03', ?, ?)", (str(clock.now()), what)
    )


def test_a_first_version_has_no_reason_and_is_told(hall: HallDatabase, clock: FrozenClock) -> None:
    assert closed(hall, clock) == 1

    page, event = in_force(hall), last_event(hall)
    assert (page.version, page.reason, page.closed_by, page.closed_at, page.tickets) == (
        1,
        None,
        "employee:7001",
        clock.now(),
        1,
    )
    assert (event["kind"], json.loads(event["data"])) == ("month_frozen", {"month": "2026-03", "version": 1})
    assert job_rows.was_run(hall, "write_diary", "2026-03 correction 0")


def test_the_same_again_is_no_version(hall: HallDatabase, clock: FrozenClock) -> None:
    closed(hall, clock)

    assert closed(hall, clock) == 1

    assert len(rows(hall, "SELECT * FROM diary_page")) == 1


def test_a_change_without_a_note_is_told_as_such(hall: HallDatabase, clock: FrozenClock) -> None:
    closed(hall, clock)
    a_transaction(hall, "2026-03-03", ANA)

    assert closed(hall, clock) == 2

    assert in_force(hall).reason == "what it is computed from changed; there are more tickets"
    assert [page.tickets for page in kept_rows.versions(hall, DIARY, "2026-03")] == [2, 1]


def test_corrections_are_named_once_each_and_counted(hall: HallDatabase, clock: FrozenClock) -> None:
    closed(hall, clock)
    for what in ("history was imported", "a check was changed", "history was imported"):
        note(hall, clock, what)
    a_transaction(hall, "2026-03-03", ANA)

    closed(hall, clock)

    assert in_force(hall).reason == "history was imported; a check was changed; there are more tickets"
    assert in_force(hall).correction_id == 3
    assert kept_rows.months_corrected(hall, DIARY) == {}


def test_a_correction_that_changes_nothing_is_noted_as_counted(hall: HallDatabase, clock: FrozenClock) -> None:
    closed(hall, clock)
    note(hall, clock, "a photo was added")

    assert closed(hall, clock) == 1

    assert job_rows.was_run(hall, "write_diary", "2026-03 correction 1")


def test_a_reading_stands_unless_something_of_the_month_was_told_since(hall: HallDatabase, clock: FrozenClock) -> None:
    reading = closing_steps.read(hall, DIARY_CLOSING, MARCH, clock.now())
    a_transaction(hall, "2026-03-03", ANA)  # told to nobody: only a second reading would see it

    closing_steps.next_version(hall, clock.now(), SUN.actor, DIARY_CLOSING, MARCH, reading)
    as_read = in_force(hall).tickets
    reading = closing_steps.read(hall, DIARY_CLOSING, MARCH, clock.now())
    a_transaction(hall, "2026-03-04", ANA)
    hall.execute("INSERT INTO event (at, kind, actor, data) VALUES ('-', 'care_entered', '-', '{}')")
    closing_steps.next_version(hall, clock.now(), SUN.actor, DIARY_CLOSING, MARCH, reading)

    assert (as_read, in_force(hall).tickets) == (1, 3)


def test_a_settled_version_need_not_be_counted(hall: HallDatabase, clock: FrozenClock) -> None:
    before = closing_steps.settled_version(hall, DIARY_CLOSING, MARCH)
    closed(hall, clock)
    after = closing_steps.settled_version(hall, DIARY_CLOSING, MARCH)
    note(hall, clock, "a photo was added")
    corrected = closing_steps.settled_version(hall, DIARY_CLOSING, MARCH)

    assert (before, after, corrected) == (None, 1, None)


def test_a_month_before_its_closing_is_refused_in_the_document_s_words(hall: HallDatabase, clock: FrozenClock) -> None:
    early = clock.now() - timedelta(milliseconds=1)

    with pytest.raises(DiaryStillOpen, match="The diary of 2026-03 is open until 2026-04-08 03:00"):
        closing_steps.closed_span(hall, DIARY_CLOSING, "2026-03", ZONE, early)
    with pytest.raises(BadValue):
        closing_steps.closed_span(hall, DIARY_CLOSING, "2026-05", ZONE, early)
    assert closing_steps.closed_span(hall, DIARY_CLOSING, "2026-03", ZONE, clock.now()) == MARCH


def test_a_correction_is_noted_only_for_closed_months(db: HallDatabase, clock: FrozenClock) -> None:
    for month in ("2026-02", "2026-03"):
        db.execute(
            "INSERT INTO report_month (month, version, definitions_version, closed_at, closed_by, inputs_checksum,"
            " checksum, body) VALUES (?, 1, 1, '-', '-', '-', '-', '-')",
            (month,),
        )
    with write_transaction(db):
        note_correction(db, clock.now(), SUN.actor, "2026-01", "one")
        note_correction(db, clock.now(), SUN.actor, "2026-03", "two")
        note_corrections_from(db, clock.now(), SUN.actor, "2026-02", "three")

    noted = rows(db, "SELECT month, what FROM month_correction ORDER BY id")
    assert [(row["month"], row["what"]) for row in noted] == [
        ("2026-03", "two"),
        ("2026-02", "three"),
        ("2026-03", "three"),
    ]
    assert [each.what for each in correction_rows.corrections_after(db, "2026-03", 1)] == ["three"]
