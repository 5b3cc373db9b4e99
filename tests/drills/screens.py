"""What people and programs see of a hall in trouble: its health, its board, and a kiosk that was opened before."""

import http.client
import json
import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import urlencode

from tests.drills.load import NO_ANSWER, without_numbers
from tests.served_hall import ServedHall

TIMEOUT_SECONDS = 20.0
FORM = "application/x-www-form-urlencoded"


class OpenScreens:
    """The screens of a hall, opened while all was well. The kiosk stands before its last touch, in English."""

    def __init__(self, hall: ServedHall) -> None:
        self._hall = hall
        self._cookies = ""
        status, headers, page = self._ask("GET", "/services/payment?lang=en")
        assert status == 200, page
        self._cookies = "; ".join(each.partition(";")[0] for each in headers.get_all("Set-Cookie", []))
        self._fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
        self.taken: set[str] = set()

    def touch(self) -> str:
        """Touch the kiosk's button, once more or for the first time: what it says. `taken` gets the ticket, if any."""
        try:
            status, headers, page = self._ask("POST", "/tickets", {**self._fields, "service": "payment"})
        except (OSError, http.client.HTTPException):
            return NO_ANSWER
        if status == 303:
            self.taken.add(headers["Location"].rpartition("/")[2].partition("?")[0])
            return "a ticket"
        found = re.search(r'<section class="notice"[^>]*><p>(.*?)</p>', page, re.DOTALL)
        return unescape(found[1]) if found else _sentence(page)

    def look(self) -> list[str]:
        """What each of them says now."""
        return [f"health: {self._health()}", f"board: {self._board()}", f"kiosk: {without_numbers(self.touch())}"]

    def look_at_health(self) -> list[str]:
        """What a program that watches over the hall is told."""
        return [f"health: {self._health()}"]

    def _health(self) -> str:
        try:
            status, _, text = self._ask("GET", "/healthz")
        except (OSError, http.client.HTTPException):
            return NO_ANSWER
        told = json.loads(text)
        reasons = told.get("reasons") or ([told["status"]] if told["status"] != "ok" else [])
        return f"{status} {'; '.join(map(str, reasons))}".strip()

    def _board(self) -> str:
        try:
            status, _, page = self._ask("GET", "/board")
        except (OSError, http.client.HTTPException):
            return NO_ANSWER
        return "as it was" if status == 200 else without_numbers(_sentence(page))

    def _ask(
        self, method: str, path: str, form: Mapping[str, str] | None = None
    ) -> tuple[int, http.client.HTTPMessage, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self._hall.port, timeout=TIMEOUT_SECONDS)
        headers = {"Accept-Language": "en", "Cookie": self._cookies, "Content-Type": FORM}
        try:
            connection.request(method, path, urlencode(form) if form else None, headers)
            response = connection.getresponse()
            return response.status, response.headers, response.read().decode()
        finally:
            connection.close()


def _sentence(page: str) -> str:
    """What a page that stands for another one tells in English."""
    found = re.search(r'<p id="broken">.*?(?:<span lang="en">)?([^<>]+)(?:</span>)?</p>', page, re.DOTALL)
    assert found, page
    return unescape(found[1]).strip()
