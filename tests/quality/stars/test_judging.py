"""What supervisors enter: care, skill, policies, readers and teams."""

import json
from datetime import date

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import (
    BadValue,
    ChoiceNeeded,
    DayNeeded,
    StoreOpsError,
    TextNeeded,
    TextTooLong,
    WholeNumberNeeded,
)
from storeops.people.refusals import NotAllowed, UnknownEmployee
from storeops.quality.care.care_actions import enter_care, enter_skill
from storeops.quality.care.refusals import DayAhead, EntryAboutYourself
from storeops.quality.policy import policy_rows
from storeops.quality.policy.policy_actions import add_policy, note_read
from storeops.quality.policy.refusals import (
    BandsRefused,
    NumberOutOfRange,
    PolicyRefused,
    PolicyTooLate,
    UnknownPolicy,
    WeightsRefused,
)
from storeops.quality.stars import stars_view
from storeops.quality.stars.due_month_rows import months_due
from storeops.quality.stars.refusals import (
    AlreadyInTeam,
    NotInTeam,
    TeamExists,
    UnknownTeam,
)
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.quality.stars.team_actions import add_team, change_lead, join_team, leave_team
from storeops.store.database import HallDatabase
from tests.factories import ADA, ANA, BRUNO, CHEN, SHAN, SUN, everything, last_event, rows
from tests.quality.stars.star_story import MARCH, a_whole_march, at_closing, facts_of, march

MONDAY = date(2026, 3, 2)


# Care and skill


def test_a_care_entry_counts_on_the_sheet_of_its_day(db: HallDatabase, clock: FrozenClock) -> None:
    entry_id = enter_care(db, clock, SUN.actor, SUN.code, ANA.code, MONDAY, "error", " wrong change ")

    (row,) = rows(db, "SELECT id, day, kind, note, is_imported FROM care_entry")
    assert row == {"id": entry_id, "day": "2026-03-02", "kind": "error", "note": "wrong change", "is_imported": 0}
    assert facts_of(march(db), ANA).errors == 1
    event = last_event(db)
    # The journal is public: neither kind nor note stand in it.
    assert (event["kind"], json.loads(event["data"])) == ("care_entered", {"care_entry": entry_id})


def test_a_skill_result_counts_on_the_sheet_of_its_day(db: HallDatabase, clock: FrozenClock) -> None:
    result_id = enter_skill(db, clock, SUN.actor, SUN.code, ANA.code, MONDAY, "contest", "Counting notes", 88)

    assert facts_of(march(db), ANA).skill_scores == (88,)
    event = last_event(db)
    assert (event["kind"], json.loads(event["data"])) == ("skill_entered", {"skill_result": result_id})


@pytest.mark.parametrize(
    ("by", "about", "day", "kind", "note", "follow_up", "refusal"),
    [
        (CHEN, ANA.code, MONDAY, "error", "", None, NotAllowed),
        (SUN, SUN.code, MONDAY, "praise", "", None, EntryAboutYourself),
        (SUN, "nobody", MONDAY, "error", "", None, UnknownEmployee),
        (SUN, ANA.code, date(2026, 3, 3), "error", "", None, DayAhead),
        (SUN, ANA.code, MONDAY, "mistake", "", None, ChoiceNeeded),
        (SUN, ANA.code, MONDAY, "error", "x" * 501, None, TextTooLong),
        (SUN, ANA.code, MONDAY, "error", "", 17, ChoiceNeeded),
    ],
)
def test_a_care_entry_that_cannot_stand_is_refused(
    db: HallDatabase,
    clock: FrozenClock,
    by: object,
    about: str,
    day: date,
    kind: str,
    note: str,
    follow_up: int | None,
    refusal: type[StoreOpsError],
) -> None:
    before = everything(db)

    with pytest.raises(refusal):
        enter_care(db, clock, by.actor, by.code, about, day, kind, note, follow_up)  # type: ignore[attr-defined]

    assert everything(db) == before


@pytest.mark.parametrize(
    ("kind", "title", "score", "refusal"),
    [
        ("race", "Typing", 80, ChoiceNeeded),
        ("contest", " ", 80, TextNeeded),
        ("contest", "Typing", 101, WholeNumberNeeded),
        ("contest", "Typing", -1, WholeNumberNeeded),
    ],
)
def test_a_skill_result_that_cannot_stand_is_refused(
    db: HallDatabase, clock: FrozenClock, kind: str, title: str, score: int, refusal: type[StoreOpsError]
) -> None:
    before = everything(db)

    with pytest.raises(refusal):
        enter_skill(db, clock, SUN.actor, SUN.code, ANA.code, MONDAY, kind, title, score)

    assert everything(db) == before


# Policies


def body(db: HallDatabase, **changes: object) -> str:
    """The shipped policy's text with groups changed."""
    return json.dumps({**json.loads(stars_view.latest_policy_body(db)), **changes})


