"""The first day of a hall: its steps, and which are seen from what is there. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """In the order in which a hall is set up."""

    NAME = "name"
    LOOK = "look"
    HOURS = "hours"
    CATALOGUE = "catalogue"
    COUNTERS = "counters"
    PEOPLE = "people"
    SCREENS = "screens"
    TAKEN = "taken"
    CALLED = "called"
    VOICE = "voice"
    RATED = "rated"
    VOIDED = "voided"


LIST = "list"
"""Said of the list as a whole: it is put away."""
SAID = frozenset({Step.LOOK, Step.HOURS, Step.VOICE})
"""Steps of which somebody may say that they are done: a hall may need no logo and never close, and only ears know
whether the board was heard."""


@dataclass(frozen=True)
class SetUpSoFar:
    """What a hall has. `is_named`: not as it was made; counts are of what is in use."""

    is_named: bool
    has_look: bool
    has_hours: bool
    services: int
    counters: int
    people: int
    kiosks: int
    boards: int
    lets_all_screens_in: bool
    has_ticket: bool
    has_call: bool
    has_rating: bool
    has_void: bool


def done_of(found: SetUpSoFar) -> frozenset[Step]:
    """The steps that are seen to be done. Besides the administrator somebody else works in a hall."""
    seen = {
        Step.NAME: found.is_named,
        Step.LOOK: found.has_look,
        Step.HOURS: found.has_hours,
        Step.CATALOGUE: found.services > 0,
        Step.COUNTERS: found.counters > 0,
        Step.PEOPLE: found.people > 1,
        Step.SCREENS: found.lets_all_screens_in or (found.kiosks > 0 and found.boards > 0),
        Step.VOICE: False,
        Step.TAKEN: found.has_ticket,
        Step.CALLED: found.has_call,
        Step.RATED: found.has_rating,
        Step.VOIDED: found.has_void,
    }
    return frozenset(step for step, is_done in seen.items() if is_done)
