"""docs/personal-data.md against the schema: no column that could tell of somebody is left out, and none is invented."""

import re
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from storeops.base.retention import KEPT_KINDS
from storeops.store.database import create
from tests.source_code import ROOT

PAGE = ROOT / "docs" / "personal-data.md"

TELLS_OF_NOBODY: Mapping[str, str] = {
    "answer_card": "question_zh question_en answer_zh answer_en",
    "call_back": "outcome",
    "stored_care_entry": "day kind",
    "case_verdict": "proposed ruling",
    "category": "code prefix name_zh name_en",
    "check_photo": "kind state",
    "check_plan": "business_day seed",
    "clock_step": "doubt settled_because wrong_until",
    "counter": "code state state_since pause_reason",
    "counter_span": "kind",
    "counted_tries": "locked_until",
    "day_summary": "business_day part sums",
    "device": "kind",
    "device_scope": "scope",
    "duty_call": "reason outcome",
    "event": "at kind local_digest mac",
    "event_chain": "fingerprint",
    "flag_review": "month detector",
    "found_flag": "month detector",
    "follow_up": "kind state",
    "follow_up_warning": "step",
    "first_day_step": "step",
    "hall": "name_zh name_en zone secret_key house_colour logo_mark",
    "hall_import": "kind state months",
    "hall_key": "fingerprint",
    "hall_logo": "content",
    "heard_wish": "kind",
    "issuing_stop": "reason",
    "job_run": "job period",
    "journal_epoch": "series epoch",
    "stored_leg": "kind outcome",
    "leg_as_imported": "segment",
    "stored_leg_transaction": "class outcome",
    "moment": (
        "code name_zh name_en core_need_zh core_need_en norm_zh norm_en guidepost_zh guidepost_en question_zh"
        " question_en answers_zh answers_en"
    ),
    "month_correction": "month what",
    "number_sequence": "prefix business_day",
    "observed_moment": "moment kind",
    "opening_hours": "opens closes",
    "passed_over_number": "prefix business_day",
    "pairing_code": "code token_hash kind counter_code",
    "planned_check": "business_day",
    "prompt": "moment why_shown place",
    "quiet_guidepost": "since",
    "stored_rating": "moment place",
    "recovery_task": "outcome",
    "report_file": "format language path checksum",
    "report_month": "month inputs_checksum checksum",
    "retention_case": "reason leaving_for offer outcome",
    "service": "code name_zh name_en bring_zh bring_en",
    "set_aside": "row_kind",
    "retention_period": "kind",
    "sheet": "kind valid_from",
    "sheet_item": "code name_zh name_en kind",
    "skill_result": "day kind",
    "special_day": "day note",
    "special_hours": "day opens closes",
    "stored_spot_check": "business_day",
    "star_appeal": "month line row_kind",
    "star_month": "month checksum",
    "star_policy": "name valid_from body",
    "system_pause": "reason",
    "team_membership": "from_day until_day",
    "stored_ticket": "business_day channel state",
    "year_target": "metric",
}
"""Texts that name things, days, codes from a list and rules."""

_ROW = re.compile(r"^\| `(\w+)`: ((?:`\w+`(?:, )?)+) \|", re.MULTILINE)


def _told() -> dict[str, set[str]]:
    """The columns that the page lists, by table."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    for table, columns in _ROW.findall(PAGE.read_text(encoding="utf-8")):
        told[table] |= set(re.findall(r"`(\w+)`", columns))
    return told


def _could_tell() -> dict[str, set[str]]:
    """The columns of the schema that hold texts, bytes or an employee; instants tell of nobody by themselves."""
    could: dict[str, set[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        db = create(Path(folder, "hall.db"))
        for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if table.startswith(("sqlite_", "_")):
                continue
            people = {row[3] for row in db.execute(f"PRAGMA foreign_key_list({table})") if row[2] == "employee"}
            columns = db.execute(f"PRAGMA table_info({table})").fetchall()
            texts = {name for _, name, kind, *_ in columns if kind in ("TEXT", "BLOB") and not name.endswith("_at")}
            could[table] = texts | people
        db.conn.close()
    return could


def test_every_column_that_could_tell_of_somebody_stands_on_the_page_or_tells_of_nobody() -> None:
    told = _told()
    left_out = {
        f"{table}.{column}"
        for table, columns in _could_tell().items()
        for column in columns - told.get(table, set()) - set(TELLS_OF_NOBODY.get(table, "").split())
    }

    assert left_out == set(), "say on docs/personal-data.md what it is, why and how long"


def test_what_the_page_lists_is_there() -> None:
    could = _could_tell()
    listed = [*_told().items(), *((table, set(columns.split())) for table, columns in TELLS_OF_NOBODY.items())]

    assert {f"{table}.{column}" for table, columns in listed for column in columns - could.get(table, set())} == set()


def test_the_page_tells_how_long_each_kind_is_kept() -> None:
    text = PAGE.read_text(encoding="utf-8")
    said = {"contact_numbers": "24 hours after the case is closed", "phone_marks": "a week after the answer"}

    missing = [name for name, kind in KEPT_KINDS.items() if said.get(name, f"{kind.usual.days} days") not in text]

    assert missing == []
