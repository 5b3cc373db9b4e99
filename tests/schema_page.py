"""docs/schema.md: every table and view, whose it is, and who reads it. `python -m tests.schema_page` writes it anew.

The schema is that of a new database; what a table is for is the comment above it in its migration.
"""

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from migrations import STEPS
from storeops.store.database import create
from tests.source_code import ROOT, modules
from tests.test_architecture import room_of

PAGE = ROOT / "docs" / "schema.md"

OWNED: Mapping[str, str] = {
    "store": (
        "answer event told_event journal_epoch event_chain job_run hall_key set_up_edition restoration clock_step"
        " passed_over_number"
    ),
    "month_end": "month_correction star_month report_month closed_month",
    "people": (
        "employee session device device_scope device_sighting pairing_code counted_tries known_browser second_factor"
        " recovery_code"
    ),
    "hall": "hall opening_hours special_day special_hours hall_logo category service counter_service retention_period",
    "first_day": "first_day_step",
    "queueing": (
        "counter stored_signed_in_span signed_in_span counter_span number_sequence stored_ticket ticket stored_leg leg"
        " stored_leg_transaction leg_transaction system_pause leg_as_imported issuing_stop"
        " exceptional_claim visit counted_leg timed_transaction finished_transaction signed_in"
    ),
    "measuring": "day_summary",
    "quality.policy": "star_policy policy_reading policy_of_closed_month definition_in_force",
    "quality.appeals": "set_aside",
    "quality.ratings": "prompt stored_rating rating doubted_rating kept_rating standing_rating",
    "quality.guideposts": "moment quiet_guidepost answer_card",
    "quality.follow_ups": (
        "follow_up customer_contact hand_over call_back follow_up_warning contact_reading case_verdict"
        " visit_with_open_case"
    ),
    "quality.detectors": "flag_review found_flag",
    "quality.care": "stored_care_entry care_entry skill_result",
    "quality.stars": "team team_membership star_sheet star_appeal",
    "quality.checks": (
        "sheet sheet_item check_plan planned_check stored_spot_check spot_check check_version check_mark check_photo"
        " check_acknowledgement check_appeal check_in_force"
    ),
    "quality.heard": "observed_moment heard_wish retention_case",
    "quality.duty": "recovery_task duty_call",
    "history": "hall_import",
    "reports.targets": "year_target",
    "reports.delivery": "report_file report_mail",
}
"""The tables and views of each room. Only the owner writes a table."""

ALSO_WRITES: Mapping[tuple[str, str], str] = {
    ("history", table): "an import tells what another system recorded"
    for table in (
        *("stored_ticket", "stored_leg", "stored_leg_transaction", "leg_as_imported", "counter"),
        *("stored_signed_in_span", "stored_rating", "stored_care_entry"),
    )
} | {
    ("hall", "counter"): "setting up a counter makes it; the queue opens, pauses and closes it",
    ("sample", "counter"): "a sample hall that becomes a real one begins with its counters closed",
    ("quality.ratings", "recovery_task"): "a low tap raises it, and taking the tap back withdraws it",
    ("store", "hall"): "whether a change could be committed is tried on the hall's one row",
}

_WRITES = re.compile(r"\b(?:INSERT\s+INTO|INSERT\s+OR\s+\w+\s+INTO|UPDATE|DELETE\s+FROM)\s+([a-z_]+)")
_READS = re.compile(r"\b(?:FROM|JOIN)\s+([a-z_]+)")
_IS_SQL = re.compile(r"\b(SELECT|FROM|JOIN|UPDATE|INTO)\b")
_HEADING = re.compile(r"((?:^-- .*\n)+)CREATE (?:TABLE|VIEW) (\w+)", re.MULTILINE)


def owner_of() -> dict[str, str]:
    """The owner of each table and view."""
    return {table: room for room, tables in OWNED.items() for table in tables.split()}


@cache
def columns() -> dict[str, tuple[str, list[str]]]:
    """Each table and view of a new database with its kind ("table", "view") and its columns."""
    with tempfile.TemporaryDirectory() as folder:
        db = create(Path(folder, "hall.db"))
        named = db.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
        found = {
            name: (kind, [column[1] for column in db.execute(f"PRAGMA table_info({name})").fetchall()])
            for name, kind in sorted(named)
            if not name.startswith(("sqlite_", "_"))
        }
        db.conn.close()
    return found


def purposes() -> dict[str, str]:
    """What the migrations say above each table and view."""
    found = {}
    for step in STEPS:
        script = files("migrations").joinpath(f"{step}.sql").read_text(encoding="utf-8")
        for comment, name in _HEADING.findall(script):
            found[name] = " ".join(line.removeprefix("-- ") for line in comment.strip().splitlines())
    return found


def _named(pattern: re.Pattern[str]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, module in modules().items():
        for _, text in module.texts:
            if _IS_SQL.search(text):
                for table in pattern.findall(text):
                    found[table].add(room_of(name).removeprefix("storeops."))
    return found


def writers() -> dict[str, set[str]]:
    """Which rooms write each table, as their SQL says."""
    return _named(_WRITES)


def readers() -> dict[str, set[str]]:
    """Which rooms read each table or view, as their SQL says."""
    return _named(_READS)


def page() -> str:
    """The page as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    owners, read, said = owner_of(), readers(), purposes()
    yield "# The schema"
    yield ""
    yield "Made by `python -m tests.schema_page` from the migrations and the SQL of the rooms; a test keeps it true."
    yield "Only its owner writes a table. A view is a word of the vocabulary. Who reads a table anew shows up here."
    for room in OWNED:
        own = [name for name in columns() if owners.get(name) == room]
        yield ""
        yield f"## {room}"
        for name in own:
            kind, fields = columns()[name]
            yield ""
            yield f"**{name}**" + (" (view)" if kind == "view" else "") + (f": {said[name]}" if name in said else "")
            yield ""
            yield f"- columns: {', '.join(fields)}"
            others = sorted(read.get(name, set()) - {room})
            yield f"- read by: {', '.join(others) if others else 'nobody else'}"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
