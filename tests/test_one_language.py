"""One language on a page: every page of screens and console is read in English, in Chinese and in English again.

The hall is one in which everything has happened once. What people typed stands as they typed it; everything else is in
the reader's language, whoever read the page before. Each page is found by its links, as a reader finds it.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

import kiosk.app
import staff_console.app
from storeops.base.clock import FrozenClock
from storeops.base.i18n import Language
from storeops.base.settings import read
from storeops.people.devices import DeviceKind
from storeops.people.door_table import DOORS, Site
from storeops.store.database import HallDatabase, Pool, connect
from storeops.web.live import LiveFeed
from storeops.web.request import Runtime
from storeops.web.workshop import Workshop
from tests.factories import ADA, ANA, CHEN, GRETA, MONDAY_NINE, SHAN, SUN, Person, copied_hall, give_pin, rows
from tests.heavy_here import RunsHere
from tests.staff_console.colleague import Colleague
from tests.test_doors import path_of
from tests.tracing.told_hall import a_told_hall

pytestmark = pytest.mark.slow

PEOPLE = (ADA, SUN, CHEN, SHAN, GRETA, ANA)
WALKS: tuple[tuple[Language, tuple[Person, ...]], ...] = (
    ("en", PEOPLE),
    ("zh", PEOPLE),
    ("en", (ADA, CHEN, ANA)),
)
"""Who reads all that opens to them, one language after the other."""

CHINESE = re.compile(r"[\u4e00-\u9fff]+")
LATIN = re.compile(r"[A-Za-z][A-Za-z'’]+")

ALLOWED_IN_CHINESE = {
    # The product, and how the other language is called
    *("StoreOps", "English"),
    # Measures and signs
    *("ms", "MB", "MiB", "KB", "min", "px"),
    # What programs, files and machines are called, in any language
    *(
        "API",
        "CSV",
        "XLSX",
        "PDF",
        "HTML",
        "JSON",
        "PIN",
        "PINs",
        "QR",
        "VIP",
        "HTTPS",
        "HTTP",
        "TOTP",
        "IP",
        "ID",
        "PNG",
        "SQLite",
        "SIM",
        "PUK",
    ),
    # Keys, units and signs of formulas that stand with their meaning beside them
    *("Esc", "kB", "Cookie", "Erlang", "med", "met", "exp", "sum", "us"),
    # What a program may do is called by the API's own words
    *("read", "serve", "issue", "rate", "quality", "reports"),
    *("JPEG", "WebP", "Excel", "UTF", "GB18030", "GB", "BOM", "Wi", "Fi", "WiFi", "SLA", "URL", "Idempotency", "Key"),
}
ALLOWED_IN_ENGLISH = {"中文", "简体中文", "一票否决"}
FOR_BOTH = {"/board", "/pairing", *(f"/setup/devices/start-page/{kind}" for kind in DeviceKind)}
"""What stands before everybody says each sentence in both languages, the Chinese first."""
VOID = {"meta", "link", "input", "br", "img", "hr", "wbr", "source", "col", "area", "base", "embed"}
MACHINES = re.compile(
    r"https?://\S+|storeops [a-z]+|(?<= )--[a-z-]+|(?:GET|POST) |Werkzeug|Asia/Shanghai|\b[0-9a-f]{12,}\b"
    r"|/[\w/<>.?&=-]+|\w+_\w+|[\w.-]*\.(?:html|xlsx|csv|pdf|json|png|db)\b|[\w.]+@[\w.]+"
)
"""Commands, names of files, addresses, seals and examples of codes: the same in every language."""
READ_ATTRIBUTES = {"title", "aria-label", "placeholder", "alt", "label", "data-live", "data-lost", "data-words"}


NOT_SENT = {"POST /sign-out", "POST /sign-in", "POST /account/sessions/end-others"}
"""What would end the session that asks."""
WHOLE_TRACE = ("/setup/trace?from=2026-03-01&to=2026-03-31",)


class Read(HTMLParser):
    """The words of a page, its texts and the attributes that are read out or shown, each with its language.

    That is the one that the nearest element around says, else the reader's. Codes, scripts and styles are no words.
    """

    def __init__(self, page: str, language: Language) -> None:
        super().__init__()
        self.words: list[tuple[Language, str]] = []
        self.language_of_page: str | None = None
        self._within: list[tuple[str, Language | None]] = [("", language)]
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = dict(attributes).get("lang")
        here = self._within[-1][1] if told is None else _language_of(told)
        if tag == "html":
            self.language_of_page = told
        if tag not in VOID:
            self._within.append((tag, None if tag in ("script", "style", "code") else here))
        for name, value in attributes:
            if value and name in READ_ATTRIBUTES:
                self._note(here, value)

    def handle_endtag(self, tag: str) -> None:
        while len(self._within) > 1 and self._within.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._note(self._within[-1][1], data)

    def _note(self, language: Language | None, words: str) -> None:
        if language and words.strip():
            self.words.append((language, " ".join(words.split())))


def _language_of(told: str) -> Language:
    return "en" if told.startswith("en") else "zh"


@dataclass
class Reader:
    """Somebody with a browser who follows every link of every page, in one language."""

    app: Flask
    site: Site
    who: Person | None
    language: Language
    start: tuple[str, ...] = ()
    pages: dict[str, str] = field(default_factory=dict)

    def walk(self) -> dict[str, str]:
        """Each page that was found, with its HTML."""
        client = self.app.test_client()
        if self.who is not None:
            colleague = Colleague(client, self.who)
            assert colleague.sign_in().status_code == 303
        ways, seen = self.app.url_map.bind(""), Counter[tuple[object, ...]]()
        named = [address.split(" ")[1] for address in DOORS[self.site] if "<" not in address]
        waiting = deque([*self.start, *named])
        while waiting:
            address = waiting.popleft()
            path, query = urlsplit(address).path, urlsplit(address).query
            try:
                endpoint, values = ways.match(path, "GET")
            except Exception:
                continue
            kind = (endpoint, *sorted(set(parse_qs(query)) - {"lang"}), *(() if values else (path,)))
            if address in self.pages or seen[kind] or "sign-out" in address:
                continue
            seen[kind] += 1
            joined = f"{address}{'&' if query else '?'}lang={self.language}"
            answer = client.get(joined, follow_redirects=True)
            assert answer.status_code < 500, address
            if answer.mimetype != "text/html":
                continue
            text = answer.get_data(as_text=True)
            self.pages[address] = text
            waiting += Links(text).found
        return self.pages


class Links(HTMLParser):
    """Where the links of a page lead, with their queries."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        where = dict(attributes).get("href")
        if tag == "a" and where and where.startswith("/") and "lang=" not in where:
            self.found.append(where.split("#")[0])


