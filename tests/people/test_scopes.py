"""What programs may do: the scopes, what each opens, and what a program gets without a word."""

import json

import pytest

from storeops.base.clock import FrozenClock
from storeops.people import door_view
from storeops.people.enrolment_actions import add_device
from storeops.people.refusals import OnlyForPrograms
from storeops.people.roles import Permission
from storeops.people.scopes import SCOPES, Scope, permissions_of
from storeops.store.database import HallDatabase
from tests.factories import ADA, everything, last_event, rows

OPENS = {
    "issue": {"issue"},
    "serve": {"serve", "move_tickets", "change_segment", "any_counter"},
    "read": {"see_hall", "team_results", "see_quality"},
    "rate": {"rate"},
    "check": {"inspect"},
    "care": {"follow_up"},
    "set-up": {"set_up"},
}


@pytest.mark.parametrize("scope", Scope)
def test_a_scope_opens_just_what_the_table_says(scope: Scope) -> None:
    assert SCOPES[scope] == OPENS[scope]


def test_several_scopes_open_what_each_of_them_opens() -> None:
    assert permissions_of([Scope.RATE, Scope.CHECK]) == {Permission.RATE, Permission.INSPECT}
    assert permissions_of([]) == frozenset()


def test_a_program_may_issue_serve_and_read_unless_told(db: HallDatabase, clock: FrozenClock) -> None:
    token = add_device(db, clock, ADA.actor, "till", "integration")

    holder = door_view.holder_of(db, lambda: None, token, clock.now())

    assert holder is not None
    assert holder.permissions == OPENS["issue"] | OPENS["serve"] | OPENS["read"]
    assert [row["scope"] for row in rows(db, "SELECT scope FROM device_scope")] == ["issue", "read", "serve"]
    assert json.loads(last_event(db)["data"]) == {
        "device": 1,
        "device_kind": "integration",
        "name": "till",
        "scopes": ["issue", "serve", "read"],
    }


def test_a_program_may_do_just_what_it_was_given(db: HallDatabase, clock: FrozenClock) -> None:
    token = add_device(db, clock, ADA.actor, "survey", "integration", [Scope.RATE, Scope.RATE])

    holder = door_view.holder_of(db, lambda: None, token, clock.now())

    assert holder is not None
    assert (holder.name, holder.permissions, holder.is_unlimited) == (
        "device:survey",
        frozenset({Permission.RATE}),
        True,
    )


@pytest.mark.parametrize("kind", ["kiosk", "board", "pad", "greeter"])
def test_only_a_program_is_told_what_it_may_do(db: HallDatabase, clock: FrozenClock, kind: str) -> None:
    before = everything(db)

    with pytest.raises(OnlyForPrograms):
        add_device(db, clock, ADA.actor, "front", kind, [Scope.ISSUE])

    assert everything(db) == before
