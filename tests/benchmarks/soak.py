"""Days of a hall in fast motion, over HTTP: what the process that serves holds from hour to hour, and whether it grows.

    python -m tests.benchmarks.soak [--minutes 25] [--speed 180] [--write docs/soak.md]

Customers take tickets and follow them on phones, six clerks serve, boards listen live; at each hour sixteen people sign
in at once and look at their pages, and reports and exports are made; days close at night, and a month on its eighth.
Hours in the table are those of the hall's clock. What a run with --write prints is kept in docs/soak.md.
"""

import argparse
import http.client
import os
import platform
import re
import selectors
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from itertools import count, cycle
from pathlib import Path
from zoneinfo import ZoneInfo

from storeops.base.actor import SYSTEM
from storeops.base.business_time import Hours, local_instant
from storeops.base.clock import FrozenClock
from storeops.base.months import month_before
from storeops.commands.new_hall import found_hall
from storeops.demo import history
from storeops.hall.set_up_actions import change_weekly_hours
from storeops.people.enrolment_actions import add_device
from storeops.people.scopes import Scope
from storeops.sample.founding_actions import DEFAULT_ZONE
from storeops.store.database import connect
from storeops.store.log_folding import log_bytes
from tests.benchmarks.serving_memory import SignedInBrowser, own_mib, pss_mib, slope
from tests.benchmarks.soak_hall import HOUR
from tests.served_hall import ServedHall

ZONE = ZoneInfo(DEFAULT_ZONE)
BEGINS_ON_DAY = 7
"""The day after, the month before closes."""
COUNTERS = 6
LIVE_SCREENS = 24
AT_ONCE = 16
"""People who sign in at the same moment."""
WARM_AFTER_HOURS = 15
"""A first day in which everything is used once."""
SERVICES = ("payment", "plan_change", "advice", "invoice", "sim_lost", "broadband")
SUPERVISOR, ADMINISTRATOR, DUTY_MANAGER = "7001", "9001", "5001"
OWN_PAGES = ("/console/", "/console/account", "/console/feedback/mine", "/console/checks/mine")
MORE_PAGES = {
    DUTY_MANAGER: ("/console/duty", "/console/duty/fragment", "/console/feedback", "/console/follow-ups"),
    ADMINISTRATOR: ("/console/setup", "/console/setup/trace", "/console/setup/trace/trace.csv", "/console/retention"),
}


@dataclass(frozen=True)
class Sample:
    """What the two processes of the server hold at an hour of the hall. `own_mib`: what no file backs of `pss_mib`."""

    hour: str
    pss_mib: float
    own_mib: float
    threads: int
    files: int
    database_files: int
    connections: int
    log_mib: float
    tickets: int
    sign_ins: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--speed", type=float, default=180)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        begins = a_seventh(datetime.now(UTC))
        hall = hall_with_a_month_behind(Path(folder), begins)
        print("a month was played", flush=True)
        samples, statuses = soaked(hall, begins, options.speed, options.minutes * 60)
    text = told(samples, statuses, options.speed)
    print(text)
    if options.write:
        options.write.write_text(text, encoding="utf-8")


def a_seventh(now: datetime) -> datetime:
    """The latest morning of the seventh of a month that is over by `now`."""
    day = now.astimezone(ZONE).date()
    if day.day <= BEGINS_ON_DAY + 7:
        day = day.replace(day=1) - timedelta(days=1)
    return local_instant(day.replace(day=BEGINS_ON_DAY), time_of_day(7, 30), ZONE)


def hall_with_a_month_behind(folder: Path, begins: datetime) -> ServedHall:
    """A hall in which the days since the first of the month before were played, open from 8 to 21 from then on."""
    path = folder / "hall.db"
    first = datetime.fromisoformat(f"{month_before(begins.astimezone(ZONE).strftime('%Y-%m'))}-01").date()
    days = (begins.astimezone(ZONE).date() - first).days
    people = found_hall(path, DEFAULT_ZONE, COUNTERS, FrozenClock(history.begins_at(begins, days, ZONE)))
    clock = FrozenClock(begins)
    with closing(connect(path)) as db:
        history.prepare(db, begins, days, seed=1, progress=lambda _done, _all: None)
        week = dict.fromkeys(range(1, 8), (Hours(time_of_day(8), time_of_day(21)),))
        change_weekly_hours(db, clock, SYSTEM, week)
        token = add_device(db, clock, SYSTEM, "soak", "integration", list(Scope))
    return ServedHall(path, token, {person.code: person.pin for person in people})


