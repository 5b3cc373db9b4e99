"""Appeals: who may object until when, who answers, and what an upheld one changes."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.errors import StoreOpsError, TextNeeded
from storeops.quality.checks import check_appeal_rows, check_rows
from storeops.quality.checks.check_actions import edit_check
from storeops.quality.checks.check_appeal_actions import answer_appeal, appeal_item
from storeops.quality.checks.marking import Mark
from storeops.quality.checks.refusals import (
    AppealOfOwnCheck,
    CheckAppealAnswered,
    CheckAppealOpen,
    CheckAppealTooLate,
    MayNotAnswer,
    NewMarkNeeded,
    NotYourCheck,
    UnknownCheck,
    UnknownCheckAppeal,
    UnknownItem,
)
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.store.database import HallDatabase
from tests.factories import ANA, BRUNO, CHEN, HAN, SHAN, SUN, Person, a_check, everything, last_event, later, rows
from tests.quality.checks.strict_sheet import a_strict_sheet


def data(db: HallDatabase) -> dict:
    return json.loads(last_event(db)["data"])


def an_appeal(db: HallDatabase, clock: FrozenClock, check_id: int, item: str = "smile", by: Person = ANA) -> int:
    return appeal_item(db, clock, by.actor, by.code, check_id, item, "I did smile")


def answer(
    db: HallDatabase,
    clock: FrozenClock,
    appeal_id: int,
    by: Person = SUN,
    is_upheld: bool = True,
    words: str = "seen on the tape",
    new_mark: Mark | None = Mark.FULL,
) -> None:
    answer_appeal(db, clock, by.actor, appeal_id, by.code, is_upheld, words, new_mark)


# Appealing


def test_grounds_of_several_lines_are_kept_on_one(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock, smile="0")

    appeal_id = appeal_item(db, clock, ANA.actor, ANA.code, check_id, "smile", " I did\nsmile\u3000 twice ")

    assert check_appeal_rows.by_id(db, appeal_id).grounds == "I did smile twice"


def test_an_appeal_is_kept_and_told_without_its_words(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock, smile="0")

    appeal_id = an_appeal(db, clock, check_id)

    appeal = check_appeal_rows.by_id(db, appeal_id)
    assert (appeal.item_code, appeal.grounds, appeal.is_upheld) == ("smile", "I did smile", None)
    assert last_event(db)["kind"] == "check_appealed"
    assert data(db) == {
        "check": check_id,
        "appeal": appeal_id,
        "item": "smile",
        "employee": ANA.code,
        "is_upheld": None,
    }


Attempt = Callable[[HallDatabase, FrozenClock, int], object]


@pytest.mark.parametrize(
    ("attempt", "refusal"),
    [
        (lambda db, clock, check: an_appeal(db, clock, check, by=BRUNO), NotYourCheck),
        (lambda db, clock, check: an_appeal(db, clock, check, by=CHEN), NotYourCheck),
        (lambda db, clock, check: an_appeal(db, clock, check, item="dance"), UnknownItem),
        (lambda db, clock, check: an_appeal(db, clock, check + 1), UnknownCheck),
        (lambda db, clock, check: appeal_item(db, clock, ANA.actor, ANA.code, check, "smile", " "), TextNeeded),
        (lambda db, clock, check: appeal_item(db, clock, ANA.actor, ANA.code, check, "smile", "x" * 501), TextNeeded),
    ],
)
def test_a_refused_appeal_leaves_no_trace(
    db: HallDatabase, clock: FrozenClock, attempt: Attempt, refusal: type[StoreOpsError]
) -> None:
    check_id = a_check(db, clock, smile="0")
    before = everything(db)

    with pytest.raises(refusal):
        attempt(db, clock, check_id)

    assert everything(db) == before


def test_an_item_has_one_open_appeal_at_a_time(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock, smile="0", stand="0")
    first = an_appeal(db, clock, check_id)

    with pytest.raises(CheckAppealOpen):
        an_appeal(db, clock, check_id)
    an_appeal(db, clock, check_id, "stand")
    answer(db, clock, first, is_upheld=False)

    assert an_appeal(db, clock, check_id)


def test_appeals_end_with_the_fifth_working_day(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock, smile="0", stand="0")  # Monday 2 March: until Monday 9 March
    later(clock, "182h58m")  # Monday 9 March, 23:59

    assert an_appeal(db, clock, check_id)

    later(clock, "1m")
    with pytest.raises(CheckAppealTooLate) as refused:
        an_appeal(db, clock, check_id, "stand")
    assert refused.value.values == {"day": "2026-03-09"}


def test_a_new_version_opens_the_appeals_again(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock, smile="0", stand="0")
    later(clock, "240h")
    marks = dict(check_rows.versions(db, check_id)[-1].marks)
    marks["farewell"] = marks["smile"]
    edit_check(db, clock, CHEN.actor, CHEN.code, check_id, 1, marks, "forgot the farewell")

    assert an_appeal(db, clock, check_id, "farewell")


# Answering


def test_an_upheld_appeal_makes_a_new_version_with_the_new_mark(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock, smile="0")
    appeal_id = an_appeal(db, clock, check_id)

    answer(db, clock, appeal_id, by=HAN, new_mark=Mark.HALF)

    appeal = check_appeal_rows.by_id(db, appeal_id)
    first, second = check_rows.versions(db, check_id)
    assert (appeal.is_upheld, appeal.answered_by, appeal.answer) == (True, "Han", "seen on the tape")
    assert first.marks["smile"].mark is Mark.NONE
    assert second.marks["smile"] == (Mark.HALF, "seen on the tape", 1)
    assert {**second.marks, "smile": first.marks["smile"]} == first.marks
    assert (second.entered_by, second.reason) == (HAN.code, "seen on the tape")
    assert last_event(db)["kind"] == "check_appeal_answered"
    assert data(db)["is_upheld"] is True


def test_an_appeal_that_is_turned_down_changes_no_mark(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock, smile="0")
    appeal_id = an_appeal(db, clock, check_id)

    answer(db, clock, appeal_id, is_upheld=False, new_mark=None)

    assert check_appeal_rows.by_id(db, appeal_id).is_upheld is False
    assert len(check_rows.versions(db, check_id)) == 1
    assert data(db)["is_upheld"] is False


def test_an_upheld_appeal_about_a_closed_month_has_its_stars_made_again(db: HallDatabase, clock: FrozenClock) -> None:
    later(clock, "696h")  # 31 March
    turned_down, upheld = (a_check(db, clock, by=by, smile="0") for by in (CHEN, HAN))
    appeals = [an_appeal(db, clock, check) for check in (turned_down, upheld)]
    later(clock, "216h")  # 9 April
    close_stars(db, clock, SYSTEM, "2026-03")

    answer(db, clock, appeals[0], is_upheld=False)
    assert rows(db, "SELECT month FROM month_correction") == []
    answer(db, clock, appeals[1])

    assert rows(db, "SELECT month FROM month_correction") == [{"month": "2026-03"}]


@pytest.mark.parametrize("by", [SHAN, HAN, SUN])
def test_whoever_inspects_or_judges_may_answer(db: HallDatabase, clock: FrozenClock, by: Person) -> None:
    check_id = a_check(db, clock, smile="0")

    answer(db, clock, an_appeal(db, clock, check_id), by=by)

    assert len(check_rows.versions(db, check_id)) == 2


@pytest.mark.parametrize(
    ("attempt", "refusal"),
    [
        (lambda db, clock, appeal: answer(db, clock, appeal, by=CHEN), AppealOfOwnCheck),
        (lambda db, clock, appeal: answer(db, clock, appeal, by=BRUNO), MayNotAnswer),
        (lambda db, clock, appeal: answer(db, clock, appeal, by=ANA), MayNotAnswer),
        (lambda db, clock, appeal: answer(db, clock, appeal, new_mark=None), NewMarkNeeded),
        (lambda db, clock, appeal: answer(db, clock, appeal, new_mark=Mark.NONE), NewMarkNeeded),
        (lambda db, clock, appeal: answer(db, clock, appeal, words=""), TextNeeded),
        (lambda db, clock, appeal: answer(db, clock, appeal + 1), UnknownCheckAppeal),
    ],
)
def test_a_refused_answer_changes_nothing(
    db: HallDatabase, clock: FrozenClock, attempt: Attempt, refusal: type[StoreOpsError]
) -> None:
    appeal_id = an_appeal(db, clock, a_check(db, clock, smile="0"))
    before = everything(db)

    with pytest.raises(refusal):
        attempt(db, clock, appeal_id)

    assert everything(db) == before


def test_a_checked_inspector_does_not_answer_their_own_appeal(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock, of=SHAN, by=CHEN, follow_ups="0")
    appeal_id = an_appeal(db, clock, check_id, "follow_ups", by=SHAN)

    with pytest.raises(AppealOfOwnCheck):
        answer(db, clock, appeal_id, by=SHAN)


def test_whoever_changed_the_check_does_not_answer_about_it(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock, smile="0", stand="0")
    answer(db, clock, an_appeal(db, clock, check_id, "stand"), by=SUN)
    appeal_id = an_appeal(db, clock, check_id)

    with pytest.raises(AppealOfOwnCheck):
        answer(db, clock, appeal_id, by=SUN)
    answer(db, clock, appeal_id, by=HAN)


def test_an_appeal_is_answered_once(db: HallDatabase, clock: FrozenClock) -> None:
    appeal_id = an_appeal(db, clock, a_check(db, clock, smile="0"))
    answer(db, clock, appeal_id)
    before = everything(db)

    with pytest.raises(CheckAppealAnswered):
        answer(db, clock, appeal_id, by=HAN)

    assert everything(db) == before


# Items that deduct or veto


def test_an_upheld_appeal_may_say_that_it_was_seen_less_often(db: HallDatabase, clock: FrozenClock) -> None:
    a_strict_sheet(db, clock)
    check_id = a_check(db, clock, phone="0x3")

    answer_appeal(db, clock, SUN.actor, an_appeal(db, clock, check_id, "phone"), SUN.code, True, "Once.", Mark.NONE, 1)

    assert check_rows.version_in_force(db, check_id).marks["phone"] == (Mark.NONE, "Once.", 1)


def test_a_veto_is_taken_back_by_an_upheld_appeal(db: HallDatabase, clock: FrozenClock) -> None:
    a_strict_sheet(db, clock)
    check_id = a_check(db, clock, quarrel="0")
    day = date(2026, 3, 2)
    assert [check.score for check in check_rows.scores_between(db, day, day)] == [0]

    answer(db, clock, an_appeal(db, clock, check_id, "quarrel"))

    assert [check.score for check in check_rows.scores_between(db, day, day)] == [100]


@pytest.mark.parametrize(("mark", "times"), [(Mark.NONE, 3), (Mark.HALF, 1), (Mark.NONE, 6), (Mark.FULL, 2)])
def test_a_new_mark_must_differ_and_fit_its_item(db: HallDatabase, clock: FrozenClock, mark: Mark, times: int) -> None:
    a_strict_sheet(db, clock)
    appeal_id = an_appeal(db, clock, a_check(db, clock, phone="0x3"), "phone")
    before = everything(db)

    with pytest.raises(NewMarkNeeded):
        answer_appeal(db, clock, SUN.actor, appeal_id, SUN.code, True, "So it was.", mark, times)

    assert everything(db) == before
