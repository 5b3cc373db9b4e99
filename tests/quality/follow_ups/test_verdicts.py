"""Complaints and praise reach the care line once, by the word of somebody who may judge."""

import json
from datetime import UTC, date, datetime

import pytest

from storeops.base.actor import Actor
from storeops.base.clock import FrozenClock
from storeops.base.errors import ChoiceNeeded, StoreOpsError
from storeops.people.refusals import NotAllowed
from storeops.quality.care.care_actions import enter_care
from storeops.quality.care.refusals import CountedAlready, EntryAboutYourself
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.follow_up_actions import open_follow_up, reopen, resolve
from storeops.quality.follow_ups.refusals import NothingToRule, PraiseOfYourself, RuledAlready, UnknownFollowUp
from storeops.quality.follow_ups.verdict import Ruling
from storeops.quality.follow_ups.verdict_actions import rule_on_case
from storeops.quality.follow_ups.verdicts_view import waiting_cases
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.store.database import HallDatabase
from tests.factories import ADA, ANA, BRUNO, CHEN, GRETA, LARS, SUN, Person, everything, later, rows
from tests.quality.follow_ups.cases import a_case, told
from tests.quality.stars.star_story import CLOSING, MARCH


def closed(
    db: HallDatabase,
    clock: FrozenClock,
    case: int,
    by: Person,
    ruling: Ruling | None = None,
    about: Person | None = None,
) -> None:
    resolve(db, clock, by.actor, by.code, case, "Refunded", ruling, about.code if about else None)


def rule(
    db: HallDatabase, clock: FrozenClock, case: int, by: Person, ruling: Ruling, about: Person | None = None
) -> None:
    rule_on_case(db, clock, by.actor, by.code, case, ruling, about.code if about else None)


def praise(db: HallDatabase, clock: FrozenClock, by: Person, of: Person | None) -> int:
    summary, praised = "She found the lost card.", of.code if of else None
    return open_follow_up(db, clock, by.actor, by.code, Kind.PRAISE, summary, praised_code=praised)


def care(db: HallDatabase) -> list[tuple[str, str, str, str, int | None, str]]:
    """Every care entry: whose, day, kind, note, case, and who entered it."""
    found = rows(
        db,
        "SELECT employee.code, day, kind, note, follow_up_id, enterer.code AS enterer FROM care_entry"
        " JOIN employee ON employee.id = employee_id JOIN employee AS enterer ON enterer.id = entered_by",
    )
    return [tuple(row.values()) for row in found]


# Closing a complaint


def test_a_complaint_that_a_supervisor_closes_as_upheld_is_an_entry_of_the_day_on_which_it_was_told(
    db: HallDatabase, clock: FrozenClock
) -> None:
    case = a_case(db, clock)
    later(clock, "26h")

    closed(db, clock, case, SUN, Ruling.COLLEAGUE, BRUNO)

    assert care(db) == [("1002", "2026-03-02", "complaint_upheld", "The bill is wrong", case, "7001")]
    assert told(db)[-2:] == ["follow_up_closed", "verdict_given"]
    events = rows(db, "SELECT kind, employee_id, data FROM event ORDER BY seq DESC LIMIT 2")
    assert [event["kind"] for event in events] == ["care_entered", "verdict_given"]
    # The journal tells the ruling and whose case it was; about whom it is stands beside the entry.
    assert json.loads(events[1]["data"])["ruling"] == "colleague"
    assert waiting_cases(db) == []


def test_what_a_clerk_says_is_a_proposal_that_counts_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    case = a_case(db, clock)

    closed(db, clock, case, ANA, Ruling.COLLEAGUE, BRUNO)

    assert care(db) == []
    (waiting,) = waiting_cases(db)
    assert (waiting.id, waiting.proposed, waiting.proposed_about, waiting.proposer) == (
        case,
        Ruling.COLLEAGUE,
        BRUNO.code,
        ANA.name,
    )

    rule(db, clock, case, SUN, Ruling.COLLEAGUE, ANA)

    assert [(entry[0], entry[4]) for entry in care(db)] == [(ANA.code, case)]
    assert waiting_cases(db) == []


