"""How many numbers may have been given in a time of which nothing is known. Pure."""

from datetime import timedelta
from math import ceil

AT_ONCE = 10
"""So many may have been given within moments, whatever the pace."""
LEAST_A_MINUTE = 1.0
FASTER_THAN_EVER = 2
"""So many times the pace of the busiest hour is no pace that a hall had."""


def numbers_to_pass_over(unknown: timedelta, busiest_hour: int) -> int:
    """The numbers of one letter that may be in customers' hands from a time in which tickets were given.

    `busiest_hour`: the most that were given within one hour of late. 0 where the time is none.
    """
    if unknown <= timedelta(0):
        return 0
    a_minute = max(LEAST_A_MINUTE, FASTER_THAN_EVER * busiest_hour / 60)
    return AT_ONCE + ceil(unknown / timedelta(minutes=1) * a_minute)
