"""Times in SQL."""


def second(column: str) -> str:
    """SQL for a stamp cut to whole seconds, which is what unixepoch does: nothing is subtracted before it is cut."""
    return f"unixepoch({column})"
