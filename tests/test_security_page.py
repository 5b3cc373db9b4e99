"""docs/security.md tells each requirement of ASVS 5.0.0 at levels 1 and 2 once, with a test or a reason."""

import ast
import re

import pytest

from tests.source_code import ROOT, Module, modules, names_of_tests

PAGE = ROOT / "docs" / "security.md"
NAMED = re.compile(r"\btest_\w+")
NUMBER = re.compile(r"\d+\.\d+\.\d+")

SECTIONS = """
1.1:2 1.2:9 1.3:11 1.4:3 1.5:2   2.1:3 2.2:3 2.3:4 2.4:1   3.2:2 3.3:4 3.4:6 3.5:5 3.7:2   4.1:3 4.2:1 4.3:2 4.4:4
5.1:1 5.2:3 5.3:2 5.4:3   6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4   7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2
8.1:2 8.2:3 8.3:1 8.4:1   9.1:3 9.2:4   10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3
11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1   12.1:3 12.2:2 12.3:4   13.1:1 13.2:5 13.3:2 13.4:5   14.1:2 14.2:4 14.3:3
15.1:3 15.2:3 15.3:7   16.1:1 16.2:5 16.3:4 16.4:3 16.5:3   17.1:1 17.2:4 17.3:2
"""
"""How many requirements of level 1 or 2 each section of the release has; in each they come before those of level 3."""
REQUIREMENTS = [
    f"{section}.{number}"
    for section, count in (each.split(":") for each in SECTIONS.split())
    for number in range(1, int(count) + 1)
]

CRYPTOGRAPHY = ("hashlib", "hmac", "secrets", "ssl", "cryptography", "argon2", "pyotp", "itsdangerous")
WAYS_OUT = {
    "smtplib",
    "socket",
    "http.client",
    "urllib.request",
    "requests",
    "httpx",
    "ftplib",
    "asyncio",
    "subprocess",
    "urllib3",
    "minio",
}


