"""What the set-up of teams shows: a read model."""

from sqlite_utils import Database

from storeops.quality.stars import team_rows
from storeops.quality.stars.team_rows import TeamLine


def teams(db: Database) -> list[TeamLine]:
    """Every team with its lead and present members."""
    return team_rows.team_lines(db)
