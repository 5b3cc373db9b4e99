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

from tests.served_hall import ServedHall

CLIENTS = (1, 4, 16)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4)
    options = parser.parse_args()
    product: list[dict[str, Any]] = []
    floor: list[dict[str, Any]] = []
    for round_number in range(options.rounds):
        with tempfile.TemporaryDirectory() as folder:
            floor += _load_floor(options.bench, Path(folder), options.seconds)
            product += _load_product(options.bench, Path(folder), options.seconds)
        print(f"round {round_number + 1} of {options.rounds} done", flush=True)
    for clients in CLIENTS:
        _print_ratios(clients, product, floor)
    _print_faults(product)


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


def _print_ratios(clients: int, product: list[dict[str, Any]], floor: list[dict[str, Any]]) -> None:
    ours = [run for run in product if run["clients"] == clients]
    theirs = [run for run in floor if run["clients"] == clients]

    def issue(runs: list[dict[str, Any]], figure: str) -> float:
        return statistics.median(run["ops"]["issue"][figure] for run in runs)

    def cycles(runs: list[dict[str, Any]]) -> float:
        return statistics.median(run["per_second"] for run in runs)

    print(
        f"{clients:2} clients: issue p50 {issue(ours, 'p50'):.2f} ms, floor {issue(theirs, 'p50'):.2f} ms,"
        f" ratio {issue(ours, 'p50') / issue(theirs, 'p50'):.2f};"
        f" cycles/s {cycles(ours):.0f}, floor {cycles(theirs):.0f}, ratio {cycles(ours) / cycles(theirs):.2f};"
        f" issue p99/p50 {issue(ours, 'p99') / issue(ours, 'p50'):.2f},"
        f" slowest {max(run['ops']['issue']['max'] for run in ours):.0f} ms"
    )


def _print_faults(product: list[dict[str, Any]]) -> None:
    totals = {
        name: sum(run[name] for run in product) for name in ("errors", "duplicates", "double_calls", "lost", "issued")
    }
    memory = max(run["pss_mib"]["after"] for run in product)
    print(f"product: {totals}, at most {memory} MiB after load")


if __name__ == "__main__":
    main()
