"""Which Chromium of this machine the tests and pictures are made with."""

import shutil

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The bare one first: it only runs headless, and shows a page in a quarter of the time."""


def chromium_program() -> str | None:
    """The path of the program; None where the machine has none."""
    return next(filter(None, map(shutil.which, NAMES)), None)
