"""Writing down what came of looking at a flag, and reading flags with their reviews."""

import json

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue, ChoiceNeeded, StoreOpsError, TextNeeded
from storeops.people.refusals import UnknownEmployee
from storeops.quality.detectors.flag import HALL, Detector
from storeops.quality.detectors.flags_view import month_flags, whole_month
from storeops.quality.detectors.refusals import OwnFlag
from storeops.quality.detectors.review_actions import review_flag
from storeops.store.database import HallDatabase
from tests.factories import ADA, SUN, everything, last_event, later, rows
from tests.quality.detectors.served import MARCH, many_short_services

SEEN = ("explained", "The express counter.")


def test_a_review_is_kept_with_its_event(db: HallDatabase, clock: FrozenClock) -> None:
    review_id = review_flag(db, clock, SUN.actor, SUN.code, MARCH, "D3", "1001", "to_discuss", "  Talk on Friday.  ")

    (row,) = rows(db, "SELECT * FROM flag_review")
    assert row == {
        "id": review_id,
        "month": MARCH,
        "detector": "D3",
        "subject": "1001",
        "finding": "to_discuss",
        "note": "Talk on Friday.",
        "reviewed_at": "2026-03-02T01:00:00.000Z",
        "reviewed_by": rows(db, "SELECT id FROM employee WHERE code = '7001'")[0]["id"],
    }
    event = last_event(db)
    assert (event["kind"], event["actor"]) == ("flag_reviewed", "employee:7001")
    assert event["employee_id"] == rows(db, "SELECT id FROM employee WHERE code = '1001'")[0]["id"]


def test_the_public_part_of_the_event_names_nobody(db: HallDatabase, clock: FrozenClock) -> None:
    review_flag(db, clock, SUN.actor, SUN.code, MARCH, "D3", "1001", "confirmed", "Seen on camera.")

    assert json.loads(last_event(db)["data"]) == {"review": 1, "month": MARCH, "detector": "D3"}


def test_a_flag_about_the_hall_is_reviewed_too(db: HallDatabase, clock: FrozenClock) -> None:
    review_flag(db, clock, SUN.actor, SUN.code, MARCH, "D1", HALL, *SEEN)

    assert last_event(db)["employee_id"] is None


@pytest.mark.parametrize(
    ("month", "detector", "subject", "finding", "note", "refusal"),
    [
        ("2026-13", "D3", "1001", *SEEN, BadValue),
        ("2026-3", "D3", "1001", *SEEN, BadValue),
        ("", "D3", "1001", *SEEN, BadValue),
        (MARCH, "D0", "1001", *SEEN, BadValue),
        (MARCH, "D3", "nobody", *SEEN, UnknownEmployee),
        (MARCH, "D8", SUN.code, *SEEN, OwnFlag),
        (MARCH, "D3", "1001", "guilty", "A note.", ChoiceNeeded),
        (MARCH, "D3", "1001", "explained", " ", TextNeeded),
        (MARCH, "D3", "1001", "explained", "x" * 501, TextNeeded),
    ],
)
def test_what_cannot_be_reviewed_is_refused_and_nothing_changes(
    db: HallDatabase,
    clock: FrozenClock,
    month: str,
    detector: str,
    subject: str,
    finding: str,
    note: str,
    refusal: type[StoreOpsError],
) -> None:
    before = everything(db)

    with pytest.raises(refusal):
        review_flag(db, clock, SUN.actor, SUN.code, month, detector, subject, finding, note)

    assert everything(db) == before


def test_an_empty_month_has_verdicts_but_no_flags(db: HallDatabase) -> None:
    found = whole_month(db, MARCH)

    assert [verdict.detector for verdict in found.verdicts] == list(Detector)
    assert {verdict.judged_count for verdict in found.verdicts} == {0}
    assert found.flags == ()
    assert month_flags(db, MARCH) == []


@pytest.mark.parametrize("month", ["", "2026-00", "2026-13", "26-03", "2026-03-01", "1969-12", "٢٠٢٦-٠٣", "x" * 5000])
def test_what_is_no_month_is_refused(db: HallDatabase, month: str) -> None:
    with pytest.raises(BadValue):
        month_flags(db, month)


def test_a_flag_comes_with_its_name_and_its_newest_review_first(db: HallDatabase, clock: FrozenClock) -> None:
    many_short_services(db, clock)
    review_flag(db, clock, SUN.actor, SUN.code, MARCH, "D3", "1001", "to_discuss", "First look.")
    later(clock, "1h")
    review_flag(db, clock, ADA.actor, ADA.code, MARCH, "D3", "1001", "confirmed", "Second look.")
    review_flag(db, clock, SUN.actor, SUN.code, "2026-02", "D3", "1001", "explained", "Another month.")

    (reviewed,) = whole_month(db, MARCH).flags

    assert (reviewed.flag.detector, reviewed.flag.subject, reviewed.name) == (Detector.SHORT_SERVICES, "1001", "Ana")
    assert [(review.note, review.reviewer) for review in reviewed.reviews] == [
        ("Second look.", "Ada"),
        ("First look.", "Sun"),
    ]


def test_flags_are_computed_and_never_stored(db: HallDatabase, clock: FrozenClock) -> None:
    many_short_services(db, clock)
    before = everything(db)

    assert len(month_flags(db, MARCH)) == 1

    assert everything(db) == before
