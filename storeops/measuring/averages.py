"""Shares as metrics mean them: nothing over nothing is None. Pure."""


def share(part: float, whole: float) -> float | None:
    """A part of a whole; None where there is no whole."""
    return part / whole if whole else None
