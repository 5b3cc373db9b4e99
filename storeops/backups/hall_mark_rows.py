"""By which name the copies of a hall are told from those of another one in the same folder. Named SQL."""

from pathlib import Path

from sqlite_utils import Database

from storeops.store import chain_rows


def hall_mark(db: Database, database: Path) -> str:
    """The name of the file and the beginning of the key's fingerprint: `hall-3fa9c1`. The first alone without a key."""
    fingerprint = chain_rows.present_fingerprint(db)
    return f"{database.stem}-{fingerprint[:6]}" if fingerprint else database.stem
