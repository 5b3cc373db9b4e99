"""The answer to a request that reached no app, for it could not be read: made of the bytes that came and nothing else.
Whoever answers has begun the mark of the request.

Nobody's language is known here, so people read both.
"""

import re
from http import HTTPStatus

from storeops.base import request_mark
from storeops.base.errors import StoreOpsError
from storeops.web.broken_page import broken_page
from storeops.web.problem import PROBLEM_TYPE, problem_text
from storeops.web.security_headers import SECURITY_HEADERS

_PATH = re.compile(rb"[A-Z]{1,20} (?:https?://[^/ ]*)?(/[^? \r\n]{0,40})")


def answer(request: bytes, error: StoreOpsError) -> bytes:
    """The whole HTTP answer, after which the connection is closed: a problem for programs, else a page."""
    kind, text = body(_path(request), error)
    content = text.encode()
    headers = {
        "Content-Type": f"{kind}; charset=utf-8",
        "Content-Length": len(content),
        "Cache-Control": "no-store",
        "Connection": "close",
        request_mark.HEADER: request_mark.current(),
        **SECURITY_HEADERS,
    }
    lines = [f"HTTP/1.1 {error.status} {HTTPStatus(error.status).phrase}", *(f"{n}: {v}" for n, v in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + content


def body(path: str, error: StoreOpsError) -> tuple[str, str]:
    """The type and the text of what is answered at an address. A kiosk goes back to its start by itself."""
    if _is_below(path, "/api"):
        return PROBLEM_TYPE, problem_text(error, "en", request_mark.current())
    if _is_below(path, "/console"):
        return "text/html", broken_page(error, "/console/", root="/console")
    return "text/html", broken_page(error, "/", goes_on=True)


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _path(request: bytes) -> str:
    found = _PATH.match(request)
    return found.group(1).decode("latin-1") if found else "/"
