"""What can only be refused is not offered: each button that asks for nothing more is pressed by all who see it.

In a hall in which everything has happened once, a button stands on its page and is pressed as it stands there. What a
form asks for beside it is another matter: an empty field is refused, and says so.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

import staff_console.app
from storeops.people.door_table import Site
from storeops.web.request import Runtime
from tests.staff_console.colleague import Colleague
from tests.test_one_language import Reader
from tests.told_runtime import PEOPLE, told_runtime

pytestmark = pytest.mark.slow

ENDS_THE_SESSION = {"/sign-out", "/account/sessions/end-others"}
GIVEN_ANEW = {"csrf_token", "idempotency_key"}

Button = tuple[str, str, str]
"""Where it leads, its name and its value."""


class Buttons(HTMLParser):
    """The buttons of a page whose forms ask for nothing else, each with what its form sends beside it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[Button, dict[str, str]]] = []
        self._action = ""
        self._sent: dict[str, str] = {}
        self._buttons: list[Button] = []
        self._asks = True
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._action, self._sent, self._buttons = values.get("action", ""), {}, []
            self._asks = values.get("method", "get").lower() != "post"
        elif tag == "input" and values.get("type") == "hidden":
            self._sent[values["name"]] = values.get("value", "")
        elif tag in ("input", "select", "textarea"):
            self._asks = True
        elif tag == "button" and values.get("type") != "button" and "disabled" not in values:
            to = values.get("formaction") or self._action
            self._buttons.append((to.split("#")[0], values.get("name", ""), values.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and not self._asks:
            self.found += [(button, self._sent) for button in self._buttons]
            self._asks = True


@pytest.fixture
def told(founded_hall: Path, tmp_path: Path) -> Iterator[Runtime]:
    with told_runtime(founded_hall, tmp_path) as runtime:
        yield runtime


def test_no_button_that_asks_for_nothing_more_can_only_be_refused(told: Runtime) -> None:
    console = staff_console.app.create_app(told)
    refused, pressed = set(), Counter[tuple[str, ...]]()
    for person in PEOPLE:
        visitor = Colleague(console.test_client(), person)
        assert visitor.sign_in().status_code == 303
        for address, page in Reader(console, Site.CONSOLE, person, "en").walk().items():
            for button, sent in Buttons(page).found:
                kind = (person.code, re.sub(r"\d+", "#", button[0]), *button[1:])
                if button[0] in ENDS_THE_SESSION or not button[0].startswith("/") or pressed[kind]:
                    continue
                stands = _as_it_stands(visitor, address, button, sent)
                if stands is not None:
                    pressed[kind] += 1
                    answer = visitor.client.post(button[0], data=stands, follow_redirects=True)
                    if answer.status_code >= 400:
                        refused.add(f"{person.role} at {address}: {button[0]} {button[2]}, {answer.status_code}")

    assert refused == set()
    assert len(pressed) >= 30


def _as_it_stands(visitor: Colleague, address: str, button: Button, sent: dict[str, str]) -> dict[str, str] | None:
    """What the button sends if it still stands on its page; None where an earlier press has taken it away."""
    page = visitor.client.get(address, follow_redirects=True).get_data(as_text=True)
    for found, fields in Buttons(page).found:
        if found == button and _same(fields) == _same(sent):
            return fields | ({button[1]: button[2]} if button[1] else {})
    return None


def _same(fields: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if name not in GIVEN_ANEW}
