"""Somebody of the cast who works with the console, as far as a test needs one."""

import re
from html import unescape
from itertools import count

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import PIN, Person

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Colleague:
    """A person with a browser of their own, in English. Every form they send has a new key unless one is given."""

    def __init__(self, client: FlaskClient, person: Person) -> None:
        self.client = client
        self.person = person
        self._token = ""
        self._keys = count(1)

    def sign_in(self, pin: str = PIN) -> TestResponse:
        """Open the sign-in page and send number and PIN."""
        self.open("/sign-in?lang=en")
        response = self.send("/sign-in", employee=self.person.code, pin=pin)
        if response.status_code == 303:
            self._learn_token(self.client.get("/account", follow_redirects=True).text)
        return response

    def open(self, path: str) -> str:
        """The page at `path`, which must answer 200 once redirects are followed."""
        response = self.client.get(path, follow_redirects=True)
        assert response.status_code == 200, response.status
        self._learn_token(response.text)
        return unescape(response.text)

    def send(self, path: str, **fields: str | list[str]) -> TestResponse:
        """Send a form as a browser without a script does."""
        return self.client.post(path, data=self._filled(fields))

    def post(self, path: str, **fields: str | list[str]) -> TestResponse:
        """Send a form as the page's script does: the answer is the fragment."""
        return self.client.post(path, data=self._filled(fields), headers={"X-Fragment": "1"}, follow_redirects=True)

    def form(self) -> dict[str, str | list[str]]:
        """A form of the last page, with nothing filled in."""
        return self._filled({})

    def _filled(self, fields: dict[str, str | list[str]]) -> dict[str, str | list[str]]:
        key = f"{self.person.code}-{next(self._keys)}"
        return {"csrf_token": self._token, "idempotency_key": key, **fields}

    def _learn_token(self, text: str) -> None:
        found = TOKEN.search(text)
        if found:
            self._token = found.group(1)
