"""Who may do what: the one permission table."""

import re

import pytest

from storeops.base.i18n import translate
from storeops.people.devices import DEVICES, DeviceKind
from storeops.people.refusals import NotAllowed
from storeops.people.roles import ROLES, Permission, Role, gives_tickets, may, role_called

OWN = {"follow_up", "own_results"}
SERVING = OWN | {"issue", "serve", "move_tickets"}
RUNNING = SERVING | {"change_segment", "any_counter", "see_hall", "inspect", "run_floor"}
ALLOWED = {
    "clerk": SERVING,
    "greeter": OWN | {"issue", "move_tickets", "change_segment", "see_hall"},
    "team_lead": SERVING | {"see_hall", "team_results"},
    "shift_lead": RUNNING | {"team_results"},
    "duty_manager": RUNNING | {"team_results", "see_quality", "enrol"},
    "supervisor": OWN | {"see_hall", "team_results", "inspect", "see_quality", "judge"},
    "administrator": RUNNING | {"team_results", "see_quality", "judge", "set_up", "enrol"},
}


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_just_what_the_table_says(role: Role, permission: Permission) -> None:
    assert may(role, permission) == (permission in ALLOWED[role])


def test_every_role_has_its_row_and_its_name() -> None:
    assert set(ROLES) == set(Role)
    assert len({row.name for row in ROLES.values()}) == len(Role)


def test_just_those_who_may_inspect_have_a_turn() -> None:
    assert {role for role in Role if ROLES[role].inspects is not None} == {
        role for role in Role if may(role, Permission.INSPECT)
    }


@pytest.mark.parametrize("permission", [Permission.SET_UP, Permission.RATE])
def test_no_device_may_change_the_set_up_or_speak_for_a_customer_by_its_kind(permission: Permission) -> None:
    assert set(DEVICES) == set(DeviceKind)
    assert all(permission not in row.permissions for row in DEVICES.values())


def test_nobody_who_works_here_speaks_for_a_customer() -> None:
    assert not any(may(role, Permission.RATE) for role in Role)


@pytest.mark.parametrize("role", Role)
def test_those_who_are_measured_by_their_tickets_give_none(role: Role) -> None:
    assert gives_tickets(role) == (role in {"greeter", "shift_lead", "duty_manager", "administrator"})


@pytest.mark.parametrize("role", Role)
def test_a_refusal_calls_a_role_by_its_name_in_the_readers_language(role: Role) -> None:
    refused = NotAllowed(role=role_called(role))

    assert translate("zh", ROLES[role].name) in refused.in_language("zh")
    assert ROLES[role].name in refused.in_language("en")
    assert not re.search("[a-z]", refused.in_language("zh"))
