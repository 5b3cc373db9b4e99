"""Who may do what, and what else a role decides: one row each. Pure."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from storeops.base.i18n import N_, NamedThing, translate


class Role(StrEnum):
    CLERK = "clerk"
    GREETER = "greeter"
    TEAM_LEAD = "team_lead"
    SHIFT_LEAD = "shift_lead"
    DUTY_MANAGER = "duty_manager"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    ISSUE = "issue"
    """Issue, cancel and void tickets away from the kiosk."""
    SERVE = "serve"
    """Open a counter and serve at it."""
    MOVE_TICKETS = "move_tickets"
    """Resume and reinstate tickets, whoever called them."""
    CHANGE_SEGMENT = "change_segment"
    """Say of a customer who waits that they are of another segment; not for those who are measured by their calls."""
    ANY_COUNTER = "any_counter"
    """Act at a counter at which a colleague is signed in."""
    SEE_HALL = "see_hall"
    """See the hall page: queues, counters, tickets past their promise."""
    FOLLOW_UP = "follow_up"
    """Write down follow-ups, praise and wishes, and work on one's own."""
    OWN_RESULTS = "own_results"
    """See one's own checks and star sheets, acknowledge and appeal."""
    TEAM_RESULTS = "team_results"
    """See the checks and star sheets of the team that one leads."""
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
    ENROL = "enrol"
    """Enrol kiosks, boards and pads, and revoke devices."""
    RATE = "rate"
    """Ask a customer, hand the answer on and take it back: for programs that were allowed it, and for no role."""


class InspectorTurn(IntEnum):
    """In which order roles take part in checking: the later ones only where there are too few of the earlier ones."""

    FIRST = 0
    SECOND = 1
    LAST = 2


@dataclass(frozen=True)
class RoleRow:
    """One role. `name` is translated where it is shown.

    `sheet` is whose sheet somebody is checked against, unless the inspector chooses another; `can_be_checked`: they are
    among those from whom an inspector chooses. `inspects` is their own turn at checking others, None if they never do.
    `is_planned`: the day's plan has a check for them when they were at a counter lately; `is_always_expected`: and also
    where nobody was. `is_clerk`: in months before CLERKS_MIDDLE the hall's middles were over them, whether or not they
    served; `sets_middle`: they are over these alone since. `greets`: they stand at the door and see its guideposts.
    `sees_others`: they see data of others, and are signed out when idle.
    `needs_second_factor`: a real hall asks them for a code beside the PIN.
    """

    name: str
    permissions: frozenset[Permission]
    sheet: Role = Role.CLERK
    can_be_checked: bool = True
    inspects: InspectorTurn | None = None
    is_planned: bool = False
    is_always_expected: bool = False
    is_clerk: bool = False
    sets_middle: bool = False
    greets: bool = False
    sees_others: bool = False
    needs_second_factor: bool = False


_STAFF = frozenset({Permission.FOLLOW_UP, Permission.OWN_RESULTS})
_SERVING = _STAFF | {Permission.ISSUE, Permission.SERVE, Permission.MOVE_TICKETS}
RUNNING = _SERVING | {
    Permission.CHANGE_SEGMENT,
    Permission.ANY_COUNTER,
    Permission.SEE_HALL,
    Permission.INSPECT,
    Permission.RUN_FLOOR,
}
"""What whoever runs the hall may do."""

ROLES: dict[Role, RoleRow] = {
    Role.CLERK: RoleRow(
        N_("Clerk"), _SERVING, is_planned=True, is_always_expected=True, is_clerk=True, sets_middle=True
    ),
    Role.GREETER: RoleRow(
        N_("Greeter"),
        _STAFF | {Permission.ISSUE, Permission.MOVE_TICKETS, Permission.CHANGE_SEGMENT, Permission.SEE_HALL},
        sheet=Role.GREETER,
        greets=True,
    ),
    Role.TEAM_LEAD: RoleRow(
        N_("Team lead"),
        _SERVING | {Permission.SEE_HALL, Permission.TEAM_RESULTS},
        is_planned=True,
        is_clerk=True,
        sees_others=True,
    ),
    Role.SHIFT_LEAD: RoleRow(
        N_("Shift lead"),
        RUNNING | {Permission.TEAM_RESULTS},
        sheet=Role.SHIFT_LEAD,
        inspects=InspectorTurn.FIRST,
        sees_others=True,
    ),
    Role.DUTY_MANAGER: RoleRow(
        N_("Duty manager"),
        RUNNING | {Permission.TEAM_RESULTS, Permission.SEE_QUALITY, Permission.ENROL},
        inspects=InspectorTurn.FIRST,
        sees_others=True,
    ),
    Role.SUPERVISOR: RoleRow(
        N_("Supervisor"),
        _STAFF
        | {
            Permission.SEE_HALL,
            Permission.TEAM_RESULTS,
            Permission.INSPECT,
            Permission.SEE_QUALITY,
            Permission.JUDGE,
        },
        inspects=InspectorTurn.SECOND,
        sees_others=True,
        needs_second_factor=True,
    ),
    Role.ADMINISTRATOR: RoleRow(
        N_("Administrator"),
        frozenset(Permission) - {Permission.RATE},
        can_be_checked=False,
        inspects=InspectorTurn.LAST,
        sees_others=True,
        needs_second_factor=True,
    ),
}
"""Every role, once."""


def gives_tickets(role: Role) -> bool:
    """Whether somebody of a role gives tickets to customers where the hall is strict about it.

    Those who are measured by the tickets that they serve make none, and so hold no customer's key.
    """
    return may(role, Permission.ISSUE) and not ROLES[role].is_clerk


def may(role: Role, permission: Permission) -> bool:
    """Whether the table grants a role a permission."""
    return permission in ROLES[role].permissions


def role_called(role: Role) -> NamedThing:
    """What people call a role, for the sentence of a refusal."""
    return NamedThing(translate("zh", ROLES[role].name), translate("en", ROLES[role].name))
