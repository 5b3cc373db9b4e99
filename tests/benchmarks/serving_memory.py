"""What a hall's server holds after many downloads and a month's closing, and what a ticket waits meanwhile.

    python -m tests.benchmarks.serving_memory [--downloads 50] [--visits 20000]

Memory is the sum of the proportional sizes (PSS) of the server's processes at rest; a round is one download of every
kind, and the slope is by least squares over all rounds.
"""

import argparse
import http.client
import re
import statistics
import sys
import tempfile
import threading
import time
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from storeops.base.months import month_before
from storeops.history.asked_export import EXPORT_NAMES
from storeops.history.import_actions import INTAKES
from storeops.reports.file_kinds import MEDIA_TYPES
from tests.benchmarks.figures import Figure, print_all
from tests.history.legs_files import cells, write_legs
from tests.served_hall import ServedHall, storeops

VISITS_A_DAY = 400
SUPERVISOR, ADMINISTRATOR = "7001", "9001"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--downloads", type=int, default=50, help="of each kind")
    parser.add_argument("--visits", type=int, default=20_000)
    options = parser.parse_args()
    print_all(figures(options.downloads, options.visits))


def figures(downloads: int = 50, visits: int = 20_000) -> list[Figure]:
    """Memory at rest, after the closing and after the downloads, its slope, and what a ticket takes beside a PDF."""
    with tempfile.TemporaryDirectory() as folder:
        hall, month = hall_with_a_month(Path(folder), visits)
        hall.start_cold()
        try:
            return [*_of_memory(hall, month, downloads), *_of_tickets(hall, month)]
        finally:
            hall.stop()


def hall_with_a_month(folder: Path, visits: int) -> tuple[ServedHall, str]:
    """A sample hall into which last month's visits were imported, and that month."""
    hall = ServedHall.founded(folder)
    month = month_before(month_before(datetime.now(UTC).strftime("%Y-%m")))
    made, day = list[dict[str, str]](), date.fromisoformat(f"{month}-01")
    for number in range(visits):
        at = day + timedelta(days=number // VISITS_A_DAY % 28)
        made.append(cells(f"T{number:06d}", business_day=at.isoformat()))
    done = storeops("--db", str(hall.path), "import-history", str(write_legs(folder / "legs.csv", *made)))
    assert done.returncode == 0, done.stderr
    return hall, month


def is_closed(hall: ServedHall, month: str) -> bool:
    """Whether the jobs have closed a month."""
    months = hall.ask("GET", "/reports").body["months"]
    return any(each["month"] == month and each["version"] for each in months)


class SignedInBrowser:
    """Somebody signed in at the console, over HTTP."""

    def __init__(self, hall: ServedHall, code: str) -> None:
        self._hall = hall
        self._cookies: dict[str, str] = {}
        page = self.get("/console/sign-in?lang=en")[1].decode()
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token
        sent = {
            "csrf_token": unescape(token.group(1)),
            "idempotency_key": "1",
            "employee": code,
            "pin": hall.pins[code],
        }
        assert self._ask("POST", "/console/sign-in", urlencode(sent))[0] == 303

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body of an address."""
        return self._ask("GET", path)

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self._hall.port, timeout=300)
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        sent = {"Cookie": cookie} if cookie else {}
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            for given in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = given.partition(";")[0].partition("=")
                self._cookies[name] = value
            return answer.status, answer.read()
        finally:
            connection.close()


def resting_mib(hall: ServedHall) -> float:
    """The sum of the proportional sizes of the server's processes."""
    assert hall.process is not None
    return sum(map(pss_mib, _with_children(hall.process.pid)))


def _with_children(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _with_children(int(child)))]


def pss_mib(pid: int) -> float:
    """The proportional size of a process."""
    return _told_mib(pid, "Pss")


def own_mib(pid: int) -> float:
    """What no file backs of the proportional size of a process: its share of files is less while others read them."""
    return _told_mib(pid, "Pss_Anon")


def _told_mib(pid: int, name: str) -> float:
    found = re.search(rf"^{name}: +(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    assert found
    return int(found.group(1)) / 1024


def slope(sizes: list[float]) -> float:
    """By how much each of some sizes is larger than the one before, by least squares."""
    return statistics.linear_regression(range(len(sizes)), sizes).slope


def _files(month: str) -> list[str]:
    """The addresses of all files that the console gives out."""
    days = f"first={month}-01&last={month}-28"
    return [
        *(f"/console/reports/{month}/report-{month}.{ending}" for ending in MEDIA_TYPES),
        *(f"/console/exports/file?kind={kind}&{days}" for kind in EXPORT_NAMES),
        *(f"/console/setup/imports/template/{kind}" for kind in INTAKES),
        f"/console/stars/{month}/pay.csv",
        "/console/setup/workbook/download",
        "/console/setup/trace/trace.csv",
    ]


def _of_memory(hall: ServedHall, month: str, downloads: int) -> list[Figure]:
    at_rest = resting_mib(hall)
    while not is_closed(hall, month):
        time.sleep(1)
    sizes = [resting_mib(hall)]
    ada = SignedInBrowser(hall, ADMINISTRATOR)
    for number in range(1, downloads + 1):
        for address in _files(month):
            status, content = ada.get(address)
            assert status == 200, content
            assert content
        sizes.append(resting_mib(hall))
        if number % 10 == 0:
            print(f"after {number} of each kind {sizes[-1]:.1f} MiB", file=sys.stderr, flush=True)
    return [
        Figure("memory at rest", at_rest, "MiB"),
        Figure("memory after a month was closed", sizes[0], "MiB", at_most=120),
        Figure(f"memory after {downloads} downloads of every file", sizes[-1], "MiB", at_most=120),
        Figure("memory, slope by round of downloads", slope(sizes[len(sizes) // 5 :]), "MiB"),
    ]


def _of_tickets(hall: ServedHall, month: str) -> list[Figure]:
    sun = SignedInBrowser(hall, SUPERVISOR)
    alone = [_seconds_of_a_ticket(hall) for _ in range(60)]
    beside = list[float]()
    making = threading.Thread(target=sun.get, args=(f"/console/reports/{month}/report-{month}.pdf",))
    making.start()
    while making.is_alive():
        beside.append(_seconds_of_a_ticket(hall))
    before, meanwhile = statistics.median(alone) * 1000, statistics.median(beside) * 1000
    return [
        Figure("a ticket while a PDF is made", meanwhile, "ms", before),
        Figure(f"the slowest of {len(beside)} tickets while a PDF is made", max(beside) * 1000, "ms", at_most=250),
    ]


def _seconds_of_a_ticket(hall: ServedHall) -> float:
    begun = time.perf_counter()
    answer = hall.ask("POST", "/tickets", {"service": "payment"})
    assert answer.status == 201, answer
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
