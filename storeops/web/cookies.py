"""Cookies of the web apps. Over TLS each is Secure, and by its name no other host and no other port's page sets it."""

import hashlib

from flask import Flask, Request, request
from flask.sessions import SecureCookieSessionInterface, SessionInterface, SessionMixin
from werkzeug.wrappers import Response

THIS_HOST_ONLY = "__Host-"
"""A browser takes a cookie of such a name only over TLS, for the whole host and for no other one."""


def own_name(name: str) -> str:
    """What a cookie is called on this request's connection."""
    return f"{THIS_HOST_ONLY}{name}" if request.is_secure else name


def cookie(name: str) -> str | None:
    """The cookie of this name that the browser sent; None if it sent none."""
    return request.cookies.get(own_name(name))


def give_cookie(response: Response, name: str, value: str, seconds: int) -> None:
    """Let the browser keep a value that no script and no other site's form can read or send."""
    response.set_cookie(own_name(name), value, max_age=seconds, secure=request.is_secure, httponly=True, samesite="Lax")


class HallSessions(SecureCookieSessionInterface):
    """Sessions, signed with HMAC-SHA-256, whose cookie follows the same rule."""

    digest_method = staticmethod(hashlib.sha256)

    def get_cookie_name(self, app: Flask) -> str:
        return own_name(app.config["SESSION_COOKIE_NAME"])

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 - Flask hands it over
        return request.is_secure


class NoSessions(SessionInterface):
    """For apps without pages: nobody's cookie is read, and none is given."""

    def open_session(self, app: Flask, request: Request) -> None:  # noqa: ARG002 - Flask hands them over
        return None

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Never asked: there is no session to save."""
        raise NotImplementedError
