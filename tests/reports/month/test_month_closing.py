"""A closed month keeps its report; what changes later makes a next version that names the difference."""

import json
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue
from storeops.base.months import month_span
from storeops.hall import set_up_rows
from storeops.hall.set_up_actions import change_targets
from storeops.month_end import closing_steps, correction_rows, kept_rows
from storeops.month_end.corrections import TARGETS_CHANGED
from storeops.month_end.refusals import UnknownVersion
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.reports.document.closed_report import REPORT
from storeops.reports.document.report_document import Report
from storeops.reports.month import published_months_view, published_view
from storeops.reports.month.due_report_rows import months_due
from storeops.reports.month.month_report_view import FIRST_EDITION, inputs_checksum
from storeops.reports.month.raw_visits_view import raw_visits
from storeops.reports.month.report_closing_actions import close_report, keep_report
from storeops.reports.month.report_closing_steps import REPORT_CLOSING
from storeops.reports.refusals import NothingToClose, ReportStillOpen
from storeops.running import heavy_jobs
from storeops.running.heavy_jobs import close_due_reports, close_due_stars
from storeops.running.integrity_view import findings
from storeops.store.database import HallDatabase
from tests.factories import ADA, ANA, SUN, a_waiting_ticket, everything, last_event, rows
from tests.quality.stars.star_story import CLOSING, ZONE, a_stay, at_closing
from tests.reports.month.month_story import FEBRUARY, MARCH, a_late_log, a_month_of_logs


@pytest.fixture
def clock() -> FrozenClock:
    return at_closing()


