"""An empty workbook of each kind of file, to be filled in by hand and taken by an import."""

from io import BytesIO

from storeops.base.i18n import N_, Language, translate
from storeops.history.import_formats import FORMATS, ImportFormat

FILE_NAME = "storeops-{kind}.xlsx"
_ROWS = 1000
"""So many rows offer the words of their columns to choose from."""
_HEADS = (N_("Column"), N_("What it holds"), N_("Words"), N_("May be empty"))


def template(kind: str, language: Language) -> bytes:
    """The bytes of an .xlsx workbook: a sheet with the header of this kind alone, and one that explains it.

    All cells are texts, so that Excel leaves codes with zeros in front and days as they are typed.
    """
    # Imported here: what serves the hall writes a workbook once in a year.
    from xlsxwriter import Workbook

    format_, out = FORMATS[kind], BytesIO()
    book = Workbook(out, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#e3eef8", "bottom": 1})
    text = book.add_format({"num_format": "@"})
    wrapped = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(kind)
    sheet.freeze_panes(1, 0)
    sheet.fit_to_pages(1, 0)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    for place, (name, column) in enumerate(format_.all_columns.items()):
        sheet.set_column(place, place, max(14, len(name) + 4), text)
        sheet.write_string(0, place, name, head)
        if column.words:
            sheet.data_validation(1, place, _ROWS, place, {"validate": "list", "source": list(column.words)})
    explained = book.add_worksheet(translate(language, N_("How to fill it in")))
    explained.set_column(0, 0, 18, wrapped)
    explained.set_column(1, 2, 48, wrapped)
    explained.set_column(3, 3, 14, wrapped)
    for number, row in enumerate(_explanation(format_, language)):
        for place, cell in enumerate(row):
            explained.write_string(number, place, cell, wrapped if number else head)
    book.close()
    return out.getvalue()


def _explanation(format_: ImportFormat, language: Language) -> list[list[str]]:
    yes, no = translate(language, N_("yes")), translate(language, N_("no"))
    rows = [[translate(language, head) for head in _HEADS]]
    for name, column in format_.all_columns.items():
        may_be_empty = column.may_be_empty
        rows.append([name, translate(language, column.holds), ", ".join(column.words), yes if may_be_empty else no])
    return rows
