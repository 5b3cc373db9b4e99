"""Numbers in a text that tell who somebody is: phone numbers, and the numbers of Chinese identity cards. Pure.

What looks like one may be an order's number. So nobody is refused for it: who writes such a text is asked whether it is
meant, and who reads it later sees the middle of the number as stars.
"""

import re
from datetime import date

# \d also matches the wide digits of a Chinese keyboard.
_BETWEEN = r"[ \-—.]?"
_BEGIN, _END = r"(?<!\d)", r"(?!\d)"
_COUNTRY = rf"(?:(?:\+|＋|00)86{_BETWEEN})?"
_MOBILE = rf"{_COUNTRY}[1１][3-9３-９]\d(?:{_BETWEEN}\d){{8}}"
_LANDLINE = rf"{_COUNTRY}[(（]?[0０]\d{{2,3}}[)）]?[ \-—]\d{{7,8}}"
_IDENTITY = rf"(?P<place>\d{{6}}){_BETWEEN}(?P<born>\d{{8}}){_BETWEEN}\d{{3}}[\dXxＸｘ]"
_FOUND = re.compile(rf"{_BEGIN}(?:{_IDENTITY}|{_MOBILE}|{_LANDLINE}){_END}")
_SHOWN_BEFORE, _SHOWN_AFTER = 3, 4
_FIRST_YEAR = 1900


def holds_a_number(text: str) -> bool:
    """Whether a text seems to hold somebody's phone or identity number."""
    return any(_is_one(found) for found in _FOUND.finditer(text))


def masked(text: str) -> str:
    """The text with stars in the middle of each such number: 138****5678; of an identity number 3 and 4 places stay."""
    return _FOUND.sub(lambda found: _starred(found[0]) if _is_one(found) else found[0], text)


def _is_one(found: re.Match[str]) -> bool:
    """Eighteen digits are an identity number only where a day of birth stands in them."""
    if not found["born"]:
        return True
    born = int(found["born"])
    try:
        return date(born // 10_000, born // 100 % 100, born % 100).year >= _FIRST_YEAR
    except ValueError:
        return False


def _starred(number: str) -> str:
    places = [at for at, letter in enumerate(number) if letter.isalnum()]
    hidden = set(places[_SHOWN_BEFORE:-_SHOWN_AFTER])
    return "".join("*" if at in hidden else letter for at, letter in enumerate(number))
