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


def print_tickets(beside: str, took: list[float]) -> None:
    """How long a ticket took: as a rule, for one of a hundred, and at most."""
    late, longest = sorted(took)[len(took) * 99 // 100], max(took)
    print(
        f"a ticket {beside}: {1000 * median(took):.1f} ms, one of a hundred {1000 * late:.0f} ms,"
        f" at most {1000 * longest:.0f} ms, of {len(took)}"
    )


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 98_000
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
            print(process.stdout.read().decode().splitlines()[0])
            process = subprocess.Popen([*command, "import-history", "--take-back", "1"], stdout=subprocess.DEVNULL)
            beside_back = issue_until(db, process, 0)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"rows: {count}, {count / seconds:.0f} a second; memory of the import: {memory:.0f} MiB")
        print_tickets("alone", alone)
        print_tickets("beside the import", beside)
        print_tickets("beside its taking back", beside_back)


if __name__ == "__main__":
    main()
