"""Every part of the report declares the rows that it is counted from: the database itself is asked what is read."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from storeops.base.months import MonthSpan, month_span
from storeops.measuring.tallies_view import period_tally
from storeops.measuring.tally import Tally
from storeops.month_end.counted_from import ByInstants, MonthRows, Overlapping, PartOf, together
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.reports.comparison.comparison_view import comparisons
from storeops.reports.document import report_body
from storeops.reports.document.period_view import period_parts
from storeops.reports.month.month_report_view import COUNTED_FROM, SECTIONS_FROM, month_report
from storeops.reports.month.raw_visits_view import raw_visits
from storeops.reports.sections.cases_view import cases
from storeops.reports.sections.checklist_view import checklist
from storeops.reports.sections.floor_view import over_target, pauses, special_customers, transfers
from storeops.reports.sections.heard_view import heard
from storeops.reports.sections.leaving_view import leaving
from storeops.reports.sections.moments_view import moments
from storeops.reports.sections.month_stars_view import star_bands
from storeops.reports.sections.records_view import data_quality, names
from storeops.reports.sections.reviewed_flags_view import reviewed_flags
from storeops.reports.sections.rows_of_month import NOT_OF_A_MONTH, TICKETS
from storeops.reports.sections.staffing_view import staffing
from storeops.reports.targets.year_targets_view import year_targets
from storeops.store.database import HallDatabase, connect
from tests.factories import ANA, SUN, rows
from tests.quality.stars.star_story import ZONE, a_transaction, a_whole_march, at_closing

MARCH = month_span("2026-03", ZONE)

Section = Callable[[HallDatabase, MonthSpan, datetime], object]

SECTIONS: dict[str, Section] = {
    "metrics": lambda db, span, now: period_parts(db, span, now, period_tally(db, span.first_day, span.last_day, now)),
    "names": lambda db, span, now: names(db, span),
    "over_target": lambda db, span, now: over_target(db, span, Tally()),
    "transfers": lambda db, span, now: transfers(db, span),
    "pauses": lambda db, span, now: pauses(db, span),
    "staffing": lambda db, span, now: staffing(db, span, now, Tally()),
    "special_customers": lambda db, span, now: special_customers(Tally()),
    "data_quality": lambda db, span, now: data_quality(db, span, Tally()),
    "heard": lambda db, span, now: heard(db, span),
    "leaving": lambda db, span, now: leaving(db, span),
    "moments": moments,
    "checklist": checklist,
    "cases": cases,
    "stars": star_bands,
    "flags": reviewed_flags,
    "comparisons": comparisons,
    "year": year_targets,
}

OF_IMPORTS = {"import_id", "replaced_by"}
"""What tells of which import a row is: taking one calls for a version by its events, and closed months keep theirs."""

TOLD_BY_THE_TALLY = {"special_customers"}
"""What reads nothing of its own: the rows behind the tally are those of the metrics."""

BELONGING_TO_SECTIONS = {"duty_call", "recovery_task", "observed_moment"}
"""What a section declares for belonging to what it tells of, though no figure shows it yet."""

Reads = dict[str, set[str]]

SQLITE_READ = 20
NO_COLUMN = ""
"""What is read of a table whose rows alone are counted."""


_HANDLING = (
    ("leg_transaction", "started_at"),
    ("leg_transaction", "ended_at"),
    ("system_pause", "ended_at"),
    ("leg_as_imported", "held_seconds"),
)
MADE_OF: dict[str, tuple[tuple[str, str], ...]] = {
    "started_second": (("leg_transaction", "started_at"),),
    "ended_second": (("leg_transaction", "ended_at"),),
    "gross_seconds": (("leg_transaction", "started_at"), ("leg_transaction", "ended_at")),
    "paused_seconds": _HANDLING[2:],
    "handling_seconds": _HANDLING,
    "walk_seconds": (("leg", "started_at"), ("leg", "last_called_at")),
    "leg_kind": (("leg", "kind"),),
    "leg_outcome": (("leg", "outcome"),),
    "leg_employee_id": (("leg", "employee_id"),),
    "visit_state": (("ticket", "state"),),
    "visit_ended_at": (("ticket", "ended_at"),),
    "doubled_points": (("check_mark", "mark"),),
    "weights": (("check_mark", "mark"),),
    "version_id": (),
    "is_set_aside": (),
    "counts": (
        ("rating", "place"),
        ("rating", "prompt_id"),
        ("rating", "undone_at"),
        ("doubted_rating", "is_accepted"),
    ),
    "counter": (),
    "document": (),
    "closed_at": (),
}
"""What the columns of views are made of that no table has by that name. Setting aside calls for a version by itself."""


@contextmanager
def reads(path: Path) -> Iterator[tuple[HallDatabase, Reads]]:
    """A connection, and the columns that are read through it by table. A view counts as the tables behind it."""
    db = connect(path)
    columns, views = columns_of(db, "table"), columns_of(db, "view")
    found: defaultdict[str, set[str]] = defaultdict(set)
    through: defaultdict[str, set[str]] = defaultdict(set)
    asked: defaultdict[str, set[str]] = defaultdict(set)

    def listen(action: int, table: str | None, column: str | None, database: str | None, view: str | None) -> int:
        if action != SQLITE_READ or table is None or column is None:
            return 0
        if view is not None and view in views and (table in columns or table in views):
            # A view names all columns of its tables: only those that are asked of it count.
            through[view].add(table)
        elif table in views:
            asked[table].add(column)
        elif table in columns:
            found[table].add(column)
        return 0

    db.conn.set_authorizer(listen)
    try:
        yield db, found
    finally:
        db.conn.set_authorizer(None)
        db.conn.close()
    for view in sorted(through, key=lambda view: not through[view] & views.keys()):
        for inner in through[view] & views.keys():
            asked[inner] |= asked[view] & views[inner]
        for table in through[view] & columns.keys():
            found[table] |= {NO_COLUMN, *(asked[view] & columns[table])}
        for made in asked[view]:
            for table, column in MADE_OF.get(made, ()):
                found[table].add(column)
    for table in [name for name in found if name.startswith("stored_")]:
        found[table.removeprefix("stored_")] |= found.pop(table) - OF_IMPORTS


def columns_of(db: HallDatabase, kind: str) -> Reads:
    """The columns of all tables or views."""
    found: Reads = {}
    for row in rows(
        db,
        "SELECT sqlite_master.name AS name, info.name AS column FROM sqlite_master"
        f" JOIN pragma_table_info(sqlite_master.name) AS info WHERE sqlite_master.type = '{kind}'",
    ):
        found.setdefault(row["name"], set()).add(row["column"])
    return found


def declared_columns(declared: tuple[MonthRows, ...]) -> Reads:
    """The columns of each table that a declaration names, those by which its rows are found included."""
    found: Reads = {}
    for each in together(declared):
        belongs = each.belongs
        if isinstance(belongs, ByInstants):
            by = set(belongs.columns)
        elif isinstance(belongs, Overlapping):
            by = {belongs.begins, belongs.ends}
        else:
            by = {belongs.column}
        if isinstance(belongs, PartOf):
            found.setdefault(belongs.whole.table, set()).update(belongs.whole.key)
        times = {*each.until_closing.values(), *({each.came_at} if each.came_at else ())}
        found.setdefault(each.table, set()).update(
            {"id", NO_COLUMN, *each.columns, *each.key, *by, *times, *each.unjudged}
        )
    return found


def undeclared(read: Reads, declared: tuple[MonthRows, ...]) -> Reads:
    known = declared_columns(declared)
    missing = {
        table: columns - known.get(table, set()) for table, columns in read.items() if table not in NOT_OF_A_MONTH
    }
    return {table: columns for table, columns in missing.items() if columns}


@pytest.fixture(params=["provisional stars", "closed stars"])
def whole_hall(request: Any, db: HallDatabase, hall_path: Path) -> Path:
    """A hall with a month before, checks, ratings and a target; its stars closed or not."""
    a_transaction(db, "2026-02-03", ANA)
    a_whole_march(db)
    db.execute("INSERT INTO year_target (year, metric, target, set_at, set_by) VALUES (2026, 'csat', 0.9, '-', '-')")
    if request.param == "closed stars":
        close_stars(db, at_closing(), SUN.actor, MARCH.month)
    return hall_path


def test_every_part_of_the_report_has_a_declaration(db: HallDatabase) -> None:
    whole = month_report(db, MARCH.month, MARCH.closes_at)
    of_the_metrics = {"metrics", "by_service", "by_half_hour", "by_weekday", "days", "by_weekday_half_hour"}
    of_the_version = {"closed_at", "stars_version", "correction", "sealed_up_to"}
    of_no_rows = {"hall", "hall_en", "zone", "month", "version", "provisional", "definitions_version", "findings"}

    assert set(SECTIONS) == set(SECTIONS_FROM)
    parts = report_body.as_json(whole).keys() - of_the_metrics - of_the_version - of_no_rows - {"wait_target_seconds"}
    assert parts == SECTIONS_FROM.keys() - {"metrics"}


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_reads_nothing_that_it_does_not_declare(whole_hall: Path, section: str) -> None:
    with reads(whole_hall) as (db, found):
        SECTIONS[section](db, MARCH, MARCH.closes_at)

    assert bool(found) is (section not in TOLD_BY_THE_TALLY)
    assert undeclared(found, SECTIONS_FROM[section]) == {}


def test_the_visits_that_go_with_a_report_are_declared(whole_hall: Path) -> None:
    with reads(whole_hall) as (db, _):
        report = month_report(db, MARCH.month, MARCH.closes_at)
    with reads(whole_hall) as (db, found):
        list(raw_visits(db, report) or ())

    assert found
    assert undeclared(found, COUNTED_FROM) == {}


def test_nothing_is_declared_that_no_section_reads(whole_hall: Path) -> None:
    with reads(whole_hall) as (db, found):
        for section in SECTIONS.values():
            section(db, MARCH, MARCH.closes_at)

    assert {each.table for each in COUNTED_FROM} - found.keys() <= BELONGING_TO_SECTIONS | {
        "care_entry",
        "skill_result",
    }
    assert found.keys() - {each.table for each in COUNTED_FROM} <= NOT_OF_A_MONTH.keys()


def test_a_table_that_is_read_and_not_declared_is_seen(whole_hall: Path) -> None:
    with reads(whole_hall) as (db, found):
        db.execute("SELECT phone_masked, note FROM customer_contact, heard_wish").fetchall()
        db.execute("SELECT token FROM visit").fetchall()

    assert undeclared(found, (TICKETS.of("state"),)) == {"heard_wish": {"note"}, "ticket": {"token"}}


def test_every_column_of_a_view_is_one_of_a_table_or_is_told_what_it_is_made_of(db: HallDatabase) -> None:
    of_tables = set().union(*columns_of(db, "table").values())
    of_views = set().union(*columns_of(db, "view").values())

    assert of_views - of_tables - MADE_OF.keys() == set()
