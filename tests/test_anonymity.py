"""Anonymous means it: whatever strangers and clerks read all day, they learn of no tap whose it was.

The same days are lived in two halls that differ only in what customers tapped. If everything that can be read in both
is the same, no script can do better than guessing. Left out are a counter's own pad, which stands before the customer
and shows its question to no other screen, and the page on the customer's own phone. A double check that is blind is
kept from everybody in the same sense.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from flask.testing import FlaskClient

import kiosk.app
import staff_console.app
import storeops.api.app
from storeops.base.actor import CUSTOMER
from storeops.base.clock import FrozenClock
from storeops.base.settings import read
from storeops.quality.ratings.moments import Moment, Place
from storeops.quality.ratings.rating_actions import tap
from storeops.queueing.staffing import pause, unpause
from storeops.running import monitor
from storeops.store import told_rows
from storeops.store.database import HallDatabase, Pool, connect
from storeops.store.event_kinds import Audience
from storeops.web.live import LiveFeed
from storeops.web.request import Runtime
from storeops.web.workshop import Workshop
from tests.factories import (
    ADA,
    ANA,
    CHEN,
    CLERK_OF_COUNTER,
    HAN,
    MONDAY_NINE,
    PIN,
    SHAN,
    SUN,
    Person,
    a_check,
    a_pair_of_checks,
    a_served_ticket,
    an_open_counter,
    copied_hall,
    later,
    rows,
)
from tests.heavy_here import RunsHere
from tests.staff_console.colleague import Colleague

COUNTERS = ("1", "2", "3")
MONTH = "2026-03"
GIVEN_ANEW = re.compile(
    r'((?:csrf_token|csrf-token|idempotency_key|stopwatch)" (?:value|content)="|data-token="|"request": ")[^"]*'
)
"""A page is given other ones each time it is read."""

OPEN_TO_STRANGERS = ("/", "/board", "/board/fragment", "/board/fragment?after=0", "/events", "/events?since=0")
OPEN_TO_CLERKS = (
    *("/", "/fragment", "/events", "/events?since=0", "/checks/mine", "/follow-ups", "/feedback/mine", "/stars"),
    *(f"/stars/{MONTH}/sheets/{ANA.code}", f"/stars/{MONTH}/wall"),
    *(f"/stars/{MONTH}/sheets/{ANA.code}/{line}" for line in ("feedback", "checklist", "speed", "volume", "care")),
)
OF_THE_API = ("/board", "/events", "/events?since=0", "/services", "/counters/1", "/counters/2")

Read = tuple[str, str]
"""An address and what stood there."""


@dataclass(frozen=True)
class Visited:
    """A visit that was rated, or was not: at which counter, and the tap."""

    counter: str
    value: int | None


OPEN_TO_INSPECTORS = (
    *("/checks", "/checks/fragment", "/checks/mine", "/checks/month", f"/checks/of/{ANA.code}", "/checks/appeals"),
    *("/checks/1", "/checks/1/edit", "/checks/photos/1", "/checks/new?planned=1", "/duty", "/events?since=0", "/stars"),
    *(f"/stars/{MONTH}", f"/stars/{MONTH}/sheets/{ANA.code}", f"/stars/{MONTH}/sheets/{ANA.code}/checklist"),
    *("/reports", "/reports/day", "/reports/week", f"/reports/{MONTH}", "/flags"),
)


class Hall:
    """A small hall with a stranger and a clerk who read whatever opens to them."""

    def __init__(self, db: HallDatabase, runtime: Runtime, clock: FrozenClock) -> None:
        self.db, self.clock = db, clock
        self._console = staff_console.app.create_app(runtime)
        self._public = kiosk.app.create_app(runtime).test_client()
        self._watch = monitor.create_app(runtime).test_client()
        self._ana = Colleague(self._console.test_client(), ANA)
        self._api = storeops.api.app.create_app(runtime).test_client()
        self._bearer = self._sign_in(self._ana)

    def _sign_in(self, colleague: Colleague) -> dict[str, str]:
        """Sign somebody in to the console and to the API; the header that the API asks for."""
        assert colleague.sign_in().status_code == 303
        answer = self._api.post("/session", json={"employee": colleague.person.code, "pin": PIN})
        return {"Authorization": f"Bearer {answer.get_json()['access_token']}"}

    def begin_another_day(self) -> None:
        """Yesterday's sessions are over by then."""
        self.clock.instant = MONDAY_NINE + timedelta(days=1)
        self._bearer = self._sign_in(self._ana)

    def read_everything(self) -> list[Read]:
        """All that opens to somebody without a bearer, and to a clerk."""
        found = [(f"stranger {path}", self._text(self._public, path)) for path in OPEN_TO_STRANGERS]
        found += [(f"stranger {path}", self._text(self._watch, path)) for path in monitor.ADDRESSES]
        found += [(f"stranger API {path}", self._text(self._api, path)) for path in ("/board", "/events?since=0")]
        found += [(f"clerk {path}", self._text(self._ana.client, path)) for path in OPEN_TO_CLERKS]
        return [*found, *((f"clerk API {path}", self._text(self._api, path, self._bearer)) for path in OF_THE_API)]

    def read_as(self, person: Person) -> list[Read]:
        """All in which somebody may look for checks."""
        reader = Colleague(self._console.test_client(), person)
        bearer = self._sign_in(reader)
        found = [(f"{person.name} {path}", self._text(reader.client, path)) for path in OPEN_TO_INSPECTORS]
        of_api = (f"/checks?month={MONTH}", f"/stars/{MONTH}", "/events?since=0")
        return [*found, *((f"{person.name} API {path}", self._text(self._api, path, bearer)) for path in of_api)]

    def _text(self, client: FlaskClient, path: str, headers: dict[str, str] | None = None) -> str:
        answer = client.get(path, headers=headers)
        return f"{answer.status_code} " + GIVEN_ANEW.sub(r"\1", answer.text)

    def live(self, visits: Sequence[Visited]) -> Iterator[None]:
        """One visit after the other, a little time between them; stops before and after each tap."""
        dice = Random(7)
        for visit in visits:
            an_open_counter(self.db, self.clock, visit.counter)
            ticket = a_served_ticket(self.db, self.clock, counter=visit.counter, handled=f"{dice.randint(20, 200)}s")
            yield
            later(self.clock, "4s")
            if visit.value is not None:
                tap(self.db, self.clock, CUSTOMER, ticket.token, Moment.FAREWELL, visit.value, Place.PAD)
            yield
            later(self.clock, f"{dice.randint(5, 60)}s")
            if dice.random() < 0.3:
                clerk = CLERK_OF_COUNTER[visit.counter]
                pause(self.db, self.clock, clerk.actor, visit.counter, "break")
                unpause(self.db, self.clock, clerk.actor, visit.counter)


