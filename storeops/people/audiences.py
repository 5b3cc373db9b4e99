"""How much of the journal somebody is told, by what they may do. Pure."""

from collections.abc import Set

from storeops.people.roles import Permission
from storeops.store.event_kinds import Audience

_OPENED_BY: tuple[tuple[Audience, frozenset[Permission]], ...] = (
    (Audience.OFFICE, frozenset({Permission.SEE_QUALITY, Permission.SET_UP})),
    (Audience.QUALITY, frozenset({Permission.SEE_QUALITY})),
    (Audience.FLOOR, frozenset({Permission.RUN_FLOOR})),
)
"""What one must be allowed to be told as this audience is, the one that hears most first."""

_TELLS_NOTHING = frozenset({Permission.ISSUE, Permission.RATE})
"""A kiosk, or a program that hands ratings on, hears what everybody does."""


def audience_of(permissions: Set[Permission]) -> Audience:
    """The audience to which somebody with these permissions belongs."""
    for audience, needed in _OPENED_BY:
        if needed <= permissions:
            return audience
    return Audience.STAFF if permissions - _TELLS_NOTHING else Audience.EVERYBODY
