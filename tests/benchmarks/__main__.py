"""All that is measured, as one table.

    python -m tests.benchmarks [--bench FOLDER] [--rounds 3] [--only NAME ...] [--write]

FOLDER holds queue_load.py, floor_app.py and the profiles; without it nothing is measured beside the floor. --write puts
the table into docs/performance.md, with the machine and the date. The whole takes about half an hour, and wants a
machine on which nothing else runs.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks import (
    against_floor,
    close_month,
    import_beside_tickets,
    live_screens,
    month_report,
    over_history,
    serving_memory,
    starting,
)
from tests.benchmarks.figures import HEAD, Figure
from tests.source_code import ROOT

PAGE = ROOT / "docs" / "performance.md"
FLOOR = "beside the floor"


def main() -> None:
    options = _options()
    found: dict[str, list[Figure]] = {}
    for name, measure in _parts(options).items():
        if not options.only or name in options.only:
            found[name] = measure()
            print(_table(name, found[name]), flush=True)
    if options.write:
        PAGE.write_text(_page(found), encoding="utf-8")
        print(f"wrote {PAGE.relative_to(ROOT)}", file=sys.stderr)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4, help="of load in each round beside the floor")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "storeops-benchmark")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def _parts(options: argparse.Namespace) -> dict[str, Callable[[], list[Figure]]]:
    parts = {
        "over a long history": lambda: over_history.figures(options.folder),
        "live screens": live_screens.figures,
        "start and sign-in": starting.figures,
        "a month's report": lambda: month_report.figures(options.folder),
        "closing a month": lambda: close_month.figures(options.folder),
        "an import": import_beside_tickets.figures,
        "memory": serving_memory.figures,
    }
    if options.bench:
        return {FLOOR: lambda: against_floor.figures(options.bench, options.rounds, options.seconds), **parts}
    return parts


def _table(name: str, figures: list[Figure]) -> str:
    lines = [HEAD, ("---",) * len(HEAD), *(figure.cells for figure in figures)]
    return "\n".join([f"## {name.capitalize()}", "", *(f"| {' | '.join(cells)} |" for cells in lines), ""])


def _page(found: dict[str, list[Figure]]) -> str:
    machine = (
        f"{os.cpu_count()} cores, {_memory_gib():.0f} GiB, {platform.system()}, Python {platform.python_version()}"
    )
    head = [
        "# How fast it is",
        "",
        "Made by `python -m tests.benchmarks --write`: medians, and ratios to what stood beside it in the same run.",
        f"Measured on {datetime.now(UTC):%Y-%m-%d} on a machine of {machine}.",
        "",
    ]
    why = PAGE.read_text(encoding="utf-8").partition(WHERE_TIME_GOES)[2] if PAGE.exists() else "\n"
    return "\n".join([*head, *(_table(name, figures) for name, figures in found.items()), WHERE_TIME_GOES]) + why


WHERE_TIME_GOES = "## Where the time goes"
"""From here on the page is written by hand, and stays."""


def _memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


if __name__ == "__main__":
    main()