@pytest.mark.parametrize("ruling", [Ruling.HALL, Ruling.NOT_UPHELD])
def test_what_is_not_upheld_or_the_halls_own_counts_to_nobody(
    db: HallDatabase, clock: FrozenClock, ruling: Ruling
) -> None:
    case = a_case(db, clock)

    closed(db, clock, case, SUN, ruling, BRUNO)

    (verdict,) = rows(db, "SELECT ruling, employee_id FROM case_verdict")
    assert verdict == {"ruling": ruling.value, "employee_id": None}
    assert care(db) == []


def test_a_complaint_closed_without_a_word_waits_for_a_ruling(db: HallDatabase, clock: FrozenClock) -> None:
    closed(db, clock, a_case(db, clock), ANA)

    assert [(waiting.proposed, waiting.proposer) for waiting in waiting_cases(db)] == [(None, ANA.name)]


def test_other_cases_are_not_ruled_on(db: HallDatabase, clock: FrozenClock) -> None:
    closed(db, clock, a_case(db, clock, Kind.TECHNICAL), ANA)

    assert rows(db, "SELECT * FROM case_verdict") == []


def test_a_verdict_stands_whatever_is_reopened_and_counts_once(db: HallDatabase, clock: FrozenClock) -> None:
    case = a_case(db, clock)
    closed(db, clock, case, SUN, Ruling.COLLEAGUE, BRUNO)
    reopen(db, clock, ANA.actor, ANA.code, case, "Still wrong")

    closed(db, clock, case, SUN, Ruling.COLLEAGUE, ANA)

    assert [entry[0] for entry in care(db)] == [BRUNO.code]


def test_while_a_complaint_is_open_again_its_proposal_waits_and_the_next_one_replaces_it(
    db: HallDatabase, clock: FrozenClock
) -> None:
    case = a_case(db, clock)
    closed(db, clock, case, ANA, Ruling.NOT_UPHELD)
    reopen(db, clock, ANA.actor, ANA.code, case, "Still wrong")
    assert waiting_cases(db) == []
    with pytest.raises(NothingToRule):
        rule(db, clock, case, SUN, Ruling.NOT_UPHELD)

    closed(db, clock, case, ANA, Ruling.HALL)

    assert [waiting.proposed for waiting in waiting_cases(db)] == [Ruling.HALL]


def test_a_judge_whom_it_is_about_only_proposes(db: HallDatabase, clock: FrozenClock) -> None:
    case = a_case(db, clock)

    closed(db, clock, case, SUN, Ruling.COLLEAGUE, SUN)

    assert care(db) == []
    for ruling, about in ((Ruling.NOT_UPHELD, None), (Ruling.COLLEAGUE, BRUNO)):
        with pytest.raises(EntryAboutYourself):
            rule(db, clock, case, SUN, ruling, about)
    rule(db, clock, case, ADA, Ruling.COLLEAGUE, SUN)
    assert [(entry[0], entry[5]) for entry in care(db)] == [(SUN.code, ADA.code)]


def test_a_program_in_a_supervisors_name_only_proposes(db: HallDatabase, clock: FrozenClock) -> None:
    case = a_case(db, clock)

    resolve(db, clock, Actor("device:crm"), SUN.code, case, "Refunded", Ruling.COLLEAGUE, BRUNO.code)

    assert (care(db), len(waiting_cases(db))) == ([], 1)


def test_an_entry_made_by_hand_stands_for_its_case(db: HallDatabase, clock: FrozenClock) -> None:
    case, day = a_case(db, clock), date(2026, 3, 2)
    enter_care(db, clock, SUN.actor, SUN.code, BRUNO.code, day, "complaint_upheld", "Rude.", case)

    closed(db, clock, case, SUN, Ruling.COLLEAGUE, BRUNO)

    assert [entry[3] for entry in care(db)] == ["Rude."]
    with pytest.raises(CountedAlready):
        enter_care(db, clock, SUN.actor, SUN.code, BRUNO.code, day, "complaint_upheld", "Rude.", case)


