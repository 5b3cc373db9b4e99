"""Which versions are mailed, and when a failed mail is tried again. Pure."""

from datetime import datetime, timedelta

NEWS_FOR = timedelta(days=62)
"""A month that closed longer ago is history when it is counted first: an import of years fills nobody's mailbox."""

_GAPS = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
_LATER_GAP = timedelta(days=1)


def is_news(closed_at: datetime, closes_at: datetime, was_mailed_before: bool) -> bool:
    """Whether a version is mailed: its month ended lately, or its readers were told of an earlier version.

    `closed_at` is when the version was kept, `closes_at` when its month came to its closing.
    """
    return was_mailed_before or closed_at - closes_at <= NEWS_FOR


def next_try(tried_count: int, tried_at: datetime) -> datetime:
    """When a mail that failed `tried_count` times, last at `tried_at`, is tried again; at once before the first."""
    if tried_count == 0:
        return tried_at
    return tried_at + (_GAPS[tried_count - 1] if tried_count <= len(_GAPS) else _LATER_GAP)