def test_a_new_policy_is_the_next_version_and_in_force_from_its_month(db: HallDatabase, clock: FrozenClock) -> None:
    policy_id = add_policy(db, clock, ADA.actor, "service_stars", "2026-04", body(db, appeal_working_days=7), ADA.code)

    added = policy_rows.by_id(db, policy_id)
    assert (added.version, added.valid_from, added.created_by) == (2, "2026-04", "9001")
    in_force = {month: policy_rows.in_force(db, month).version for month in ("2025-01", MARCH, "2026-04", "2027-01")}
    assert in_force == {"2025-01": 1, MARCH: 1, "2026-04": 2, "2027-01": 2}
    event = last_event(db)
    assert (event["kind"], json.loads(event["data"])) == (
        "star_policy_added",
        {"policy": policy_id, "month": "2026-04"},
    )


def test_before_every_policy_the_earliest_one_holds(db: HallDatabase, clock: FrozenClock) -> None:
    add_policy(db, clock, ADA.actor, "service_stars", "2026-04", body(db), ADA.code)
    db.execute("UPDATE star_policy SET valid_from = '2026-02' WHERE name = 'service_stars' AND version = 1")

    assert policy_rows.in_force(db, "2026-01").version == 1


WEIGHTS = {"checklist": "0.40", "speed": "0.20", "feedback": "0.20", "volume": "0.10", "care": "0.10", "skill": "0.00"}


@pytest.mark.parametrize(
    ("name", "month", "changes", "refusal"),
    [
        ("other", "2026-04", {}, ChoiceNeeded),
        ("service_stars", "2026-4", {}, BadValue),
        ("service_stars", "April", {}, BadValue),
        ("service_stars", "2026-13", {}, BadValue),
        ("service_stars", "2026-04", {"weights": {**WEIGHTS, "care": "0.20"}}, WeightsRefused),
        ("service_stars", "2026-04", {"weights": {**WEIGHTS, "care": "-0.10", "skill": "0.20"}}, WeightsRefused),
        ("service_stars", "2026-04", {"weights": {}}, PolicyRefused),
        ("service_stars", "2026-04", {"volume": {"spread": "0"}}, NumberOutOfRange),
        ("service_stars", "2026-04", {"volume": {"spread": "1e99999999"}}, PolicyRefused),
        ("service_stars", "2026-04", {"appeal_working_days": 1e999}, PolicyRefused),
        (
            "service_stars",
            "2026-04",
            {"bands": [{"stars": 5, "least": "80"}, {"stars": 4, "least": "90"}]},
            BandsRefused,
        ),
        (
            "service_stars",
            "2026-04",
            {"bands": [{"stars": 5, "least": "80"}, {"stars": 4, "least": "80"}]},
            BandsRefused,
        ),
        ("service_stars", "2026-04", {"bands": []}, BandsRefused),
    ],
)
def test_a_policy_that_cannot_be_applied_is_refused(
    db: HallDatabase,
    clock: FrozenClock,
    name: str,
    month: str,
    changes: dict[str, object],
    refusal: type[StoreOpsError],
) -> None:
    before = everything(db)

    with pytest.raises(refusal):
        add_policy(db, clock, ADA.actor, name, month, body(db, **changes), ADA.code)

    assert everything(db) == before


def test_no_policy_reaches_back_to_a_closed_month(db: HallDatabase) -> None:
    clock = at_closing()
    a_whole_march(db)
    close_stars(db, clock, SUN.actor, MARCH)

    for month in (MARCH, "2026-01"):
        with pytest.raises(PolicyTooLate):
            add_policy(db, clock, ADA.actor, "service_stars", month, body(db), ADA.code)

    add_policy(db, clock, ADA.actor, "service_stars", "2026-04", body(db), ADA.code)


def test_who_has_read_a_policy_is_noted_once(db: HallDatabase, clock: FrozenClock) -> None:
    policy_id = policy_rows.in_force(db, MARCH).id
    note_read(db, clock, ANA.actor, policy_id, ANA.code)
    first = everything(db)
    clock.advance(hours=1)

    note_read(db, clock, ANA.actor, policy_id, ANA.code)

    assert everything(db) == first
    assert [each.employee for each in stars_view.readers(db, policy_id)] == [ANA.code]
    with pytest.raises(UnknownPolicy):
        note_read(db, clock, ANA.actor, 99, ANA.code)


# Teams


def memberships(db: HallDatabase) -> list[tuple[str, str, str, str | None]]:
    found = rows(
        db,
        "SELECT employee.code, team.name, from_day, until_day FROM team_membership"
        " JOIN team ON team.id = team_id JOIN employee ON employee.id = employee_id ORDER BY team_membership.id",
    )
    return [(row["code"], row["name"], row["from_day"], row["until_day"]) for row in found]


