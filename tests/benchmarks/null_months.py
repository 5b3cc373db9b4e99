"""How often the month's report names a movement where nothing changed, and how often it sees one that was made.

    python -m tests.benchmarks.null_months [--logs FOLDER] [--deals 200]

The days of each real log are dealt at random into two months with the same weekdays. Nothing changed between them, so
the first page should name a movement in at most one report of ten. Then one of the months gets a service level that is
8 points lower.
"""

import argparse
import random
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.measuring.day_tally import DayTally
from storeops.measuring.metric import QueueTargets
from storeops.measuring.tallies_view import day_tallies, queue_targets
from storeops.sample.founding_actions import found_sample_hall
from storeops.store.database import create
from tests.history.imports import import_legs
from tests.history.test_real_logs import FOLDER
from tests.reports.dealt_months import compared, dealt, named, with_fall

FALL = 8.0
"""Points of service level."""
SEED = 7
LOGS = {
    "bank": ("bank_feb1999.csv", date(1999, 2, 1), date(1999, 2, 28)),
    "clinic": ("clinic_aug2019.csv", date(2019, 8, 1), date(2019, 8, 31)),
}
CLOCK = FrozenClock(datetime(2026, 3, 2, 1, 0, tzinfo=UTC))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--logs", type=Path, default=FOLDER)
    parser.add_argument("--deals", type=int, default=200)
    options = parser.parse_args()
    for name, (file, first, last) in LOGS.items():
        print(_told(name, *_days(options.logs / file, first, last), options.deals), flush=True)


def _days(log: Path, first: date, last: date) -> tuple[list[DayTally], QueueTargets]:
    with tempfile.TemporaryDirectory() as folder:
        db = create(Path(folder) / "hall.db")
        found_sample_hall(db, CLOCK, SYSTEM, "Asia/Shanghai", 3)
        import_legs(db, CLOCK, SYSTEM, log)
        days, targets = day_tallies(db, first, last, CLOCK.now()), queue_targets(db)
        db.conn.close()
    return days, targets


def _told(name: str, days: list[DayTally], targets: QueueTargets, deals: int) -> str:
    chance = random.Random(SEED)
    alarms = seen = length = 0
    for _ in range(deals):
        one, other = dealt(days, chance)
        length = len(one)
        alarms += bool(named(compared(one, other, targets)))
        fallen = compared(with_fall(one, FALL, targets, chance), other, targets)
        seen += "service_level" in {moved.metric for moved in fallen.findings.worsened}
    return (
        f"{name:7} {deals} deals of {len(days)} days into two months of {length}: the first page names a movement in"
        f" {alarms / deals:.1%} of the reports; a fall of {FALL:.0f} points of service level is named in"
        f" {seen / deals:.1%}"
    )


if __name__ == "__main__":
    main()