@contextmanager
def a_hall(founded: Path, path: Path) -> Iterator[Hall]:
    copied_hall(founded, path)
    db, pool, clock = connect(path), Pool(path), FrozenClock(MONDAY_NINE)
    feed = LiveFeed(pool, cap=0)
    yield Hall(db, Runtime(read({}, path), pool, clock, feed, workshop=Workshop(RunsHere(path, clock))), clock)
    feed.stop()
    pool.close()
    db.conn.close()


@pytest.fixture
def two_halls(founded_hall: Path, tmp_path: Path) -> Iterator[tuple[Hall, Hall]]:
    """Two halls that have the same past and the same keys."""
    with a_hall(founded_hall, tmp_path / "one.db") as one, a_hall(founded_hall, tmp_path / "two.db") as two:
        yield one, two


def differing(one: Sequence[Read], two: Sequence[Read]) -> list[str]:
    """The addresses at which two readings differ."""
    return [address for (address, text), (_, other) in zip(one, two, strict=True) if text != other]


def a_day(taps: Sequence[int | None]) -> list[Visited]:
    dice = Random(3)
    return [Visited(dice.choice(COUNTERS), value) for value in taps]


def test_all_day_long_it_reads_the_same_whether_customers_tap_or_not(two_halls: tuple[Hall, Hall]) -> None:
    tapped, silent = two_halls
    values = [Random(5).choice((1, 2, 3, 4, 5)) for _ in range(5)]

    for _ in zip(tapped.live(a_day(values)), silent.live(a_day([None] * len(values))), strict=True):
        assert differing(tapped.read_everything(), silent.read_everything()) == []

    assert rows(tapped.db, "SELECT count(*) AS n FROM rating") == [{"n": len(values)}]


