"""Elements of an SVG drawing as text, with presentation attributes only. Pure.

Attributes instead of styles, because the same text stands in pages whose policy refuses styles, in a file on its own
and in a print. A drawing is WIDTH units wide: at 170 mm one unit is 0.24 mm, so SMALL letters are 7 points high.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import accumulate
from unicodedata import east_asian_width

WIDTH = 720
TEXT = 12
SMALL = 11

INK = "#14202b"
SOFT = "#4a5a68"
GRID = "#d5dde4"
PAPER = "#ffffff"
TARGET = "#a8201a"
FONT = "Noto Sans SC, Microsoft YaHei, PingFang SC, sans-serif"

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_ID = re.compile("[^A-Za-z0-9_-]")
_WIDE, _NARROW, _DIGIT = 1.0, 0.58, 0.556
_NARROWER = {",": 0.3, ".": 0.3, ":": 0.3, " ": 0.3, "i": 0.3, "l": 0.3, "%": 0.92, "-": 0.37, "m": 0.92, "w": 0.82}
_ELLIPSIS = "…"


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """One element; `content` is SVG already. An underscore in a name is a hyphen, one at its end is dropped."""
    written = "".join(f' {_name(key)}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def words(x: float, y: float, text: str, size: float = TEXT, **attributes: str | float) -> str:
    """Text whose baseline begins at x, y (or ends or lies around it, by `text_anchor`)."""
    placed: dict[str, str | float] = {"x": x, "y": y, "font_size": size, "fill": INK, **attributes}
    return element("text", escaped(text), **placed)


def line(x1: float, y1: float, x2: float, y2: float, colour: str = GRID, **attributes: str | float) -> str:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, **attributes)


def drawing(id_: str, title: str, description: str, height: float, content: str) -> str:
    """A whole drawing with its accessible name and description; no fixed size, so it fills what it stands in."""
    own = safe_id(id_)
    told = [element("title", escaped(title), id=f"{own}-title")]
    if description:
        told.append(element("desc", escaped(description), id=f"{own}-desc"))
    named = {"aria_describedby": f"{own}-desc"} if description else {}
    return element(
        "svg",
        "".join(told) + content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {number(height)}",
        role="img",
        aria_labelledby=f"{own}-title",
        **named,
        font_family=FONT,
    )


def escaped(text: str) -> str:
    """Text as XML may hold it."""
    return escape(_NOT_IN_XML.sub(" ", text))


def safe_id(text: str) -> str:
    """An id that any page and any reference can hold."""
    return _NOT_IN_ID.sub("-", text)


def number(value: float) -> str:
    """A coordinate: one decimal at most, the same everywhere."""
    return f"{value:.1f}".removesuffix(".0")


def width_of(text: str, size: float = TEXT) -> float:
    """About how wide a text is set, in units; rather too wide than too narrow."""
    return sum(_widths(text)) * size


def cut(text: str, widest: float, size: float = TEXT) -> str:
    """The text, or as much of its beginning as fits, with an ellipsis."""
    if width_of(text, size) <= widest:
        return text
    room = widest / size - _WIDE
    fitting = sum(end <= room for end in accumulate(_widths(text)))
    return text[:fitting].rstrip() + _ELLIPSIS


def _widths(text: str) -> Iterator[float]:
    for each in text:
        if east_asian_width(each) in "WFA":
            yield _WIDE
        elif each.isdigit():
            yield _DIGIT
        else:
            yield _NARROWER.get(each, 0.7 if each.isupper() else _NARROW)


def _name(key: str) -> str:
    return key if key == "viewBox" or key.endswith("Units") else key.removesuffix("_").replace("_", "-")


def _value(value: str | float) -> str:
    return escaped(value) if isinstance(value, str) else number(value)
