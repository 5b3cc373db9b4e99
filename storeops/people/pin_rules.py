"""Which PINs nobody may choose: too short, or among the first that a thief would try. Pure."""

import re
from datetime import date

from storeops.people.refusals import PinNeeded, PinTooEasy

PIN = re.compile(r"[0-9]{6,12}")
FIELD = "new_pin"

_LINE = "01234567890"
_USUAL = frozenset(
    {
        *("100200", "102030", "112233", "112211", "123654", "131420", "131421", "142536", "147147", "147258"),
        *("147369", "147852", "147896", "159357", "159753", "159951", "168168", "168888", "188888", "258369"),
        *("258456", "258852", "321654", "357159", "369258", "369369", "456123", "456852", "514520", "518518"),
        *("518888", "520131", "520520", "521521", "584520", "585858", "586586", "666888", "741852", "741963"),
        *("753951", "789456", "789789", "852456", "852963", "888666", "951753", "963852", "987789", "998877"),
        *("1314520", "1314521", "5201314", "5211314", "7758258", "7758521", "12301230", "12344321", "14725836"),
        *("147258369", "123123123", "741852963", "789456123", "963852741", "987654321", "1234509876"),
    }
)
"""PINs that lists of stolen ones begin with: figures on the keys, and numbers that sound like words in Chinese."""
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
        pin in _USUAL
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
