"""How long closing a month of 30,000 visits takes, its stars and its report, and its memory.

    python -m tests.benchmarks.close_month [--visits 30000] [--folder FOLDER] [--times 3]

Every closing works on a copy of its own in a process of its own, once with the summaries of the days kept, as a hall
that runs has them, and once without, as after an import. Told are the best seconds of so many times, on the clock and
of the processor, and the largest resident size in MiB.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

from storeops.base.actor import SYSTEM
from storeops.base.business_time import local_instant
from storeops.base.clock import FrozenClock
from storeops.hall import hall_rows
from storeops.measuring.due_day_rows import days_due
from storeops.measuring.summary_actions import summarize_day
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.reports.month.report_closing_actions import close_report
from storeops.store.database import HallDatabase, connect, write_transaction
from tests.benchmarks.figures import Figure, print_all
from tests.benchmarks.made_history import LAST_DAY, kept, make_history
from tests.factories import copied_hall

MONTH = LAST_DAY.isoformat()[:7]

# Rows of quality beside the made visits, told apart by their numbers: what a month's closing has to read.
_QUALITY = (
    "UPDATE stored_rating SET moment = 'farewell'",
    "UPDATE prompt SET moment = 'farewell'",
    # Every third customer is asked about one more moment, and most of them answer.
    "INSERT INTO prompt (ticket_id, moment, why_shown, place, counter_id, employee_id, shown_at, expires_at)"
    " SELECT id, CASE id % 4 WHEN 0 THEN 'waiting' WHEN 1 THEN 'understanding' WHEN 2 THEN 'money' ELSE 'result' END,"
    " 'random', 'pad', counter_id, employee_id, ended_at, ended_at FROM ticket WHERE id % 3 = 0 AND state = 'served'",
    "INSERT INTO stored_rating (prompt_id, ticket_id, moment, value, answered_at, employee_id)"
    " SELECT id, ticket_id, moment, 2 + id % 4, shown_at, employee_id FROM prompt"
    " WHERE why_shown = 'random' AND id % 5 <> 0",
    "INSERT INTO prompt (ticket_id, moment, why_shown, place, shown_at, expires_at)"
    " SELECT id, 'overall', 'case', 'phone', ended_at, ended_at FROM ticket WHERE id % 10 = 0 AND state = 'served'",
    "INSERT INTO stored_rating (prompt_id, ticket_id, moment, value, answered_at)"
    " SELECT id, ticket_id, moment, 3 + id % 3, shown_at FROM prompt WHERE why_shown = 'case'",
    "INSERT INTO system_pause (transaction_id, reason, started_at, ended_at)"
    " SELECT id, 'slow_system', started_at, strftime('%Y-%m-%dT%H:%M:%fZ', started_at, '+10 seconds')"
    " FROM leg_transaction WHERE id % 20 = 0",
    # Two inspectors take turns at checking every clerk every day.
    "INSERT INTO stored_spot_check (sheet_id, employee_id, inspector_id, business_day, started_at, checked_at)"
    " SELECT sheet.id, clerk.id, inspector.id, day, day || 'T03:00:00.000Z',"
    " strftime('%Y-%m-%dT%H:%M:%fZ', day || 'T03:00:00.000Z', '+' || clerk.id || ' minutes')"
    " FROM (SELECT DISTINCT business_day AS day FROM ticket), employee AS clerk, employee AS inspector, sheet"
    " WHERE clerk.code LIKE '80%' AND sheet.kind = 'clerk' AND sheet.version = 1"
    " AND inspector.code = CASE (clerk.id + unixepoch(day) / 86400) % 2 WHEN 0 THEN '5001' ELSE '5002' END",
    "INSERT INTO check_version (check_id, version, entered_at, entered_by)"
    " SELECT id, 1, checked_at, inspector_id FROM spot_check",
    "INSERT INTO check_mark (version_id, item_id, mark, reason) SELECT check_version.id, sheet_item.id,"
    " CASE WHEN (check_version.id * 7 + sheet_item.id) % 9 = 0 THEN 0.5 ELSE 1 END, 'seen' FROM check_version"
    " JOIN spot_check ON spot_check.id = check_id JOIN sheet_item ON sheet_item.sheet_id = spot_check.sheet_id",
    "INSERT INTO follow_up (kind, state, summary, ticket_id, service_id, opened_at, opened_by, first_owner_id,"
    " owner_id, due_at, closed_at, closed_by, first_answered_at)"
    " SELECT CASE id % 200 WHEN 0 THEN 'complaint' ELSE 'technical' END, 'closed', 'made', id, service_id, ended_at,"
    " employee_id, employee_id, employee_id, later, later, employee_id, later FROM (SELECT *,"
    " strftime('%Y-%m-%dT%H:%M:%fZ', ended_at, '+1 day') AS later FROM ticket WHERE id % 100 = 0)",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visits", type=int, default=30_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "storeops-benchmark")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--close", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.close:
        print(json.dumps(_close(options.close)))
    else:
        print_all(figures(options.folder, options.visits, options.times))


def figures(folder: Path, visits: int = 30_000, times: int = 3) -> list[Figure]:
    """The best closing of so many, with days summarized and counted anew."""
    found = []
    for is_summarized in (True, False):
        name = f"{visits}-{'summarized' if is_summarized else 'counted'}.db"
        path = kept(folder / name, partial(_make, visits=visits, is_summarized=is_summarized))
        closed = [_closed_copy(path) for _ in range(times)]
        how = "days summarized" if is_summarized else "days counted anew"
        for part in closed[0]:
            wall, processor, mib = (min(values) for values in zip(*(each[part] for each in closed), strict=True))
            found.append(Figure(f"closing {visits:,} visits, {how}: {part}", wall, "s"))
            found.append(Figure(f"closing {visits:,} visits, {how}: {part}, processor", processor, "s"))
        found.append(Figure(f"closing {visits:,} visits, {how}: memory", mib, "MiB"))
    return found


def _make(path: Path, visits: int, is_summarized: bool) -> None:
    make_history(path, visits)
    db = connect(path)
    with write_transaction(db):
        for sql in _QUALITY:
            db.execute(sql)
    if is_summarized:
        clock = _closing_clock(db)
        for day in list(days_due(db, clock.now())):
            summarize_day(db, clock, SYSTEM, day)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.conn.close()


def _closing_clock(db: HallDatabase) -> FrozenClock:
    """The fifteenth of the next month: both closings have come."""
    return FrozenClock(local_instant(LAST_DAY + timedelta(days=15), datetime.min.time(), hall_rows.hall(db).zone))


Measures = tuple[float, float, float]
"""Seconds on the clock and of the processor, and the largest size so far in MiB."""


def _closed_copy(path: Path) -> dict[str, Measures]:
    with tempfile.TemporaryDirectory() as folder:
        copy = copied_hall(path, Path(folder) / "copy.db")
        command = [sys.executable, "-m", "tests.benchmarks.close_month", "--close", str(copy)]
        measures: dict[str, Measures] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        return measures


def _close(path: Path) -> dict[str, Measures]:
    db = connect(path)
    clock = _closing_clock(db)
    wall, processor = time.perf_counter(), time.process_time()
    close_stars(db, clock, SYSTEM, MONTH)
    stars_wall, stars_processor = time.perf_counter() - wall, time.process_time() - processor
    stars = stars_wall, stars_processor, getrusage(RUSAGE_SELF).ru_maxrss / 1024
    close_report(db, clock, SYSTEM, MONTH)
    both = time.perf_counter() - wall, time.process_time() - processor, getrusage(RUSAGE_SELF).ru_maxrss / 1024
    return {"stars": stars, "report": (both[0] - stars[0], both[1] - stars[1], both[2]), "together": both}


if __name__ == "__main__":
    main()