def test_a_ruling_after_the_closing_makes_the_next_version_of_the_month(db: HallDatabase, clock: FrozenClock) -> None:
    case = a_case(db, clock)
    closed(db, clock, case, ANA, Ruling.COLLEAGUE, BRUNO)
    enter_care(db, clock, SUN.actor, SUN.code, BRUNO.code, date(2026, 3, 2), "error", "")
    clock.instant = CLOSING
    close_stars(db, clock, SUN.actor, MARCH)

    rule(db, clock, case, SUN, Ruling.COLLEAGUE, BRUNO)

    assert close_stars(db, clock, SUN.actor, MARCH) == 2
    (reason,) = rows(db, "SELECT reason FROM star_month WHERE version = 2")
    assert reason == {"reason": "a care entry was added"}


def test_a_day_is_that_of_the_halls_wall(db: HallDatabase, clock: FrozenClock) -> None:
    clock.instant = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)  # half past midnight in Shanghai

    closed(db, clock, a_case(db, clock), SUN, Ruling.COLLEAGUE, BRUNO)

    assert care(db)[0][1] == "2026-03-03"


@pytest.mark.parametrize("about", [None, "0000"])
def test_an_upheld_complaint_of_a_colleague_names_one(db: HallDatabase, clock: FrozenClock, about: str | None) -> None:
    case = a_case(db, clock)
    before = everything(db)

    with pytest.raises(ChoiceNeeded) as refusal:
        resolve(db, clock, SUN.actor, SUN.code, case, "Refunded", Ruling.COLLEAGUE, about)

    assert refusal.value.field == "about"
    assert everything(db) == before


# Praise


def test_nobody_praises_themself(db: HallDatabase, clock: FrozenClock) -> None:
    before = everything(db)

    with pytest.raises(PraiseOfYourself) as refusal:
        praise(db, clock, ANA, ANA)

    assert refusal.value.field == "praised"
    assert everything(db) == before


def test_praise_by_a_colleague_counts_once_a_judge_says_so(db: HallDatabase, clock: FrozenClock) -> None:
    case = praise(db, clock, GRETA, ANA)
    assert care(db) == []

    rule(db, clock, case, SUN, Ruling.COLLEAGUE, ANA)

    assert care(db) == [(ANA.code, "2026-03-02", "praise", "She found the lost card.", case, SUN.code)]
    with pytest.raises(RuledAlready):
        rule(db, clock, case, SUN, Ruling.COLLEAGUE, ANA)


def test_praise_that_a_supervisor_writes_down_counts_at_once(db: HallDatabase, clock: FrozenClock) -> None:
    case = praise(db, clock, SUN, ANA)

    assert [(entry[0], entry[2], entry[4]) for entry in care(db)] == [(ANA.code, "praise", case)]


def test_praise_of_the_whole_hall_waits_for_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    praise(db, clock, GRETA, None)

    assert (care(db), waiting_cases(db)) == ([], [])


# Who rules


@pytest.mark.parametrize(
    ("by", "refusal"), [(ANA, NotAllowed), (CHEN, NotAllowed), (LARS, StoreOpsError), (GRETA, NotAllowed)]
)
def test_only_judges_rule(db: HallDatabase, clock: FrozenClock, by: Person, refusal: type[StoreOpsError]) -> None:
    case = a_case(db, clock)
    closed(db, clock, case, ANA, Ruling.COLLEAGUE, BRUNO)
    before = everything(db)

    with pytest.raises(refusal):
        rule(db, clock, case, by, Ruling.NOT_UPHELD)

    assert everything(db) == before


def test_what_waits_for_no_ruling_gets_none(db: HallDatabase, clock: FrozenClock) -> None:
    still_open, technical = a_case(db, clock), a_case(db, clock, Kind.TECHNICAL)
    closed(db, clock, technical, ANA)
    before = everything(db)

    for case, refusal in ((still_open, NothingToRule), (technical, NothingToRule), (99, UnknownFollowUp)):
        with pytest.raises(refusal):
            rule(db, clock, case, SUN, Ruling.NOT_UPHELD)

    assert everything(db) == before
