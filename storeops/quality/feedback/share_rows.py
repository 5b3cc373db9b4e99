"""The whole hall's counts of feedback, added up by the database: days of a year stay quick. Named SQL.

They count what shares_by() counts of all facts of the same days.
"""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from storeops.quality.feedback.feedback_shares import SATISFIED_FROM, Shares
from storeops.quality.ratings.moments import HIGHEST, WhyShown


def hall_shares(db: Database, first_day: str, last_day: str) -> Shares:
    """The counts of the visits of these business days, both included."""
    span = {"first": first_day, "last": last_day}
    ratings, satisfied, delighted = _counts(
        db,
        "SELECT count(*), count(*) FILTER (WHERE rating.value >= :satisfied), count(*) FILTER (WHERE value = :highest)"
        " FROM ticket JOIN rating ON rating.ticket_id = ticket.id AND rating.undone_at IS NULL"
        " WHERE ticket.business_day BETWEEN :first AND :last AND ticket.state <> 'void'",
        {**span, "satisfied": SATISFIED_FROM, "highest": HIGHEST},
    )
    shown, answered = _counts(
        db,
        "SELECT count(*), count(rating.id) FROM ticket JOIN prompt ON prompt.ticket_id = ticket.id"
        " LEFT JOIN rating ON rating.prompt_id = prompt.id AND rating.undone_at IS NULL"
        " WHERE ticket.business_day BETWEEN :first AND :last AND ticket.state <> 'void'",
        span,
    )
    closes, prompted = _counts(
        db,
        "SELECT count(*), count(*) FILTER (WHERE EXISTS"
        " (SELECT 1 FROM prompt WHERE prompt.ticket_id = ticket.id AND prompt.why_shown = :end))"
        " FROM ticket WHERE ticket.business_day BETWEEN :first AND :last"
        " AND ticket.state = 'served' AND ticket.is_imported = 0",
        {**span, "end": WhyShown.END.value},
    )
    return Shares(ratings, satisfied, delighted, shown, answered, closes, prompted)


def _counts(db: Database, sql: str, values: Mapping[str, object]) -> Any:
    return db.execute(sql, dict(values)).fetchone()
