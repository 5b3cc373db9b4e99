"""Who may import whom: the arrows of docs/architecture.md, kept by reading the source.

The order of the rooms is the only list. What a file is follows from its name (`*_rows`, `*_actions`, `*_steps`,
`*_view`); everything else in a room below the screens is a rule, and whether a rule is pure is seen by following what
it imports.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from tests.source_code import Function, Import, Module, actions_within_reach, is_ours, modules

ORDER = [
    "storeops.base",
    "migrations",
    "storeops.store",
    "storeops.month_end",
    "storeops.people",
    "storeops.hall",
    "storeops.promises",
    "storeops.quality.care",
    "storeops.quality.follow_ups",
    "storeops.queueing",
    "storeops.measuring",
    "storeops.quality.ratings",
    "storeops.quality.policy",
    "storeops.quality.appeals",
    "storeops.quality.guideposts",
    "storeops.quality.detectors",
    "storeops.quality.stars",
    "storeops.quality.checks",
    "storeops.quality.heard",
    "storeops.quality.duty",
    "storeops.quality.feedback",
    "storeops.quality",
    "storeops.history",
    "storeops.personal",
    "storeops.reports",
    "storeops.reports.layout",
    "storeops.reports.sections",
    "storeops.reports.document",
    "storeops.reports.comparison",
    "storeops.reports.findings",
    "storeops.reports.targets",
    "storeops.reports.month",
    "storeops.reports.charts",
    "storeops.reports.chapters",
    "storeops.reports.periods",
    "storeops.reports.renderings",
    "storeops.reports.delivery",
    "storeops.tracing",
    "storeops.backups",
    "storeops.sample",
    "storeops.first_day",
    "storeops.web",
    "storeops.api",
    "kiosk",
    "staff_console.page",
    "staff_console.follow_ups",
    "staff_console.desk",
    "staff_console.stars",
    "staff_console.hall",
    "staff_console.checks",
    "staff_console.feedback",
    "staff_console.reports",
    "staff_console.set_up",
    "staff_console",
    "storeops.demo",
    "storeops.running",
    "storeops.commands",
    "storeops",
]
"""The rooms, lowest first: each may import those before it."""

SCREENS = {"storeops.api", "kiosk", "staff_console"}
"""The web apps: thin over actions and views, and never one over another."""
ABOVE_SCREENS = {"storeops.demo", "storeops.running", "storeops.commands", "storeops"}
"""What plays the hall's people, and what puts everything together and runs it."""

RULE = "rule"
"""Pure; or a door to a file, the environment or a socket that knows as little of the database as a rule."""
ROWS = "rows"
"""Named SQL, in the caller's transaction."""
STEP = "step"
"""What several actions do inside their transaction."""
ACTION = "action"
"""One verb, one write transaction."""
VERBS = "table of verbs"
"""Which actions there are, for all screens alike: it names them and does none."""
VIEW = "view"
"""A read model for a screen or a program."""
STORE = "store"
"""The database, and what makes a function an action."""
CLOCK = "clock"
WEB = "web"
"""What the web apps share."""
SCREEN = "screen"
RUNNING = "running"

MAY_IMPORT = {
    RULE: {RULE},
    ROWS: {RULE, ROWS, STORE},
    STEP: {RULE, ROWS, STEP, STORE},
    ACTION: {RULE, ROWS, STEP, STORE, CLOCK},
    VERBS: {RULE, ACTION},
    VIEW: {RULE, ROWS, VIEW},
    STORE: {RULE, ROWS, STORE, CLOCK},
    CLOCK: {RULE},
    WEB: {RULE, ROWS, VIEW, STORE, CLOCK, WEB},
    SCREEN: {RULE, ACTION, VERBS, VIEW, WEB, SCREEN},
}

EXCEPTIONS = {
    ("storeops.reports.month.report_closing_steps", "storeops.reports.month.month_report_view"): (
        "what is kept of a closed month is the very document that everybody was shown before"
    ),
}

ACTIONS_NEED_NO_SUFFIX_IN = "storeops.queueing"
"""The verbs of a ticket are the product: their files bear their names alone."""

WEB_LIBRARIES = {"flask", "werkzeug", "flask_wtf"}
SQL_LIBRARIES = {"sqlite_utils", "sqlite3", "pysqlite3"}
KNOWS_THE_WEB = {WEB, SCREEN, RUNNING}
KNOWS_NO_DATABASE = {RULE, VERBS, CLOCK, WEB, SCREEN}
MAY_BE_TWINS = {"app", "refusals"}
"""Module names that say which room they are of by standing in it."""

SQL = re.compile(
    r"\b(SELECT|INSERT\s+INTO|INSERT\s+OR|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE|PRAGMA|BEGIN\s+IMMEDIATE)\b"
)
TRANSACTION = re.compile(r"^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT)\b")
RUNS_SQL = {"execute", "executemany", "executescript"}
TIME_READERS = {("time", name) for name in ("time", "time_ns", "localtime", "gmtime")}
CLOCK_READINGS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today"}
CLOCK_READINGS |= {".".join(reader) for reader in TIME_READERS}
TIME_IN_SQL = re.compile(r"CURRENT_(TIME|DATE)|'now'|unixepoch\(\)")


