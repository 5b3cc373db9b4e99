"""The number of an error that nobody foresaw."""

from secrets import randbelow


def new_number() -> str:
    """A number by which one error is found in the log: six digits, as people read them out."""
    return str(100_000 + randbelow(900_000))
