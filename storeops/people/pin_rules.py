"""Which PINs nobody may choose: too short, or among the first that a thief would try. Pure."""

import re
from datetime import date

from storeops.people.refusals import PinNeeded, PinTooEasy
from storeops.people.usual_pins import USUAL_PINS

PIN = re.compile(r"[0-9]{6,12}")
FIELD = "new_pin"

_LINE = "01234567890"
_EARLIEST_BIRTH, _LATEST_BIRTH = 1930, 2030


def refuse_easy_pin(pin: str, number: str) -> None:
    """PinNeeded unless it is 6 to 12 digits; PinTooEasy where it is easily guessed for the employee of this number."""
    if not PIN.fullmatch(pin):
        raise PinNeeded(FIELD)
    if is_easy(pin, number):
        raise PinTooEasy(FIELD)


def is_easy(pin: str, number: str) -> bool:
    """Whether a thief would try it among the first."""
    return (
        pin in USUAL_PINS
        or _repeats(pin)
        or _runs(pin)
        or _reads_both_ways(pin)
        or _is_a_day(pin)
        or (len(number) >= 3 and number in pin)
    )


def _repeats(pin: str) -> bool:
    """One to three digits over and over, or digits of two kinds only, or each digit doubled."""
    again = any(pin == (pin[:length] * len(pin))[: len(pin)] for length in (1, 2, 3))
    doubled = pin[::2] == pin[1::2]
    return again or doubled or len(set(pin)) <= 2


def _runs(pin: str) -> bool:
    """Digits in a row, up or down, as a whole or in two halves."""
    half = len(pin) // 2
    return all(part in _LINE or part[::-1] in _LINE for part in (pin[:half], pin[half:]))


def _reads_both_ways(pin: str) -> bool:
    return pin == pin[::-1]


def _is_a_day(pin: str) -> bool:
    """A birthday as people write it: with two or four digits of the year, first or last; a year and a month."""
    if len(pin) == 6:
        years = (1900 + int(pin[:2]), 2000 + int(pin[:2]))
        if any(_is_day(year, pin[2:4], pin[4:]) for year in years):
            return True
        years = (1900 + int(pin[4:]), 2000 + int(pin[4:]))
        if any(_is_day(year, pin[:2], pin[2:4]) or _is_day(year, pin[2:4], pin[:2]) for year in years):
            return True
        return _is_day(int(pin[:4]), pin[4:], "01") or _is_day(int(pin[2:]), pin[:2], "01")
    if len(pin) == 8:
        return (
            _is_day(int(pin[:4]), pin[4:6], pin[6:])
            or _is_day(int(pin[4:]), pin[:2], pin[2:4])
            or _is_day(int(pin[4:]), pin[2:4], pin[:2])
        )
    return False


def _is_day(year: int, month: str, day: str) -> bool:
    try:
        date(year, int(month), int(day))
    except ValueError:
        return False
    return _EARLIEST_BIRTH <= year <= _LATEST_BIRTH