@cache
def room_of(name: str) -> str:
    """The room in which a module stands: the longest of ORDER that its name begins with."""
    parts = name.split(".")
    return next(room for end in range(len(parts), 0, -1) if (room := ".".join(parts[:end])) in ORDER)


def app_of(name: str) -> str:
    """To which web app a module belongs; the room itself elsewhere."""
    return name.split(".")[0] if name.split(".")[0] in SCREENS else room_of(name)


@cache
def kind_of(name: str) -> str:
    """What a module is, by its room and its name."""
    last = name.split(".")[-1]
    if last.endswith("_rows") or name == "storeops.store.journal":
        return ROWS
    if room_of(name) in {"storeops.store", "migrations"} and not is_pure(name):
        return STORE
    if name == "storeops.base.clock":
        return CLOCK
    if last.endswith("verb_table"):
        return VERBS
    if room_of(name) in ABOVE_SCREENS:
        return RUNNING
    if app_of(name) in SCREENS:
        return SCREEN
    if room_of(name) == "storeops.web" and not is_pure(name):
        return WEB
    if last.endswith("_view"):
        return VIEW
    if last.endswith("_steps"):
        return STEP
    if last.endswith("_actions") or (room_of(name) == ACTIONS_NEED_NO_SUFFIX_IN and has_an_action(modules()[name])):
        return ACTION
    return RULE


def has_an_action(module: Module) -> bool:
    return any(module.is_action(function) for function in module.functions.values())


@cache
def is_pure(name: str) -> bool:
    """Whether neither a module nor anything that it imports knows a database, the web or the clock."""
    module = modules()[name]
    if any(found.library in SQL_LIBRARIES | WEB_LIBRARIES for found in module.imports):
        return False
    ours = [found.module for found in module.imports if is_ours(found.module) and found.module in modules()]
    return all(other != "storeops.base.clock" and is_pure(other) for other in ours)


def our_imports(module: Module) -> Iterator[tuple[Import, str]]:
    """The imports of modules of ours, with the kind of each."""
    for found in module.imports:
        if is_ours(found.module) and found.module in modules():
            yield found, kind_of(found.module)


def may_import(name: str, other: str) -> bool:
    """Whether a module may, by its kind, import modules of the kind `other`."""
    return kind_of(name) == RUNNING or other in MAY_IMPORT[kind_of(name)]


def test_every_room_has_its_place_in_the_order() -> None:
    assert {room_of(name) for name in modules()} == set(ORDER)
    assert len(ORDER) == len(set(ORDER))
    assert {name for name in modules() if room_of(name) == "storeops"} == {"storeops.cli"}


def test_arrows_between_rooms_point_down_only() -> None:
    up = [
        f"{module.path}:{found.line}: {room_of(name)} stands below {room_of(found.module)}"
        for name, module in modules().items()
        for found, _ in our_imports(module)
        if ORDER.index(room_of(found.module)) > ORDER.index(room_of(name))
    ]
    assert up == []


def test_imports_follow_the_kinds() -> None:
    against = [
        f"{module.path}:{found.line}: a {kind_of(name)} may not import {found.module}, a {kind}"
        for name, module in modules().items()
        for found, kind in our_imports(module)
        if not may_import(name, kind) and (name, found.module) not in EXCEPTIONS
    ]
    assert against == []


def test_a_rule_is_pure() -> None:
    """A file whose name tells no other kind, and one that calls itself pure, knows no database, no web, no clock."""
    said = [name for name, module in modules().items() if "Pure" in (ast.get_docstring(module.tree) or "")]
    wrong = [name for name in modules() if (kind_of(name) == RULE or name in said) and not is_pure(name)]

    assert wrong == []
    assert len(said) > 100


def test_actions_stand_where_their_name_says() -> None:
    with_actions = {name for name, module in modules().items() if has_an_action(module)}
    by_name = {name for name in modules() if kind_of(name) == ACTION}

    assert with_actions - by_name == {"storeops.store.action"}
    assert by_name - with_actions == set()


def test_no_web_app_imports_another() -> None:
    across = [
        f"{module.path}:{found.line}: {found.module}"
        for name, module in modules().items()
        for found, kind in our_imports(module)
        if kind_of(name) == kind == SCREEN and app_of(name) != app_of(found.module)
    ]
    assert across == []


def test_flask_stays_in_the_web_apps_and_sqlite_outside_them() -> None:
    wrong = []
    for name, module in modules().items():
        kind = kind_of(name)
        web = set() if kind in KNOWS_THE_WEB else WEB_LIBRARIES
        sqlite = SQL_LIBRARIES if kind in KNOWS_NO_DATABASE else set()
        wrong += [f"{module.path}: {found.module}" for found in module.imports if found.library in web | sqlite]
    assert wrong == []