TYPED_COLUMNS = {
    *("name", "note", "summary", "reply", "resolution", "decision", "grounds", "answer", "title", "words", "browser"),
    *("decided", "made_by", "hand_over_note", "promise_note", "address", "file_name", "zone"),
}


def typed_by_people(db: HallDatabase) -> list[str]:
    """What people typed, longest first: it is no page's own word."""
    found: set[str] = set()
    for table in set(db.table_names()) - {"_sqlite_migrations", "job_run"}:
        for column in TYPED_COLUMNS & {found.name for found in db[table].columns}:
            sql = f'SELECT DISTINCT "{column}" AS typed FROM "{table}" WHERE "{column}" > \'\''
            found |= {str(row["typed"]) for row in rows(db, sql)}
    found.add("gift")  # so a file called what it brought, and the report of the month that was closed then keeps it
    found |= {row["reason"] for row in rows(db, "SELECT reason FROM contact_reading")}
    return sorted(found, key=len, reverse=True)


def foreign_words(page: str, language: Language, typed: list[str]) -> set[str]:
    """The texts of a page that hold words of another language than they say they are in."""
    found = set()
    for own, text in Read(page, language).words:
        left = MACHINES.sub(" ", text)
        for each in typed:
            left = left.replace(each, " ")
        pattern, allowed = (LATIN, ALLOWED_IN_CHINESE) if own == "zh" else (CHINESE, ALLOWED_IN_ENGLISH)
        if any(word not in allowed for word in pattern.findall(left)):
            found.add(text)
    return found


