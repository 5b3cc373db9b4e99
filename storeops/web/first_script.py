"""The one script that stands in the pages themselves: it comes with the page, and mends one whose other files did not.

The policy of the pages names it by its digest, so that no other script in a page is ever done.
"""

import hashlib
from base64 import b64encode
from importlib.resources import files

from markupsafe import Markup

SCRIPT = (files("storeops") / "templates" / "first_script.js").read_text(encoding="utf-8")
IN_THE_POLICY = f"'sha256-{b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()}'"
"""How the Content-Security-Policy names it."""


def first_script(again: str = "", typed_seconds: int | None = None) -> Markup:
    """The script as an element: the first of a page's head.

    It asks for the page at `again`, the page's own address where that is empty. What is typed and not sent keeps it
    from that, for `typed_seconds` since the last key; None: for ever.
    """
    kept = Markup(' data-typed-seconds="{}"').format(typed_seconds) if typed_seconds is not None else ""
    return Markup('<script data-again="{}"{}>{}</script>').format(again, kept, Markup(SCRIPT))
