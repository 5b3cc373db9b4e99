"""docs/imports.md: how files of history are read. `python -m tests.imports_page` writes its tables of columns anew."""

from storeops.history.format_help import formats_table
from tests.source_code import ROOT

PAGE = ROOT / "docs" / "imports.md"
_BEGIN, _END = "<!-- columns: written by python -m tests.imports_page -->\n", "<!-- end of columns -->\n"


def page() -> str:
    """The page as it stands, with the columns of today."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return before + _BEGIN + formats_table() + _END + after


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
