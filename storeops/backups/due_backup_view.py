"""Whether the hall shall be copied now. It looks into the folder, so no page and no ticket may wait for it."""

from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from storeops.backups import backup_rows
from storeops.backups.backup_plan import LastCopies, is_due
from storeops.base.settings import BackupSettings
from storeops.hall import hall_rows


def backup_is_due(db: Database, own: BackupSettings, now: datetime) -> bool:
    """Whether a copy shall be made now. Another folder, or another stick, gets its first copy at once."""
    made, failed = backup_rows.last_made(db), backup_rows.last_failed(db)
    return is_due(
        now,
        own.times,
        hall_rows.hall(db).zone,
        LastCopies(
            good_at=made.at if made else None,
            has_failed=failed is not None and (made is None or made.seq < failed.seq),
            is_there=made is not None and Path(made.folder) == own.folder and (own.folder / made.file).exists(),
            tried_at=backup_rows.tried_at(db),
        ),
    )
