"""Which browser on which system a screen is: enough to tell two machines apart, and the same after an update. Pure."""

import re

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("MicroMessenger", "WeChat"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
OTHER = "other"
_VERSIONS = (re.compile(r"(?:Chrome|CriOS|EdgiOS|Firefox)/([0-9]{1,4})\b"), re.compile(r"Version/([0-9]{1,4})\b"))
"""Of the engine: what is built on Chrome names its version beside its own; Safari alone writes `Version`."""


def browser_mark(user_agent: str) -> str:
    """What a browser says of itself in two words, without the versions that every update changes."""
    return f"{_first(_BROWSERS, user_agent)}, {_first(_SYSTEMS, user_agent)}"


def browser_version(user_agent: str) -> int | None:
    """The version of a browser's engine, by its whole number; None where it tells none that is known."""
    told = next(filter(None, (version.search(user_agent) for version in _VERSIONS)), None)
    return int(told.group(1)) if told else None


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in names if sign in user_agent), OTHER)
