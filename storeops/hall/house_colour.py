"""The house colour: letters on it and of it stay legible. Pure."""

import re
from collections.abc import Mapping

from storeops.hall.refusals import ColourNeeded, ColourTooLight

SHIPPED_COLOUR = "#0a4f8f"
LEAST_CONTRAST = 4.5
"""Of white letters on the colour, and of the colour's letters on white (WCAG 2.2, 1.4.3)."""
SOFT_LETTERS = "#d9e6f2"
"""Of what matters less on a ground of the colour."""

_COLOUR = re.compile("#[0-9a-f]{6}")
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_Channels = tuple[int, int, int]
_DARKER_BY = 0.02


def given_colour(field: str, text: str) -> str | None:
    """A colour that is dark enough, as it is kept; None where it is left to the shipped one.

    ColourNeeded; ColourTooLight, which names the nearest darker one that will do.
    """
    colour = text.strip().lower()
    if colour in ("", SHIPPED_COLOUR):
        return None
    if not _COLOUR.fullmatch(colour):
        raise ColourNeeded(field)
    if contrast(colour, "#ffffff") < LEAST_CONTRAST:
        raise ColourTooLight(field, colour=colour, darker=_dark_enough(colour))
    return colour


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(_channels(one)), _luminance(_channels(other))))
    return (lighter + 0.05) / (darker + 0.05)


def shades(colour: str) -> Mapping[str, str]:
    """The house colour and what follows from it, by the name of the token that it takes the place of."""
    own = _channels(colour)
    soft = SOFT_LETTERS if contrast(colour, SOFT_LETTERS) >= LEAST_CONTRAST else "#ffffff"
    return {
        "brand": colour,
        "brand-deep": _written(_mixed(own, _BLACK, 0.32)),
        "brand-tint": _written(_mixed(own, _WHITE, 0.88)),
        "brand-wash": _written(_mixed(own, _WHITE, 0.95)),
        "brand-line": _written(_mixed(own, _WHITE, 0.7)),
        "on-brand-soft": soft,
        "night": _written(_mixed(own, _BLACK, 0.65)),
        "night-panel": _written(_mixed(own, _BLACK, 0.5)),
        "night-line": _written(_mixed(own, _BLACK, 0.2)),
    }


def _dark_enough(colour: str) -> str:
    share = 0.0
    while contrast(darker := _written(_mixed(_channels(colour), _BLACK, share)), "#ffffff") < LEAST_CONTRAST:
        share += _DARKER_BY
    return darker


def _channels(colour: str) -> _Channels:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def _written(channels: _Channels) -> str:
    return "#" + bytes(channels).hex()


def _mixed(one: _Channels, other: _Channels, share: float) -> _Channels:
    red, green, blue = (round(mine + (theirs - mine) * share) for mine, theirs in zip(one, other, strict=True))
    return red, green, blue


def _luminance(channels: _Channels) -> float:
    red, green, blue = (
        level / 12.92 if (level := value / 255) <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4 for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
