"""Teams as their set-up shows them, and whose results a lead may read. Read models."""

from sqlite_utils import Database

from storeops.base.months import month_days
from storeops.quality.stars import team_rows
from storeops.quality.stars.team_rows import TeamLine


def teams(db: Database) -> list[TeamLine]:
    """Every team with its lead and present members."""
    return team_rows.team_lines(db)


def led_by(db: Database, lead_code: str, month: str) -> frozenset[str]:
    """The numbers of those who were in a month of a team that somebody leads now. BadValue."""
    return frozenset(team_rows.members_led(db, lead_code, *month_days(month)))
