"""Open 200 live screens on a served hall and time a call until the first, the median and the last has heard of it.

python -m tests.benchmarks.live_screens [--streams 200] [--calls 30]
"""

import argparse
import selectors
import socket
import statistics
import tempfile
import time
from pathlib import Path

from tests.benchmarks.figures import Figure, print_all
from tests.served_hall import ServedHall


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--streams", type=int, default=200)
    parser.add_argument("--calls", type=int, default=30)
    options = parser.parse_args()
    print_all(figures(options.streams, options.calls))


def figures(streams: int = 200, calls: int = 30) -> list[Figure]:
    """How long a call takes until screens have heard of it, and what an ordinary request takes beside them."""
    with tempfile.TemporaryDirectory() as folder:
        hall = ServedHall.founded(Path(folder), counters=1).start_cold()
        hall.open_counters(1)
        try:
            return _measured(hall, streams, calls)
        finally:
            hall.stop()


def _measured(hall: ServedHall, streams: int, calls: int) -> list[Figure]:
    selector = selectors.DefaultSelector()
    for _ in range(streams):
        selector.register(_stream(hall), selectors.EVENT_READ)
    ordinary = [_timed(hall, "GET", "/board") for _ in range(50)]
    last, median = [], []
    for _ in range(calls):
        number = hall.ask("POST", "/tickets", {"service": "payment"}).body["number"]
        _drain(selector)
        heard = _call_and_listen(hall, selector, streams, f'"kind":"call_next","number":"{number}"'.encode())
        median.append(statistics.median(heard))
        last.append(max(heard))
        hall.ask("POST", "/counters/1/start")
        hall.ask("POST", "/counters/1/finish")
    last.sort()
    return [
        Figure(f"a call on the median of {streams} screens", statistics.median(median), "ms"),
        Figure(
            f"a call on the last of {streams} screens, 95 % of calls", last[int(len(last) * 0.95)], "ms", at_most=60
        ),
        Figure(f"a board beside {streams} screens", statistics.median(ordinary), "ms"),
    ]


def _stream(hall: ServedHall) -> socket.socket:
    stream = socket.create_connection(("127.0.0.1", hall.port), 10)
    # With a program's token: one address without any gets fewer streams.
    asked = f"GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {hall.token}\r\n"
    stream.sendall(f"{asked}Accept: text/event-stream\r\n\r\n".encode())
    got = b""
    while b"connected" not in got:
        got += stream.recv(4096)
    stream.setblocking(False)
    return stream


def _timed(hall: ServedHall, method: str, path: str) -> float:
    began = time.perf_counter()
    assert hall.ask(method, path).status == 200
    return (time.perf_counter() - began) * 1000


def _drain(selector: selectors.BaseSelector) -> None:
    while ready := selector.select(0.1):
        for key, _ in ready:
            key.fileobj.recv(65536)  # type: ignore[union-attr]


def _call_and_listen(hall: ServedHall, selector: selectors.BaseSelector, streams: int, sign: bytes) -> list[float]:
    """Milliseconds from sending the call until each stream had its event."""
    caller = socket.create_connection(("127.0.0.1", hall.port), 10)
    request = f"POST /api/v1/counters/1/call-next HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {hall.token}\r\n"
    began = time.perf_counter()
    caller.sendall(f"{request}Content-Length: 0\r\nConnection: close\r\n\r\n".encode())
    heard: dict[object, float] = {}
    while len(heard) < streams and time.perf_counter() - began < 10:
        for key, _ in selector.select(1):
            if sign in key.fileobj.recv(65536):  # type: ignore[union-attr]
                heard.setdefault(key.fileobj, (time.perf_counter() - began) * 1000)
    caller.close()
    assert len(heard) == streams, f"only {len(heard)} of {streams} screens heard of the call"
    return list(heard.values())


if __name__ == "__main__":
    main()
