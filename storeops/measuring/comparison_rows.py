"""Whether there is anything to compare with. Named SQL."""

from datetime import date

from sqlite_utils import Database


def has_tickets(db: Database, first_day: date, last_day: date) -> bool:
    """Whether the hall has any ticket of these business days."""
    days = first_day.isoformat(), last_day.isoformat()
    row = db.execute("SELECT EXISTS (SELECT 1 FROM ticket WHERE business_day BETWEEN ? AND ?)", days).fetchone()
    return bool(row[0])
