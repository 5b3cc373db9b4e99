"""The full run of all drills, and the page that it writes.

python -m tests.drills            # docs/drills.md, written anew
python -m tests.drills NAME ...   # these kinds alone, printed
"""

import os
import platform
import socket
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.drills.drill import Drill, FaultKind, Outcome
from tests.drills.kinds import KINDS
from tests.served_hall import ServedHall
from tests.source_code import ROOT

PAGE = ROOT / "docs" / "drills.md"
SEED = 12
MOST_WORDS = 3
"""So many of the things that were said most often stand in the table."""

HEAD = """\
# Drills

Written by `make drills` on {day}, on {machine}. Three people issue and serve over the API while
{kinds} kinds of fault are injected {times:,} times; `tests/drills/` tells each of them. Some 60 run in `make test`.

**Acknowledged** are the changes that were answered as done; **lost** those of them that do not stand in the database
afterwards, **doubled** numbers that were given twice and tickets of which nobody was told. **Silence** is the longest
time between two answers, in seconds, all three people taken together; where a server is started again, its start is in
it (it is forked from a process that has loaded the product; a cold start takes about a second more). What `check` found
wrong afterwards, or was told badly, stands under **wrong**.

| fault | times | acknowledged | lost | doubled | silence | wrong | what screens and programs were told |
|---|---|---|---|---|---|---|---|
"""
FOOT = """
The disk is SQLite's own, with a layer between that notes and fails (`tests/drills/faulty_disk.py`). A power cut is a
place in the notes of one run: up to the last sync of each file everything stands there, of what was written later each
piece may or may not, and may be torn between sectors. Not drilled: a disk that lies about its syncs, and an entry of a
folder that is lost though its file was synced.
"""


def main() -> None:
    """Run what is named, or everything, and print its lines; everything is written to the page too."""
    named = sys.argv[1:]
    kinds = [kind for kind in KINDS if not named or kind.name in named]
    lines = []
    for kind in kinds:
        lines.append(_line(kind, drilled(kind)))
        print(lines[-1], flush=True)
    if not named:
        PAGE.write_text(_page(lines), encoding="utf-8")


def drilled(kind: FaultKind) -> Outcome:
    """What came of a kind of fault in full."""
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        founded = ServedHall.founded(Path(folder))
        place = Path(folder) / "drill"
        place.mkdir()
        return kind.inject(Drill(kind.times, Random(SEED), place, founded, a_free_port(), is_full=True))


MEMORY = Path("/dev/shm")


def a_free_port() -> int:
    """A port below those that systems hand out by themselves: it stays free while a hall is started again."""
    for port in range(10_000 + os.getpid() * 7 % 20_000, 32_000):
        with socket.socket() as free:
            free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if free.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise AssertionError("no port is free")


def _line(kind: FaultKind, outcome: Outcome) -> str:
    said = "; ".join(words.replace("|", "/") for words, _ in outcome.said.most_common(MOST_WORDS)) or "nothing"
    cells = (
        kind.name,
        str(outcome.times),
        f"{outcome.acknowledged:,}",
        str(outcome.lost),
        str(outcome.doubled),
        f"{outcome.silence:.1f}",
        "; ".join(sorted(set(outcome.faults))) or "nothing",
        said,
    )
    return f"| {' | '.join(cells)} |"


def _page(lines: Iterable[str]) -> str:
    machine = (
        f"{platform.system()} {platform.machine()} with {os.cpu_count()} cores, Python {platform.python_version()}"
    )
    head = HEAD.format(day=date.today(), machine=machine, kinds=len(KINDS), times=sum(kind.times for kind in KINDS))
    return head + "\n".join(lines) + "\n" + FOOT
