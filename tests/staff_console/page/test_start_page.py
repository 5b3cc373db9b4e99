"""Everybody begins somewhere, whatever their role opens."""

import pytest
from flask import Flask

from staff_console.page.start_page import start_page
from storeops.base.clock import FrozenClock
from storeops.first_day import first_day_rows
from storeops.first_day.first_day_list import LIST
from storeops.people.door_table import lets_in
from storeops.people.roles import Permission
from storeops.queueing.staffing import open_counter
from storeops.store.database import HallDatabase
from storeops.web.doorkeeper import door_of
from tests.factories import ADA, ANA, CHEN, GRETA, SUN, Person
from tests.staff_console.conftest import SignedIn


@pytest.mark.parametrize(
    ("permissions", "page"),
    [
        ({Permission.SEE_HALL, Permission.OWN_RESULTS}, "hall.page"),
        ({Permission.FOLLOW_UP}, "follow_ups.page"),
        ({Permission.OWN_RESULTS}, "checks.page"),
        ({Permission.SEE_QUALITY}, "reports.page"),
        ({Permission.SET_UP}, "set_up_hall.start"),
        (set(), "account.page"),
    ],
)
def test_the_start_is_the_first_page_that_opens(console: Flask, permissions: set[Permission], page: str) -> None:
    with console.test_request_context("/"):
        assert start_page(lambda endpoint: lets_in(door_of(endpoint), frozenset(permissions))) == page


@pytest.mark.parametrize(
    ("person", "page"), [(ANA, None), (CHEN, None), (GRETA, "/duty"), (SUN, "/duty"), (ADA, None)], ids=str
)
def test_whoever_may_serve_starts_at_the_desk_and_the_others_in_the_hall(
    signed_in: SignedIn, person: Person, page: str | None
) -> None:
    assert signed_in(person).client.get("/").location == page


@pytest.mark.parametrize(
    ("person", "page"),
    [(ANA, "/"), (CHEN, "/duty"), (GRETA, "/duty"), (SUN, "/duty"), (ADA, "/duty")],
    ids=str,
)
def test_the_sign_in_leads_to_the_page_of_ones_work(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock, person: Person, page: str
) -> None:
    first_day_rows.say_done(db, LIST, clock.now())

    assert signed_in(person).client.get("/start").location == page


def test_who_runs_the_hall_and_sits_at_a_counter_begins_there(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock
) -> None:
    open_counter(db, clock, CHEN.actor, "1", CHEN.code)

    assert signed_in(CHEN).client.get("/start").location == "/"
