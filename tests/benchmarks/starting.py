"""How soon a hall answers after its command was given, and how long a sign-in takes.

python -m tests.benchmarks.starting [--times 5]
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from tests.benchmarks.figures import Figure, median_ms, print_all
from tests.served_hall import ServedHall


def figures(times: int = 5) -> list[Figure]:
    """The median start, from the command to the first answer, and the median sign-in over the API."""
    with tempfile.TemporaryDirectory() as folder:
        hall = ServedHall.founded(Path(folder))
        starts = []
        for _ in range(times + 1):  # the first one compiles what is loaded
            begun = time.perf_counter()
            hall.start_cold()
            assert hall.ask("GET", "/board").status == 200
            starts.append(time.perf_counter() - begun)
            hall.stop()
        hall.start_cold()
        code, pin = next(iter(hall.pins.items()))

        def sign_in() -> None:
            answer = hall.ask("POST", "/session", {"employee": code, "pin": pin}, token=None)
            assert answer.status in (200, 201), answer

        signing_in = median_ms(20, sign_in)
        hall.stop()
    return [
        Figure("start, command to first answer", statistics.median(starts[1:]), "s", at_most=1),
        Figure("sign-in", signing_in, "ms"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    print_all(figures(options.times))


if __name__ == "__main__":
    main()