def rows() -> list[list[str]]:
    """The rows of the page's tables that begin with a number of the standard: cells without the bars between them."""
    found = re.findall(r"^\| (\d.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return [row.split(" | ") for row in found]


def listed(cell: str) -> list[str]:
    """The requirements that a cell names: one, several with commas, or from one to another."""
    found = []
    for part in cell.split(", "):
        first, _, last = part.partition("-")
        start = REQUIREMENTS.index(first)
        found += REQUIREMENTS[start : REQUIREMENTS.index(last or first) + 1]
    return found


def libraries_of(module: Module) -> set[str]:
    """What a module imports, by the first part of the name."""
    return {each.module.split(".")[0] for each in module.imports}


def test_the_standard_has_253_requirements_of_these_levels() -> None:
    """70 of level 1 and 183 of level 2, says its release."""
    assert len(REQUIREMENTS) == 70 + 183


def test_each_requirement_stands_there_once() -> None:
    found = [number for row in rows() for number in listed(row[0])]

    assert sorted(found) == sorted(REQUIREMENTS)


def test_each_row_names_a_test_or_a_document_or_gives_a_reason() -> None:
    assert [row for row in rows() if len(row) != 3 or not all(cell.strip() for cell in row)] == []
    shown = re.compile(rf"{NAMED.pattern}|\]\(|[^`|]{{20,}}")
    applying = [row for row in rows() if NUMBER.fullmatch(row[0])]
    assert len(applying) > 150
    assert [number for number, _, met in applying if not shown.search(met)] == []


def test_every_test_that_the_page_names_is_there() -> None:
    named = set(NAMED.findall(PAGE.read_text(encoding="utf-8")))

    assert named - names_of_tests() == set()
    assert len(named) > 150


def test_every_module_that_uses_cryptography_stands_in_the_inventory() -> None:
    inventory = PAGE.read_text(encoding="utf-8").split("## Keys and what is made with them")[1].split("\n## ")[0]
    users = {
        module.path.relative_to(ROOT).as_posix().removeprefix("storeops/")
        for module in modules().values()
        if libraries_of(module) & set(CRYPTOGRAPHY)
    }

    assert set(re.findall(r"`([\w/]+\.py)`", inventory)) == users


def test_everything_that_nobody_may_guess_is_drawn_by_secrets() -> None:
    """What `random` draws, seeded, is a demo's day or an interval of a mean, and tells nobody in."""
    users = {name for name, module in modules().items() if "random" in libraries_of(module)}

    assert {name for name in users if not name.startswith(("storeops.demo", "storeops.quality.feedback"))} == set()
    made = ("people.secrets", "people.second_factor", "people.pairing", "base.key_file", "queueing.ticket")
    for name in made:
        assert "secrets" in {each.module for each in modules()[f"storeops.{name}"].imports}, name


def test_only_the_mail_door_opens_connections() -> None:
    users = {
        (name.removeprefix("storeops."), each.module)
        for name, module in modules().items()
        for each in module.imports
        if {each.module, f"{each.module}.{each.name}"} & WAYS_OUT
    }

    listening = {("running.server", "socket"), ("running.hall_worker", "socket"), ("running.sending", "socket")}
    # The heavy process is the product's own, which is handed its work by a pipe; nothing of it comes from a request.
    heavy = {("running.heavy_process", "subprocess")}
    # It asks the system for the machine's own address and sends nothing.
    own_address = {("web.own_address", "socket")}
    # A server of the time that the settings name is asked, only while the clock is in doubt.
    time = {("running.network_time", "socket")}
    # The doctor, a command, asks the hall's own server how it is.
    own_health = {("running.doctor_view", "http.client")}
    mail = {("reports.delivery.mail_server", "smtplib")}
    # Sealed copies of the hall go to the store that the settings name, in the process that sends them.
    store = {("backups.copy_store", "urllib3"), ("backups.copy_store", "minio")}
    assert users == listening | heavy | own_address | time | own_health | mail | store


def test_no_code_is_made_or_started_from_data() -> None:
    made = re.compile(
        r"(?<![\w.])(?:eval|exec|__import__)\(|\b(?:pickle|marshal|shelve|subprocess)\b|os\.system|os\.popen"
        r"|render_template_string|\.from_string\("
    )
    found = {
        f"{name}: {match}"
        for name, module in modules().items()
        for match in made.findall(module.path.read_text(encoding="utf-8"))
    }

    # What the server and the processes that it starts say to each other, by pipes and a file without a name; and rows
    # of an import, which wait in a file without a name for their day.
    heavy = {"running.heavy_process: pickle", "running.heavy_process: subprocess", "running.heavy_child: pickle"}
    heavy |= {"history.day_sorter: pickle"}
    assert found == {f"storeops.{each}" for each in heavy}


def test_no_pattern_is_made_from_data() -> None:
    """Each is written out, or put together from constants."""
    wrong = [
        f"{name}:{node.lineno}"
        for name, module in modules().items()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and _works_with_a_pattern(node.func)
        if any(isinstance(part, ast.Name) and not part.id.isupper() for part in ast.walk(node.args[0]))
    ]

    assert wrong == []


def _works_with_a_pattern(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "re"


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        (r"\.(?:inner|outer)HTML\s*=[^=]|insertAdjacentHTML|document\.write|\beval\(|new Function|__proto__", set()),
        # Between the pages of this hall in one browser: a worker of our own, a channel that only this origin hears.
        (
            r"postMessage|addEventListener\(\"message\"|document\.cookie|indexedDB",
            {"feed_together.js", "feed_worker.js"},
        ),
        (
            r"localStorage|sessionStorage",
            {"guard.js", "shortcut_switch.js", "live.js", "number_keys.js", "first_script.js"},
        ),
    ],
    ids=["markup and code", "other windows", "what is kept"],
)
def test_no_script_writes_markup_or_listens_to_other_windows(way: str, expected: set[str]) -> None:
    """Kept are switches for keys and number keys, the time of the last touch, for which version a page is new, and how
    often it was loaded in vain."""
    scripts = [path for package in ("kiosk", "staff_console", "storeops") for path in (ROOT / package).rglob("*.js")]

    assert len(scripts) > 20
    assert {path.name for path in scripts if re.search(way, path.read_text(encoding="utf-8"))} == expected


def test_every_component_is_pinned_with_its_hash() -> None:
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\w)", locked)
    wanted = re.findall(r"^    ([\w-]+)[^\n]*$", _install_requires(), re.MULTILINE)

    assert [block for block in blocks if "==" not in block.split("\n")[0] or "--hash=sha256:" not in block] == []
    assert "://" not in locked.replace("# via", "")
    pinned = {block.split("==")[0].lower().replace("_", "-") for block in blocks}
    assert len(wanted) > 15
    assert {name.lower() for name in wanted} <= pinned


def _install_requires() -> str:
    return (ROOT / "setup.cfg").read_text(encoding="utf-8").split("install_requires =\n")[1].split("\n\n")[0]