@pytest.fixture
def logged(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> HallDatabase:
    """A hall whose March stands in it."""
    a_month_of_logs(db, clock, tmp_path)
    return db


def kept(db: HallDatabase) -> list[tuple[str, int, str | None]]:
    found = rows(db, "SELECT month, version, reason FROM report_month ORDER BY month, version")
    return [(row["month"], row["version"], row["reason"]) for row in found]


def value(report: Report, metric: str) -> Any:
    return report.metrics[metric].value


# One version


def test_a_closed_month_is_kept_with_what_it_was_made_of(logged: HallDatabase, clock: FrozenClock) -> None:
    version = close_report(logged, clock, SUN.actor, MARCH)

    report = kept_rows.latest(logged, REPORT, MARCH)
    assert report
    body = json.loads(report.body)
    assert (version, report.version, report.reason, report.closed_by) == (1, 1, None, "employee:7001")
    assert (body["month"], body["version"], body["provisional"], body["correction"]) == (MARCH, 1, False, None)
    assert body["closed_at"] == "2026-04-07T19:00:00.000Z"
    assert (body["definitions_version"], body["stars_version"]) == (report.definitions_version, None)
    # Two visits, both called after 4 minutes.
    assert (body["metrics"]["issued"]["value"], body["metrics"]["wait_mean"]["value"]) == (2, 240)
    event = last_event(logged)
    assert (event["kind"], json.loads(event["data"])) == ("report_closed", {"month": MARCH, "version": 1})


def test_the_stars_that_the_report_shows_are_named(logged: HallDatabase, clock: FrozenClock) -> None:
    close_stars(logged, clock, SUN.actor, MARCH)

    close_report(logged, clock, SUN.actor, MARCH)

    report = kept_rows.latest(logged, REPORT, MARCH)
    assert report
    assert (report.star_version, json.loads(report.body)["stars_version"]) == (1, 1)


def test_a_month_cannot_be_closed_before_its_time(logged: HallDatabase, clock: FrozenClock) -> None:
    clock.advance(milliseconds=-1)
    before = everything(logged)

    with pytest.raises(ReportStillOpen, match="2026-04-08 03:00"):
        close_report(logged, clock, SUN.actor, MARCH)

    assert everything(logged) == before


@pytest.mark.parametrize("month", ["2026-13", "march", "2026-05", "", "2026-3", "1969-12"])
def test_no_month_and_one_to_come_are_refused(db: HallDatabase, clock: FrozenClock, month: str) -> None:
    with pytest.raises(BadValue):
        close_report(db, clock, SUN.actor, month)


def test_a_month_of_which_nothing_was_recorded_is_refused(logged: HallDatabase, clock: FrozenClock) -> None:
    before = everything(logged)

    with pytest.raises(NothingToClose, match="2026-02 has no tickets"):
        close_report(logged, clock, SUN.actor, FEBRUARY)

    assert everything(logged) == before


def test_closing_twice_changes_nothing(logged: HallDatabase, clock: FrozenClock) -> None:
    close_report(logged, clock, SUN.actor, MARCH)
    before = everything(logged)
    clock.advance(days=1)

    assert close_report(logged, clock, SUN.actor, MARCH) == 1

    assert everything(logged) == before


def test_a_month_says_the_same_whenever_the_machine_comes_to_count_it(
    logged: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    close_report(logged, clock, SUN.actor, MARCH)
    in_time = kept_rows.latest(logged, REPORT, MARCH)
    logged.execute("DELETE FROM report_month")
    clock.advance(days=100)

    close_report(logged, clock, SUN.actor, MARCH)

    late = kept_rows.latest(logged, REPORT, MARCH)
    assert in_time
    assert late
    assert (late.checksum, late.inputs_checksum) == (in_time.checksum, in_time.inputs_checksum)


# The next version


def test_a_late_import_makes_a_second_version_that_names_the_difference(
    logged: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    close_report(logged, clock, SUN.actor, MARCH)
    first = rows(logged, "SELECT * FROM report_month")

    a_late_log(logged, clock, tmp_path)
    version = close_report(logged, clock, SUN.actor, MARCH)

    assert version == 2
    assert kept(logged) == [(MARCH, 1, None), (MARCH, 2, "history was imported")]
    assert rows(logged, "SELECT * FROM report_month WHERE version = 1") == first
    correction = published_view.published_report(logged, MARCH, clock.now()).correction
    assert correction is not None
    changed = {change.metric: (change.before, change.after) for change in correction.changed}
    assert (correction.of_version, correction.reason) == (1, "history was imported")
    # Waits of 240, 240 and 600 s: mean 360, median still 240.
    assert changed["issued"] == (2, 3)
    assert changed["wait_mean"] == (240, 360)
    assert "wait_median" not in changed


def test_targets_that_changed_meanwhile_are_named_beside_the_correction(
    logged: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    close_report(logged, clock, SUN.actor, MARCH)
    change_targets(logged, clock, ADA.actor, replace(set_up_rows.targets(logged), wait_target_seconds=60))
    assert close_report(logged, clock, SUN.actor, MARCH) == 1

    a_late_log(logged, clock, tmp_path)
    close_report(logged, clock, SUN.actor, MARCH)

    assert kept(logged)[1] == (MARCH, 2, f"history was imported; {TARGETS_CHANGED}")


def test_rows_that_changed_without_a_note_make_a_version_when_somebody_counts_again(
    logged: HallDatabase, clock: FrozenClock
) -> None:
    close_report(logged, clock, SUN.actor, MARCH)
    logged.execute("UPDATE stored_leg SET first_called_at = '2026-03-01T02:05:00.000Z' WHERE id = 1")

    assert months_due(logged, clock.now()) == []
    assert close_report(logged, clock, SUN.actor, MARCH) == 2

    assert kept(logged)[-1] == (MARCH, 2, "what it is computed from changed")


def test_a_correction_that_changes_nothing_makes_no_version_and_is_not_due_for_ever(
    logged: HallDatabase, clock: FrozenClock
) -> None:
    close_due_stars(logged, clock)
    close_report(logged, clock, SUN.actor, MARCH)
    correction_rows.note_correction(logged, MARCH, "a photo was added", clock.now())
    close_due_stars(logged, clock)
    due_before = months_due(logged, clock.now())

    assert close_report(logged, clock, SUN.actor, MARCH) == 1

    assert due_before == [MARCH]
    assert months_due(logged, clock.now()) == []
    assert len(kept(logged)) == 1


def test_what_happens_after_the_closing_is_no_change_of_the_month(db: HallDatabase, clock: FrozenClock) -> None:
    a_stay(db, "2026-03-31", ANA, "09:00", None)
    close_report(db, clock, SUN.actor, MARCH)

    db.execute("UPDATE stored_signed_in_span SET signed_out_at = '2026-04-08T09:00:00.000Z', left_open = 1")

    assert close_report(db, clock, SUN.actor, MARCH) == 1


def test_another_version_of_the_stars_is_one_of_the_report(logged: HallDatabase, clock: FrozenClock) -> None:
    close_report(logged, clock, SUN.actor, MARCH)
    before = months_due(logged, clock.now())
    close_stars(logged, clock, SUN.actor, MARCH)

    due = months_due(logged, clock.now())
    version = close_report(logged, clock, SUN.actor, MARCH)

    # While the stars wait for their own closing the report waits for them.
    assert before == []
    assert due == [MARCH]
    assert version == 2
    assert months_due(logged, clock.now()) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE stored_ticket SET segment = 'vip' WHERE number = 'A001'",
        "UPDATE stored_leg_transaction SET class = 'technical' WHERE id = 1",
        "DELETE FROM stored_leg_transaction WHERE id = 1",
        "INSERT INTO stored_signed_in_span (employee_id, signed_in_at, signed_out_at)"
        " VALUES (1, '2026-03-02T00:00:00.000Z', '2026-03-02T08:00:00.000Z')",
        "INSERT INTO stored_care_entry (employee_id, day, kind, entered_at) VALUES (1, '2026-03-02', 'praise', '-')",
        "INSERT INTO stored_rating (ticket_id, moment, value, answered_at, is_imported)"
        " VALUES (1, 'result', 5, '2026-03-01T03:00:00.000Z', 1)",
    ],
)
def test_every_changed_row_shows_in_the_checksum_of_the_inputs(
    logged: HallDatabase, clock: FrozenClock, change: str
) -> None:
    close_report(logged, clock, SUN.actor, MARCH)
    before = kept_rows.latest(logged, REPORT, MARCH)

    logged.execute(change)

    span = month_span(MARCH, ZONE)
    assert before
    assert inputs_checksum(logged, span) != before.inputs_checksum


@pytest.mark.parametrize(
    ("addition", "change"),
    [
        (
            "INSERT INTO duty_call (counter_id, employee_id, reason, requested_at)"
            " VALUES (1, 1, 'complaint', '2026-03-02T02:00:00.000Z')",
            "UPDATE duty_call SET reason = 'other'",
        ),
        (
            "INSERT INTO recovery_task (rating_id, ticket_id, raised_at) SELECT id, ticket_id, answered_at FROM rating",
            "DELETE FROM recovery_task",
        ),
        (
            "INSERT INTO heard_wish (kind, heard_by, heard_at) VALUES ('suggestion', 1, '2026-03-02T02:00:00.000Z')",
            "UPDATE heard_wish SET note = 'more chairs'",
        ),
        (
            "INSERT INTO retention_case (employee_id, reason, leaving_for, offer, outcome, recorded_at)"
            " VALUES (1, 'price', 'other', 'none', 'kept', '2026-03-02T02:00:00.000Z')",
            "UPDATE retention_case SET outcome = 'left'",
        ),
        (
            "INSERT INTO observed_moment (moment, kind, note, observed_by, observed_at)"
            " VALUES ('result', 'praise', 'well explained', 1, '2026-03-02T02:00:00.000Z')",
            "UPDATE observed_moment SET kind = 'complaint'",
        ),
    ],
)
def test_what_staff_recorded_makes_a_closed_month_stale_when_it_comes_late_or_changes(
    logged: HallDatabase, clock: FrozenClock, addition: str, change: str
) -> None:
    logged.execute(
        "INSERT INTO stored_rating (ticket_id, moment, value, answered_at, is_imported)"
        " VALUES (1, 'result', 1, '2026-03-01T03:00:00.000Z', 1)"
    )
    versions = [close_report(logged, clock, SUN.actor, MARCH)]

    for sql in (addition, change):
        logged.execute(sql)
        versions.append(close_report(logged, clock, SUN.actor, MARCH))

    assert versions == [1, 2, 3]


def test_what_becomes_of_a_call_or_a_case_after_the_closing_is_no_change_of_the_month(
    logged: HallDatabase, clock: FrozenClock
) -> None:
    logged.execute(
        "INSERT INTO duty_call (counter_id, employee_id, reason, requested_at)"
        " VALUES (1, 1, 'complaint', '2026-03-02T02:00:00.000Z')"
    )
    logged.execute(
        "INSERT INTO follow_up (kind, state, summary, opened_at, opened_by, first_owner_id, owner_id, due_at)"
        " VALUES ('complaint', 'open', 'waited long', '2026-03-02T02:00:00.000Z', 1, 1, 1, '2026-03-03T02:00:00.000Z')"
    )
    close_report(logged, clock, SUN.actor, MARCH)

    logged.execute("UPDATE duty_call SET outcome = 'settled', settled_at = '2026-04-09T02:00:00.000Z'")
    logged.execute(
        "UPDATE follow_up SET owner_id = 2, reopened_count = 1, first_answered_at = '2026-04-09T02:00:00.000Z'"
    )
    logged.execute(
        "INSERT INTO follow_up_warning (follow_up_id, due_at, step, warned_at)"
        " VALUES (1, '2026-04-10T02:00:00.000Z', 'overdue', '2026-04-10T02:00:00.000Z')"
    )

    assert close_report(logged, clock, SUN.actor, MARCH) == 1


# Versions of before the sections declared what they are counted from


@pytest.fixture
def first_edition(logged: HallDatabase, clock: FrozenClock) -> HallDatabase:
    """March, closed by a release that knew only the first edition of the inputs."""
    close_report(logged, clock, SUN.actor, MARCH)
    checksum = inputs_checksum(logged, month_span(MARCH, ZONE), FIRST_EDITION)
    logged.execute("UPDATE report_month SET inputs_edition = 1, inputs_checksum = ?", (checksum,))
    return logged


def test_an_earlier_version_is_judged_by_what_it_was_made_of(first_edition: HallDatabase, clock: FrozenClock) -> None:
    first = rows(first_edition, "SELECT * FROM report_month")
    report = published_view.published_report(first_edition, MARCH, clock.now())

    assert months_due(first_edition, clock.now()) == []
    assert close_report(first_edition, clock, SUN.actor, MARCH) == 1
    assert rows(first_edition, "SELECT * FROM report_month") == first
    assert len(list(raw_visits(first_edition, report) or ())) == 3


def test_an_earlier_version_that_was_corrected_is_followed_by_one_of_the_present_edition(
    first_edition: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    correction_rows.note_correction(first_edition, MARCH, "a photo was added", clock.now())
    without_change = close_report(first_edition, clock, SUN.actor, MARCH)
    a_late_log(first_edition, clock, tmp_path)

    assert (without_change, close_report(first_edition, clock, SUN.actor, MARCH)) == (1, 2)

    editions = rows(first_edition, "SELECT version, inputs_edition FROM report_month ORDER BY version")
    assert [(row["version"], row["inputs_edition"]) for row in editions] == [(1, 1), (2, 3)]


# Nothing half


def test_a_closing_that_breaks_leaves_nothing(
    logged: HallDatabase, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(logged)
    monkeypatch.setattr("storeops.store.journal.append", lambda *_told, **_data: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        close_report(logged, clock, SUN.actor, MARCH)

    assert everything(logged) == before


KILLED_IN_THE_MIDDLE = """
import os, signal, sys
from pathlib import Path
from storeops.store import journal
from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.store import journal
from storeops.store.database import connect
from storeops.reports.month.report_closing_actions import close_report
from tests.quality.stars.star_story import at_closing

journal.append = lambda *told, **data: os.kill(os.getpid(), signal.SIGKILL)
close_report(connect(Path(sys.argv[1])), at_closing(), SYSTEM, "2026-03")
"""


def test_a_process_killed_while_it_closes_a_month_leaves_nothing_half(
    logged: HallDatabase, clock: FrozenClock, hall_path: Path
) -> None:
    before = everything(logged)

    killed = subprocess.run([sys.executable, "-c", KILLED_IN_THE_MIDDLE, str(hall_path)], check=False)

    assert killed.returncode == -signal.SIGKILL
    assert everything(logged) == before
    assert close_report(logged, clock, SUN.actor, MARCH) == 1


def test_what_was_told_since_the_reading_is_counted(logged: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    reading = closing_steps.read(logged, REPORT_CLOSING, month_span(MARCH, ZONE), clock.now())
    a_late_log(logged, clock, tmp_path)

    keep_report(logged, clock, SUN.actor, MARCH, reading)

    assert value(published_view.published_report(logged, MARCH, clock.now()), "issued") == 3


def test_customers_of_today_do_not_make_a_month_counted_again(logged: HallDatabase, clock: FrozenClock) -> None:
    reading = closing_steps.read(logged, REPORT_CLOSING, month_span(MARCH, ZONE), clock.now())
    # Told to nobody: only a second reading would see it.
    logged.execute("UPDATE stored_leg SET first_called_at = '2026-03-01T02:05:00.000Z'")
    a_waiting_ticket(logged, clock)

    keep_report(logged, clock, SUN.actor, MARCH, reading)

    assert value(published_view.published_report(logged, MARCH, clock.now()), "wait_mean") == 240


# The job


def test_the_job_closes_a_month_once_its_time_has_come_and_its_stars_are_closed(
    logged: HallDatabase, clock: FrozenClock
) -> None:
    clock.advance(milliseconds=-1)
    close_due_reports(logged, clock)
    clock.advance(milliseconds=1)
    close_due_reports(logged, clock)
    before_the_stars = kept(logged)

    close_due_stars(logged, clock)
    close_due_reports(logged, clock)
    close_due_reports(logged, clock)

    report = kept_rows.latest(logged, REPORT, MARCH)
    assert before_the_stars == []
    assert kept(logged) == [(MARCH, 1, None)]
    assert report
    assert (report.closed_by, report.star_version) == (SYSTEM.name, 1)
    runs = rows(logged, "SELECT period FROM job_run WHERE job = 'close_reports'")
    assert [run["period"] for run in runs] == ["2026-03 correction 0"]


def test_a_machine_that_was_off_closes_every_missed_month_in_order(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    a_month_of_logs(db, clock, tmp_path, day="2026-01-05")
    a_month_of_logs(db, clock, tmp_path)
    clock.advance(days=70)

    for _ in range(2):
        close_due_stars(db, clock)
    close_due_reports(db, clock)
    one_tick = kept(db)
    close_due_reports(db, clock)

    assert one_tick == [("2026-01", 1, None)]
    assert kept(db) == [("2026-01", 1, None), (MARCH, 1, None)]
    assert months_due(db, clock.now()) == []


def test_a_corrected_month_is_closed_again_once(logged: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    close_due_stars(logged, clock)
    close_due_reports(logged, clock)
    a_late_log(logged, clock, tmp_path)
    waiting_for_stars = months_due(logged, clock.now())

    for _ in range(2):
        close_due_stars(logged, clock)
        close_due_reports(logged, clock)

    assert waiting_for_stars == []
    assert kept(logged) == [(MARCH, 1, None), (MARCH, 2, "history was imported")]


def test_a_month_that_cannot_be_closed_does_not_stop_the_others(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_month_of_logs(db, clock, tmp_path, day="2026-01-05")
    a_month_of_logs(db, clock, tmp_path)
    for _ in range(2):
        close_due_stars(db, clock)

    def breaks_in_january(db: HallDatabase, clock: FrozenClock, by: Any, month: str) -> int:
        return 1 // (month != "2026-01") and close_report(db, clock, by, month)

    monkeypatch.setattr(heavy_jobs, "close_report", breaks_in_january)
    close_due_reports(db, clock)

    assert kept(db) == [(MARCH, 1, None)]
    assert months_due(db, clock.now()) == ["2026-01"]


def test_a_correction_is_noted_where_only_the_report_is_closed(
    logged: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    close_report(logged, clock, SUN.actor, MARCH)

    a_late_log(logged, clock, tmp_path)

    assert [row["what"] for row in rows(logged, "SELECT what FROM month_correction")] == ["history was imported"]


# Reading


def test_an_open_month_is_counted_now_and_provisional(logged: HallDatabase, clock: FrozenClock) -> None:
    clock.advance(days=-20)

    report = published_view.published_report(logged, MARCH, clock.now())

    assert (report.version, report.provisional, report.closed_at) == (0, True, None)
    assert (report.stars_version, report.correction) == (None, None)
    assert value(report, "issued") == 2


def test_a_month_that_is_over_stays_provisional_until_it_is_closed(logged: HallDatabase, clock: FrozenClock) -> None:
    assert published_view.published_report(logged, MARCH, clock.now()).provisional is True


def test_the_visits_go_with_a_report_only_while_they_are_what_it_was_counted_from(
    logged: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    close_report(logged, clock, SUN.actor, MARCH)
    first = published_view.published_report(logged, MARCH, clock.now())
    in_force = list(raw_visits(logged, first) or ())

    a_late_log(logged, clock, tmp_path)

    assert [line[1] for line in in_force] == ["ticket", "A001", "A002"]
    assert raw_visits(logged, first) is None


def test_every_version_can_be_read_again(logged: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    close_report(logged, clock, SUN.actor, MARCH)
    first = published_view.published_report(logged, MARCH, clock.now())
    a_late_log(logged, clock, tmp_path)
    close_report(logged, clock, SUN.actor, MARCH)

    again = published_view.published_report(logged, MARCH, clock.now(), 1)
    lines = published_months_view.versions(logged, MARCH)

    assert again == first
    assert [(line.version, line.reason) for line in lines] == [(2, "history was imported"), (1, None)]
    assert {change.metric for change in lines[0].changed} >= {"issued", "wait_mean"}
    assert lines[1].changed == ()
    with pytest.raises(UnknownVersion):
        published_view.published_report(logged, MARCH, clock.now(), 3)


def test_months_are_listed_newest_first(logged: HallDatabase, clock: FrozenClock) -> None:
    close_report(logged, clock, SUN.actor, MARCH)
    a_waiting_ticket(logged, clock)

    found = published_months_view.months_with_data(logged, clock.now())

    assert [(line.month, line.version, line.is_provisional) for line in found] == [
        ("2026-04", 0, True),
        (MARCH, 1, False),
    ]
    assert found[1].closes_at == CLOSING


def test_a_new_hall_has_no_months(db: HallDatabase, clock: FrozenClock) -> None:
    assert published_months_view.months_with_data(db, clock.now()) == []
    assert months_due(db, clock.now() + timedelta(days=400)) == []


# Integrity


def report_findings(db: HallDatabase) -> list[str]:
    return [finding for finding in findings(db) if "report of" in finding]


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ("SELECT 1", None),
        ('UPDATE report_month SET body = replace(body, \'"issued":{"value":2\', \'"issued":{"value":3\')', "checksum"),
        ("UPDATE report_month SET body = '{'", "cannot be read"),
        ("UPDATE report_month SET month = '2026-02'", "names another month"),
        ("UPDATE report_month SET closed_at = '2026-01-01T00:00:00.000Z'", "another time or reason"),
    ],
)
def test_a_report_that_was_tampered_with_is_found(
    logged: HallDatabase, clock: FrozenClock, change: str, finding: str | None
) -> None:
    close_report(logged, clock, ADA.actor, MARCH)

    logged.execute(change)

    found = report_findings(logged)
    assert found == [] if finding is None else finding in found[0]


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ("SELECT 1", None),
        ("UPDATE report_month SET reason = 'an appeal was upheld' WHERE version = 2", "another time or reason"),
        (
            "UPDATE report_month SET body = replace(body, '\"before\":2,', '\"before\":1,') WHERE version = 2",
            "other diff",
        ),
        ("DELETE FROM report_month WHERE version = 1", "version 1: it is gone"),
        ("DELETE FROM report_month WHERE version = 2", "version 2: it is gone"),
        ("DELETE FROM report_month", "version 1: it is gone"),
    ],
)
def test_a_correction_that_was_tampered_with_is_found(
    logged: HallDatabase, clock: FrozenClock, tmp_path: Path, change: str, finding: str | None
) -> None:
    close_report(logged, clock, ADA.actor, MARCH)
    a_late_log(logged, clock, tmp_path)
    assert close_report(logged, clock, ADA.actor, MARCH) == 2

    logged.execute(change)

    found = report_findings(logged)
    assert found == [] if finding is None else finding in found[0]
