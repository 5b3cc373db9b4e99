"""By which definitions a month's report is counted: the one that held when the month began, however often it is."""

from pathlib import Path

import pytest

from storeops.base.clock import FrozenClock
from storeops.quality.policy.policy import ChangedDefinition
from storeops.reports.chapters.report_layout import report_layout
from storeops.reports.month.month_report_view import month_report
from storeops.reports.month.report_closing_actions import close_report
from storeops.store.database import HallDatabase
from tests.factories import SUN, rows
from tests.quality.stars.star_story import at_closing
from tests.reports.month.month_story import MARCH, a_late_log, a_month_of_logs

EARLIER = "This month is counted by definitions version 1"


@pytest.fixture
def clock() -> FrozenClock:
    return at_closing()


@pytest.fixture
def logged(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> HallDatabase:
    """A hall from before, whose March stands in it: the definitions changed with April."""
    path = f"$.definitions.{ChangedDefinition.CONFIRMED_EXCEPTIONS}"
    db.execute("UPDATE star_policy SET body = json_set(body, ?, '2026-04')", (path,))
    a_month_of_logs(db, clock, tmp_path)
    return db


def test_a_next_version_is_counted_by_what_the_first_was_closed_under(
    logged: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    close_report(logged, clock, SUN.actor, MARCH)
    clock.advance(days=40)  # May, and the new definitions hold
    a_late_log(logged, clock, tmp_path)

    assert close_report(logged, clock, SUN.actor, MARCH) == 2

    kept = rows(logged, "SELECT version, definitions_version FROM report_month ORDER BY version")
    assert [(row["version"], row["definitions_version"]) for row in kept] == [(1, 1), (2, 1)]


@pytest.mark.parametrize(("month", "version"), [("2026-03", 1), ("2026-04", 2)])
def test_the_report_says_which_ones_they_are(
    logged: HallDatabase, clock: FrozenClock, month: str, version: int
) -> None:
    report = month_report(logged, month, clock.now())

    said = str(report_layout(report, "en"))
    assert report.definitions_version == version
    assert f"this is definitions version {version}" in said
    assert (EARLIER in said) is (version == 1)
