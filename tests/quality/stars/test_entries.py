"""The raw rows behind a line: each with what it adds, and no tap that would tell a clerk who tapped it."""

from datetime import date, datetime
from fractions import Fraction

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue
from storeops.quality.care.care_actions import enter_skill
from storeops.quality.policy.policy import StarLine
from storeops.quality.stars import stars_view
from storeops.quality.stars.entry import SheetEntry
from storeops.store.database import HallDatabase
from tests.factories import ANA, BRUNO, CHEN, HAN, SUN
from tests.quality.stars.star_story import (
    CLOSING,
    DAYS,
    MARCH,
    a_care_entry,
    a_check,
    a_rating,
    a_stay,
    a_transaction,
    a_whole_march,
    at,
    ticket_of,
)

DAY = "2026-03-05"


def entries(db: HallDatabase, line: StarLine, *, sees_taps: bool = False, now: datetime = CLOSING) -> list[SheetEntry]:
    return stars_view.entries(db, MARCH, ANA.code, line, now, sees_taps)


def test_checks_show_score_shift_and_what_counts(db: HallDatabase) -> None:
    # On Ana Chen 100 and Han 90: b = 10 * 1/11 and -10/11: 0.91 and -0.91.
    one = a_check(db, DAY, ANA, CHEN)
    a_check(db, DAY, ANA, HAN, {"farewell": 0}, hour=9)

    first, second = entries(db, StarLine.CHECKLIST)

    assert (first.row_kind, first.row_id, first.amount) == ("check", one, Fraction(100) - Fraction(10, 11))
    assert first.in_language("en") == ("checked by Chen 5001: 100.00; the inspector's shift 0.91 is taken off: 99.09")
    assert second.in_language("zh") == "Han 5002 检查：90.00 分；减去检查人尺度偏差 -0.91，计 90.91 分"


def test_a_vetoed_check_is_a_plain_0_and_moves_nobody_else(db: HallDatabase) -> None:
    a_check(db, DAY, ANA, CHEN)
    a_check(db, DAY, ANA, HAN, {"farewell": 0}, hour=9)
    a_check(db, DAY, ANA, HAN, {"smile": 0}, hour=8)
    db.execute("UPDATE sheet_item SET kind = 'veto' WHERE code = 'smile'")  # a 1 of a veto: it did not happen

    chen, han, vetoed = entries(db, StarLine.CHECKLIST)

    assert (vetoed.amount, vetoed.in_language("en")) == (
        0,
        "checked by Han 5002: 0, because of a veto; no shift is taken off",
    )
    # Smile brings no points now: Han's first check has 82 of 92. Its shift and Chen's are those of 100 and 89.13 alone.
    difference = 100 - Fraction(100 * 82, 92)
    assert (chen.amount, han.amount) == (100 - difference / 11, 100 - difference + difference / 11)


def test_transactions_show_handling_target_and_whether_they_count_as_met(db: HallDatabase) -> None:
    slow = a_transaction(db, DAY, ANA, handled=200)
    a_transaction(db, DAY, ANA, handled=90)
    a_transaction(db, DAY, ANA, handled=50, is_reopened=True)
    a_transaction(db, DAY, ANA, service="advice")  # has no target
    a_transaction(db, DAY, BRUNO)

    found = entries(db, StarLine.SPEED)

    assert [(each.amount, each.in_language("en")) for each in found] == [
        (0, "Z000000, Pay a bill: 200 s, over 180 s"),
        (1, "Z000001, Pay a bill: 90 s, within 180 s"),
        (0, "Z000002, Pay a bill: 50 s, reopened, so it does not count as within 180 s"),
    ]
    assert (found[0].row_kind, found[0].row_id) == ("transaction", slow)
    assert "交话费" in found[0].in_language("zh")


