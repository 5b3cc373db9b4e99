"""What an import refuses as a whole, by name. Pure."""

from storeops.base.errors import FieldRefused, StoreOpsError
from storeops.base.i18n import N_


class UnreadableFile(StoreOpsError):
    sentence = N_("%(path)s cannot be read (%(cause)s); nothing was taken.")


class NoTable(UnreadableFile):
    sentence = N_(
        "%(path)s is neither text in UTF-8, GB18030 or UTF-16 nor an .xlsx workbook; save it in Excel as"
        " “CSV UTF-8” or .xlsx and try again; nothing was taken."
    )


class DamagedText(UnreadableFile):
    sentence = N_(
        "%(path)s is text, but some of its bytes are damaged; save it again as “CSV UTF-8” and try again;"
        " nothing was taken."
    )


class OldWorkbook(UnreadableFile):
    sentence = N_("%(path)s is an Excel file of the old kind (.xls); save it as .xlsx or CSV; nothing was taken.")


class WorkbookBroken(UnreadableFile):
    sentence = N_(
        "%(path)s is no whole .xlsx workbook; open it in Excel, save it again and try again; nothing was taken."
    )


class WorkbookTooLarge(UnreadableFile):
    sentence = N_(
        "The workbook %(path)s holds more than %(rows)s rows or %(megabytes)s MB; save it as CSV, which may be of any"
        " size; nothing was taken."
    )


class BrokenLine(UnreadableFile):
    sentence = N_(
        "Line %(line)s of %(path)s cannot be read (%(cause)s); often a quotation mark is open there; nothing was taken."
    )


class ColumnTwice(UnreadableFile):
    sentence = N_("The header of %(path)s names a column twice: %(columns)s; nothing was taken.")


class WrongHeader(StoreOpsError):
    sentence = N_(
        "The header of %(path)s lacks: %(missing)s; choose the kind of file that it is, or write these names into its"
        " first row; nothing was taken."
    )


class UnknownHint(StoreOpsError):
    sentence = N_(
        "Line %(line)s of %(path)s does not say what is meant: “what” is one of %(words)s, and neither “told” nor"
        " “meant” is empty; nothing was taken."
    )


class ImportRefused(StoreOpsError):
    sentence = N_("%(count)s rows would be refused and --strict takes all or nothing; nothing was taken.")


class ImportGoesOn(StoreOpsError):
    status = 409
    sentence = N_("Another import or taking back is going on; nothing was taken. Try again once it is over.")


class UnknownImport(StoreOpsError):
    status = 404
    sentence = N_("There is no import %(number)s; the list of imports shows those that there are.")


class ImportNotThere(StoreOpsError):
    status = 409
    sentence = N_("Import %(number)s enters nothing any more; there is nothing to take back.")


class ImportMonthClosed(StoreOpsError):
    status = 409
    sentence = N_("Import %(number)s tells of %(month)s, which is closed; it cannot be taken back any more.")


class ImportCompletesOthers(StoreOpsError):
    status = 409
    sentence = N_(
        "Import %(number)s completed what an earlier import had brought; it cannot be taken back by itself. Correct"
        " its rows one by one."
    )


class ImportNeeded(StoreOpsError):
    status = 409
    sentence = N_("Import %(later)s hangs on import %(number)s; take import %(later)s back first.")


class ImportUsed(StoreOpsError):
    status = 409
    sentence = N_(
        "Something was entered here about rows of import %(number)s: a case, a correction or an appeal. It cannot be"
        " taken back any more."
    )


class FileGone(StoreOpsError):
    status = 404
    sentence = N_("This file is no longer here; send it again.")


class FileNeeded(FieldRefused):
    sentence = N_("Choose a file.")
