"""What an import refuses as a whole, by name. Pure."""

from storeops.base.errors import StoreOpsError
from storeops.base.i18n import N_


class UnreadableFile(StoreOpsError):
    sentence = N_("%(path)s cannot be read (%(cause)s); nothing was taken.")


class WrongHeader(StoreOpsError):
    sentence = N_("The header of %(path)s lacks: %(missing)s; nothing was taken.")


class ImportRefused(StoreOpsError):
    sentence = N_("%(count)s rows would be refused and --strict takes all or nothing; nothing was taken.")
