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
from storeops.base.settings import Settings


@dataclass(frozen=True)
class BackupsNow:
    """`is_set_up`: copies are made by themselves. `good_at`, `age`, `file`: of the last copy that can be put back; None
    if there never was one. `troubles`: what somebody has to see to, the cause before what follows from it. `is_sent`:
    copies are sent to a store too; `sent_at`, `sent_age`: of the last one that stood there."""

    is_set_up: bool
    good_at: datetime | None
    age: timedelta | None
    file: str | None
    troubles: tuple[BackupTrouble, ...]
    drill: RestoreDrill | None
    is_sent: bool
    sent_at: datetime | None
    sent_age: timedelta | None


def backups_now(db: Database, settings: Settings, now: datetime) -> BackupsNow:
    """How the backups stand at `now`. Where none are set up, nothing is a trouble."""
    own = settings.backups
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
    sent, unsent = backup_rows.last_sent(db), backup_rows.last_unsent(db)
    is_sent = own is not None and settings.backup_store is not None
    if own is not None and is_sent:
        if unsent is not None and (sent is None or sent.seq < unsent.seq):
            troubles.append(BackupTrouble(unsent.because))
        if sent is not None and is_too_old(now, sent.at, own.times):
            troubles.append(BackupTrouble.STORE_TOO_OLD)
    return BackupsNow(
        is_set_up=own is not None,
        good_at=made.at if made else None,
        age=max(now - made.at, timedelta(0)) if made else None,
        file=made.file if made else None,
        troubles=tuple(troubles),
        drill=backup_rows.last_drill(db),
        is_sent=is_sent,
        sent_at=sent.at if sent else None,
        sent_age=max(now - sent.at, timedelta(0)) if sent else None,
    )
