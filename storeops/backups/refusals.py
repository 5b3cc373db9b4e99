"""Why no backup was made, or none could be drilled, by name. Pure."""

from typing import ClassVar

from storeops.backups.backup_trouble import BackupTrouble
from storeops.base.errors import StoreOpsError
from storeops.base.i18n import N_


class BackupRefused(StoreOpsError):
    """No good copy was made. Raise one of the children; `trouble` is what is noted of it."""

    trouble: ClassVar[BackupTrouble]


class BackupFolderMissing(BackupRefused):
    trouble = BackupTrouble.FOLDER_MISSING
    sentence = N_("The folder of the backups, %(path)s, is not there: is the stick in, the share mounted?")


class BackupFolderNotMounted(BackupRefused):
    """Where a stick was pulled, its folder often stays, on the disk of the hall itself."""

    trouble = BackupTrouble.NOT_MOUNTED
    sentence = N_(
        "%(path)s is on the hall's own disk now, and was on another: is the stick in, the share mounted? To keep"
        " backups on the hall's own disk, name another folder."
    )


class BackupFolderFull(BackupRefused):
    trouble = BackupTrouble.FULL
    sentence = N_("A backup needs %(needed)s MB at %(path)s, and %(free)s are free; make room, or name a larger disk.")


class BackupUnwritable(BackupRefused):
    trouble = BackupTrouble.UNWRITABLE
    sentence = N_("No backup could be written to %(path)s (%(cause)s).")


class BackupKeyUnusable(BackupRefused):
    trouble = BackupTrouble.KEY_UNUSABLE
    sentence = N_("The public key for the backups, %(path)s, cannot be used; make a pair with: storeops key pair")


class BackupDamaged(BackupRefused):
    """It is left where it was written: there may be no better one."""

    trouble = BackupTrouble.DAMAGED
    sentence = N_("The copy %(file)s is damaged (%(fault)s): keep all older copies and run: storeops check")


class StoreAway(BackupRefused):
    trouble = BackupTrouble.STORE_AWAY
    sentence = N_("The store of the backups, %(store)s, does not answer as it should (%(cause)s); this is tried again.")


class StoreRefused(BackupRefused):
    trouble = BackupTrouble.STORE_REFUSED
    sentence = N_(
        "The store of the backups, %(store)s, does not let the hall in (%(cause)s): look at its address and its keys."
    )


class StoreLibraryMissing(BackupRefused):
    trouble = BackupTrouble.STORE_LIBRARY
    sentence = N_("For a store of backups install one package more: pip install 'storeops[s3]'")


class BackupUnderWay(StoreOpsError):
    sentence = N_("Another process is at it just now; wait until it is done.")


class NoBackupFolder(StoreOpsError):
    exit_code = 3
    sentence = N_("Name the folder of the backups in STOREOPS_BACKUPS, or the file to write.")


class NoBackupStore(StoreOpsError):
    exit_code = 3
    sentence = N_("Name the store of the backups in STOREOPS_BACKUP_STORE, such as https://HOST/BUCKET")


class NoCopyThere(StoreOpsError):
    sentence = N_("There is no copy of this hall in %(path)s that could be put back; name one.")
