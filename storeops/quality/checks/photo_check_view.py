"""Photos that still hold what their camera noted: what `storeops check` finds. A read model."""

from collections.abc import Iterator

from sqlite_utils import Database

from storeops.quality.checks import photo_rows


def photo_findings(db: Database) -> Iterator[str]:
    """One sentence for each photo that was not written anew yet."""
    for photo_id in photo_rows.not_yet_clean(db):
        yield f"photo {photo_id} is as its camera wrote it, place and time included: run storeops migrate"


def photo_notes(db: Database) -> Iterator[str]:
    """One sentence for each photo that was left as it came, because it cannot be decoded."""
    for photo_id in photo_rows.undecodable(db):
        yield f"photo {photo_id} cannot be decoded; it was left as it came, until its time is over"
