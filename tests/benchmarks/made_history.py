"""A long history of one hall, written straight into its tables: nine counters, a thousand visits a day.

Every number comes from a seed. Each counter serves one customer after another from nine to six; the queue before it is
made backwards from the calls, so that nobody is served twice at once.
"""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from storeops.base.business_time import stamp
from storeops.base.key_file import key_file
from storeops.hall import offer_rows, set_up_rows
from storeops.people import employee_rows
from storeops.people.roles import Role
from storeops.store.database import HallDatabase, create, write_transaction
from tests.factories import MONDAY_NINE, found_small_hall, open_daily

COUNTERS, VISITS_A_DAY, LAST_DAY = 9, 1000, date(2026, 3, 31)
OPENING = timedelta(hours=1)
"""09:00 in Shanghai, after midnight UTC."""
OPEN_SECONDS = 9 * 3600

_INSERT = {
    "ticket": "INSERT INTO stored_ticket (id, token, business_day, number, service_id, segment, channel, language,"
    " state,"
    " issued_at, due_at, order_at, ended_at, counter_id, employee_id, call_count, estimate_low_seconds,"
    " estimate_high_seconds) VALUES (?, ?, ?, ?, ?, ?, 'kiosk', 'zh', ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)",
    "leg": "INSERT INTO stored_leg (id, ticket_id, leg_index, kind, service_id, queued_at, first_called_at,"
    " last_called_at,"
    " started_at, ended_at, counter_id, employee_id, outcome) VALUES (?, ?, 0, 'first', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "leg_transaction": "INSERT INTO stored_leg_transaction (leg_id, transaction_index, service_id, employee_id, class,"
    " started_at, ended_at, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, 'finished')",
    "event": "INSERT INTO event (at, kind, ticket_id, counter_id, employee_id, actor, data) VALUES (?, ?, ?, ?, ?,"
    " ?, ?)",
    "prompt": "INSERT INTO prompt (id, ticket_id, moment, why_shown, place, counter_id, employee_id, shown_at,"
    " expires_at) VALUES (?, ?, 'overall', 'end', 'pad', ?, ?, ?, ?)",
    "rating": "INSERT INTO stored_rating (prompt_id, ticket_id, moment, value, answered_at, employee_id) VALUES (?, ?,"
    " 'overall', ?, ?, ?)",
    "signed_in_span": "INSERT INTO stored_signed_in_span (employee_id, counter_id, signed_in_at, signed_out_at) VALUES"
    " (?, ?, ?, ?)",
}


@dataclass
class Rows:
    """The rows of some days, by table."""

    of: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: {table: [] for table in _INSERT})

    def write(self, db: HallDatabase) -> None:
        with write_transaction(db):
            for table, sql in _INSERT.items():
                db.conn.executemany(sql, self.of[table])


