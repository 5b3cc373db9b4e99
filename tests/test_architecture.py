"""Who may import whom: the arrows of docs/architecture.md, kept by reading the source.

A new module must find its kind below. Rules, named SQL, steps and read models are told from each other by the table
KINDS; a module that imports the decorator `action` is an action wherever it stands.
"""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

import pytest

from tests.source_code import Function, Import, Module, actions_within_reach, is_ours, modules

RULE = "rule"
"""Pure; or a door to a file, the environment or a socket that knows as little of the database as a rule."""
ROWS = "rows"
"""Named SQL, in the caller's transaction."""
STEP = "step"
"""What several actions do inside their transaction."""
ACTION = "action"
"""One verb, one write transaction."""
VIEW = "view"
"""A read model for a screen or a program."""
FRAME = "frame"
"""What makes a function an action."""
CLOCK = "clock"
DATABASE = "database"
WEB = "web"
"""What the web apps share."""
SCREEN = "screen"
"""A web app: thin over actions and views."""
JOBS = "jobs"
DEMO = "demo"
"""The simulation that plays a hall's people through the real actions."""
COMPOSITION = "composition"
"""Puts everything together."""

# The first pattern that fits decides.
KINDS = [
    (COMPOSITION, "storeops.cli storeops.running.site storeops.running.report_command"),
    (JOBS, "storeops.running.jobs"),
    (CLOCK, "storeops.base.clock"),
    (DATABASE, "migrations storeops.store.database storeops.store.backup"),
    (FRAME, "storeops.store.action"),
    (WEB, "storeops.web.request storeops.web.live"),
    (SCREEN, "kiosk.* staff_console.* storeops.api.* storeops.running.monitor"),
    (ROWS, "*_rows storeops.store.journal"),
    (
        VIEW,
        "*_view",
    ),
    (STEP, "storeops.queueing.ticket_steps storeops.history.newcomer_steps storeops.history.intake_steps"),
    (
        RULE,
        "storeops.base.actor storeops.base.business_time storeops.base.errors storeops.base.i18n storeops.base.months",
    ),
    (RULE, "storeops.base.calendar_words storeops.base.paging storeops.base.spreadsheet_text"),
    (RULE, "storeops.base.typed_text storeops.base.whole_number"),
    (RULE, "storeops.web.request_limit storeops.running.server storeops.base.settings"),
    (RULE, "storeops.hall.counter storeops.hall.reasons storeops.sample.sample_offer storeops.hall.set_up_rules"),
    (RULE, "storeops.hall.targets storeops.people.roles storeops.people.secrets storeops.promises.estimate"),
    (RULE, "storeops.promises.erlang"),
    (RULE, "storeops.queueing.announcement storeops.promises.call_order storeops.queueing.numbering"),
    (RULE, "storeops.queueing.offered storeops.queueing.replay storeops.queueing.stopwatch"),
    (RULE, "storeops.queueing.ticket storeops.queueing.why_next"),
    (RULE, "storeops.history.cell_values storeops.history.csv_file storeops.history.leg_judgement"),
    (RULE, "storeops.history.*_format storeops.history.refusal storeops.history.told_visit"),
    (RULE, "storeops.history.row_judgement storeops.history.check_book"),
    (RULE, "storeops.quality.ratings.moments storeops.quality.ratings.peak_end storeops.quality.ratings.sampling"),
    (
        RULE,
        "storeops.quality.ratings.question_state storeops.quality.ratings.rated_visit storeops.quality.ratings.windows",
    ),
    (RULE, "storeops.quality.stars.arithmetic storeops.quality.stars.care storeops.quality.stars.checklist"),
    (RULE, "storeops.quality.stars.feedback storeops.quality.stars.month_facts storeops.quality.policy.policy"),
    (RULE, "storeops.quality.stars.explained"),
    (RULE, "storeops.quality.stars.star_appeal_rules storeops.quality.stars.care_kinds storeops.month_end.corrections"),
    (RULE, "storeops.quality.stars.entry storeops.quality.stars.frozen"),
    (RULE, "storeops.quality.stars.stars_json storeops.quality.stars.stars_table"),
    (STEP, "storeops.quality.stars.judge_steps storeops.quality.stars.month_steps"),
    (RULE, "storeops.quality.stars.ranking storeops.quality.stars.sheet storeops.quality.stars.speed"),
    (RULE, "storeops.quality.stars.star_month storeops.quality.stars.teams storeops.quality.stars.volume"),
    (RULE, "storeops.quality.detectors.bunching storeops.quality.detectors.detecting"),
    (RULE, "storeops.quality.detectors.detector_settings storeops.quality.detectors.detector_words"),
    (RULE, "storeops.quality.detectors.early_close storeops.quality.detectors.detector_facts"),
    (RULE, "storeops.quality.detectors.false_no_shows storeops.quality.detectors.feedback_picking"),
    (RULE, "storeops.quality.detectors.flag storeops.quality.detectors.inspector_habits"),
    (RULE, "storeops.quality.detectors.late_start storeops.quality.detectors.share_flags"),
    (RULE, "storeops.quality.detectors.subject_shares storeops.quality.detectors.short_services"),
    (RULE, "storeops.quality.detectors.split_tickets storeops.quality.detectors.statistics"),
    (RULE, "storeops.quality.detectors.review"),
    (RULE, "storeops.quality.*.refusals"),
    (RULE, "storeops.quality.checks.check_appeal_rules storeops.quality.checks.marking"),
    (RULE, "storeops.quality.checks.photo_kinds"),
    (
        RULE,
        "storeops.quality.checks.plan storeops.quality.checks.deduction_reasons storeops.quality.checks.sheet_rules",
    ),
    (STEP, "storeops.quality.checks.check_steps"),
    (RULE, "storeops.quality.guideposts.card storeops.quality.duty.duty_call storeops.quality.guideposts.guidepost"),
    (RULE, "storeops.quality.guideposts.moment_rules"),
    (RULE, "storeops.quality.duty.next_step"),
    (RULE, "storeops.quality.heard.retention_choices storeops.sample.sample_cards storeops.quality.heard.wish"),
    (RULE, "storeops.quality.feedback.feedback_facts storeops.quality.feedback.intervals"),
    (RULE, "storeops.quality.heard.observed_kinds storeops.quality.feedback.predictors"),
    (RULE, "storeops.quality.feedback.feedback_shares storeops.quality.feedback.visit_sums"),
    (RULE, "storeops.quality.follow_ups.case storeops.quality.follow_ups.customer_keys"),
    (RULE, "storeops.quality.follow_ups.deadlines storeops.quality.follow_ups.case_figures"),
    (RULE, "storeops.quality.follow_ups.phone_numbers storeops.quality.follow_ups.timeline"),
    (RULE, "storeops.quality.follow_ups.promise_choice"),
    (STEP, "storeops.quality.follow_ups.warning_steps storeops.quality.follow_ups.case_steps"),
    (ACTION, "storeops.reports.targets.target_actions"),
    (
        ACTION,
        "storeops.reports.month.closing_actions storeops.reports.delivery.delivery_actions *.mailing_actions",
    ),
    (ACTION, "storeops.measuring.summary_actions"),
    (RULE, "storeops.measuring.*"),
    (RULE, "storeops.reports.*"),
    (RULE, "storeops.demo.agenda storeops.demo.clerks storeops.demo.customers storeops.demo.moods"),
    (RULE, "storeops.demo.stories"),
    (DEMO, "storeops.demo.*"),
]

