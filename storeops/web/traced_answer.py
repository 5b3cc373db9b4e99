"""Which answers leave a trace: a refusal by what guards the hall, and a file to keep."""

from dataclasses import dataclass
from urllib.parse import quote

from flask import request
from werkzeug.wrappers import Response

from storeops.web.request_limit import Limit

REFUSALS = Limit("traced refusal", 30)
"""Of one person in a minute: more of them say nothing new, and must not fill the journal."""
REFUSED = frozenset({400, 403, 413, 429})
"""A form that no page of ours gave, a right that is missing, more than fits, more than may be asked in a while."""
LONGEST_PATH = 300


@dataclass(frozen=True)
class TracedAnswer:
    """`door` is the pattern of the address, with the app before it; `path` is the address itself."""

    is_refusal: bool
    door: str
    path: str


def traced_answer(response: Response) -> TracedAnswer | None:
    """What of this answer is traced; None for most."""
    is_refusal = response.status_code in REFUSED
    is_file = response.status_code == 200 and response.headers.get("Content-Disposition", "").startswith("attachment")
    if not (is_refusal or is_file) or request.url_rule is None:
        return None
    path = request.full_path if request.query_string else request.path
    door = f"{request.method} {request.script_root}{request.url_rule.rule}"
    return TracedAnswer(is_refusal, door, _seen(f"{request.script_root}{path}")[:LONGEST_PATH])


def _seen(path: str) -> str:
    """An address without marks that nobody sees, or that turn the direction of the line in which they stand."""
    return "".join(letter if letter.isprintable() else quote(letter) for letter in path)
