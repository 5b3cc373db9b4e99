"""No words are lost: whoever wrote something into a form that is refused finds it on the page that says so.

In a hall in which everything has happened once, every form that stands on a page is sent wrong by all who see it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

import staff_console.app
from staff_console.page.sent_words import GIVEN_ANEW
from storeops.people.door_table import Site
from storeops.web.free_text import FREE_TEXTS, typed_texts
from storeops.web.request import Runtime
from tests.staff_console.colleague import Colleague
from tests.test_one_language import Reader
from tests.told_runtime import PEOPLE, told_runtime

pytestmark = pytest.mark.slow

SECRETS = {"/sign-in/code"}
"""Where what is typed is never shown again."""
NO_CHOICE = "none"


def _words(field: str) -> str:
    """Longer than any name, number or note may be; a sheet full of them still fits into one form."""
    return f"My {field} {'x' * (1001 if field.split('.')[0] in FREE_TEXTS else 201)}"


def _lost(where: str, answer: TestResponse, typed: Mapping[str, str]) -> set[str]:
    """What the answer to a form lacks; whatever is not refused is no answer to a wrong form."""
    text = unescape(answer.text)
    missing = sorted(name for name, own in typed.items() if own not in text)
    return {f"{where}: {answer.status_code} {missing}"} if answer.status_code < 400 or missing else set()


class Forms(HTMLParser):
    """The forms of a page that ask for words: where each is sent, what it says already, and the fields for words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], list[str]]] = []
        self._is_sent = False
        self._action = ""
        self._says: dict[str, str] = {}
        self._words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._is_sent = values.get("method", "get").lower() == "post"
            self._action, self._says, self._words = values.get("action", "").split("#")[0], {}, []
        elif not self._is_sent or "name" not in values or "disabled" in values:
            return
        elif tag == "textarea" or (tag == "input" and values.get("type", "text") in ("text", "search")):
            self._words.append(values["name"])
        elif tag == "select" or values.get("type") == "radio":
            self._says.setdefault(values["name"], NO_CHOICE)
        elif tag == "input" and values.get("type") == "hidden" and values["name"] not in GIVEN_ANEW:
            self._says[values["name"]] = values.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._is_sent:
            self.found.append((self._action, self._says, self._words))
            self._is_sent = False


@pytest.fixture
def told(founded_hall: Path, tmp_path: Path) -> Iterator[Runtime]:
    with told_runtime(founded_hall, tmp_path) as runtime:
        yield runtime


def test_a_refused_form_keeps_every_word_that_was_typed(told: Runtime) -> None:
    console = staff_console.app.create_app(told)
    lost, sent = set(), Counter[tuple[str, str]]()
    for person in PEOPLE:
        visitor = Colleague(console.test_client(), person)
        assert visitor.sign_in().status_code == 303
        for address, page in Reader(console, Site.CONSOLE, person, "en").walk().items():
            for action, says, words in Forms(page).found:
                to = action or address
                kind = person.code, re.sub(r"\d+", "#", to)
                if not words or sent[kind] or to in SECRETS:
                    continue
                sent[kind] += 1
                typed = {name: _words(name) for name in words}
                answer = visitor.send(to, **{**says, **typed})
                lost |= _lost(f"{person.role} {to}", answer, typed)
                texts = typed_texts(typed.items())
                answer = visitor.send(to, **{**says, **typed, "csrf_token": ""})
                lost |= _lost(f"{person.role} {to}, open for too long", answer, {name: typed[name] for name in texts})

    assert lost == set()
    assert len(sent) >= 30
