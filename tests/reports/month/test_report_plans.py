"""Asking which months are due, and whether a closed one still says all, walks through that month and not through
history: the plans are SQLite's own, without ANALYZE."""

from pathlib import Path

from storeops.base.months import month_span
from storeops.reports.month import published_months_view, published_view
from storeops.reports.month.due_report_rows import months_due
from storeops.reports.month.month_report_view import inputs_checksum
from storeops.reports.month.report_closing_actions import close_report
from storeops.store.database import HallDatabase
from tests.factories import SUN
from tests.quality.stars.star_story import CLOSING, ZONE, at_closing
from tests.reports.month.month_story import MARCH, a_month_of_logs

GROWING = ("ticket", "leg", "leg_transaction", "done", "system_pause", "pause", "rating", "prompt", "event")


def test_no_statement_around_a_closed_month_walks_through_history(db: HallDatabase, tmp_path: Path) -> None:
    a_month_of_logs(db, at_closing(), tmp_path)
    close_report(db, at_closing(), SUN.actor, MARCH)
    found: list[str] = []
    db.conn.set_trace_callback(found.append)

    inputs_checksum(db, month_span(MARCH, ZONE))
    months_due(db, CLOSING)
    close_report(db, at_closing(), SUN.actor, MARCH)
    published_months_view.months_with_data(db, CLOSING)
    published_view.published_report(db, MARCH, CLOSING)

    db.conn.set_trace_callback(None)
    walks = {}
    for sql in found:
        steps = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]
        walking = [step for step in steps if step.startswith("SCAN") and step.split()[1] in GROWING]
        if walking:
            walks[sql] = walking
    assert len(found) > 10
    assert walks == {}
