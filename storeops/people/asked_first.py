"""What a hall asks of somebody before anything else is open to them: a PIN of their own, a second factor. Pure."""

from dataclasses import dataclass
from datetime import datetime

from storeops.people.roles import ROLES, Role
from storeops.people.second_factor import GRACE


@dataclass(frozen=True)
class FirstSteps:
    """What is asked; `factor_due_at` is until when they may work without a second factor, None if none is asked."""

    choose_pin: bool
    factor_due_at: datetime | None

    def must_set_up_factor(self, now: datetime) -> bool:
        """Whether the week of grace is over."""
        return self.factor_due_at is not None and now >= self.factor_due_at


def first_steps(
    role: Role, pin_is_one_time: bool, has_factor: bool, factor_asked_at: datetime | None, now: datetime
) -> FirstSteps:
    """What a real hall asks. The week of grace begins when they sign in and are asked for the first time."""
    is_asked = ROLES[role].needs_second_factor and not has_factor
    return FirstSteps(pin_is_one_time, (factor_asked_at or now) + GRACE if is_asked else None)


NOTHING = FirstSteps(False, None)
"""What a sample hall asks: its printed PINs go on."""
