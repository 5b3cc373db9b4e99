"""What an import refuses as a whole, by name. Pure."""

from storeops.base.errors import StoreOpsError
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
