"""Who may do what: the one permission table. Pure."""

from enum import StrEnum

from storeops.base.i18n import N_


class Role(StrEnum):
    CLERK = "clerk"
    GREETER = "greeter"
    TEAM_LEAD = "team_lead"
    SHIFT_LEAD = "shift_lead"
    DUTY_MANAGER = "duty_manager"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


ROLE_NAMES: dict[Role, str] = {
    Role.CLERK: N_("Clerk"),
    Role.GREETER: N_("Greeter"),
    Role.TEAM_LEAD: N_("Team lead"),
    Role.SHIFT_LEAD: N_("Shift lead"),
    Role.DUTY_MANAGER: N_("Duty manager"),
    Role.SUPERVISOR: N_("Supervisor"),
    Role.ADMINISTRATOR: N_("Administrator"),
}


class Permission(StrEnum):
    ISSUE = "issue"
    """Issue, cancel and void tickets away from the kiosk."""
    SERVE = "serve"
    """Open a counter and serve at it."""
    MOVE_TICKETS = "move_tickets"
    """Resume and reinstate tickets, whoever called them."""
    ANY_COUNTER = "any_counter"
    """Act at a counter at which a colleague is signed in."""
    SEE_HALL = "see_hall"
    """See the hall page: queues, counters, tickets past their promise."""
    FOLLOW_UP = "follow_up"
    """Write down follow-ups, praise and wishes, and work on one's own."""
    OWN_RESULTS = "own_results"
    """See one's own checks and star sheets, acknowledge and appeal."""
    INSPECT = "inspect"
    """Check colleagues and the hall against a sheet."""
    RUN_FLOOR = "run_floor"
    """Come when a counter calls, recover a low rating, take over follow-ups that escalate."""
    SEE_QUALITY = "see_quality"
    """See everybody's ratings, checks, follow-ups and star sheets."""
    JUDGE = "judge"
    """Answer appeals, enter care and skill results, review flags, freeze a month."""
    SET_UP = "set_up"
    """Change services, counters, employees, targets, opening hours, sheets, key moments and star policies."""


_STAFF = frozenset({Permission.FOLLOW_UP, Permission.OWN_RESULTS})
_SERVING = _STAFF | {Permission.ISSUE, Permission.SERVE, Permission.MOVE_TICKETS}
_RUNNING = _SERVING | {
    Permission.ANY_COUNTER,
    Permission.SEE_HALL,
    Permission.INSPECT,
    Permission.RUN_FLOOR,
}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.CLERK: _SERVING,
    Role.GREETER: _STAFF | {Permission.ISSUE, Permission.MOVE_TICKETS, Permission.SEE_HALL},
    Role.TEAM_LEAD: _SERVING | {Permission.SEE_HALL},
    Role.SHIFT_LEAD: _RUNNING,
    Role.DUTY_MANAGER: _RUNNING | {Permission.SEE_QUALITY},
    Role.SUPERVISOR: _STAFF | {Permission.SEE_HALL, Permission.INSPECT, Permission.SEE_QUALITY, Permission.JUDGE},
    Role.ADMINISTRATOR: frozenset(Permission),
}

DEVICE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    "kiosk": frozenset({Permission.ISSUE}),
    "board": frozenset(),
    "pad": frozenset(),
    "greeter": frozenset({Permission.ISSUE, Permission.MOVE_TICKETS}),
    "integration": _RUNNING | {Permission.SEE_QUALITY},
}
"""What an enrolled device may do by itself."""


def may(role: Role, permission: Permission) -> bool:
    """Whether the table grants a role a permission."""
    return permission in PERMISSIONS[role]
