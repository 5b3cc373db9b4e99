"""Everything that people read exists in Chinese and in English."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from storeops.base.i18n import CATALOGUES, catalogue_files, translate

ROOT = Path(__file__).parent.parent
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
KEYWORDS = {"N_": None, "_": None, "gettext": None, "ngettext": (1, 2), "in_both": None}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def messages(package: str) -> Iterator[tuple[str, str]]:
    """Each message of a package's code and templates, with the place where it stands."""
    for file, line, message, _, _ in extract_from_dir(ROOT / package, METHODS, keywords=KEYWORDS):
        for form in message if isinstance(message, tuple) else (message,):
            if form:
                yield form, f"{package}/{file}:{line}"


def catalogues() -> Iterator[tuple[str, Catalog]]:
    """Each file of Chinese words, with its path."""
    for source in catalogue_files("zh"):
        with source.open("rb") as file:
            yield str(source), read_po(file, locale="zh")


def sources(catalogue: Catalog) -> list[str]:
    """The messages that a file translates; of plural forms the singular."""
    return [entry.id[0] if isinstance(entry.id, tuple | list) else entry.id for entry in catalogue if entry.id]


@pytest.mark.parametrize("package", CATALOGUES)
def test_every_message_has_its_chinese(package: str) -> None:
    missing = {f"{place}: {message}" for message, place in messages(package) if translate("zh", message) == message}

    assert missing == set()


@pytest.mark.parametrize(("path", "catalogue"), list(catalogues()))
def test_a_translation_keeps_the_placeholders_of_its_message(path: str, catalogue: Catalog) -> None:
    wrong = []
    for entry in catalogue:
        forms = entry.id if isinstance(entry.id, tuple | list) else (entry.id,)
        targets = entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
        wanted = set(PLACEHOLDER.findall(forms[-1]))
        wrong += [forms[0] for target in targets if forms[0] and set(PLACEHOLDER.findall(target or "")) != wanted]

    assert wrong == [], path


def test_a_message_is_translated_the_same_way_everywhere() -> None:
    places: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for path, catalogue in catalogues():
        for entry in catalogue:
            if entry.id and isinstance(entry.id, str):
                places[entry.id].add((path, str(entry.string)))

    differing = {message: found for message, found in places.items() if len({chinese for _, chinese in found}) > 1}
    assert differing == {}


def test_the_catalogues_hold_no_message_that_nobody_says() -> None:
    said = {message for package in CATALOGUES for message, _ in messages(package)}
    kept = {message for _, catalogue in catalogues() for message in sources(catalogue)}

    assert kept - said == set()


@pytest.mark.parametrize("package", ["kiosk", "staff_console"])
def test_templates_hold_no_chinese_of_their_own(package: str) -> None:
    named_in_both = {"简体中文", "中文"}  # a language is offered under its own name
    found = [
        f"{path.name}: {line.strip()}"
        for path in sorted((ROOT / package / "templates").rglob("*.html"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if CHINESE.search(re.sub("|".join(named_in_both), "", line))
    ]

    assert found == []


LOSING_WORDS = {
    "客户": "顾客",
    "邀评": "询问",
    "作答率": "应答率",
    "很满意率": "惊喜率",
    "环节": "时刻 (关键时刻)",
}
"""Chinese words for which another one is said everywhere, and that one."""
OTHER_THINGS = ("多余环节", "精简的环节")
"""Steps of a procedure, which are no moments of a visit."""


@pytest.mark.parametrize(("losing", "said"), LOSING_WORDS.items())
def test_one_thing_has_one_word(losing: str, said: str) -> None:
    files = [Path(path) for path, _ in catalogues()]
    files += [path for package in CATALOGUES for path in (ROOT / package).rglob("*") if path.suffix in (".py", ".html")]
    files += [*(ROOT / "docs").glob("*.md"), *(ROOT / "migrations").glob("*.sql"), ROOT / "README.md"]
    found = {
        f"{path.relative_to(ROOT)}: {line.strip()[:80]} (say {said})"
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
        if losing in re.sub("|".join(OTHER_THINGS), "", line)
    }

    assert found == set()
