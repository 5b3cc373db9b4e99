"""Ticket numbers: a category's letter and at least three digits, never reused within a business day. Pure."""


def ticket_number(prefix: str, count: int) -> str:
    """The number of the `count`-th ticket of a prefix: A001, and after A999 it grows to A1000."""
    return f"{prefix}{count:03d}"
