"""What a kind of file looks like, in words for the command line and for documents. Pure."""

from collections.abc import Iterator

from storeops.history.import_formats import FORMATS, FileColumn, ImportFormat


def formats_help() -> str:
    """All kinds for a terminal, each a block that is not wrapped: its columns, and the words that they may hold."""
    return "\n\n".join("\b\n" + "\n".join(_block(kind, format_)) for kind, format_ in FORMATS.items())


def _block(kind: str, format_: ImportFormat) -> Iterator[str]:
    yield f"{kind}: {format_.row}"
    for name, column in format_.all_columns.items():
        yield f"  {name}{_marks(name, column, format_)}"
        if column.words:
            yield f"      {' | '.join(column.words)}"


def _marks(name: str, column: FileColumn, format_: ImportFormat) -> str:
    if name in format_.further:
        return " (need not be there)"
    return " (may be empty)" if column.may_be_empty else ""


def formats_table() -> str:
    """All kinds as tables of a document in Markdown."""
    return "\n".join(line for kind, format_ in FORMATS.items() for line in _table(kind, format_))


def _table(kind: str, format_: ImportFormat) -> Iterator[str]:
    yield f"### {kind}"
    yield f"{format_.row}."
    yield ""
    yield "| column | holds | words | may be empty |"
    yield "|---|---|---|---|"
    for name, column in format_.all_columns.items():
        words = ", ".join(f"`{word}`" for word in column.words)
        empty = "need not be there" if name in format_.further else "yes" if column.may_be_empty else "no"
        yield f"| `{name}` | {column.holds} | {words} | {empty} |"
    yield ""
