"""A month of stars walks through that month, not through all years: the plans are SQLite's own, without ANALYZE."""

from collections.abc import Iterator
from contextlib import contextmanager

from storeops.quality.detectors.flags_view import whole_month
from storeops.quality.feedback.feedback_view import clerk_feedback, month_feedback
from storeops.quality.policy.policy import StarLine
from storeops.quality.stars import stars_view
from storeops.quality.stars.due_month_rows import months_due
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.store.database import HallDatabase
from tests.factories import ANA, SUN
from tests.quality.stars.star_story import CLOSING, MARCH, a_whole_march, at_closing, march

GROWING = ("ticket", "leg", "leg_transaction", "system_pause", "rating", "prompt", "event")


@contextmanager
def statements(db: HallDatabase) -> Iterator[list[str]]:
    """The statements that are run in the block, with their values."""
    found: list[str] = []
    db.conn.set_trace_callback(found.append)
    try:
        yield found
    finally:
        db.conn.set_trace_callback(None)


def walks(db: HallDatabase, sql: str) -> list[str]:
    """The steps of a plan that walk through a growing table from end to end."""
    if not sql.lstrip().upper().startswith(("SELECT", "WITH")):
        return []
    steps = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]
    return [step for step in steps if step.startswith("SCAN") and step.split()[1] in GROWING]


def test_no_statement_of_a_month_walks_through_history(db: HallDatabase) -> None:
    a_whole_march(db)

    with statements(db) as found:
        march(db)
        months_due(db, CLOSING)
        close_stars(db, at_closing(), SUN.actor, MARCH)
        stars_view.months_with_sheets(db, CLOSING)
        for line in StarLine:
            stars_view.entries(db, MARCH, ANA.code, line, CLOSING, sees_taps=True)

    assert len(found) > 20
    assert {sql: walks(db, sql) for sql in found if walks(db, sql)} == {}


def test_no_statement_of_a_month_s_feedback_and_flags_walks_through_history(db: HallDatabase) -> None:
    a_whole_march(db)

    with statements(db) as found:
        month_feedback(db, MARCH, CLOSING)
        clerk_feedback(db, ANA.code, CLOSING)
        whole_month(db, MARCH)

    assert len(found) > 15
    assert {sql: walks(db, sql) for sql in found if walks(db, sql)} == {}
