"""Measure the product against the floor, interleaved in one run, and print medians and ratios.

    python -m tests.benchmarks.against_floor BENCH_FOLDER [--rounds 5] [--seconds 4] [--history 0]

BENCH_FOLDER holds queue_load.py, floor_app.py and the two profiles. Each round starts both servers on fresh
databases and loads one after the other, so that a noisy minute hits both.
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import Figure, print_all
from tests.served_hall import ServedHall

CLIENTS = (1, 4, 16)
VERBS = ("issue", "call", "start", "finish", "display")
DEAREST_ISSUE = 1.5
"""So many times what it takes the floor."""
LEAST_CYCLES = 0.7
"""Of those of the floor."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4)
    options = parser.parse_args()
    print_all(figures(options.bench, options.rounds, options.seconds))


def figures(bench: Path, rounds: int, seconds: float) -> list[Figure]:
    """Medians over the rounds beside those of the floor; the faults, of which there may be none; the memory."""
    product: list[dict[str, Any]] = []
    floor: list[dict[str, Any]] = []
    for round_number in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            floor += _load_floor(bench, Path(folder), seconds)
            product += _load_product(bench, Path(folder), seconds)
        print(f"round {round_number + 1} of {rounds} done", file=sys.stderr, flush=True)
    of_clients = [figure for clients in CLIENTS for figure in _of_clients(clients, product, floor)]
    return [*of_clients, *_faults(product)]


def _load(bench: Path, profile: str, port: int, pid: int, seconds: float, environment: dict[str, str]) -> list[Any]:
    """One run for each number of clients; the results as queue_load.py writes them."""
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        subprocess.run(
            [
                *(sys.executable, str(bench / "queue_load.py"), "--target", "http"),
                *("--profile", str(bench / profile), "--base", f"http://127.0.0.1:{port}"),
                *("--clients", ",".join(map(str, CLIENTS)), "--seconds", str(seconds)),
                *("--drain", "--pid", str(pid), "--json", out.name),
            ],
            env={**os.environ, **environment},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return [json.loads(line) for line in Path(out.name).read_text().splitlines()]


def _load_floor(bench: Path, folder: Path, seconds: float) -> list[Any]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {"FLOOR_DB": str(folder / "floor.sqlite"), "FLOOR_SYNC": "FULL", "FLOOR_LOCK": "1"}
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "-k", "gthread", "-w", "1", "--threads", "8"]
    server = subprocess.Popen(
        [*command, "-b", f"127.0.0.1:{port}", "--log-level", "error", "floor_app:app"],
        cwd=bench,
        env={**os.environ, **environment, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    try:
        _wait_for(port)
        return _load(bench, "floor.json", port, server.pid, seconds, {})
    finally:
        server.terminate()
        server.wait()


def _load_product(bench: Path, folder: Path, seconds: float) -> list[Any]:
    hall = ServedHall.founded(folder, counters=16).start_cold()
    hall.open_counters(16)
    assert hall.process is not None
    try:
        return _load(bench, "storeops.json", hall.port, hall.process.pid, seconds, {"BENCH_TOKEN": hall.token})
    finally:
        hall.stop()


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the floor did not start")


def _of_clients(clients: int, product: list[dict[str, Any]], floor: list[dict[str, Any]]) -> list[Figure]:
    ours = [run for run in product if run["clients"] == clients]
    theirs = [run for run in floor if run["clients"] == clients]

    def median(runs: list[dict[str, Any]], verb: str, figure: str = "p50") -> float:
        return statistics.median(run["ops"][verb][figure] for run in runs)

    def cycles(runs: list[dict[str, Any]]) -> float:
        return statistics.median(run["per_second"] for run in runs)

    at = f"{clients} client{'s' if clients > 1 else ''}"
    found = [
        Figure(
            f"{verb}, {at}",
            median(ours, verb),
            "ms",
            median(theirs, verb),
            at_most=DEAREST_ISSUE if verb == "issue" and clients == 1 else None,
        )
        for verb in VERBS
    ]
    found.append(Figure(f"cycles a second, {at}", cycles(ours), "", cycles(theirs), at_least=LEAST_CYCLES))
    tail = median(ours, "issue", "p99") / median(ours, "issue")
    found.append(Figure(f"issue, p99 to p50, {at}", tail, "", at_most=3 if clients == max(CLIENTS) else None))
    return found


def _faults(product: list[dict[str, Any]]) -> list[Figure]:
    names = {"errors": "errors", "duplicates": "numbers given twice", "double_calls": "called twice", "lost": "lost"}
    found = [Figure(words, sum(run[name] for run in product), "", at_most=0) for name, words in names.items()]
    found.append(Figure("slowest issue", max(run["ops"]["issue"]["max"] for run in product), "ms", at_most=250))
    memory = max(run["pss_mib"]["after"] for run in product)
    return [*found, Figure("memory after load", memory, "MiB", at_most=120)]


if __name__ == "__main__":
    main()
