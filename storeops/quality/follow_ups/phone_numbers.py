"""Customers' phone numbers: one spelling for each, and a mask that tells no more than needed. Pure."""

import re
import unicodedata

from storeops.quality.follow_ups.refusals import PhoneNeeded

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"0\d{9,11}", re.ASCII)
_ABROAD = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
_PUNCTUATION = re.compile(r"[\s\-().]")


def normalised(text: str) -> str:
    """The number without punctuation and without China's own prefix; PhoneNeeded if it is no phone number.

    13812345678, 01012345678, or +4915112345678 for a number from abroad.
    """
    number = _PUNCTUATION.sub("", unicodedata.normalize("NFKC", text[:40]))
    number = re.sub(r"^(\+|00)86(?=0|1[3-9])", "", number)
    number = re.sub(r"^00", "+", number)
    if not any(pattern.fullmatch(number) for pattern in (_MOBILE, _LANDLINE, _ABROAD)) or _is_filler(number):
        raise PhoneNeeded("phone")
    return number


def masked(number: str) -> str:
    """138****5678: the first three and the last four digits, with stars for each digit between."""
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"


def _is_filler(number: str) -> bool:
    """Whether somebody held one key down to get past the field."""
    return len(set(number[-8:])) == 1
