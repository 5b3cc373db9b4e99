"""What a long history costs a day's work: the same requests in a hall with none, with 100,000 and a million tickets.

    python -m tests.benchmarks.over_history [--folder FOLDER] [--times 300]

The halls are loaded in turns, a few requests each, so that a noisy minute hits all of them.
"""

import argparse
import http.client
import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from storeops.people.scopes import Scope
from tests.benchmarks.figures import Figure, print_all
from tests.benchmarks.made_history import kept_history
from tests.factories import ANA, copied_hall
from tests.served_hall import ServedHall, storeops

SIZES = (0, 100_000, 1_000_000)
A_TURN = 20
DEAREST = 1.1
"""With a million tickets a verb may take so many times what it takes without any."""


class KeptConnection:
    """One connection that asks one request after the other, as a kiosk's browser does."""

    def __init__(self, hall: ServedHall) -> None:
        self._token = hall.token
        self._connection = http.client.HTTPConnection("127.0.0.1", hall.port, timeout=30)

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, bytes]:
        data = None if body is None else json.dumps(body).encode()
        self._connection.request(method, path, data, {"Authorization": f"Bearer {self._token}"})
        answer = self._connection.getresponse()
        return answer.status, answer.read()


def figures(folder: Path, times: int = 300) -> list[Figure]:
    """The median of each request by the size of the history, beside that of a hall without one."""
    with tempfile.TemporaryDirectory() as copies:
        halls = {size: _served(folder, Path(copies), size) for size in SIZES}
        took: dict[tuple[str, int], list[float]] = {}
        try:
            for _ in range(max(times // A_TURN, 1)):
                for size, hall in halls.items():
                    _take_turn(KeptConnection(hall), size, took)
        finally:
            for hall in halls.values():
                hall.stop()
    medians = {key: statistics.median(values) * 1000 for key, values in took.items()}
    whats = dict.fromkeys(what for what, _ in medians)
    return [
        Figure(f"{what}, {size:,} tickets", medians[what, size], "ms", medians[what, 0], at_most=DEAREST)
        for what in whats
        for size in SIZES[1:]
    ]


def _served(folder: Path, copies: Path, visits: int) -> ServedHall:
    copy = copied_hall(kept_history(folder, visits), copies / f"{visits}.db")
    allowed = ",".join(Scope)
    added = storeops("--db", str(copy), "device", "add", "bench", "--kind", "integration", "--allow", allowed)
    hall = ServedHall(copy, added.stdout.strip(), {}, ("--no-jobs",)).start_cold()
    opened = hall.ask("POST", "/counters/1/open", {"employee": ANA.code})
    assert opened.status == 200, opened
    return hall


def _take_turn(connection: KeptConnection, size: int, took: dict[tuple[str, int], list[float]]) -> None:
    def timed(what: str, method: str, path: str, body: object = None) -> Any:
        begun = time.perf_counter()
        status, content = connection.ask(method, path, body)
        took.setdefault((what, size), []).append(time.perf_counter() - begun)
        assert status in (200, 201), (what, status, content)
        return content

    for _ in range(A_TURN):
        issued = json.loads(timed("issue", "POST", "/api/v1/tickets", {"service": "payment"}))
        timed("call", "POST", "/api/v1/counters/1/call-next")
        timed("start", "POST", "/api/v1/counters/1/start")
        timed("phone page", "GET", f"/t/{issued['token']}")
        timed("finish", "POST", "/api/v1/counters/1/finish")
        timed("board", "GET", "/board")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "storeops-benchmark")
    parser.add_argument("--times", type=int, default=300)
    options = parser.parse_args()
    print_all(figures(options.folder, options.times))


if __name__ == "__main__":
    main()