def soaked(hall: ServedHall, begins: datetime, speed: float, seconds: float) -> tuple[list[Sample], Counter[str]]:
    """Play for so many seconds; what was held at each hour, and how often each thing was answered how."""
    command = [sys.executable, "-m", "tests.benchmarks.soak_hall", str(hall.path), begins.isoformat(), str(speed)]
    hall.start_by(command)
    assert isinstance(hall.process, subprocess.Popen)
    assert hall.process.stdout is not None
    players = Players(hall)
    threading.Thread(target=players.note_log, args=(hall.process.stderr,), daemon=True).start()
    samples = list[Sample]()
    ends_at = time.monotonic() + seconds
    try:
        players.start()
        for line in hall.process.stdout:
            if not line.startswith(HOUR):
                continue
            hour = datetime.fromisoformat(line.removeprefix(HOUR).strip())
            samples.append(sample(hall, hour, players))
            print(row(samples[-1]), flush=True)
            if time.monotonic() > ends_at:
                break
            players.begin_hour(hour)
    finally:
        players.stop()
        hall.process.terminate()
        hall.process.wait(30)
    return samples, players.statuses


@dataclass
class Players:
    """Everybody in the hall. `statuses` counts answers by what was asked and their status."""

    hall: ServedHall
    statuses: Counter[str] = field(default_factory=Counter)
    tickets: int = 0
    sign_ins: int = 0
    _tokens: list[str] = field(default_factory=list)
    _ends: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _hour: threading.Thread | None = None

    def start(self) -> None:
        """Let customers come, clerks serve and screens listen."""
        playing: list[Callable[[], None]] = [self._come, self._follow, self._listen]
        playing += [lambda counter=number: self._serve(counter) for number in range(1, COUNTERS + 1)]  # type: ignore[misc]
        self._threads = [threading.Thread(target=each, daemon=True) for each in playing]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let everybody finish what they are at."""
        self._ends.set()
        for thread in [*self._threads, *([self._hour] if self._hour else [])]:
            thread.join(60)

    def begin_hour(self, hour: datetime) -> None:
        """Let a round of people sign in beside all that goes on; one at a time, where the round before takes long."""
        if self._hour is None or not self._hour.is_alive():
            self._hour = threading.Thread(target=self._round, args=(hour,), daemon=True)
            self._hour.start()

    def note_log(self, lines: Iterable[str]) -> None:
        """Show what the server logs, and count it."""
        for line in lines:
            self.statuses["lines in the log"] += 1
            print(line, end="", file=sys.stderr, flush=True)

    def _note(self, what: str, status: int) -> None:
        self.statuses[f"{what} {status}"] += 1

    def _ask(self, what: str, method: str, path: str, body: object = None) -> dict[str, object] | None:
        answer = self.hall.ask(method, path, body)
        self._note(what, answer.status)
        return answer.body if answer.status < 300 and isinstance(answer.body, dict) else None

    def _come(self) -> None:
        for number in count():
            if self._ends.wait(0.2):
                return
            ticket = self._ask("issue", "POST", "/tickets", {"service": SERVICES[number % len(SERVICES)]})
            if ticket:
                self.tickets += 1
                self._tokens = [*self._tokens[-40:], str(ticket["token"])]

    def _follow(self) -> None:
        """Phones look at their place in the queue, the kiosk and the board at their pages."""
        for number in count():
            if self._ends.wait(0.1):
                return
            tokens = self._tokens
            phone = f"/t/{tokens[number % len(tokens)]}/fragment" if tokens else "/"
            path = (phone, phone, "/board/fragment", "/")[number % 4]
            self._note("page", _status(self.hall, path))

    def _serve(self, counter: int) -> None:
        while not self._ends.wait(0.3):
            opened = self._ask("open", "POST", f"/counters/{counter}/open", {"employee": str(1000 + counter)})
            while not self._ends.wait(0.2):
                if self._ask("call", "POST", f"/counters/{counter}/call-next", {}) is None:
                    break
                for verb in ("start", "finish", "ready"):
                    self._ends.wait(0.1)
                    self._ask(verb, "POST", f"/counters/{counter}/{verb}", {})
            if opened is None:
                self._ends.wait(1)

    def _listen(self) -> None:
        """Boards stay on the line; one whose line ends takes it up again."""
        asked = b"GET /events HTTP/1.1\r\nHost: hall\r\nAccept: text/event-stream\r\n\r\n"
        with selectors.DefaultSelector() as selector:

            def open_one() -> None:
                sock = socket.create_connection(("127.0.0.1", self.hall.port), 10)
                sock.sendall(asked)
                selector.register(sock, selectors.EVENT_READ)

            for _ in range(LIVE_SCREENS):
                open_one()
            while not self._ends.is_set():
                for key, _ in selector.select(0.5):
                    assert isinstance(key.fileobj, socket.socket)
                    if not key.fileobj.recv(65536):
                        selector.unregister(key.fileobj)
                        key.fileobj.close()
                        self.statuses["stream taken up again"] += 1
                        open_one()
            for key in list(selector.get_map().values()):
                assert isinstance(key.fileobj, socket.socket)
                key.fileobj.close()

    def _round(self, hour: datetime) -> None:
        codes = [code for code, _ in zip(cycle(self.hall.pins), range(AT_ONCE), strict=False)]
        gathered = threading.Barrier(len(codes))
        with ThreadPoolExecutor(len(codes)) as pool:
            list(pool.map(lambda code: self._day_of(code, gathered, hour), codes))

    def _day_of(self, code: str, gathered: threading.Barrier, hour: datetime) -> None:
        gathered.wait(60)
        try:
            browser = SignedInBrowser(self.hall, code)
        except (AssertionError, OSError) as error:
            self.statuses[f"sign-in: {type(error).__name__}"] += 1
            return
        self.sign_ins += 1
        for path in (*OWN_PAGES, *MORE_PAGES.get(code, ())):
            self._note(f"{path} of {code}" if path in MORE_PAGES.get(code, ()) else path, browser.get(path)[0])
        if code == SUPERVISOR:
            self._read_reports(browser, hour)

    def _read_reports(self, browser: SignedInBrowser, hour: datetime) -> None:
        month = month_before(hour.strftime("%Y-%m"))
        ending = ("pdf", "xlsx", "html", "json", "csv")[hour.hour % 5]
        first = (hour.date() - timedelta(days=6)).isoformat()
        for what, path in (
            ("report page", f"/console/reports/{hour:%Y-%m}"),
            ("export", f"/console/exports/file?kind=visits&first={first}&last={hour.date().isoformat()}"),
            ("stars", f"/console/stars/{month}"),
            # Last: by the hall's fast clock whoever waits for a file has soon been without use for too long.
            ("report", f"/console/reports/{month}/report-{month}.{ending}"),
        ):
            with suppress(OSError):
                self._note(what, browser.get(path)[0])


def _status(hall: ServedHall, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", hall.port, timeout=60)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


# What the server holds


def sample(hall: ServedHall, hour: datetime, players: Players) -> Sample:
    """What the processes that serve hold now; those of heavy works come and go and are left out."""
    pids = hall.processes()
    open_files = [_target(each) for pid in pids for each in Path(f"/proc/{pid}/fd").iterdir()]
    return Sample(
        hour=f"{hour:%d. %H:00}",
        pss_mib=sum(map(pss_mib, pids)),
        own_mib=sum(map(own_mib, pids)),
        threads=sum(len(list(Path(f"/proc/{pid}/task").iterdir())) for pid in pids),
        files=len(open_files),
        database_files=sum(name == str(hall.path) for name in open_files),
        connections=sum(name.startswith("socket:") for name in open_files),
        log_mib=log_bytes(hall.path) / 1024**2,
        tickets=players.tickets,
        sign_ins=players.sign_ins,
    )


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:  # closed meanwhile
        return ""


# The table


def row(each: Sample) -> str:
    return (
        f"| {each.hour} | {each.pss_mib:.1f} | {each.own_mib:.1f} | {each.threads} | {each.files}"
        f" | {each.database_files} | {each.connections} | {each.log_mib:.1f} | {each.tickets} | {each.sign_ins} |"
    )


def told(samples: list[Sample], statuses: Counter[str], speed: float) -> str:
    """The table of a run, its slopes, and how what was asked was answered."""
    warm = samples[WARM_AFTER_HOURS:] or samples
    heads = (
        "day and hour | PSS MiB | own MiB | threads | open files | database files | sockets | log MiB"
        " | tickets | sign-ins"
    )
    lines = [
        "# A soak in fast motion",
        "",
        f"Made by `python -m tests.benchmarks.soak` on {datetime.now(UTC):%Y-%m-%d}, on {machine()};",
        f"{speed:g} times as fast as in a hall, {len(samples)} hours of its clock. What is counted is held by the two",
        "processes that serve; reports are made by others. PSS is their proportional size; own is what no file backs",
        "of it: the share of files that other processes read too changes with those.",
        "",
        f"After the first {WARM_AFTER_HOURS} hours:",
        "",
        "| | an hour | lowest | highest |",
        "|---|---|---|---|",
    ]
    for each in fields(Sample)[1:8]:
        values = [float(getattr(one, each.name)) for one in warm]
        name = heads.split(" | ")[[one.name for one in fields(Sample)].index(each.name)]
        lines.append(f"| {name} | {slope(values):+.3f} | {min(values):.1f} | {max(values):.1f} |")
    lines += ["", f"| {heads} |", "|" + "---|" * len(fields(Sample)), *map(row, samples), ""]
    lines += ["How what was asked was answered:", ""]
    lines += [f"- {what}: {times}" for what, times in sorted(statuses.items())]
    return "\n".join(lines) + "\n"


def machine() -> str:
    """The processor, how many, and the system, in words."""
    found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    processor = found.group(1) if found else platform.machine()
    return f"{os.cpu_count()} x {processor}, {platform.system()}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
