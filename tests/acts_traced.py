"""Does four acts on a small hall and prints, as JSON, which files of the product each of them runs through.

The acts are a customer's ticket at the kiosk, a clerk's call, a tap on the pad, and the closing of a month with its
stars and its report. What is loaded once is loaded before: each act is done twice and counted the second time.
"""

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

import kiosk.app
import staff_console.app
from storeops.base.clock import FrozenClock
from storeops.base.settings import read
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.reports.month.report_closing_actions import close_report
from storeops.store.database import HallDatabase, Pool, connect, create
from storeops.web.live import LiveFeed
from storeops.web.request import Runtime
from storeops.web.workshop import Workshop
from tests.factories import (
    ADA,
    CHEN,
    MONDAY_NINE,
    a_served_ticket,
    a_waiting_ticket,
    an_open_counter,
    draw_next,
    found_small_hall,
)
from tests.heavy_here import RunsHere
from tests.kiosk.visitor import Visitor
from tests.staff_console.colleague import Colleague

Act = Callable[[], object]

ROOT = Path(__file__).parent.parent
TOPS = ("storeops/", "kiosk/", "staff_console/", "migrations/")


def files_of(act: Act) -> list[str]:
    """The files of the product whose functions run while something is done."""
    found: set[str] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            found.add(frame.f_code.co_filename)

    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(None)
    paths = {Path(name).relative_to(ROOT).as_posix() for name in found if name.startswith(f"{ROOT}/")}
    return sorted(path for path in paths if path.startswith(TOPS) and path.endswith(".py"))


def acts(db: HallDatabase, clock: FrozenClock, runtime: Runtime) -> dict[str, tuple[Act, Act]]:
    """Each act by its name, after what must come before it; all may be done twice."""
    visitor = Visitor(kiosk.app.create_app(runtime).test_client())
    chen = Colleague(staff_console.app.create_app(runtime).test_client(), CHEN)
    assert chen.sign_in().status_code == 303
    counters, months = iter(("2", "3")), iter(("2026-02", "2026-03"))

    def call() -> None:
        answered = chen.post("/desk/call-next", counter=next(counters))
        assert answered.status_code == 200, answered.text

    def take() -> None:
        assert visitor.send("/tickets", service="payment").status_code == 303

    def tap() -> None:
        assert visitor.send("/pad/1/ratings", value="5").status_code == 303

    def close() -> None:
        month = next(months)
        close_stars(db, clock, ADA.actor, month)
        close_report(db, clock, ADA.actor, month)

    def rated_visit() -> None:
        a_served_ticket(db, clock, counter="1", handled="2m")
        visitor.open("/pad/1")

    def next_month() -> None:
        clock.instant += timedelta(days=45)

    return {
        "issue at the kiosk": (lambda: visitor.open("/services/payment"), take),
        "call next": (lambda: a_waiting_ticket(db, clock), call),
        "rating tap": (rated_visit, tap),
        "closing of a month": (next_month, close),
    }


def main() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "hall.db")
        found_small_hall(create(path))
        db, pool, clock = connect(path), Pool(path), FrozenClock(MONDAY_NINE - timedelta(days=20))
        feed = LiveFeed(pool, cap=2)
        runtime = Runtime(read({}, path), pool, clock, feed, workshop=Workshop(RunsHere(path, clock)))
        print(json.dumps(told(db, clock, runtime)))
        feed.stop()
        pool.close()


def told(db: HallDatabase, clock: FrozenClock, runtime: Runtime) -> dict[str, list[str]]:
    """The files of each act. A ticket of February comes first, so that there is a month to close."""
    draw_next(db)
    for counter in ("2", "3"):
        an_open_counter(db, clock, counter)
    a_served_ticket(db, clock, handled="2m")
    clock.instant = MONDAY_NINE
    found = {}
    for name, (prepare, act) in acts(db, clock, runtime).items():
        prepare()
        act()
        prepare()
        found[name] = files_of(act)
    return found


if __name__ == "__main__":
    main()
