"""The larger view for customers who read with difficulty: bigger words and targets, calmer time limits.

The choice travels in the address (`view=large`), so it ends by itself when the kiosk returns to its start.
"""

from typing import Any

from flask import request

LARGE = "large"


def is_large() -> bool:
    """Whether this request's reader asked for the larger view."""
    return request.args.get("view") == LARGE


def kept_in_links() -> dict[str, Any]:
    """What every link and form of a screen carries on."""
    return {"view": LARGE} if is_large() else {}
