"""A tap that stands, with its visit and its question: what all figures of ratings begin with. Pure."""

from typing import NamedTuple

from storeops.measuring.facts import Second


class VisitTap(NamedTuple):
    """One tap of a visit that counts. Ids and codes as SQLite holds them, because there are so many.

    `employee_id` is who is credited, None for the hall; `asked_employee_id` who was at the counter when it was asked.
    `is_on_pad` and `is_of_end` are 1 for an answer on a counter's pad and for one to the closing question; an imported
    tap answers no question.
    """

    ticket_id: int
    business_day: str
    moment: str
    value: int
    answered_at: str
    answered_second: Second
    employee_id: int | None
    asked_employee_id: int | None
    counter_id: int | None
    is_on_pad: int
    is_of_end: int
