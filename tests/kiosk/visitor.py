"""Somebody who uses the public screens in a browser, as far as a test needs one."""

import re
from html import unescape

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from storeops.web.first_script import SCRIPT


def own_code(page: str) -> list[str]:
    """The scripts and styles that stand in a page itself: nothing but the first script, whole, is passed over."""
    others = re.sub(rf"<script data-again=[^>]*>{re.escape(SCRIPT)}</script>", "", page)
    return re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", others)


class Visitor:
    """Somebody with a browser: forms are filled from the page that was last opened, as browsers do."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.fields: dict[str, str] = {}

    def open(self, path: str) -> str:
        """The page at `path`, which must answer 200."""
        response = self.client.get(path)
        assert response.status_code == 200, response.status
        self.fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', response.text))
        return unescape(response.text)

    def send(self, path: str, **fields: str) -> TestResponse:
        """Send the form of the last page with `fields` added or changed."""
        return self.client.post(path, data={**self.fields, **fields})

    def take(self, service: str = "payment", category: str = "payment", language: str = "zh") -> str:
        """Take a ticket on the kiosk; its token."""
        self.open(f"/services/{category}?lang={language}")
        response = self.send("/tickets", service=service)
        assert response.status_code == 303, response.text
        return response.location.rsplit("/", 1)[1]
