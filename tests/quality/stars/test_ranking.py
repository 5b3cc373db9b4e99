"""Who is ranked, in which order, and who is the star of the month."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storeops.quality.policy.policy import Policy, StarLine
from storeops.quality.stars import frozen
from storeops.quality.stars.month_facts import CheckFact, EmployeeFacts, Judged, StarFacts, TeamFacts
from storeops.quality.stars.sheet import StarMonth, StarSheet
from storeops.quality.stars.star_month import star_month
from tests.quality.stars.star_story import MARCH, SHIPPED, policy_with

DAYS = [f"2026-03-{day:02}" for day in range(2, 10)]


def an_employee(code: str, **changes: object) -> EmployeeFacts:
    """Somebody with all that a rank needs: 100 transactions of which 90 were within the target, 40 hours."""
    facts = EmployeeFacts(
        employee=code,
        name=f"Name {code}",
        is_clerk=True,
        judged={"payment": Judged(100, 90)},
        taps={5: 10},
        standard_minutes=Fraction(200),
        signed_in_seconds=40 * 3600,
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def checks_of(code: str, score: int = 90, days: int = 8, inspectors: int = 2) -> list[CheckFact]:
    """One check a day by inspectors who agree, in turn."""
    return [
        CheckFact(int(code) * 100 + index, code, f"500{index % inspectors + 1}", DAYS[index], Fraction(score))
        for index in range(days)
    ]


def a_month(*employees: EmployeeFacts, scores: Mapping[str, int] | None = None, policy: Policy = SHIPPED) -> StarMonth:
    """A month in which everybody has 90 in the checks, unless `scores` say otherwise."""
    checks = [check for each in employees for check in checks_of(each.employee, (scores or {}).get(each.employee, 90))]
    return star_month(StarFacts(MARCH, employees, tuple(checks)), policy)


def order(stars: StarMonth) -> list[tuple[str, int | None, bool]]:
    return [(sheet.facts.employee, sheet.rank, sheet.is_equal) for sheet in stars.sheets]


def sheet_of(stars: StarMonth, code: str) -> StarSheet:
    return next(sheet for sheet in stars.sheets if sheet.facts.employee == code)


def test_the_higher_total_ranks_first() -> None:
    assert order(a_month(an_employee("1"), an_employee("2"), scores={"2": 96})) == [("2", 1, False), ("1", 2, False)]


def test_everything_equal_shares_the_place_and_stands_by_name() -> None:
    found = a_month(an_employee("1", name="Zoe"), an_employee("2", name="Amy"), an_employee("3", errors=1))

    assert order(found) == [("2", 1, True), ("1", 1, True), ("3", 3, False)]


def test_on_equal_totals_fewer_upheld_complaints_come_first() -> None:
    # Two errors cost as much as one complaint: the totals are equal.
    found = a_month(an_employee("1", complaints_upheld=1), an_employee("2", errors=2))

    assert sheet_of(found, "1").total == sheet_of(found, "2").total
    assert order(found) == [("2", 1, False), ("1", 2, False)]


def test_on_equal_totals_and_complaints_the_higher_checks_come_first() -> None:
    # With 0.4 on the checks and 0.1 on care, an error (10 points, 1 in the total) outweighs 2.5 points of Q:
    # Q = (8*M + 4*H)/12, so M must be 3.75 apart. Scores 90 and 93.75: taken by fractions of a mark.
    checks = [*checks_of("1"), *(check._replace(score=Fraction("93.75")) for check in checks_of("2"))]

    found = star_month(StarFacts(MARCH, (an_employee("1"), an_employee("2", errors=1)), tuple(checks)), SHIPPED)

    assert sheet_of(found, "1").total == sheet_of(found, "2").total
    assert order(found) == [("2", 1, False), ("1", 2, False)]


def test_the_star_is_shared_within_half_a_point() -> None:
    # V falls by 100 points for each share of the middle: standard minutes 200, 199 and 180 with the middle 199 / 40 h
    # give V = 50.50, 50 and 40.45; a tenth of it counts: 0.05 and 1.0 below the best.
    found = a_month(
        an_employee("1"),
        an_employee("2", standard_minutes=Fraction(199)),
        an_employee("3", standard_minutes=Fraction(180)),
    )

    assert [sheet.facts.employee for sheet in found.sheets if sheet.is_star_of_month] == ["1", "2"]


def test_a_policy_may_name_more_places() -> None:
    employees = [an_employee(str(code), errors=code) for code in range(4)]

    found = a_month(*employees, policy=policy_with(places=2))

    # The second place is an error (1 point) behind the first; the third one more.
    assert [sheet.facts.employee for sheet in found.sheets if sheet.is_star_of_month] == ["0", "1"]


def test_the_second_policys_rank_stands_beside_it() -> None:
    found = a_month(an_employee("1"), an_employee("2", complaints_upheld=3), scores={"2": 96})

    assert {sheet.facts.employee: (sheet.rank, sheet.checklist_rank) for sheet in found.sheets} == {
        "1": (1, 2),
        "2": (2, 1),
    }


def test_totals_closer_than_the_checks_can_tell_show_no_clear_difference() -> None:
    # Days of 85 and 95 in turn: s = sqrt(8*25*2/14) = 5.3452; se = 5.3452/sqrt(8) * 8/12 = 1.2599;
    # the limit is 2*sqrt(0.16*(1.2599^2 + 1.2599^2)) = 1.4254. One error is 1.0 apart, two are 2.0.
    employees = (an_employee("1"), an_employee("2", errors=1), an_employee("3", errors=3))
    checks = [
        check._replace(score=Fraction(85 if index % 2 else 95), inspector=f"500{index // 2 % 2 + 1}")
        for each in employees
        for index, check in enumerate(checks_of(each.employee))
    ]

    found = star_month(StarFacts(MARCH, employees, tuple(checks)), SHIPPED)

    assert sheet_of(found, "1").checklist_error == pytest.approx(1.2599, abs=1e-4)
    assert [sheet.is_close_to_next for sheet in found.sheets] == [True, False, False]


# Eligible


@pytest.mark.parametrize(
    ("facts", "checks", "codes"),
    [
        (an_employee("2"), checks_of("2", days=7), ["checked_days"]),
        (an_employee("2"), checks_of("2", inspectors=1), ["inspectors"]),
        (an_employee("2", judged={"payment": Judged(99, 90)}), checks_of("2"), ["transactions"]),
        (an_employee("2", signed_in_seconds=23 * 3600), checks_of("2"), ["hours"]),
        (an_employee("2", signed_in_seconds=0), checks_of("2"), ["hours", "volume"]),
        (
            an_employee("2", judged={}, signed_in_seconds=3600),
            [],
            ["checked_days", "inspectors", "transactions", "hours"],
        ),
    ],
)
def test_who_lacks_something_is_not_ranked_and_told_why(
    facts: EmployeeFacts, checks: list[CheckFact], codes: list[str]
) -> None:
    # Three others with 40 h each: the middle of four people stays 40 h or just below, 60 % of it above 23 h.
    others = [an_employee("1"), an_employee("3"), an_employee("4")]
    all_checks = [*checks, *(check for each in others for check in checks_of(each.employee))]

    found = star_month(StarFacts(MARCH, (*others, facts), tuple(all_checks)), SHIPPED)

    sheet = sheet_of(found, "2")
    assert [why.code for why in sheet.not_ranked] == codes
    assert (sheet.total, sheet.stars, sheet.rank, sheet.is_star_of_month) == (None, None, None, False)
    assert sheet.components[StarLine.CARE] == 100


def test_sixty_percent_of_the_middle_hours_are_enough() -> None:
    found = a_month(an_employee("1"), an_employee("2", signed_in_seconds=24 * 3600), an_employee("3"))

    assert sheet_of(found, "2").is_eligible


def test_whoever_is_not_ranked_still_counts_in_the_halls_means() -> None:
    # The newcomer's seven checks of 60 pull the hall's mean to (8*90 + 7*60)/15 = 76.
    checks = (*checks_of("1"), *checks_of("2", score=60, days=7))

    found = star_month(StarFacts(MARCH, (an_employee("1"), an_employee("2")), checks), SHIPPED)

    assert not sheet_of(found, "2").is_eligible
    assert found.hall.checklist_mean == 76


def test_why_somebody_is_not_ranked_is_told_in_both_languages() -> None:
    found = star_month(StarFacts(MARCH, (an_employee("1", taps={}),), tuple(checks_of("1"))), SHIPPED)

    (why,) = sheet_of(found, "1").not_ranked
    assert why.in_language("en") == "the line Customers' ratings cannot be computed this month"
    assert why.in_language("zh") == "本月无法计算“顾客评价”一项"


def test_one_clerk_alone_can_be_ranked() -> None:
    # Alone: Q = 90, S = 90, F = 100, V = 50 (the own middle), C = 100: 36 + 18 + 20 + 5 + 10 = 89.
    sheet = sheet_of(a_month(an_employee("1")), "1")

    assert (str(sheet.total), sheet.stars, sheet.rank, sheet.is_star_of_month) == ("89.00", 4, 1, True)


def test_an_empty_month_has_no_sheets() -> None:
    found = star_month(StarFacts(MARCH, (), ()), SHIPPED)

    assert (found.sheets, found.teams, dict(found.inspector_shifts)) == ((), (), {})


def test_greeters_with_signed_in_time_do_not_move_the_clerks_middle() -> None:
    greeter = an_employee("9", is_clerk=False, standard_minutes=Fraction(0), signed_in_seconds=400 * 3600, judged={})

    found = a_month(an_employee("1"), greeter)

    assert found.hall.hours == 40
    assert found.hall.minutes_per_hour == 5


# Teams


def test_a_team_sheet_adds_level_follow_ups_and_improvement() -> None:
    # Totals 89.00 for 40 h, and 88.00 (an error) for 20 h: with the middle of 30 h, u is the same 5 for both.
    # L = (40*89 + 20*88)/60 = 88.666667; G = 100*0.75 = 75; I = 50 + 50*(88.666667 - 86.666667)/5 = 70;
    # T = 0.6*88.666667 + 0.2*75 + 0.2*70 = 82.20.
    half = an_employee("2", errors=1, signed_in_seconds=20 * 3600, standard_minutes=Fraction(100))
    team = TeamFacts("Early", "4001", ("1", "2"), Fraction(3, 4), Fraction(260, 3))
    checks = (*checks_of("1"), *checks_of("2"))

    (found,) = star_month(StarFacts(MARCH, (an_employee("1"), half), checks, teams=(team,)), SHIPPED).teams

    parts = (found.level, found.follow_ups, found.improvement)
    assert parts == (Fraction(266, 3), Fraction(75), Fraction(70))
    assert str(found.total) == "82.20"


def test_a_team_without_history_or_cases_has_middle_improvement_and_full_follow_ups() -> None:
    # L = 89: T = 53.4 + 20 + 10 = 83.40.
    team = TeamFacts("Early", "4001", ("1",))

    facts = StarFacts(MARCH, (an_employee("1"),), tuple(checks_of("1")), teams=(team,))

    assert str(star_month(facts, SHIPPED).teams[0].total) == "83.40"


def test_a_team_of_whom_nobody_is_ranked_has_no_total() -> None:
    team = TeamFacts("Early", "4001", ("1",))

    (found,) = star_month(StarFacts(MARCH, (an_employee("1"),), (), teams=(team,)), SHIPPED).teams

    assert (found.level, found.total) == (None, None)


# Whatever the numbers


employees = st.builds(
    lambda code, met, taps, minutes, seconds, complaints, errors, praise: an_employee(
        str(code),
        judged={"payment": Judged(100, met), "plan_change": Judged(20, met // 5)},
        taps=taps,
        standard_minutes=Fraction(minutes),
        signed_in_seconds=seconds,
        complaints_upheld=complaints,
        errors=errors,
        praise=praise,
    ),
    st.integers(1, 9),
    st.integers(0, 100),
    st.dictionaries(st.integers(1, 5), st.integers(1, 20)),
    st.integers(0, 3000),
    st.integers(0, 200 * 3600),
    st.integers(0, 4),
    st.integers(0, 4),
    st.integers(0, 4),
)


@st.composite
def months(draw: st.DrawFn) -> StarFacts:
    people = draw(st.lists(employees, max_size=5, unique_by=lambda facts: facts.employee))
    checks = [check for each in people for check in checks_of(each.employee, draw(st.integers(0, 100)))]
    return StarFacts(MARCH, tuple(people), tuple(checks), draw(st.dictionaries(st.integers(1, 5), st.integers(1, 9))))


@settings(max_examples=30)
@given(months(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_changes_nothing(facts: StarFacts, chance: object) -> None:
    people, checks = list(facts.employees), list(facts.checks)
    chance.shuffle(people)  # type: ignore[attr-defined]
    chance.shuffle(checks)  # type: ignore[attr-defined]

    found = star_month(replace(facts, employees=tuple(people), checks=tuple(checks)), SHIPPED)

    assert found == star_month(facts, SHIPPED)


@settings(max_examples=30)
@given(months())
def test_totals_stay_within_bounds_and_ranks_follow_them(facts: StarFacts) -> None:
    found = star_month(facts, SHIPPED)

    ranked = [sheet for sheet in found.sheets if sheet.is_eligible]
    totals = [sheet.total for sheet in ranked if sheet.total is not None]
    assert len(totals) == len(ranked)
    assert totals == sorted(totals, reverse=True)
    assert all(0 <= total <= 100 for total in totals)
    assert [sheet.rank for sheet in ranked] == sorted(sheet.rank or 0 for sheet in ranked)
    assert all((sheet.total, sheet.stars) == (None, None) for sheet in found.sheets if not sheet.is_eligible)


@settings(max_examples=30)
@given(months())
def test_facts_come_back_from_their_text_unchanged(facts: StarFacts) -> None:
    text = frozen.as_text(facts)

    again = frozen.from_text(text)

    assert frozen.as_text(again) == text
    assert star_month(again, SHIPPED) == star_month(facts, SHIPPED)


def test_a_veto_is_kept_and_other_checks_keep_their_text() -> None:
    plain = CheckFact(1, "1001", "5001", "2026-03-02", Fraction(90))
    facts = StarFacts("2026-03", (), (plain, plain._replace(check_id=2, score=Fraction(0), is_vetoed=True)), {}, ())

    text = frozen.as_text(facts)

    assert '"checks":[[1,"1001","5001","2026-03-02","90"],[2,"1001","5001","2026-03-02","0",true]]' in text
    assert frozen.from_text(text) == facts