MAY_IMPORT = {
    RULE: {RULE},
    ROWS: {RULE, ROWS, DATABASE},
    STEP: {RULE, ROWS, STEP, DATABASE},
    ACTION: {RULE, ROWS, STEP, DATABASE, CLOCK, FRAME},
    VIEW: {RULE, ROWS, VIEW},
    FRAME: {RULE, ROWS, DATABASE, CLOCK},
    CLOCK: {RULE},
    DATABASE: {RULE, DATABASE},
    WEB: {RULE, ROWS, VIEW, DATABASE, CLOCK, WEB},
    SCREEN: {RULE, ACTION, VIEW, WEB, SCREEN},
    JOBS: {RULE, ROWS, ACTION, FRAME, CLOCK, DATABASE},
    DEMO: {RULE, ROWS, ACTION, VIEW, CLOCK, DATABASE, DEMO},
}

EXCEPTIONS = {
    ("storeops.queueing.issue", "storeops.promises.present_wait_view"): (
        "the range stored with a ticket is the answer to the very question that the kiosk asks"
    ),
    ("storeops.reports.month.closing_actions", "storeops.reports.document.month_report_view"): (
        "what is kept of a closed month is the very document that everybody was shown before"
    ),
    ("storeops.running.monitor", "storeops.store.database"): "/healthz asks whether a change could be committed",
    (
        "storeops.running.integrity_view",
        "storeops.store.database",
    ): "the whole file is what it looks at, not a part of the hall",
}

