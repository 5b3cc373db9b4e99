"""A finished transaction as all see it who judge people's work: stars and detectors read the same ones. Pure."""

from typing import NamedTuple


class DoneTransaction(NamedTuple):
    """One finished transaction of a visit that counts, imported or not. Ids, because there are so many.

    What begins with `is_` is 0 or 1, as SQLite holds it. `employee_id` is who did it, `leg_employee_id` who called, and
    None is nobody known. `walk_seconds`, from the last call to the start, stand with the first transaction of a leg;
    None where either is unknown. `is_set_aside`: an appeal took it out of the stars.
    """

    employee_id: int | None
    service_id: int
    transaction_class: str
    leg_kind: str
    handling_seconds: int
    is_reopened: int
    is_set_aside: int
    is_of_ended_visit: int
    leg_employee_id: int | None
    walk_seconds: int | None
