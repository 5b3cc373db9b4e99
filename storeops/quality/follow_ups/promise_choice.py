"""The times that a form offers to promise an answer by. Pure."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from storeops.base.business_time import business_day, local_instant
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.deadlines import ALLOWED
from storeops.quality.follow_ups.refusals import MomentNeeded

END_OF_WORK = time(17, 0)


class PromiseChoice(StrEnum):
    NORM = "norm"
    """The time that is the norm for the kind of case."""
    TODAY = "today"
    """Today 17:00."""
    TOMORROW = "tomorrow"
    """Tomorrow 17:00."""
    IN_A_DAY = "in_a_day"
    """24 hours from now."""
    PICK = "pick"
    """A day and a time of the hall's wall clock."""


def promised_at(choice: PromiseChoice, picked: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The instant that a choice means; None for the norm. `picked` is written 2026-03-02T17:00. MomentNeeded."""
    today = business_day(now, zone)
    if choice is PromiseChoice.NORM:
        return None
    if choice is PromiseChoice.TODAY:
        return local_instant(today, END_OF_WORK, zone)
    if choice is PromiseChoice.TOMORROW:
        return local_instant(today + timedelta(days=1), END_OF_WORK, zone)
    if choice is PromiseChoice.IN_A_DAY:
        return now + timedelta(hours=24)
    day, _, clock = picked.partition("T")
    try:
        return local_instant(date.fromisoformat(day), time.fromisoformat(clock).replace(tzinfo=None), zone)
    except (ValueError, OverflowError):
        raise MomentNeeded("promised_at") from None


def technical_choices(now: datetime, zone: ZoneInfo) -> dict[PromiseChoice, datetime]:
    """By when the answer to technical business may be promised: the norm first, then what comes before it."""
    norm = now + ALLOWED[Kind.TECHNICAL]
    earlier = {
        choice: by
        for choice in (PromiseChoice.TODAY, PromiseChoice.TOMORROW)
        if (by := promised_at(choice, "", now, zone)) is not None and now < by < norm
    }
    return {PromiseChoice.NORM: norm, **earlier}


def offered_choices(now: datetime, zone: ZoneInfo) -> list[PromiseChoice]:
    """The choices that make sense now: after 17:00 nothing can be promised by 17:00."""
    is_over = local_instant(business_day(now, zone), END_OF_WORK, zone) <= now
    return [choice for choice in PromiseChoice if not (is_over and choice is PromiseChoice.TODAY)]
