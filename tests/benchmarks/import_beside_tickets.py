"""What an import costs those who take a ticket meanwhile: `python -m tests.benchmarks.import_beside_tickets [ROWS]`.

A file of legs is imported by the command line, as another process, while this one issues a ticket every 20 ms, and then
taken back in the same way. Printed: rows a second, the most memory that it took, and how long a ticket took beside it
and without it.
"""

import resource
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from storeops.base.actor import CUSTOMER
from storeops.base.clock import SystemClock, stopwatch
from storeops.queueing.issue import Wish, issue
from storeops.store.database import HallDatabase, connect
from tests.benchmarks.figures import Figure, print_all
from tests.history.legs_files import COLUMNS

A_DAY = 1500
EVERY_SECONDS = 0.02


def write_legs(path: Path, count: int) -> None:
    """So many served legs, 1,500 a day, up to the day before yesterday."""
    first = date.today() - timedelta(days=2 + count // A_DAY)
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(COLUMNS) + "\n")
        for n in range(count):
            day, nth = first + timedelta(days=n // A_DAY), n % A_DAY
            minute, second = divmod(nth * 24, 60)
            minutes = (minute, minute + 4, minute + 5, minute + 8)
            at = [f"{day}T{8 + each // 60:02}:{each % 60:02}:{second:02}" for each in minutes]
            file.write(
                f"{day},A{nth + 1:03},0,payment,standard,{at[0]},{at[1]},{at[2]},{at[3]},{nth % 6 + 1},"
                f"{1001 + nth % 6},served\n"
            )


def issue_until(db: HallDatabase, process: subprocess.Popen[bytes] | None, seconds: float) -> list[float]:
    """How long each ticket took while a process ran, or for so many seconds."""
    took, ends_at = [], stopwatch() + seconds
    while process.poll() is None if process else stopwatch() < ends_at:
        begun = stopwatch()
        issue(db, SystemClock(), CUSTOMER, Wish("payment"))
        took.append(stopwatch() - begun)
        time.sleep(EVERY_SECONDS)
    return took


def figures(count: int = 98_000) -> list[Figure]:
    """Rows a second, memory, and what a ticket takes alone, beside the import and beside its taking back."""
    with tempfile.TemporaryDirectory() as folder:
        hall, file = Path(folder, "hall.db"), Path(folder, "legs.csv")
        command = [sys.executable, "-m", "storeops.cli", "--db", str(hall)]
        subprocess.run([*command, "init", "--sample"], check=True, stdout=subprocess.DEVNULL)
        write_legs(file, count)
        with closing(connect(hall)) as db:
            alone = issue_until(db, None, 3)
            begun = stopwatch()
            process = subprocess.Popen([*command, "import-history", str(file)], stdout=subprocess.PIPE)
            beside = issue_until(db, process, 0)
            seconds = stopwatch() - begun
            assert process.stdout is not None
            told = process.stdout.read().decode().splitlines()[0]
            assert told == f"taken {count}, already there 0, refused 0", told
            process = subprocess.Popen([*command, "import-history", "--take-back", "1"], stdout=subprocess.DEVNULL)
            beside_back = issue_until(db, process, 0)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    rows = f"{count:,} rows"
    return [
        Figure(f"import of {rows}, rows a second", count / seconds, ""),
        Figure(f"import of {rows}, memory", memory, "MiB", at_most=200),
        *_of_tickets(f"beside the import of {rows}", beside, alone),
        *_of_tickets(f"beside the taking back of {rows}", beside_back, alone),
    ]


def _of_tickets(beside: str, took: list[float], alone: list[float]) -> list[Figure]:
    late = sorted(took)[len(took) * 99 // 100]
    return [
        Figure(f"a ticket {beside}", 1000 * median(took), "ms", 1000 * median(alone)),
        Figure(f"a ticket {beside}, one of a hundred", 1000 * late, "ms"),
        Figure(f"a ticket {beside}, the slowest of {len(took)}", 1000 * max(took), "ms", at_most=250),
    ]


def main() -> None:
    """Print the figures."""
    print_all(figures(int(sys.argv[1]) if len(sys.argv) > 1 else 98_000))


if __name__ == "__main__":
    main()
