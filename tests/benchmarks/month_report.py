"""How long the month's report takes in a hall with a long history, and its memory: with summaries of days and without.

    python -m tests.benchmarks.month_report [--visits 1000000] [--folder FOLDER]

The history is made once and kept in the folder. Every step runs in a process of its own. Told are the seconds on the
clock and of the processor, and its largest resident size in MiB.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from storeops.base.actor import SYSTEM
from storeops.base.business_time import local_instant
from storeops.base.clock import FrozenClock
from storeops.hall import hall_rows
from storeops.measuring.due_day_rows import days_due
from storeops.measuring.summary_actions import summarize_day
from storeops.measuring.tallies_view import hall_tally
from storeops.reports.document.report_body import as_text
from storeops.reports.month.month_report_view import month_report
from storeops.store.database import HallDatabase, connect
from tests.benchmarks.figures import Figure, print_all
from tests.benchmarks.made_history import LAST_DAY, kept_history
from tests.factories import copied_hall

MONTH = LAST_DAY.isoformat()[:7]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visits", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "storeops-benchmark")
    parser.add_argument("--step", choices=list(STEPS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    path = options.folder / f"{options.visits}.db"
    if options.step:
        _run_step(path, options.step)
    else:
        print_all(figures(options.folder, options.visits))


AT_MOST = {"json, with the close": 5, "json, again": 2, "xlsx, with the close": 20, "xlsx, again": 20}
"""Seconds that are aimed at."""


def figures(folder: Path, visits: int = 1_000_000) -> list[Figure]:
    """What each step of a month's report takes, and the command in each format, at first and again."""
    path = kept_history(folder, visits)
    again = [sys.executable, "-m", "tests.benchmarks.month_report", "--visits", str(visits), "--folder", path.parent]
    found = []
    for step in STEPS:
        told, *_ = _measured([*again, "--step", step])
        words, seconds = told.strip().rsplit("\t", 1)
        found.append(Figure(f"{visits:,} tickets: {words}", float(seconds), "s"))
    with tempfile.TemporaryDirectory() as copies:
        for ending in ("json", "xlsx", "pdf"):
            copy = copied_hall(path, Path(copies) / "copy.db")
            report = ["-m", "storeops.cli", "--db", copy, "report", "--month", MONTH, "--out", copies]
            for when in ("with the close", "again"):
                _, wall, mib = _measured([sys.executable, *report, "--format", ending])
                words = f"{ending}, {when}"
                named = f"{visits:,} tickets: storeops report --format {words}"
                found.append(Figure(named, wall, "s", at_most=AT_MOST.get(words)))
                found.append(Figure(f"{named}, memory", mib, "MiB"))
    return found


def _measured(command: list[Any]) -> tuple[str, float, float]:
    """What a command printed, its seconds on the clock, and its MiB."""
    begun = time.perf_counter()
    # As installed: what is loaded was compiled once.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        told = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command} ended with {process.returncode}")
    return told, time.perf_counter() - begun, used.ru_maxrss / 1024


# Steps


def _run_step(path: Path, step: str) -> None:
    db = connect(path)
    zone = hall_rows.hall(db).zone
    # On the seventh the month is still open: nothing of it is frozen.
    clock = FrozenClock(local_instant(LAST_DAY + timedelta(days=7), datetime.min.time(), zone))
    begun = time.perf_counter()
    words = STEPS[step](db, clock)
    print(words, time.perf_counter() - begun, sep="\t")


def _count_month(db: HallDatabase, clock: FrozenClock) -> str:
    text = as_text(month_report(db, MONTH, clock.now()))
    kept = db.execute("SELECT count(*) FROM day_summary WHERE part = 'hall'").fetchone()[0]
    return f"JSON of a month, {len(text) // 1024} KiB, {kept} days summarized"


def _drop(db: HallDatabase, clock: FrozenClock) -> str:
    db.execute("DELETE FROM day_summary")
    return "summaries dropped"


def _summarize(db: HallDatabase, clock: FrozenClock) -> str:
    days = list(days_due(db, clock.now()))
    for day in days:
        summarize_day(db, clock, SYSTEM, day)
    return f"{len(days)} days summarized"


def _find_due(db: HallDatabase, clock: FrozenClock) -> str:
    return f"{len(list(days_due(db, clock.now())))} days found due"


def _add_up_year(db: HallDatabase, clock: FrozenClock) -> str:
    tally = hall_tally(db, LAST_DAY - timedelta(days=364), LAST_DAY, clock.now())
    return f"a year added up, {tally.issued} visits"


STEPS: dict[str, Callable[[HallDatabase, FrozenClock], str]] = {
    "drop": _drop,
    "month_counted": _count_month,
    "summarize": _summarize,
    "due": _find_due,
    "month_summarized": _count_month,
    "year": _add_up_year,
}


if __name__ == "__main__":
    main()