def make_history(path: Path, visits: int, seed: int = 7) -> None:
    """Make a database whose last day is LAST_DAY, with so many visits."""
    db = create(path)
    db.execute("PRAGMA synchronous = OFF")
    found_small_hall(db)
    with write_transaction(db):
        open_daily(db)
        clerks = list(_staff(db))
    services = [(service.id, service.code) for service in offer_rows.active_services(db)]
    chance, day = random.Random(seed), LAST_DAY - timedelta(days=-(-visits // VISITS_A_DAY) - 1)
    ticket_id = 0
    while ticket_id < visits:
        rows = Rows()
        for number in range(1, min(VISITS_A_DAY, visits - ticket_id) + 1):
            ticket_id += 1
            counter = (number - 1) % COUNTERS
            if number <= COUNTERS:
                clerks[counter].begin(day, rows)
            clerks[counter].visit(ticket_id, number, services, chance, rows)
        rows.write(db)
        day += timedelta(days=1)
    db.execute("PRAGMA optimize")
    db.conn.close()


def kept(path: Path, make: Callable[[Path], object]) -> Path:
    """A database that stands at a path from an earlier run, else is made there now; never one that was cut off."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        making = path.with_suffix(".part")
        make(making)
        key_file(making).replace(key_file(path))
        making.replace(path)
    return path


def kept_history(folder: Path, visits: int) -> Path:
    """A hall with so many visits, kept in a folder."""
    return kept(folder / f"{visits}.db", lambda path: make_history(path, visits))


@dataclass
class Clerk:
    """One counter with whoever works there, and until when it is busy."""

    counter_id: int
    employee_id: int
    day: date = LAST_DAY
    busy_until: datetime = MONDAY_NINE

    def begin(self, day: date, rows: Rows) -> None:
        """Sign in for a day."""
        self.day, self.busy_until = day, datetime.combine(day, datetime.min.time(), UTC) + OPENING
        ends = self.busy_until + timedelta(seconds=OPEN_SECONDS)
        rows.of["signed_in_span"].append((self.employee_id, self.counter_id, stamp(self.busy_until), stamp(ends)))

    def visit(
        self, ticket_id: int, number: int, services: list[tuple[int, str]], chance: random.Random, rows: Rows
    ) -> None:
        """Call, serve and ask the next customer; one in fourteen does not come."""
        (service, code), here = chance.choice(services), (self.counter_id, self.employee_id)
        called = self.busy_until + timedelta(seconds=chance.expovariate(1 / 40))
        issued = called - timedelta(seconds=chance.expovariate(1 / 250))
        comes = chance.random() > 1 / 14
        times = [called + timedelta(seconds=chance.uniform(5, 60))]
        for _ in range(chance.choice((1, 1, 1, 2, 3)) if comes else 0):
            times.append(times[-1] + timedelta(seconds=chance.lognormvariate(4.6, 0.6)))
        self.busy_until = times[-1]
        told, state = [stamp(at) for at in (issued, called, *times)], "served" if comes else "no_show"
        segment, low = chance.choice(("standard", "standard", "assisted", "vip")), chance.randrange(0, 600, 60)
        due, started = stamp(issued + timedelta(minutes=5)), told[2] if comes else None
        whose = ticket_id, f"{ticket_id:032x}", self.day.isoformat(), f"A{number:04d}", service, segment, state
        rows.of["ticket"].append((*whose, told[0], due, told[0], told[-1], *here, low, low + 300))
        rows.of["leg"].append(
            (ticket_id, ticket_id, service, told[0], told[1], told[1], started, told[-1], *here, state)
        )
        kinds = ("call_next", "start", "finish") if comes else ("call_next", "mark_no_show")
        moments = (told[1], told[2], told[-1]) if comes else (told[1], told[-1])
        data = json.dumps({"service": code, "number": f"A{number:04d}"})
        rows.of["event"].append((told[0], "issue", ticket_id, None, None, "customer", data))
        for kind, at in zip(kinds, moments, strict=True):
            rows.of["event"].append((at, kind, ticket_id, *here, "employee:1001", data))
        for index, (begins, ends) in enumerate(pairwise(told[2:])):
            kind = chance.choice(("normal",) * 19 + ("exceptional",))
            rows.of["leg_transaction"].append((ticket_id, index, service, self.employee_id, kind, begins, ends))
        if comes and chance.random() < 0.8:
            rows.of["prompt"].append((ticket_id, ticket_id, *here, told[-1], told[-1]))
            if chance.random() < 0.4:
                tap = chance.choice((3, 4, 4, 5, 5, 5))
                rows.of["rating"].append((ticket_id, ticket_id, tap, told[-1], self.employee_id))


def _staff(db: HallDatabase) -> Iterator[Clerk]:
    for number in range(1, COUNTERS + 1):
        counter_id = set_up_rows.add_counter(db, f"W{number}", True, 100 + number)
        yield Clerk(counter_id, employee_rows.add(db, f"80{number:02d}", f"W{number}", Role.CLERK, MONDAY_NINE))