def test_whoever_joins_another_team_leaves_the_first_the_day_before(db: HallDatabase, clock: FrozenClock) -> None:
    add_team(db, clock, ADA.actor, "Early", SHAN.code)
    add_team(db, clock, ADA.actor, "Late", CHEN.code)
    join_team(db, clock, ADA.actor, "Early", ANA.code, "2026-03-02")

    join_team(db, clock, ADA.actor, "Late", ANA.code, "2026-03-10")

    assert memberships(db) == [(ANA.code, "Early", "2026-03-02", "2026-03-09"), (ANA.code, "Late", "2026-03-10", None)]
    assert [team.members for team in march(db).teams] == [(ANA.code,), (ANA.code,)]


def test_a_wrong_team_is_put_right_on_the_same_day(db: HallDatabase, clock: FrozenClock) -> None:
    add_team(db, clock, ADA.actor, "Early", SHAN.code)
    add_team(db, clock, ADA.actor, "Late", CHEN.code)
    join_team(db, clock, ADA.actor, "Early", ANA.code, "2026-03-02")

    join_team(db, clock, ADA.actor, "Late", ANA.code, "2026-03-02")

    assert memberships(db) == [(ANA.code, "Late", "2026-03-02", None)]


def test_a_last_day_ends_a_membership(db: HallDatabase, clock: FrozenClock) -> None:
    add_team(db, clock, ADA.actor, "Early", SHAN.code)
    join_team(db, clock, ADA.actor, "Early", ANA.code, "2026-03-02")

    leave_team(db, clock, ADA.actor, ANA.code, "2026-03-20")

    assert memberships(db) == [(ANA.code, "Early", "2026-03-02", "2026-03-20")]
    assert last_event(db)["kind"] == "team_left"


def test_another_lead_answers_for_the_team(db: HallDatabase, clock: FrozenClock) -> None:
    add_team(db, clock, ADA.actor, "Early", SHAN.code)
    join_team(db, clock, ADA.actor, "Early", ANA.code, "2026-03-02")

    change_lead(db, clock, ADA.actor, "Early", CHEN.code)

    assert march(db).teams[0].lead == CHEN.code


def test_what_teams_cannot_do_is_refused(db: HallDatabase, clock: FrozenClock) -> None:
    add_team(db, clock, ADA.actor, "Early", SHAN.code)
    join_team(db, clock, ADA.actor, "Early", ANA.code, "2026-03-02")
    before = everything(db)

    with pytest.raises(TeamExists):
        add_team(db, clock, ADA.actor, " Early ", CHEN.code)
    with pytest.raises(TextNeeded):
        add_team(db, clock, ADA.actor, "", CHEN.code)
    with pytest.raises(UnknownTeam):
        join_team(db, clock, ADA.actor, "Noon", BRUNO.code, "2026-03-02")
    with pytest.raises(AlreadyInTeam):
        join_team(db, clock, ADA.actor, "Early", ANA.code, "2026-03-05")
    with pytest.raises(DayNeeded):
        join_team(db, clock, ADA.actor, "Early", BRUNO.code, "tomorrow")
    with pytest.raises(NotInTeam):
        leave_team(db, clock, ADA.actor, BRUNO.code, "2026-03-05")
    with pytest.raises(NotInTeam):
        leave_team(db, clock, ADA.actor, ANA.code, "2026-03-01")

    assert everything(db) == before


def test_a_change_of_members_counts_closed_months_again(db: HallDatabase) -> None:
    clock = at_closing()
    a_whole_march(db)
    add_team(db, clock, ADA.actor, "Early", SHAN.code)
    close_stars(db, clock, SUN.actor, MARCH)

    join_team(db, clock, ADA.actor, "Early", ANA.code, "2026-03-02")

    assert months_due(db, clock.now()) == [MARCH]
    assert close_stars(db, clock, SUN.actor, MARCH) == 2
    # Ana alone: L = 90.21; no case, no month before: 0.6*90.21 + 20 + 10 = 84.126.
    (team,) = stars_view.published_month(db, MARCH, clock.now()).stars.teams
    assert (team.lead, str(team.total)) == (SHAN.code, "84.13")


def test_the_level_of_the_month_before_is_taken_as_frozen(db: HallDatabase) -> None:
    clock = at_closing()
    a_whole_march(db)
    add_team(db, clock, ADA.actor, "Early", SHAN.code)
    join_team(db, clock, ADA.actor, "Early", ANA.code, "2026-03-02")
    close_stars(db, clock, SUN.actor, MARCH)
    db.execute("UPDATE stored_care_entry SET kind = 'error'")

    (team,) = stars_view.published_month(db, "2026-04", clock.now()).stars.teams

    assert (str(float(team.level_before or 0)), team.level) == ("90.21", None)