def test_volume_shows_stays_and_standard_minutes(db: HallDatabase) -> None:
    a_stay(db, DAY, ANA, "09:00", "10:30")
    a_transaction(db, DAY, ANA, service="advice")

    found = entries(db, StarLine.VOLUME)

    assert [(each.row_id, each.amount) for each in found] == [(None, Fraction(3, 2)), (None, Fraction(4))]


def test_care_and_skill_show_what_was_entered(db: HallDatabase, clock: FrozenClock) -> None:
    entry_id = a_care_entry(db, DAY, ANA, "complaint_upheld")
    enter_skill(db, clock, SUN.actor, SUN.code, ANA.code, date(2026, 3, 2), "contest", "Typing", 80)

    (care,), (skill,) = entries(db, StarLine.CARE), entries(db, StarLine.SKILL)

    assert (care.row_kind, care.row_id, care.at, care.in_language("zh")) == (
        "care",
        entry_id,
        date(2026, 3, 5),
        "有责投诉",
    )
    assert skill.in_language("en") == "Skill contest, Typing: 80 of 100"


def test_taps_are_shown_to_whoever_sees_quality_by_day_and_without_time(db: HallDatabase) -> None:
    ticket = ticket_of(db, a_transaction(db, DAY, ANA))
    a_rating(db, ticket, ANA, 5)
    a_rating(db, ticket, ANA, 2, moment="money")
    a_rating(db, ticket, ANA, 4, moment="waiting")  # not of the clerk's moments

    found = entries(db, StarLine.FEEDBACK, sees_taps=True)

    assert [(each.at, each.amount) for each in found] == [(date(2026, 3, 5), 2), (date(2026, 3, 5), 5)]
    assert all(type(each.at) is date for each in found)


def test_own_eyes_see_the_batches_in_which_taps_joined_the_sheet(db: HallDatabase) -> None:
    for day, values in ((DAYS[0], (5, 5, 4, 3, 5)), (DAYS[1], (1, 5, 5, 5)), (DAYS[2], (4, 4))):
        for value in values:
            a_rating(db, ticket_of(db, a_transaction(db, day, ANA)), ANA, value)

    found = entries(db, StarLine.FEEDBACK, now=at(DAYS[3]))

    # 5 + 5 + 4 + 3 + 5 = 22 of five; 1 + 5 + 5 + 5 + 4 + 4 = 24 of the six that came together on two days.
    assert [(str(each.at), each.row_id, each.amount) for each in found] == [
        (DAYS[2], None, Fraction(24, 6)),
        (DAYS[0], None, Fraction(22, 5)),
    ]
    assert found[1].in_language("en") == "Result, joined until then: 5 ratings, on average 4.40 of 5"


def test_what_a_month_holds_beyond_its_batches_is_told_together_once_it_is_over(db: HallDatabase) -> None:
    for moment, value in (("result", 1), ("result", 5), ("money", 3)):
        a_rating(db, ticket_of(db, a_transaction(db, DAY, ANA)), ANA, value, moment=moment)

    assert entries(db, StarLine.FEEDBACK, now=at("2026-03-31")) == []
    assert entries(db, StarLine.FEEDBACK, now=at("2026-03-31"), sees_taps=True) == []
    (rest,) = entries(db, StarLine.FEEDBACK)
    assert (str(rest.at), rest.amount) == (DAY, None)
    assert rest.in_language("en") == "3 ratings; the average is shown from 5 on"


def test_what_stands_behind_the_lines_adds_up_to_them(db: HallDatabase) -> None:
    a_whole_march(db)

    assert sum(each.amount or 0 for each in entries(db, StarLine.SPEED)) == 90
    assert len(entries(db, StarLine.CHECKLIST)) == 8
    assert sum(each.amount or 0 for each in entries(db, StarLine.FEEDBACK, sees_taps=True)) == 50


@pytest.mark.parametrize("month", ["2026-3", "no", "9999-99"])
def test_no_month_is_refused(db: HallDatabase, month: str) -> None:
    with pytest.raises(BadValue):
        stars_view.entries(db, month, ANA.code, StarLine.CARE, CLOSING)
