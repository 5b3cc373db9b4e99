"""The table of doors and the doors themselves: each address of each app is walked by everybody who may knock."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

import kiosk.app
import staff_console.app
import storeops.api.app
from storeops.base.clock import FrozenClock
from storeops.base.i18n import translate
from storeops.base.settings import read
from storeops.people.devices import DeviceKind
from storeops.people.door_table import DOORS, Door, Open, Site, lets_in
from storeops.people.refusals import NotAllowed
from storeops.people.roles import ROLES, Role
from storeops.running import monitor
from storeops.store.database import HallDatabase, Pool, create
from storeops.web.attach import give_runtime
from storeops.web.doorkeeper import address_of, keep_doors
from storeops.web.live import LiveFeed
from storeops.web.request import Runtime
from storeops.web.security_headers import SIGN_OF_LIFE
from storeops.web.workshop import Workshop
from tests.callers import KNOCKERS, NOBODY, OWN_COUNTER, Knocker, standing_at
from tests.doors_page import PAGE, page
from tests.factories import (
    MONDAY_NINE,
    a_called_ticket,
    a_held_ticket,
    a_no_show,
    a_waiting_ticket,
    found_small_hall,
    set_hall,
)
from tests.heavy_here import RunsHere
from tests.staff_console.colleague import Colleague

MAKERS = {
    Site.SCREENS: kiosk.app.create_app,
    Site.CONSOLE: staff_console.app.create_app,
    Site.API: storeops.api.app.create_app,
    Site.MONITOR: monitor.create_app,
}
PLACES = {"counter": OWN_COUNTER, "month": "2026-02", "version": "1", "filename": "fresh.js"}
"""What stands for a place of an address; an x for every other, for a door comes before what is looked for."""
REFUSED = {"urn:storeops:problem:not-signed-in", "urn:storeops:problem:not-allowed"}
LEADS_ON = {"POST /sign-out", "GET /sign-in/code"}
"""Open to all, and leads to the sign-in whoever has no session to leave or to go on with."""


@pytest.fixture(scope="module")
def made_apps(tmp_path_factory: pytest.TempPathFactory) -> dict[Site, Flask]:
    path = tmp_path_factory.mktemp("made") / "hall.db"
    found_small_hall(create(path))
    pool = Pool(path)
    runtime = Runtime(read({}, path), pool, FrozenClock(MONDAY_NINE), LiveFeed(pool, cap=0))
    apps: dict[Site, Flask] = {site: make(runtime) for site, make in MAKERS.items()}
    pool.close()
    return apps


@pytest.fixture
def apps(
    made_apps: dict[Site, Flask], hall_path: Path, db: HallDatabase, clock: FrozenClock
) -> Iterator[dict[Site, Flask]]:
    """The four apps over this test's own hall, which lets in only enrolled screens."""
    set_hall(db, enrols_screens=1)
    pool = Pool(hall_path)
    feed = LiveFeed(pool, cap=2)
    for app in made_apps.values():
        give_runtime(
            app, Runtime(read({}, hall_path), pool, clock, feed, workshop=Workshop(RunsHere(hall_path, clock)))
        )
    yield made_apps
    feed.stop()
    pool.close()


def path_of(address: str, own_code: str) -> str:
    """The path of an address with something in each of its places; `own_code` where an employee is meant."""
    places = {**PLACES, "code": own_code}
    return re.sub(
        r"<(?:(\w+):)?(\w+)>",
        lambda place: places.get(place[2], "1" if place[1] == "int" else "x"),
        address.split(" ")[1],
    )


def knock(visitor: Colleague, site: Site, address: str) -> TestResponse:
    """Ask at an address, as a browser or a program does."""
    method, path = address.split(" ")[0], path_of(address, visitor.person.code)
    if site is Site.API or method != "POST":
        return visitor.client.open(path, method=method, json={} if method == "POST" else None)
    return visitor.send(path)


def is_open(site: Site, door: Door, who: Knocker) -> bool:
    """Whether the table opens a door to one who knocks."""
    if isinstance(door, DeviceKind):
        return who.screen is door
    if isinstance(door, Open):
        return who.role is not None and site in (Site.CONSOLE, Site.API)
    return lets_in(door, who.permissions_at(site))


def is_shut(site: Site, answer: TestResponse, who: Knocker, address: str) -> bool:
    """Whether the answer is the door's own no."""
    text = answer.data.decode(errors="replace")  # a file is no text
    if site is Site.SCREENS:
        sent_home = answer.status_code == 303 and who.screen is not None and address.startswith("GET")
        return answer.status_code == 403 or 'data-screen="pairing"' in text or sent_home
    if site is Site.API:
        return answer.status_code in (401, 403) and json.loads(text)["type"] in REFUSED
    sent_to_sign_in = answer.status_code == 303 and str(answer.location).startswith("/sign-in")
    role = {"role": translate("en", ROLES[who.role].name)} if who.role else {"role": ""}
    return sent_to_sign_in or (NotAllowed.sentence % role) in text


def test_every_address_has_its_row_and_every_row_its_address(made_apps: dict[Site, Flask]) -> None:
    for site, app in made_apps.items():
        addresses = [address_of(rule) for rule in app.url_map.iter_rules()]

        assert sorted(addresses) == sorted(DOORS[site])
        assert len({rule.endpoint for rule in app.url_map.iter_rules()}) == len(addresses)


