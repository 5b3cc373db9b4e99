"""A line of the log: its form for people and for programs, and what it never holds."""

import json
import logging
import sys

import pytest

from storeops.base import request_mark
from storeops.queueing.refusals import CounterBusy
from storeops.running.log_lines import LinesForPeople, LinesForPrograms, hidden
from storeops.store.refusals import DatabaseUnwritable

TOKEN = "q7Zr1mB0tXw9LkE4_uYd3A"
AT = 1_772_413_200.25  # 2026-03-02 01:00:00.25 UTC


def a_record(
    text: str, *values: object, name: str = "storeops.running.jobs", raised: bool = False
) -> logging.LogRecord:
    """What was logged at AT, while something was raised or not."""
    told = logging.LogRecord(name, logging.WARNING, "", 0, text, values, sys.exc_info() if raised else None)
    told.created = AT
    return told


def test_a_line_for_people_names_each_thing() -> None:
    mark = request_mark.begin()

    line = LinesForPeople("serve").format(a_record('closed day %s: "%d" tickets', "2026-03-02", 7))

    assert line == (
        f"at=2026-03-02T01:00:00.250Z level=warning process=serve from=storeops.running.jobs request={mark}"
        ' text="closed day 2026-03-02: \\"7\\" tickets"'
    )


def test_a_line_for_programs_is_one_object_whatever_was_raised() -> None:
    try:
        raise OSError(28, "No space left on device")
    except OSError:
        line = LinesForPrograms("jobs").format(a_record("failed", raised=True))

    assert "\n" not in line
    told = json.loads(line)
    assert (told["process"], told["level"], told["text"]) == ("jobs", "warning", "failed")
    assert told["trace"].splitlines()[0] == "Traceback (most recent call last):"
    assert told["trace"].splitlines()[-1] == "builtins.OSError: [Errno 28] No space left on device"


def test_what_was_raised_stands_below_its_line_moved_in_with_what_it_came_of() -> None:
    try:
        try:
            raise TypeError("an int is no str")
        except TypeError as first:
            raise KeyError("Ana") from first
    except KeyError:
        lines = LinesForPeople("serve").format(a_record("failed", raised=True)).splitlines()

    assert all(line.startswith("    ") for line in lines[1:])
    ends = [line.strip() for line in lines if line.startswith("    builtins.")]
    assert ends == [
        "builtins.TypeError: an int is no str",
        "builtins.KeyError: (its words may tell of somebody and are left out)",
    ]


def test_of_a_refusal_stands_its_name_unless_it_tells_of_the_database() -> None:
    told = []
    for refusal in (CounterBusy(counter="1", number="A001"), DatabaseUnwritable(path="/srv/hall.db", cause="full")):
        try:
            raise refusal
        except type(refusal):
            told.append(LinesForPeople("serve").format(a_record("failed", raised=True)).splitlines()[-1].split(": ", 1))

    assert told[0][1] == "counter-busy"
    assert "/srv/hall.db" in told[1][1]


def test_a_library_tells_no_values_but_numbers() -> None:
    told = a_record("Exception while serving %s after %d s", f"/t/{TOKEN}", 3, name="waitress")

    assert json.loads(LinesForPrograms("serve").format(told))["text"] == "Exception while serving … after 3 s"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("not for sun.li@example.com", "not for …@example.com"),
        ("call 13812345678", "call …"),
        ("call +86 138-1234-5678 now", "call … now"),
        ("PIN 12345678", "PIN …"),
        (f"bearer {TOKEN}", "bearer …"),
        ("GET /t/abc/fragment and /find/xyz?lang=en", "GET /t/…/fragment and /find/…?lang=en"),
        ("fault 482913: GET /t/<token>", "fault 482913: GET /t/…"),
        ("closed the report of 2026-02 as version 1", "closed the report of 2026-02 as version 1"),
        ("storeops/running/heavy_process.py:159 in test_a_function_with_a_long_name", None),
        ("at 2026-03-02T01:00:00.250Z", None),
    ],
)
def test_what_looks_like_a_person_or_a_key_is_hidden(text: str, shown: str | None) -> None:
    assert hidden(text) == (shown or text)
