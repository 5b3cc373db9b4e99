"""In which encoding a text file was written: seen from its bytes, all of them, before a row is read."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from storeops.history.refusals import DamagedText, NoTable, OldWorkbook

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_OLD_WORKBOOK = bytes.fromhex("d0cf11e0a1b11ae1")
_PIECE = 1 << 20
_LOST = "\ufffd"
_OF_THREE_BYTES = re.compile("[\u0800-\ufffc]")
"""Characters that take three bytes in UTF-8, as Chinese does."""


def encoding_of(path: Path) -> str:
    """The encoding of a text: UTF-8 or UTF-16 by its byte order mark; without one UTF-8, or else GB18030.

    OldWorkbook, DamagedText and NoTable name what it is instead.
    """
    with path.open("rb") as file:
        head = file.read(_PIECE)
    if head.startswith(_OLD_WORKBOOK):
        raise OldWorkbook(path=path)
    marked = next((encoding for mark, encoding in _MARKS.items() if head.startswith(mark)), None)
    if marked:
        if not _decodes(path, marked):
            raise DamagedText(path=path)
        return marked
    if b"\0" in head:
        raise NoTable(path=path)
    if _decodes(path, "utf-8"):
        return "utf-8"
    if _was_utf_8(path):
        raise DamagedText(path=path)
    if _is_chinese(path):
        return "gb18030"
    raise NoTable(path=path)


def _pieces(path: Path, encoding: str, errors: str) -> Iterator[str]:
    with path.open("rb") as file:
        yield from codecs.iterdecode(iter(lambda: file.read(_PIECE), b""), encoding, errors)


def _decodes(path: Path, encoding: str) -> bool:
    try:
        return all("\0" not in piece for piece in _pieces(path, encoding, "strict"))
    except UnicodeDecodeError:
        return False


def _was_utf_8(path: Path) -> bool:
    """Whether at least half of what is not ASCII is whole characters of UTF-8.

    Such a text must not be taken for GB18030, in which most of it would be other Chinese characters.
    """
    whole = lost = 0
    for piece in _pieces(path, "utf-8", "replace"):
        lost += piece.count(_LOST)
        whole += len(piece) - len(_OF_THREE_BYTES.sub("", piece))
    return whole >= lost


def _is_chinese(path: Path) -> bool:
    """Whether it decodes as GB18030, and into characters of which half are in daily use.

    Western texts often decode too, into characters that hardly anybody knows.
    """
    seen: set[str] = set()
    try:
        for piece in _pieces(path, "gb18030", "strict"):
            seen |= {character for character in set(piece) if not character.isascii()}
    except UnicodeDecodeError:
        return False
    return 2 * sum(map(_is_in_daily_use, seen)) >= len(seen)


def _is_in_daily_use(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
