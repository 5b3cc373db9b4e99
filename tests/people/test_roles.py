"""Who may do what: the one permission table."""

import pytest

from storeops.people.roles import DEVICE_PERMISSIONS, PERMISSIONS, ROLE_NAMES, Permission, Role, may

ALLOWED = {
    "clerk": {"issue", "serve", "move_tickets"},
    "greeter": {"issue", "move_tickets", "see_hall"},
    "team_lead": {"issue", "serve", "move_tickets", "see_hall"},
    "shift_lead": {"issue", "serve", "move_tickets", "any_counter", "see_hall"},
    "duty_manager": {"issue", "serve", "move_tickets", "any_counter", "see_hall"},
    "supervisor": {"see_hall"},
    "administrator": {"issue", "serve", "move_tickets", "any_counter", "see_hall", "set_up"},
}


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_just_what_the_table_says(role: Role, permission: Permission) -> None:
    assert may(role, permission) == (permission in ALLOWED[role])


def test_every_role_has_its_permissions_and_its_name() -> None:
    assert set(PERMISSIONS) == set(ROLE_NAMES) == set(Role)


def test_no_device_may_change_the_set_up() -> None:
    assert all(Permission.SET_UP not in permissions for permissions in DEVICE_PERMISSIONS.values())
