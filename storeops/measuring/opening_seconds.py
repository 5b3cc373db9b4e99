"""The opening before which the wait of a ticket does not count, in seconds. Pure."""

from collections.abc import Callable
from datetime import date
from functools import cache

from storeops.base.business_time import OpeningHours
from storeops.measuring.facts import Second


def opening_seconds(hours: OpeningHours) -> Callable[[str, Second], Second | None]:
    """What tells OpeningHours.opening_for of a business day and an issue; each day is worked out once."""

    @cache
    def spans(day: str) -> list[tuple[Second, Second]]:
        found = hours.spans(date.fromisoformat(day))
        return [(int(span.opens_at.timestamp()), int(span.closes_at.timestamp())) for span in found]

    def opens_at(day: str, issued_at: Second) -> Second | None:
        last = None
        for opening, closes_at in spans(day):
            if issued_at < closes_at:
                return opening
            last = opening
        return last

    return opens_at
