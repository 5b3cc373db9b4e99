"""Sending the newest copy of the hall to its store, and letting older ones go there by the same rules."""

import logging

from storeops.backups import backup_actions
from storeops.backups.backup_actions import SentCopy
from storeops.backups.copy_store import CopyStore
from storeops.backups.due_backup_view import copy_to_send
from storeops.backups.hall_mark_rows import hall_mark
from storeops.backups.kept_copies import not_kept
from storeops.backups.refusals import BackupRefused, BackupUnderWay
from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.base.settings import Settings
from storeops.hall import hall_rows
from storeops.store.database import HallDatabase
from storeops.store.file_turn import turn

log = logging.getLogger("storeops.running.backup_sending")


def send_backup(db: HallDatabase, clock: Clock, by: Actor, own: Settings) -> SentCopy | None:
    """Send the newest copy of the folder that can be put back, unless the store has it, and note how it went.

    None where there is nothing to send. BackupUnderWay, or the BackupRefused that is noted.
    """
    store, folder = own.backup_store, own.backups
    if store is None or folder is None:
        return None
    with turn(own.database.with_name(f"{own.database.name}.send-turn")) as is_ours:
        if not is_ours:
            raise BackupUnderWay
        file = copy_to_send(db, own)
        if file is None:
            return None
        backup_actions.note_sending(db, clock, by)
        try:
            there = CopyStore(store)
            there.send(folder.folder / file)
        except BackupRefused as refusal:
            backup_actions.note_not_sent(db, clock, by, refusal.trouble)
            raise
        sent = SentCopy(file, store.address, _let_older_go(db, there, file))
        backup_actions.note_sent(db, clock, by, sent)
    return sent


def _let_older_go(db: HallDatabase, there: CopyStore, sent: str) -> int:
    """Let go there what the rules of age do not keep; how many. The keys of a careful hall may forbid it."""
    dropped = 0
    try:
        for copy in not_kept(there.copies(hall_mark(db, db.path)), hall_rows.hall(db).zone, sent):
            there.drop(copy)
            dropped += 1
    except BackupRefused as refusal:
        log.warning("older backups stay in the store: %s", refusal)
    return dropped
