"""A finished transaction as all see it who judge people's work: stars and detectors read the same ones. Pure."""

from typing import NamedTuple


class DoneTransaction(NamedTuple):
    """One finished transaction of a visit that counts, imported or not, as far as it is like others.

    What begins with `is_` is 0 or 1, as SQLite holds it: a month has tens of thousands. `employee_id` is who did it,
    None where nobody knows. `is_set_aside`: an appeal took it out of the stars.
    """

    employee_id: int | None
    service_id: int
    transaction_class: str
    leg_kind: str
    handling_seconds: int
    is_reopened: int
    is_set_aside: int
    is_of_ended_visit: int
