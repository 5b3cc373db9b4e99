"""What a program may be allowed to do, and what each of these scopes opens: one row each. Pure."""

from collections.abc import Iterable
from enum import StrEnum

from storeops.people.roles import Permission


class Scope(StrEnum):
    ISSUE = "issue"
    SERVE = "serve"
    READ = "read"
    RATE = "rate"
    CHECK = "check"
    CARE = "care"
    SET_UP = "set-up"


SCOPES: dict[Scope, frozenset[Permission]] = {
    Scope.ISSUE: frozenset({Permission.ISSUE}),
    Scope.SERVE: frozenset(
        {Permission.SERVE, Permission.MOVE_TICKETS, Permission.CHANGE_SEGMENT, Permission.ANY_COUNTER}
    ),
    Scope.READ: frozenset({Permission.SEE_HALL, Permission.TEAM_RESULTS, Permission.SEE_QUALITY}),
    Scope.RATE: frozenset({Permission.RATE}),
    Scope.CHECK: frozenset({Permission.INSPECT}),
    Scope.CARE: frozenset({Permission.FOLLOW_UP}),
    Scope.SET_UP: frozenset({Permission.SET_UP}),
}
"""Every scope, once."""

UNLESS_TOLD = (Scope.ISSUE, Scope.SERVE, Scope.READ)
"""What a program gets that is enrolled without a word about it: it gives no ratings and no marks."""


def permissions_of(scopes: Iterable[Scope]) -> frozenset[Permission]:
    """What the scopes open together."""
    return frozenset[Permission]().union(*(SCOPES[scope] for scope in scopes))
