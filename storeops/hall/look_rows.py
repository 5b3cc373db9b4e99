"""The hall's own look: its logo. Named SQL."""

from sqlite_utils import Database

from storeops.store import rows


def logo(db: Database) -> bytes | None:
    """The logo, a PNG; None where there is none."""
    content: bytes | None = rows.scalar(db, "SELECT content FROM hall_logo")
    return content


def keep_logo(db: Database, content: bytes, mark: str) -> None:
    """Put this logo in the place of the one before."""
    db.execute(
        "INSERT INTO hall_logo VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET content = excluded.content", (content,)
    )
    db.execute("UPDATE hall SET logo_mark = ?", (mark,))


def drop_logo(db: Database) -> None:
    """Show no logo any more."""
    db.execute("DELETE FROM hall_logo")
    db.execute("UPDATE hall SET logo_mark = NULL")


def write_colour(db: Database, colour: str | None) -> None:
    """Write the house colour; None: the shipped one."""
    db.execute("UPDATE hall SET house_colour = ?", (colour,))