def test_the_day_after_it_reads_the_same_whoever_tapped_what(two_halls: tuple[Hall, Hall]) -> None:
    """Ana's six taps join her sheet together; Bruno's two still wait for company, and Dina's one too."""
    one, two = two_halls
    counters = ["1", "2", "1", "3", "1", "1", "2", "1", "1"]
    # Ana's are 1 5 4 5 5 2, and the same turned round: 2 5 5 4 5 1. The others' differ altogether.
    one_day = [Visited(*each) for each in zip(counters, (1, 5, 5, 2, 4, 5, 3, 5, 2), strict=True)]
    another = [Visited(*each) for each in zip(counters, (2, 1, 5, 5, 5, 4, 5, 5, 1), strict=True)]
    for _ in zip(one.live(one_day), two.live(another), strict=True):
        pass
    evening = one.read_everything()
    assert differing(evening, two.read_everything()) == []

    for hall in two_halls:
        hall.begin_another_day()

    morning = one.read_everything()
    assert differing(morning, two.read_everything()) == []
    assert f"clerk /stars/{MONTH}/sheets/{ANA.code}" in differing(evening, morning)
    of_feedback = dict(morning)[f"clerk /stars/{MONTH}/sheets/{ANA.code}/feedback"]
    # (1 + 5 + 4 + 5 + 5 + 2) / 6 = 3.67
    assert "6 ratings, on average 3.67 of 5" in of_feedback


# The attack, as it was run against the feed that told everybody everything


def named_counters(events: Sequence[dict[str, object]]) -> list[object]:
    """The counter of each tap that a reader of the feed believes to hear: that of the visit finished last.

    A tap is an event that says so, or a number that is missing.
    """
    named: list[object] = []
    finished, number = None, 0
    for event in events:
        seq = event["seq"]
        assert isinstance(seq, int)
        if event["kind"] == "rated" or seq > number + 1:
            named.append(finished)
        if event["kind"] == "finish":
            finished = event["counter"]
        number = seq
    return named


@pytest.mark.parametrize(
    ("audience", "hears"), [(Audience.OFFICE, True), (Audience.STAFF, False), (Audience.EVERYBODY, False)]
)
def test_the_attack_names_counters_no_better_than_guessing(
    two_halls: tuple[Hall, Hall], audience: Audience, hears: bool
) -> None:
    hall, _ = two_halls
    visits = a_day([Random(5).choice((1, 2, 3, 4, 5)) for _ in range(20)])
    for _ in hall.live(visits):
        pass

    shown = [event.shown(audience) for event in told_rows.told_since(hall.db, audience, 0)]
    named = named_counters([event for event in shown if event is not None])

    right = sum(guess == visit.counter for guess, visit in zip(named, visits, strict=False)) / len(visits)
    # Whoever hears taps names them all; the others have nothing to go by and would guess one of three.
    assert right >= 0.95 if hears else right <= 1 / len(COUNTERS)


# Double checks


@pytest.mark.parametrize("person", [ANA, SHAN, HAN, SUN, ADA])
def test_it_reads_the_same_whether_the_first_of_a_double_check_is_made(
    two_halls: tuple[Hall, Hall], person: Person
) -> None:
    """To whom it is about, to inspectors, the second one among them, and to whoever sees everybody's quality."""
    made, open_still = two_halls
    for hall in two_halls:
        a_served_ticket(hall.db, hall.clock)
        a_pair_of_checks(hall.db, hall.clock)
    a_check(made.db, made.clock, by=CHEN, planned_id=1, smile="0")
    later(open_still.clock, "1m")

    assert differing(made.read_as(person), open_still.read_as(person)) == []
