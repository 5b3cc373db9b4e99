"""Which browser on which system a screen is: enough to tell two machines apart, and the same after an update. Pure."""

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


def browser_mark(user_agent: str) -> str:
    """What a browser says of itself in two words, without the versions that every update changes."""
    return f"{_first(_BROWSERS, user_agent)}, {_first(_SYSTEMS, user_agent)}"


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in names if sign in user_agent), OTHER)
