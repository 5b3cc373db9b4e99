"""Everybody who may stand before a door: nobody, each role, each kind of screen, bearers, a program with each scope."""

import json
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.people import employee_rows
from storeops.people.devices import DEVICES, DeviceKind
from storeops.people.door_table import Site
from storeops.people.enrolment_actions import add_device
from storeops.people.roles import ROLES, Permission, Role
from storeops.people.scopes import Scope, permissions_of
from storeops.store.database import HallDatabase
from storeops.web.enrolled_screen import COOKIE
from tests.factories import PIN, Person, an_enrolled_screen, give_pin
from tests.staff_console.colleague import Colleague

OWN_COUNTER = "1"
"""The counter of the pad among the callers."""

STRANGER = Person("x", "Somebody", Role.CLERK)
"""Whom nobody knows here: there is no such number."""


@dataclass(frozen=True)
class Knocker:
    """One who stands before the doors: an employee, a paired screen, or the bearer of a device's token; else nobody."""

    name: str
    role: Role | None = None
    screen: DeviceKind | None = None
    bearer: DeviceKind | None = None
    scopes: tuple[Scope, ...] = ()

    def permissions_at(self, site: Site) -> frozenset[Permission] | None:
        """What opens doors of an app to them; None where that app does not know them."""
        if self.role and site in (Site.CONSOLE, Site.API):
            return ROLES[self.role].permissions
        if self.bearer and site is Site.API:
            return DEVICES[self.bearer].permissions | permissions_of(self.scopes)
        return None

    @property
    def person(self) -> Person:
        """The employee, who has a number of their own beside the cast."""
        assert self.role is not None
        return Person(f"60{list(Role).index(self.role):02}", self.name, self.role)


NOBODY = Knocker("nobody")
KNOCKERS = (
    NOBODY,
    *(Knocker(role.value, role=role) for role in Role),
    *(Knocker(f"screen {kind}", screen=kind) for kind in (DeviceKind.KIOSK, DeviceKind.BOARD, DeviceKind.PAD)),
    *(Knocker(f"bearer {kind}", bearer=kind) for kind in DeviceKind if kind is not DeviceKind.INTEGRATION),
    *(Knocker(f"program {scope}", bearer=DeviceKind.INTEGRATION, scopes=(scope,)) for scope in Scope),
)


def standing_at(app: Flask, site: Site, who: Knocker, db: HallDatabase, clock: FrozenClock) -> Colleague:
    """The browser or program of one who knocks at an app, with all that they can show."""
    client = app.test_client()
    visitor = Colleague(client, who.person if who.role else STRANGER)
    if site is Site.SCREENS:
        visitor.open("/pairing")
    if who.role:
        add_employee(db, clock, who.person)
    if who.screen:
        counter = OWN_COUNTER if who.screen is DeviceKind.PAD else None
        client.set_cookie(COOKIE, an_enrolled_screen(db, clock, who.screen, "Knocking", counter))
    if who.bearer:
        bear(client, add_device(db, clock, SYSTEM, "Knocking", who.bearer, list(who.scopes) or None))
    if site is Site.CONSOLE:
        visitor.open("/sign-in")
        if who.role:
            visitor.sign_in()
    elif site is Site.API and who.role:
        bear(client, signed_in_program(client, who.person))
    return visitor


def add_employee(db: HallDatabase, clock: FrozenClock, person: Person) -> None:
    """An employee beside the cast, with everybody's PIN."""
    give_pin(db, employee_rows.add(db, person.code, person.name, person.role, clock.now()))


def signed_in_program(client: FlaskClient, person: Person) -> str:
    """The token of an employee who signs in to the API."""
    answer: dict[str, str] = json.loads(client.post("/session", json={"employee": person.code, "pin": PIN}).text)
    return answer["access_token"]


def bear(client: FlaskClient, token: str) -> None:
    """Let a client show a bearer token with each request."""
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
