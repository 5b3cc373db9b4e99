"""What can be wrong with the backups, by name, and how it is said to people. Pure."""

from collections.abc import Mapping
from enum import StrEnum

from storeops.base.i18n import N_


class BackupTrouble(StrEnum):
    FOLDER_MISSING = "folder_missing"
    NOT_MOUNTED = "not_mounted"
    FULL = "full"
    UNWRITABLE = "unwritable"
    KEY_UNUSABLE = "key_unusable"
    DAMAGED = "damaged"
    """The copy is not sound: so is the hall's own file, most likely."""
    FINDINGS = "findings"
    """The copy is sound and can be put back, but `check` finds something in it."""
    UNCHECKED = "unchecked"
    """The copy is sound, but there was not memory enough to check all of it."""
    STORE_AWAY = "store_away"
    STORE_REFUSED = "store_refused"
    STORE_LIBRARY = "store_library"
    STORE_TOO_OLD = "store_too_old"
    NEVER_MADE = "never_made"
    """One was begun and none has ended, well or not: the first is being made, or each is killed."""
    TOO_OLD = "too_old"


TROUBLE_WORDS: Mapping[BackupTrouble, str] = {
    BackupTrouble.FOLDER_MISSING: N_("The folder of the backups is not there: is the stick in, the share mounted?"),
    BackupTrouble.NOT_MOUNTED: N_(
        "The folder of the backups is on the hall's own disk now: is the stick in, the share mounted?"
    ),
    BackupTrouble.FULL: N_("There is no room for the next backup: make room, or name a larger disk."),
    BackupTrouble.UNWRITABLE: N_("The last backup could not be written: look at the disk, then into the log."),
    BackupTrouble.KEY_UNUSABLE: N_("The public key for the backups cannot be used: put it back, or make a new pair."),
    BackupTrouble.DAMAGED: N_(
        "The last copy is damaged, and most likely the hall's file too: keep all older copies and run: storeops check"
    ),
    BackupTrouble.FINDINGS: N_("The last copy can be put back, but does not check. Run: storeops check"),
    BackupTrouble.UNCHECKED: N_("The last copy is sound, but too large to be checked by itself. Run: storeops check"),
    BackupTrouble.STORE_AWAY: N_("The store of the backups does not answer: is the line to it up? It is tried again."),
    BackupTrouble.STORE_REFUSED: N_(
        "The store of the backups does not let the hall in: look at its address and keys, then into the log."
    ),
    BackupTrouble.STORE_LIBRARY: N_("The package for the store of the backups is not installed: storeops[s3]"),
    BackupTrouble.STORE_TOO_OLD: N_("The last backup in the store is older than two of its periods."),
    BackupTrouble.NEVER_MADE: N_(
        "The first backup was begun and is not done. If this stays so for an hour, look into the log."
    ),
    BackupTrouble.TOO_OLD: N_("The last good backup is older than two of its periods."),
}
"""One sentence for each, with what to do; for people who see the hall's screens, so without paths."""
