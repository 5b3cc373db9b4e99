"""Personal data whose time is over go by themselves, with a record; a trial tells how much that would be."""

import json
from datetime import timedelta

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.retention import KEPT_KINDS
from storeops.people.sign_in_actions import sign_in
from storeops.personal.clearing_actions import clear_what_is_due, try_clearing
from storeops.quality.checks.clean_photo import clean_photo
from storeops.quality.checks.photo_actions import keep_photo
from storeops.quality.follow_ups.contact_actions import read_contact
from storeops.quality.follow_ups.follow_up_actions import resolve
from storeops.quality.heard.observed_actions import note_observed
from storeops.quality.heard.retention_actions import record_retention
from storeops.store.database import HallDatabase
from storeops.tracing.replay_check_view import replay_findings
from tests.factories import ANA, AT_DESK, CHEN, PIN, a_check, everything, rows
from tests.quality.checks.photos import a_photo
from tests.quality.follow_ups.cases import a_case


def a_hall_that_knows_people(db: HallDatabase, clock: FrozenClock) -> None:
    """One of each kind: a case with a number that was read, a photo, two notes, a session."""
    sign_in(db, clock, ANA.actor, ANA.code, PIN, AT_DESK)
    case = a_case(db, clock, phone="13812345678")
    read_contact(db, clock, ANA.actor, ANA.code, case, "to call back")
    resolve(db, clock, ANA.actor, ANA.code, case, "Ms Li was called")
    keep_photo(
        db, clock, CHEN.actor, CHEN.code, a_check(db, clock, smile="0"), "smile", clean_photo("photo", a_photo())
    )
    note_observed(db, clock, ANA.actor, ANA.code, "waiting", "complaint", "Ms Li was angry")
    choices = {"reason": "price", "leaving_for": "not_told", "offer": "none", "outcome": "left"}
    record_retention(db, clock, ANA.actor, ANA.code, None, **choices, note="Ms Li moves away")


def but_the_run(db: HallDatabase) -> dict[str, list[dict]]:
    """All that stands there but when the job ran."""
    return {table: found for table, found in everything(db).items() if table != "job_run"}


def wait(clock: FrozenClock, days: float) -> None:
    clock.instant += timedelta(days=days)


def texts(db: HallDatabase) -> list[dict]:
    return rows(
        db,
        "SELECT summary, resolution, contact_reading.reason, (SELECT note FROM observed_moment) AS seen,"
        " (SELECT note FROM retention_case) AS left, (SELECT count(*) FROM check_photo) AS photos,"
        " (SELECT count(*) FROM session) AS sessions FROM follow_up, contact_reading",
    )


def test_each_kind_goes_when_its_time_is_over_and_not_before(db: HallDatabase, clock: FrozenClock) -> None:
    a_hall_that_knows_people(db, clock)
    before = but_the_run(db)
    wait(clock, 183)
    assert not any(clear_what_is_due(db, clock, SYSTEM).values())
    assert but_the_run(db) == before

    # 183 + 218 = 401 days, more than 400 and than 184; and 331 more make 732, more than 730.
    wait(clock, 218)
    first = clear_what_is_due(db, clock, SYSTEM)
    wait(clock, 331)
    second = clear_what_is_due(db, clock, SYSTEM)

    assert first == {"sessions": 1, "known_browsers": 1, "check_photos": 1, "desk_notes": 2, "case_texts": 0}
    assert second == {"sessions": 0, "known_browsers": 0, "check_photos": 0, "desk_notes": 0, "case_texts": 1}
    gone = {"summary": "-", "resolution": "-", "reason": "-", "seen": "-", "left": "", "photos": 0, "sessions": 0}
    assert texts(db) == [gone]


def test_what_was_cleared_is_recorded_by_kind_and_number_and_nothing_else(db: HallDatabase, clock: FrozenClock) -> None:
    a_hall_that_knows_people(db, clock)
    wait(clock, 732)
    known = len(rows(db, "SELECT seq FROM event"))

    clear_what_is_due(db, clock, SYSTEM)

    told = rows(db, "SELECT kind, actor, data, local_part FROM event ORDER BY seq")[known:]
    assert [(event["kind"], json.loads(event["data"])) for event in told] == [
        ("personal_data_cleared", {"what": "sessions", "count": 1}),
        ("personal_data_cleared", {"what": "known_browsers", "count": 1}),
        ("personal_data_cleared", {"what": "check_photos", "count": 1}),
        ("personal_data_cleared", {"what": "desk_notes", "count": 2}),
        ("personal_data_cleared", {"what": "case_texts", "count": 1}),
    ]
    assert {event["actor"] for event in told} == {SYSTEM.name}
    assert list(replay_findings(db, db.path)) == [], "who did what when is as it was"
    wait(clock, 1)
    after = but_the_run(db)
    clear_what_is_due(db, clock, SYSTEM)
    assert but_the_run(db) == after, "a second run finds nothing more"


def test_a_trial_tells_what_all_jobs_would_clear_and_changes_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    a_hall_that_knows_people(db, clock)
    wait(clock, 732)
    before = everything(db)

    tried = try_clearing(db, clock, SYSTEM)

    assert tried.keys() == KEPT_KINDS.keys()
    assert {kind: tried[kind] for kind in ("contact_numbers", "contact_codes", "check_photos", "case_texts")} == {
        "contact_numbers": 1,
        "contact_codes": 1,
        "check_photos": 1,
        "case_texts": 1,
    }
    assert everything(db) == before
    assert clear_what_is_due(db, clock, SYSTEM).items() <= tried.items()


def test_an_open_case_keeps_its_texts(db: HallDatabase, clock: FrozenClock) -> None:
    a_case(db, clock)
    wait(clock, 2000)

    clear_what_is_due(db, clock, SYSTEM)

    assert rows(db, "SELECT summary FROM follow_up") == [{"summary": "The bill is wrong"}]