@pytest.fixture(scope="module")
def told_hall(founded_hall: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, FrozenClock]]:
    """A hall in which everything has happened once, where everybody may sign in again."""
    folder = tmp_path_factory.mktemp("one_language")
    clock, db = FrozenClock(MONDAY_NINE), connect(copied_hall(founded_hall, folder / "hall.db"))
    a_told_hall(db, clock, folder)
    db.execute("UPDATE category SET name_zh = '业务' || prefix, name_en = 'Business ' || prefix")
    db.execute("UPDATE service SET name_zh = '赠品', name_en = 'Gift' WHERE code = 'gift'")
    db.execute("DELETE FROM second_factor")
    for person in PEOPLE:
        give_pin(db, rows(db, "SELECT id FROM employee WHERE code = ?", person.code)[0]["id"])
    yield folder / "hall.db", clock
    db.close()


@pytest.fixture(scope="module")
def runtime(told_hall: tuple[Path, FrozenClock]) -> Iterator[Runtime]:
    path, clock = told_hall
    pool = Pool(path)
    feed = LiveFeed(pool, cap=2)
    yield Runtime(read({}, path), pool, clock, feed, workshop=Workshop(RunsHere(path, clock)))
    feed.stop()
    pool.close()


def test_every_page_is_in_its_readers_language_whoever_read_it_before(
    runtime: Runtime, told_hall: tuple[Path, FrozenClock]
) -> None:
    console, screens = staff_console.app.create_app(runtime), kiosk.app.create_app(runtime)
    db = connect(told_hall[0])
    typed = typed_by_people(db)
    token = rows(db, "SELECT token FROM ticket ORDER BY id DESC LIMIT 1")[0]["token"]
    foreign: dict[str, set[str]] = {}
    count = 0
    for language, people in WALKS:
        readers = [Reader(console, Site.CONSOLE, person, language, WHOLE_TRACE) for person in people]
        readers.append(Reader(screens, Site.SCREENS, None, language, (f"/t/{token}",)))
        for reader in readers:
            for address, page in reader.walk().items():
                count += 1
                found = foreign_words(page, language, typed)
                told = Read(page, language).language_of_page
                if told and _language_of(told) != language and urlsplit(address).path not in FOR_BOTH:
                    found.add(f"the page says that it is in {told}")
                if found:
                    foreign.setdefault(f"{language} {address}", set()).update(found)

    assert foreign == {}
    assert count > 400


@pytest.mark.parametrize("person", [ADA, CHEN, ANA], ids=lambda person: person.role.value)
def test_every_refusal_of_an_empty_form_is_in_its_readers_language(
    runtime: Runtime, told_hall: tuple[Path, FrozenClock], person: Person
) -> None:
    visitor = Colleague(staff_console.app.create_app(runtime).test_client(), person)
    assert visitor.sign_in().status_code == 303
    typed, foreign, count = typed_by_people(connect(told_hall[0])), {}, 0
    for language in ("en", "zh"):
        visitor.open(f"/account?lang={language}")
        for address in DOORS[Site.CONSOLE]:
            if not address.startswith("POST") or address in NOT_SENT:
                continue
            answer = visitor.send(path_of(address, person.code))
            assert answer.status_code < 500, address
            count += answer.status_code >= 400
            found = foreign_words(answer.text, language, typed)
            if found:
                foreign[f"{language} {address}"] = found

    assert foreign == {}
    assert count > 100
