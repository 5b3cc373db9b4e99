"""Whether the hall shall be copied, or a copy be sent, now. It looks into the folder, so no page may wait for it."""

from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from storeops.backups import backup_rows
from storeops.backups.backup_folder import copies_in
from storeops.backups.backup_plan import LastCopies, is_due, rests
from storeops.backups.hall_mark_rows import hall_mark
from storeops.backups.kept_copies import restorable
from storeops.base.settings import BackupSettings, Settings
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


def copy_to_send(db: Database, own: Settings) -> str | None:
    """The newest copy of the folder that can be put back, where the store lacks it; None: there is nothing to send."""
    if own.backups is None or own.backup_store is None:
        return None
    there = backup_rows.last_sent(db)
    for newest in restorable(copies_in(own.backups.folder, hall_mark(db, own.database)))[:1]:
        is_there = there is not None and (there.file, there.store) == (newest.file, own.backup_store.address)
        return None if is_there else newest.file
    return None


def sending_is_due(db: Database, own: Settings, now: datetime) -> bool:
    """Whether a copy shall be sent now; after a try that failed, or was killed, it rests a while."""
    return not rests(now, backup_rows.sending_at(db)) and copy_to_send(db, own) is not None
