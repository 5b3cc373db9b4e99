"""When a session ends because nobody is there any more. Pure."""

from datetime import datetime, timedelta

from storeops.people.roles import ROLES, Role

IDLE_LIMIT = timedelta(minutes=15)
SEEN_EVERY = timedelta(minutes=1)
"""Being there is written this often at most."""


def is_idle(role: Role, counter: str | None, last_seen_at: datetime, now: datetime) -> bool:
    """Whether somebody who sees data of others was away too long. Whoever sits at a counter stays."""
    return ROLES[role].sees_others and counter is None and now - last_seen_at >= IDLE_LIMIT


def is_news(last_seen_at: datetime, now: datetime) -> bool:
    """Whether it is worth writing that somebody is there; after a clock was put back too."""
    return not timedelta(0) <= now - last_seen_at < SEEN_EVERY
