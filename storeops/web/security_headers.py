"""What every answer says to browsers of how to guard it; no page says otherwise.

One picture may be asked for by a page of another origin: a screen that is up before the hall waits on a file of its own
machine until the picture is there (docs/operations.md). It tells nothing but that somebody answers.
"""

from storeops.web import first_script

SIGN_OF_LIFE = "/static/icon.svg"

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'self'; script-src 'self' {first_script.IN_THE_POLICY}; img-src 'self' data:;"
        " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), camera=()",
}
OF_THE_SIGN_OF_LIFE = {**SECURITY_HEADERS, "Cross-Origin-Resource-Policy": "cross-origin"}


def headers_of(path: str) -> dict[str, str]:
    """What the answer of an address says."""
    return OF_THE_SIGN_OF_LIFE if path == SIGN_OF_LIFE else SECURITY_HEADERS