WEB_LIBRARIES = {"flask", "werkzeug", "flask_wtf"}
SQL_LIBRARIES = {"sqlite_utils", "sqlite3", "pysqlite3"}
KNOWS_THE_WEB = {WEB, SCREEN, COMPOSITION}
KNOWS_NO_DATABASE = {RULE, CLOCK, WEB, SCREEN, JOBS}
SEES_THE_DRIVER = {"storeops.running.monitor": "/healthz tells SQLite's version"}

SQL = re.compile(
    r"\b(SELECT|INSERT\s+INTO|INSERT\s+OR|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE|PRAGMA|BEGIN\s+IMMEDIATE)\b"
)
TRANSACTION = re.compile(r"^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT)\b")
RUNS_SQL = {"execute", "executemany", "executescript"}
TIME_READERS = {("time", name) for name in ("time", "time_ns", "localtime", "gmtime")}
CLOCK_READINGS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today"}
CLOCK_READINGS |= {".".join(reader) for reader in TIME_READERS}
TIME_IN_SQL = re.compile(r"CURRENT_(TIME|DATE)|'now'|unixepoch\(\)")


def kind_of(name: str) -> str | None:
    """The kind of a module; None if the table does not know it."""
    module = modules()[name]
    for kind, patterns in KINDS:
        if any(fnmatchcase(name, pattern) for pattern in patterns.split()):
            return kind
    return ACTION if any(found.module == "storeops.store.action" for found in module.imports) else None


def our_imports(module: Module) -> Iterator[tuple[Import, str]]:
    """The imports of modules of ours, with the kind of each."""
    for found in module.imports:
        if is_ours(found.module) and found.module in modules():
            yield found, kind_of(found.module) or "unknown"


def may_import(name: str, other: str) -> bool:
    """Whether a module may, by its kind, import modules of the kind `other`."""
    kind = kind_of(name)
    return kind in (None, COMPOSITION) or other in MAY_IMPORT[kind]


def app_of(name: str) -> str:
    """To which web app a screen belongs."""
    return ".".join(name.split(".")[:2]) if name.startswith("storeops.") else name.split(".")[0]


def test_every_module_has_a_kind() -> None:
    unknown = [name for name in modules() if kind_of(name) is None]

    assert unknown == [], f"add them to KINDS in {__name__}.py, or import `action` where they are actions"


def test_imports_follow_the_arrows() -> None:
    against = [
        f"{module.path}:{found.line}: a {kind_of(name)} may not import {found.module}, a {kind}"
        for name, module in modules().items()
        for found, kind in our_imports(module)
        if not may_import(name, kind) and (name, found.module) not in EXCEPTIONS
    ]
    assert against == []


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
        sqlite = SQL_LIBRARIES if kind in KNOWS_NO_DATABASE and name not in SEES_THE_DRIVER else set()
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
        if kind_of(name) not in (ROWS, DATABASE):
            elsewhere += [f"{module.path}:{line}: {text}" for line, text in module.texts if SQL.search(text)]
            elsewhere += [f"{module.path}:{line}: .{called}()" for line, called in module.calls if called in RUNS_SQL]
    assert elsewhere == []


def test_only_an_action_opens_a_write_transaction() -> None:
    wrong = []
    for name, module in modules().items():
        if kind_of(name) not in (FRAME, DATABASE):
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
