"""What the documents promise: every file that they name is there, and every command of `make` exists."""

import re
from pathlib import Path

import pytest

from tests.source_code import ROOT

PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/drills.md",
    "docs/imports.md",
    "docs/operations.md",
    "docs/personal-data.md",
    "docs/security.md",
]
PATH = re.compile(r"`([\w./*]+/[\w./*]*|[\w*]+\.(?:py|md|css))`")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
NOT_OF_THE_TREE = ("storeops.db", "/", "wish", "check_steps.py", "2026/")
"""What stands in the running hall, addresses, the names that the naming rule takes as examples, and days."""


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = {name for name in PATH.findall(text) if not name.startswith(NOT_OF_THE_TREE)}
    missing = [name for name in sorted(named) if not _is_there(name.rstrip("/"))]

    assert missing == []


def _is_there(name: str) -> bool:
    return any(any(folder.glob(name)) for folder in (ROOT, ROOT / "storeops")) or any(ROOT.glob(f"*/**/{Path(name)}"))


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    folder = (ROOT / page).parent
    links = LINK.findall((ROOT / page).read_text(encoding="utf-8"))

    assert [link for link in links if not (folder / link).exists()] == []


def test_every_command_of_make_that_a_page_names_exists() -> None:
    text = "".join((ROOT / page).read_text(encoding="utf-8") for page in PAGES)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert set(re.findall(r"\bmake ([a-z]+)\b", text)) <= targets | {"a", "one", "the", "sure", "it"}


def test_every_decision_has_a_number_of_its_own() -> None:
    numbers = [page.name[:4] for page in (ROOT / "docs" / "decisions").glob("[0-9]*.md")]
    assert sorted(numbers) == sorted(set(numbers))
