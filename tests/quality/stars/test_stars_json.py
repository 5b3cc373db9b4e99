"""The stars for programs: the JSON of `storeops stars`, and the table for people."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from storeops.base.clock import FrozenClock
from storeops.quality.detectors.review_actions import review_flag
from storeops.quality.stars import stars_view
from storeops.quality.stars.star_month import star_month
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.quality.stars.stars_json import stars_json
from storeops.quality.stars.stars_table import stars_table
from storeops.store.database import HallDatabase
from tests.factories import ANA, CHEN, SUN
from tests.quality.detectors.served import many_short_services
from tests.quality.stars.star_story import (
    MARCH,
    SHIPPED,
    a_stay,
    a_transaction,
    a_whole_march,
    at_closing,
    march,
    policy_with,
)
from tests.served_hall import storeops


def document(db: HallDatabase) -> dict:
    """The month as a program gets it."""
    return json.loads(
        json.dumps(stars_view.stars_document(db, stars_view.published_month(db, MARCH, at_closing().now())))
    )


def test_a_sheet_tells_total_stars_and_components(db: HallDatabase) -> None:
    a_whole_march(db)

    found = document(db)

    first = found["sheets"][0]
    # The arithmetic stands in test_march.py.
    assert (found["month"], found["version"], found["policy_version"]) == (MARCH, 0, 1)
    assert (first["employee"], first["eligible"], first["reason"]) == ("1001", True, None)
    assert (first["total"], first["stars"], first["star_of_month"], first["rank"]) == ("90.21", 4, True, 1)
    assert first["components"] == {
        "checklist": 95.0,
        "speed": 88.846154,
        "feedback": 91.666667,
        "volume": 61.111111,
        "care": 100.0,
    }
    assert found["inspector_shifts"] == {"5001": 0.0, "5002": 0.0}


def test_a_sheet_can_be_redone_from_its_inputs(db: HallDatabase) -> None:
    a_whole_march(db)

    found = document(db)

    inputs = found["sheets"][0]["inputs"]
    days, mean, hall = inputs["checked_days"], inputs["checklist_mean"], inputs["hall_checklist_mean"]
    assert (days * mean + 4 * hall) / (days + 4) == 95
    count, met, expected, share = (inputs[name] for name in ("transactions", "met", "expected", "hall_speed_share"))
    assert round(100 * (share + (met - expected) / (count + 30)), 4) == 88.8462
    ratings, rated, all_rated = inputs["ratings"], inputs["rating_mean"], inputs["hall_feedback_mean"]
    assert round((ratings * rated + 20 * all_rated) / (ratings + 20), 4) == 91.6667
    assert inputs["by_service"] == {"payment": {"transactions": 100, "met": 90, "hall_share": 0.85}}
    assert inputs["checks"][0] == {"day": "2026-03-02", "inspector": "5001", "score": 96.0}


def test_somebody_not_ranked_has_a_reason_and_no_total(db: HallDatabase) -> None:
    a_transaction(db, "2026-03-05", ANA)

    (found,) = document(db)["sheets"]

    assert (found["eligible"], found["total"], found["stars"], found["star_of_month"]) == (False, None, None, False)
    assert found["reason"].startswith("checked on 0 of the 8 days needed; ")
    assert (found["components"]["checklist"], found["components"]["care"]) == (None, 100.0)


def test_skill_is_a_component_only_where_it_counts(db: HallDatabase) -> None:
    a_transaction(db, "2026-03-05", ANA)
    weights = {**SHIPPED.weights}
    lines = list(weights)
    weights[lines[0]], weights[lines[-1]] = Fraction("0.30"), Fraction("0.10")
    policy = policy_with(weights=weights)

    sheets = stars_json(star_month(march(db), policy), policy, 0, 1, {})["sheets"]

    assert sheets[0]["components"]["skill"] is None  # type: ignore[index]
    assert "skill" not in document(db)["sheets"][0]["components"]


def test_a_cap_on_feedback_is_a_flag(db: HallDatabase) -> None:
    a_whole_march(db)
    facts = march(db)
    ana = replace(facts.employees[0], closes=100, prompted=50, answered=40)
    capped = star_month(replace(facts, employees=(ana, *facts.employees[1:])), SHIPPED)

    sheet = next(each for each in stars_json(capped, SHIPPED, 0, 1, {})["sheets"] if each["employee"] == "1001")  # type: ignore[attr-defined]

    assert [(flag["detector"], flag["values"]["reason"]) for flag in sheet["flags"]] == [
        ("feedback_cap", "prompt_rate")
    ]
    assert sheet["components"]["feedback"] == 87.5


def test_a_flag_is_told_in_a_file_only_after_a_review(db: HallDatabase, clock: FrozenClock) -> None:
    many_short_services(db, clock)

    def flagged() -> list[tuple[str, int]]:
        sheet = next(each for each in document(db)["sheets"] if each["employee"] == ANA.code)
        return [(flag["detector"], flag["values"]["hits"]) for flag in sheet["flags"]]

    before = flagged()
    review_flag(db, clock, SUN.actor, SUN.code, MARCH, "D3", ANA.code, "confirmed", "Seen on the floor.")

    assert (before, flagged()) == ([], [("D3", 8)])


def test_a_frozen_month_tells_its_version_and_checksum(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    close_stars(db, at_closing(), SUN.actor, MARCH)

    found = document(db)

    assert (found["version"], found["provisional"], len(found["checksum"])) == (1, False, 64)


def test_the_table_lines_up_whatever_the_letters(db: HallDatabase) -> None:
    a_whole_march(db)
    a_stay(db, "2026-03-12", CHEN, "09:00", "10:00")
    db.execute("UPDATE employee SET name = '王安娜' WHERE code = '1001'")

    head, ana, bruno, chen = stars_table(star_month(march(db), SHIPPED), SHIPPED)

    assert head.split()[:5] == ["rank", "employee", "name", "total", "stars"]
    assert ana.split()[:5] == ["1*", "1001", "王安娜", "90.21", "4"]
    assert bruno.split()[:5] == ["2", "1002", "Bruno", "81.19", "3"]
    assert chen.split()[:5] == ["-", "5001", "Chen", "-", "-"]
    assert "checked on 0 of the 8 days needed" in chen
    # A Chinese character takes two columns.
    assert head.index("total") == bruno.index("81.19") == ana.index("90.21") + 3


# The command line


def test_the_command_prints_json_alone_and_a_table_without_it(db: HallDatabase, hall_path: Path) -> None:
    a_whole_march(db)

    as_json = storeops("--db", str(hall_path), "stars", "--month", MARCH, "--json")
    table = storeops("--db", str(hall_path), "stars", "--month", MARCH)

    assert json.loads(as_json.stdout)["sheets"][0]["total"] == "90.21"
    assert table.stdout.splitlines()[0] == "2026-03, provisional, policy version 1"
    assert "90.21" in table.stdout.splitlines()[2]


def test_the_command_freezes_first(db: HallDatabase, hall_path: Path) -> None:
    a_whole_march(db)

    done = storeops("--db", str(hall_path), "stars", "--month", MARCH, "--json", "--freeze")

    assert json.loads(done.stdout)["version"] == 1
    assert [line.closed_by for line in stars_view.versions(db, MARCH)] == ["command_line"]


def test_the_command_refuses_in_one_line(db: HallDatabase, hall_path: Path) -> None:
    for arguments in (("--month", "March"), ("--month", "2999-01"), ("--month", MARCH, "--freeze")):
        done = storeops("--db", str(hall_path), "stars", *arguments)

        assert (done.returncode, done.stdout, len(done.stderr.strip().splitlines())) == (1, "", 1)
