"""What the workbook of the set-up is refused for, by name. Pure."""

from storeops.base.errors import FieldRefused, StoreOpsError
from storeops.base.i18n import N_


class BookUnreadable(FieldRefused):
    sentence = N_("This is no workbook that can be read: choose an .xlsx file of at most %(limit)s MB.")


class NoKnownSheet(StoreOpsError):
    status = 422
    sentence = N_("No sheet has a name that is known here; they are called: %(names)s.")


class ColumnMissing(StoreOpsError):
    status = 422
    sentence = N_("Its first line lacks the column %(column)s.")


class NotUnderstood(FieldRefused):
    sentence = N_("“%(text)s” is not understood; write: %(rule)s.")


class TwiceInBook(StoreOpsError):
    status = 422
    sentence = N_("%(name)s stands here a second time; keep one line of it.")