def test_an_app_with_an_address_that_is_not_listed_does_not_start() -> None:
    app = Flask("secret", static_folder=None)
    app.add_url_rule("/secret", "secret", lambda: "everything")

    with pytest.raises(LookupError, match="GET /secret of the console has no row"):
        keep_doors(app, Site.CONSOLE, lambda _: None)


@pytest.mark.parametrize("site", Site)
@pytest.mark.parametrize("who", KNOCKERS, ids=lambda who: who.name)
def test_each_door_answers_as_the_table_says(
    apps: dict[Site, Flask], db: HallDatabase, clock: FrozenClock, site: Site, who: Knocker
) -> None:
    visitor = standing_at(apps[site], site, who, db, clock)
    wrong = []
    for address, door in DOORS[site].items():
        if door is Open.TO_ALL:
            continue
        answer = knock(visitor, site, address)
        if answer.status_code >= 500 or is_shut(site, answer, who, address) == is_open(site, door, who):
            wrong.append(f"{address}: {answer.status_code}")

    assert wrong == []


@pytest.mark.parametrize("site", Site)
def test_what_is_open_to_all_needs_nobody_to_be_known(
    apps: dict[Site, Flask], db: HallDatabase, clock: FrozenClock, site: Site
) -> None:
    visitor = standing_at(apps[site], site, NOBODY, db, clock)

    for address, door in DOORS[site].items():
        if door is Open.TO_ALL and address not in LEADS_ON:
            answer = knock(visitor, site, address)
            assert answer.status_code not in (303, 403, 500), address
            assert b"urn:storeops:problem:not-signed-in" not in answer.data, address


@pytest.mark.parametrize("site", Site)
def test_every_answer_tells_browsers_what_they_may_do_with_it(apps: dict[Site, Flask], site: Site) -> None:
    client = apps[site].test_client()

    for address in DOORS[site]:
        answer = client.open(path_of(address, "x"), method=address.split(" ")[0])

        assert answer.headers["X-Content-Type-Options"] == "nosniff", address
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'; "), address
        allowed = answer.headers["Content-Security-Policy"].split("; ")
        assert {"object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= set(allowed), address
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_one_picture_alone_may_be_seen_from_elsewhere(apps: dict[Site, Flask]) -> None:
    client = apps[Site.SCREENS].test_client()

    assert client.get(SIGN_OF_LIFE).headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert client.get("/static/none.svg").headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert client.get(SIGN_OF_LIFE).headers["Content-Type"].startswith("image/svg+xml")


KINDS = {"text/html", "text/plain", "text/css", "text/javascript", "text/csv", "font/otf", "image/svg+xml"}


@pytest.mark.parametrize("site", Site)
def test_every_answer_says_what_it_is_and_how_it_is_written(apps: dict[Site, Flask], site: Site) -> None:
    client = apps[site].test_client()

    for address in DOORS[site]:
        answer = client.open(path_of(address, "x"), method=address.split(" ")[0])

        kind = answer.headers.get("Content-Type", "")
        assert not answer.data or kind, address
        assert not kind.startswith("text/") or kind.endswith("; charset=utf-8"), address
        if "json" in kind:
            json.loads(answer.data)  # UTF-8 by its own standard
        else:
            assert not answer.data or kind.split(";")[0] in KINDS, address


@pytest.mark.parametrize("site", Site)
def test_no_door_answers_a_trace(apps: dict[Site, Flask], site: Site) -> None:
    client = apps[site].test_client()

    for address in DOORS[site]:
        assert client.open(path_of(address, "x"), method="TRACE").status_code == 405, address


class Offered(HTMLParser):
    """Where the links and forms of a page lead, as addresses without their app."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[tuple[str, str]] = set()
        self._method = "GET"
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag == "form":
            self._method = (values.get("method") or "get").upper()
        where = {"a": values.get("href"), "form": values.get("action"), "button": values.get("formaction")}.get(tag)
        if where and where.startswith("/"):
            self.found.add((self._method if tag != "a" else "GET", re.split("[?#]", where)[0]))


@pytest.mark.parametrize("role", Role)
def test_no_page_offers_a_door_that_is_shut(
    apps: dict[Site, Flask], db: HallDatabase, clock: FrozenClock, role: Role
) -> None:
    a_called_ticket(db, clock)
    a_held_ticket(db, clock, counter="2")
    a_no_show(db, clock, counter="3")
    a_waiting_ticket(db, clock)
    console, who = apps[Site.CONSOLE], Knocker(role, role=role)
    visitor = standing_at(console, Site.CONSOLE, who, db, clock)
    ways = console.url_map.bind("")
    shut, seen = [], 0
    for address, door in DOORS[Site.CONSOLE].items():
        if not address.startswith("GET") or "<" in address or door is Open.TO_ALL:
            continue
        if not is_open(Site.CONSOLE, door, who):
            continue
        page = visitor.client.get(address.split(" ")[1], follow_redirects=True).data.decode(errors="replace")
        for method, path in Offered(page).found:
            rule, _ = ways.match(path, method, return_rule=True)
            seen += 1
            if not is_open(Site.CONSOLE, DOORS[Site.CONSOLE][address_of(rule)], who):
                shut.append(f"{address} offers {method} {path}")

    assert shut == []
    assert seen > 20


def test_the_page_of_the_doors_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "make it anew: python -m tests.doors_page"
