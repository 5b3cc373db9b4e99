"""How the hall's backups stand: for the hall page, /healthz, /metrics and whoever looks the machine over.

It asks the database alone, never the disk: a share that hangs holds up no page.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storeops.backups import backup_rows
from storeops.backups.backup_plan import is_too_old
from storeops.backups.backup_rows import RestoreDrill
from storeops.backups.backup_trouble import BackupTrouble
from storeops.base.settings import BackupSettings


@dataclass(frozen=True)
class BackupsNow:
    """`is_set_up`: copies are made by themselves. `good_at`, `age`, `file`: of the last copy that can be put back; None
    if there never was one. `troubles`: what somebody has to see to, the cause before what follows from it."""

    is_set_up: bool
    good_at: datetime | None
    age: timedelta | None
    file: str | None
    troubles: tuple[BackupTrouble, ...]
    drill: RestoreDrill | None


def backups_now(db: Database, own: BackupSettings | None, now: datetime) -> BackupsNow:
    """How the backups stand at `now`. Where none are set up, nothing is a trouble."""
    made, failed = backup_rows.last_made(db), backup_rows.last_failed(db)
    troubles = []
    if own is not None:
        if failed is not None and (made is None or made.seq < failed.seq):
            troubles.append(BackupTrouble(failed.because))
        elif made is None and backup_rows.tried_at(db) is not None:
            troubles.append(BackupTrouble.NEVER_MADE)
        if made is not None and made.findings != 0:
            troubles.append(BackupTrouble.UNCHECKED if made.findings is None else BackupTrouble.FINDINGS)
        if made is not None and is_too_old(now, made.at, own.times):
            troubles.append(BackupTrouble.TOO_OLD)
    return BackupsNow(
        is_set_up=own is not None,
        good_at=made.at if made else None,
        age=max(now - made.at, timedelta(0)) if made else None,
        file=made.file if made else None,
        troubles=tuple(troubles),
        drill=backup_rows.last_drill(db),
    )
