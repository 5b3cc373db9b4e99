"""What the store refuses, by name: files, schemas, a busy database, a key that was used before. Pure."""

from storeops.base.errors import StoreOpsError
from storeops.base.i18n import N_


class KeyReused(StoreOpsError):
    status = 422
    sentence = N_("This Idempotency-Key was used for another request; make a new one.")


class Overloaded(StoreOpsError):
    status = 503
    sentence = N_("The database is busy; try again in a moment.")


class PressTooLate(StoreOpsError):
    """Whoever pressed has been told meanwhile that there was no answer."""

    status = 409
    sentence = N_("This arrived too late and was not done; look at the screen as it is now, then press again.")


class KeyFileLost(StoreOpsError):
    status = 503
    exit_code = 3
    sentence = N_(
        "The hall's key file is missing or another hall's. Put it back with: storeops key import FILE."
        " Only if it is lost for good, make a new one with: storeops key new."
    )


class HallExists(StoreOpsError):
    sentence = N_("%(path)s exists already and was not changed; choose another path.")


class LogWithoutDatabase(StoreOpsError):
    """SQLite would play the log into whatever file is put there."""

    sentence = N_(
        "%(log)s stands there without %(path)s. It may hold the hall's newest tickets: put the database back beside it,"
        " or move %(log)s elsewhere if that hall is given up."
    )


class HallRemains(StoreOpsError):
    """What a hall leaves beside its database stands there, so an empty new hall is not what anybody wants."""

    exit_code = 3
    sentence = N_(
        "There is no database at %(path)s, but %(remains)s of a hall stands there. Put the database back, or a copy"
        " with: storeops --db %(path)s restore COPY. For a new hall choose another path, or move that elsewhere."
    )


class HallServed(StoreOpsError):
    sentence = N_(
        "A server of this hall runs (process %(process)s, since %(since)s); end it first, then do this again."
    )


class CopyDamaged(StoreOpsError):
    sentence = N_("%(path)s is damaged (%(fault)s); nothing was put back. Take another copy.")


class CopyUnderWay(StoreOpsError):
    sentence = N_("Another copy for %(path)s is being made; wait until it is done, then do this again.")


class ClockBehindCopy(StoreOpsError):
    sentence = N_(
        "The clock of this computer shows %(shown)s, but the copy knows what happened until %(known)s; nothing was put"
        " back. Set the clock right, or, where it is right, restore with --clock-is-right."
    )


class DatabaseGone(StoreOpsError):
    """The file that is open is not the one at its path any more: what is written into it, nobody would ever find."""

    status = 503
    exit_code = 3
    sentence = N_(
        "The hall's database was deleted or replaced while the hall was served. Nothing is issued until the server is"
        " started again with the right file."
    )


class SchemaChanged(StoreOpsError):
    """The file that is open was brought to another version's schema: this version writes into it no more."""

    status = 503
    exit_code = 3
    sentence = N_("The hall is being brought up to date. Try again in a minute.")


class DatabaseMissing(StoreOpsError):
    exit_code = 3
    sentence = N_("There is no database at %(path)s; make one with: storeops --db %(path)s init")


class NotADatabase(StoreOpsError):
    exit_code = 3
    sentence = N_("%(path)s is not a StoreOps database; name the right file with --db.")


class DiskFull(StoreOpsError):
    status = 503
    sentence = N_("The disk of the hall's computer is full; nothing was written. Do this again once there is room.")


class DatabaseDamaged(StoreOpsError):
    """The file is a hall's, but parts of it are destroyed."""

    status = 503
    sentence = N_(
        "%(path)s is damaged (%(cause)s). What is hit, and what to do, is told by: storeops --db %(path)s check"
    )


class SealKeyUnusable(StoreOpsError):
    exit_code = 3
    sentence = N_("%(path)s is no key for sealed copies (%(cause)s); make a pair with: storeops key pair")


class CopyUnreadable(StoreOpsError):
    sentence = N_("The sealed copy was cut off, changed, or sealed for another key; nothing was put back.")


class CopySealed(StoreOpsError):
    sentence = N_("%(path)s is sealed; give the private key of its pair with --key.")


class DatabaseUnwritable(StoreOpsError):
    exit_code = 3
    sentence = N_("%(path)s cannot be opened for writing (%(cause)s); check the folder's rights and free space.")


class OldSchema(StoreOpsError):
    exit_code = 3
    sentence = N_("The database %(path)s has an older schema; run: storeops --db %(path)s migrate")


class NewerSchema(StoreOpsError):
    exit_code = 3
    sentence = N_("The database %(path)s was made by a newer StoreOps; install that version.")