def test_the_exceptions_are_still_needed() -> None:
    needed = {
        (name, found.module)
        for name, module in modules().items()
        for found, kind in our_imports(module)
        if not may_import(name, kind)
    }
    assert needed == set(EXCEPTIONS)


def test_sql_stands_in_files_of_named_sql_only() -> None:
    elsewhere = []
    for name, module in modules().items():
        if kind_of(name) not in (ROWS, STORE):
            elsewhere += [f"{module.path}:{line}: {text}" for line, text in module.texts if SQL.search(text)]
            elsewhere += [f"{module.path}:{line}: .{called}()" for line, called in module.calls if called in RUNS_SQL]
    assert elsewhere == []


def test_no_statement_is_planned_anew_for_how_many_rows_are_wanted() -> None:
    bare = re.compile(r"\bLIMIT\s+[?:]")
    found = [
        f"{module.path}:{line}" for module in modules().values() for line, text in module.texts if bare.search(text)
    ]
    assert found == [], "write LIMIT +?, see store/rows.py"


def test_only_an_action_opens_a_write_transaction() -> None:
    wrong = []
    for name, module in modules().items():
        if kind_of(name) != STORE:
            wrong += [f"{module.path}:{found.line}" for found in module.imports if found.name == "write_transaction"]
        if kind_of(name) == ROWS:
            wrong += [f"{module.path}:{line}" for line, text in module.texts if TRANSACTION.search(text)]
    assert wrong == []


def test_only_the_clock_asks_what_time_it_is() -> None:
    readings = []
    for name, module in modules().items():
        if kind_of(name) != CLOCK:
            readings += [f"{module.path}:{line}" for line, dotted in module.dotted if dotted in CLOCK_READINGS]
            imported = [found.line for found in module.imports if (found.module, found.name) in TIME_READERS]
            readings += [f"{module.path}:{line}" for line in imported]
            readings += [f"{module.path}:{line}" for line, text in module.texts if TIME_IN_SQL.search(text)]
    assert readings == []


# One name for one thing


def test_a_module_s_name_is_unique() -> None:
    standing: defaultdict[str, list[str]] = defaultdict(list)
    for name in modules():
        standing[name.split(".")[-1]].append(name)
    assert {last: names for last, names in standing.items() if len(names) > 1 and last not in MAY_BE_TWINS} == {}


def test_a_public_class_s_name_is_unique() -> None:
    standing: defaultdict[str, list[str]] = defaultdict(list)
    for name, module in modules().items():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                standing[node.name].append(name)
    assert {name: places for name, places in standing.items() if len(places) > 1} == {}


# No state change by GET


def get_handlers() -> Iterator[Function]:
    """The functions behind the GET addresses of all web apps."""
    for name, module in modules().items():
        if kind_of(name) in (SCREEN, WEB):
            for function in module.functions.values():
                if any(is_get_route(mark) for mark in function.decorator_list):
                    yield name, function.name
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Call) and is_get_entry(node):
                    for argument in node.args:
                        yield from module.refers_to(argument)


def is_get_route(mark: ast.expr) -> bool:
    """Whether a decorator makes a function answer GET: @pages.get(...), or @app.route(...) without other methods."""
    if not (isinstance(mark, ast.Call) and isinstance(mark.func, ast.Attribute)):
        return False
    return mark.func.attr == "get" or (mark.func.attr == "route" and takes_get_only(mark))


def is_get_entry(call: ast.Call) -> bool:
    """Whether a call makes a GET address without a decorator: a row of the API's table, or add_url_rule()."""
    if isinstance(call.func, ast.Name) and call.func.id == "Endpoint":
        return isinstance(call.args[0], ast.Constant) and call.args[0].value == "GET"
    return isinstance(call.func, ast.Attribute) and call.func.attr == "add_url_rule" and takes_get_only(call)


def takes_get_only(call: ast.Call) -> bool:
    methods = next((keyword.value for keyword in call.keywords if keyword.arg == "methods"), None)
    named = [node.value for node in ast.walk(methods) if isinstance(node, ast.Constant)] if methods else ["GET"]
    return set(named) <= {"GET", "HEAD"} and bool(named)


def post_handlers() -> Iterator[Function]:
    for name, module in modules().items():
        for function in module.functions.values():
            for mark in function.decorator_list:
                if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Attribute) and mark.func.attr == "post":
                    yield name, function.name


@pytest.mark.parametrize("handler", sorted(set(get_handlers())), ids=".".join)
def test_no_get_address_reaches_an_action(handler: Function) -> None:
    assert actions_within_reach(handler) == []


def test_the_addresses_and_actions_are_really_found() -> None:
    """Most forms reach an action, and the API's reading endpoints are among the GET addresses."""
    reaching = [handler for handler in post_handlers() if actions_within_reach(handler)]

    assert len(reaching) > 20
    assert ("storeops.api.endpoints", "_services") in set(get_handlers())
    assert ("storeops.queueing.issue", "issue") in actions_within_reach(("kiosk.ticketing", "take_ticket"))
