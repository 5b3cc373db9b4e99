"""The head of every page says how many decisions wait for whoever reads it."""

import re

from storeops.base.clock import FrozenClock
from storeops.quality.checks.check_appeal_actions import appeal_item
from storeops.store.database import HallDatabase
from tests.factories import ADA, ANA, CHEN, HAN, SHAN, a_check
from tests.quality.ratings.phones import rated_from
from tests.staff_console.colleague import Colleague
from tests.staff_console.conftest import SignedIn


def waiting(page: str, link: str) -> int | None:
    """The number beside a link of the menu; None where there is none."""
    found = re.search(rf">{link} <span [^>]*><span aria-hidden=\"true\">(\d+)</span>", page)
    return int(found[1]) if found else None


def test_appeals_wait_for_those_who_had_no_hand_in_the_check(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock
) -> None:
    for inspector in (CHEN, HAN):
        check = a_check(db, clock, of=ANA, by=inspector, smile="0")
        appeal_item(db, clock, ANA.actor, ANA.code, check, "smile", "I did smile")

    # One check by Chen and one by Han: each may answer the other's, and the shift lead both; whoever appealed, none.
    counts = [waiting(signed_in(person).open("/account"), "Checks") for person in (CHEN, HAN, SHAN, ANA)]

    assert counts == [1, 1, 2, None]


def test_appeals_against_sheets_wait_for_judges_but_not_for_whoever_appealed(
    ada: Colleague, chen: Colleague, db: HallDatabase
) -> None:
    assert waiting(ada.open("/account"), "Stars") is None
    for person in (ANA, ADA):
        db.execute(
            "INSERT INTO star_appeal (month, version, employee_id, line, grounds, appealed_at)"
            " SELECT '2026-02', 1, id, 'volume', 'too few', '2026-03-02T01:00:00.000Z' FROM employee WHERE code = ?",
            (person.code,),
        )

    assert waiting(ada.open("/account"), "Stars") == 1
    assert waiting(chen.open("/account"), "Stars") is None  # a duty manager answers none of these


def test_doubtful_answers_wait_for_judges(
    ada: Colleague, chen: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    assert waiting(ada.open("/account"), "Feedback") is None

    rated_from(db, clock, "a phone", 5, 4, 1, 2)

    assert waiting(ada.open("/account"), "Feedback") == 1
    assert waiting(chen.open("/account"), "Feedback") is None
