"""Each line of the sheet against the vectors of the rules, and what must hold whatever the numbers."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.quality.policy.policy import StarLine
from storeops.quality.stars.arithmetic import median, rounded
from storeops.quality.stars.care import care_score, skill_score
from storeops.quality.stars.checklist import (
    NOT_CHECKED,
    CheckedMonth,
    checked_months,
    checklist_score,
    hall_mean,
    inspector_shifts,
    spread_within,
    standard_error,
)
from storeops.quality.stars.feedback import feedback, feedback_score, hall_feedback
from storeops.quality.stars.month_facts import CheckFact, EmployeeFacts, Judged
from storeops.quality.stars.speed import hall_speed, speed, speed_score
from storeops.quality.stars.star_month import weighted_total
from storeops.quality.stars.volume import volume_score
from tests.quality.stars.star_story import SHIPPED, policy_with


def month_of(*scores: int) -> CheckedMonth:
    """A month of one check a day."""
    days = {f"2026-03-{day:02}": Fraction(score) for day, score in enumerate(scores, start=1)}
    return CheckedMonth(days, frozenset({"5001", "5002"}), len(days))


def checks(*rows: tuple[str, str, int]) -> list[CheckFact]:
    """Checks as (employee, inspector, score), one a day."""
    return [
        CheckFact(number, employee, inspector, f"2026-03-{number % 28 + 1:02}", Fraction(score))
        for number, (employee, inspector, score) in enumerate(rows)
    ]


# The worked example


def test_the_worked_example_comes_to_three_stars() -> None:
    # Q = (12*94 + 4*90) / 16 = 93.00; S = 100 * (0.84 + (402 - 388)/490) = 86.857; F = (45*86 + 20*80) / 65 = 84.154;
    # V = 50 + 50 * (5.2/4.8 - 1)/0.5 = 58.333; C = 100 - 20 + 5 = 85;
    # 0.4*93 + 0.2*86.857143 + 0.2*84.153846 + 0.1*58.333333 + 0.1*85 = 85.735531.
    components = {
        StarLine.CHECKLIST: checklist_score(month_of(*[94] * 12), Fraction(90), SHIPPED),
        StarLine.SPEED: speed_score(Fraction("0.84"), 402, Fraction(388), 460, SHIPPED),
        StarLine.FEEDBACK: feedback_score(45 * 86, 45, Fraction(80), SHIPPED),
        StarLine.VOLUME: volume_score(Fraction("5.2"), Fraction("4.8"), SHIPPED),
        StarLine.CARE: care_score(1, 0, 1, SHIPPED),
        StarLine.SKILL: None,
    }

    total = rounded(weighted_total(components, SHIPPED))

    shown = {line.value: str(rounded(score)) for line, score in components.items() if score is not None}
    assert shown == {"checklist": "93.00", "speed": "86.86", "feedback": "84.15", "volume": "58.33", "care": "85.00"}
    assert str(total) == "85.74"
    assert SHIPPED.stars_for(Fraction(total)) == 3


@pytest.mark.parametrize(
    ("value", "shown"),
    [("85.735", "85.74"), ("85.7349999", "85.73"), ("0.005", "0.01"), ("-0.005", "-0.01"), ("0", "0.00")],
)
def test_a_half_is_rounded_away_from_zero(value: str, shown: str) -> None:
    assert str(rounded(Fraction(value))) == shown


@pytest.mark.parametrize(
    ("total", "stars"),
    [("92.00", 5), ("91.99", 4), ("86", 4), ("85.99", 3), ("78", 3), ("77.99", 2), ("70", 2), ("69.99", None)],
)
def test_each_band_begins_at_its_limit(total: str, stars: int | None) -> None:
    assert SHIPPED.stars_for(Fraction(total)) == stars


# Inspectors


def test_a_strict_inspector_is_evened_out_in_part() -> None:
    # Chen's d on X and Y: +10 each, mean 10, m = 2: b = 10 * 2/12 = 1.667; Han's -1.667; weighted mean 0.
    found = inspector_shifts(checks(("X", "chen", 90), ("X", "han", 80), ("Y", "chen", 95), ("Y", "han", 85)), SHIPPED)

    assert found == {"chen": Fraction(5, 3), "han": Fraction(-5, 3)}


def test_a_shift_is_cut_to_five_points_before_it_is_balanced() -> None:
    # 30 checks each, d = +20 and -20: 20 * 30/40 = 15, cut to 5; weighted mean of +5 and -5 is 0.
    rows = [("X", "chen", 95)] * 30 + [("X", "han", 75)] * 30

    assert inspector_shifts(checks(*rows), SHIPPED) == {"chen": Fraction(5), "han": Fraction(-5)}


def test_shifts_are_balanced_by_the_number_of_checks() -> None:
    # Chen three times 90, Han once 80: d_chen = +10, m 3: 30/13; d_han = -10, m 1: -10/11;
    # middle = (3*30/13 - 10/11) / 4 = 215/143; b = 30/13 - 215/143 = 115/143 and -10/11 - 215/143 = -345/143.
    rows = [("X", "chen", 90)] * 3 + [("X", "han", 80)]

    assert inspector_shifts(checks(*rows), SHIPPED) == {"chen": Fraction(115, 143), "han": Fraction(-345, 143)}


def test_checks_of_people_whom_nobody_else_checked_do_not_count_for_a_shift() -> None:
    # Chen and Han agree on X. Chen alone checked Y, so its 40 says nothing about Chen.
    found = inspector_shifts(checks(("X", "chen", 90), ("X", "han", 90), ("Y", "chen", 40)), SHIPPED)

    assert found == {"chen": Fraction(0), "han": Fraction(0)}


def test_one_inspector_has_no_shift() -> None:
    assert inspector_shifts(checks(("X", "chen", 90), ("Y", "chen", 20)), SHIPPED) == {"chen": Fraction(0)}


def test_no_checks_make_no_shifts() -> None:
    assert inspector_shifts([], SHIPPED) == {}


scores = st.integers(0, 100)
check_rows = st.lists(st.tuples(st.sampled_from("XYZ"), st.sampled_from(["a", "b", "c", "d"]), scores), max_size=25)


@given(check_rows)
def test_shifts_weighted_by_checks_average_zero_and_stay_within_ten(rows: list[tuple[str, str, int]]) -> None:
    found = checks(*rows)

    shifts = inspector_shifts(found, SHIPPED)

    assert sum((shifts[check.inspector] for check in found), Fraction(0)) == 0
    # Each is cut to 5, and the middle that is taken off lies within 5 too.
    assert all(abs(shift) <= 10 for shift in shifts.values())


@given(check_rows, st.randoms(use_true_random=False))
def test_the_order_of_checks_does_not_matter(rows: list[tuple[str, str, int]], order: object) -> None:
    found = checks(*rows)
    shuffled = list(found)
    order.shuffle(shuffled)  # type: ignore[attr-defined]

    shifts = inspector_shifts(found, SHIPPED)

    assert inspector_shifts(shuffled, SHIPPED) == shifts
    assert checked_months(shuffled, shifts) == checked_months(found, shifts)


# Checklist


def test_a_day_counts_once_however_many_checks_it_had() -> None:
    # 2 March: (80 + 100)/2 = 90; 3 March: 96. M = 93, not (80 + 100 + 96)/3 = 92.
    rows = [
        CheckFact(1, "X", "chen", "2026-03-02", Fraction(80)),
        CheckFact(2, "X", "chen", "2026-03-02", Fraction(100)),
        CheckFact(3, "X", "chen", "2026-03-03", Fraction(96)),
    ]

    month = checked_months(rows, {"chen": Fraction(0)})["X"]

    assert (month.days, month.checks, month.mean) == (2, 3, Fraction(93))


def test_a_veto_says_nothing_of_how_strict_its_inspector_is_and_stays_at_0() -> None:
    marked = checks(("X", "chen", 90), ("X", "han", 80), ("Y", "chen", 70), ("Y", "han", 80))
    vetoed = CheckFact(9, "Y", "han", "2026-03-20", Fraction(0), is_vetoed=True)
    shifts = inspector_shifts(marked, SHIPPED)

    assert inspector_shifts([*marked, vetoed], SHIPPED) == shifts
    assert checked_months([*marked, vetoed], shifts)["Y"].day_means["2026-03-20"] == 0
    # Somebody who only vetoed is compared with nobody: 0, and is counted as one who checked.
    lone = vetoed._replace(inspector="shan")
    assert inspector_shifts([*marked, lone], SHIPPED) == {**shifts, "shan": 0}
    assert checked_months([*marked, lone], shifts)["Y"].inspectors == {"chen", "han", "shan"}


def test_the_halls_mean_is_weighted_by_checked_days() -> None:
    # (3*90 + 1*70) / 4 = 85.
    assert hall_mean({"X": month_of(90, 90, 90), "Y": month_of(70)}) == 85


def test_somebody_unchecked_stands_at_the_halls_mean() -> None:
    assert checklist_score(NOT_CHECKED, Fraction(90), SHIPPED) == 90


def test_without_any_check_there_is_no_checklist_score() -> None:
    assert checklist_score(NOT_CHECKED, None, SHIPPED) is None
    assert hall_mean({}) is None


def test_a_policy_that_leans_on_nothing_has_no_score_for_somebody_unchecked() -> None:
    assert checklist_score(NOT_CHECKED, Fraction(90), policy_with(prior_days=0)) is None


def test_the_error_of_the_checks_uses_the_spread_within_people() -> None:
    # X: 90, 94 (squares 4 + 4 = 8, one degree), Y: 80 and 80 (0, one degree): s = sqrt(8/2) = 2.
    # se = 2/sqrt(2) * 2/(2 + 4) = 0.4714.
    months = {"X": month_of(90, 94), "Y": month_of(80, 80)}

    assert standard_error(months["X"], spread_within(months), SHIPPED) == pytest.approx(0.4714, abs=1e-4)


def test_one_checked_day_tells_no_spread() -> None:
    assert spread_within({"X": month_of(90)}) is None
    assert standard_error(month_of(90), None, SHIPPED) is None


@given(st.lists(scores, min_size=1, max_size=20), scores)
def test_a_checklist_score_lies_between_the_own_mean_and_the_halls(own: list[int], hall: int) -> None:
    month = month_of(*own)

    score = checklist_score(month, Fraction(hall), SHIPPED)

    assert score is not None
    assert month.mean is not None
    assert min(month.mean, Fraction(hall)) <= score <= max(month.mean, Fraction(hall))


# Speed


def test_speed_is_compared_with_what_the_same_services_take() -> None:
    # The hall: payment 90 of 100, plan_change 30 of 60, p = 120/160 = 0.75. X did only plan changes: 30 of 50 where
    # 25 were expected: S = 100 * (0.75 + 5/80) = 81.25, though 60 % is below the hall's 75 %.
    own = {"plan_change": Judged(50, 30)}
    hall = hall_speed([own, {"payment": Judged(100, 90), "plan_change": Judged(10, 0)}])

    found = speed(own, hall, SHIPPED)

    assert (found.count, found.met, found.expected) == (50, 30, Fraction(25))
    assert found.score == Fraction("81.25")


def test_without_transactions_speed_is_the_halls_share() -> None:
    assert speed({}, hall_speed([{"payment": Judged(10, 9)}]), SHIPPED).score == 90


def test_a_hall_without_transactions_has_no_speed() -> None:
    assert speed({}, hall_speed([{}]), SHIPPED).score is None


@given(st.fractions(0, 1), st.integers(0, 500), st.data())
def test_speed_stays_within_bounds_and_grows_with_what_was_met(
    share: Fraction, count: int, data: st.DataObject
) -> None:
    met = data.draw(st.integers(0, count))
    expected = share * count

    score = speed_score(share, met, expected, count, SHIPPED)

    assert 0 <= score <= 100
    assert speed_score(share, met + 1, expected, count + 1, SHIPPED) >= speed_score(
        share, met, expected, count + 1, SHIPPED
    )


# Feedback


def rated(taps: dict[int, int], closes: int = 0, prompted: int = 0, answered: int = 0) -> EmployeeFacts:
    return EmployeeFacts("X", "X", True, taps=taps, closes=closes, prompted=prompted, answered=answered)


def test_feedback_leans_on_the_halls_mean() -> None:
    # Ten fives are 1000 points; (1000 + 20*80) / 30 = 86.667.
    found = feedback(rated({5: 10}), Fraction(80), None, SHIPPED)

    assert (found.count, found.mean, found.score) == (10, Fraction(100), Fraction(260, 3))


@pytest.mark.parametrize(
    ("closes", "prompted", "answered", "reasons"),
    [
        (100, 90, 45, ()),
        (100, 89, 45, ("prompt_rate",)),
        (100, 100, 24, ("response_rate",)),
        (100, 50, 10, ("prompt_rate", "response_rate")),
    ],
)
def test_few_questions_or_few_answers_cap_feedback_at_the_halls_mean(
    closes: int, prompted: int, answered: int, reasons: tuple[str, ...]
) -> None:
    # The hall's response is 50 %: half of it is 25 %. 10 fives would come to 86.67, above the hall's 80.
    found = feedback(rated({5: 10}, closes, prompted, answered), Fraction(80), Fraction(1, 2), SHIPPED)

    assert found.capped_for == reasons
    assert found.score == (80 if reasons else Fraction(260, 3))


def test_a_cap_lifts_nobody_up_to_the_halls_mean() -> None:
    # Ten ones: (0 + 1600) / 30 = 53.33 stays.
    assert feedback(rated({1: 10}, 100, 10, 1), Fraction(80), Fraction(1, 2), SHIPPED).score == Fraction(160, 3)


def test_without_recorded_questions_there_is_no_cap() -> None:
    found = feedback(rated({5: 10}, closes=100), Fraction(80), Fraction(1, 2), SHIPPED)

    assert (found.prompt_rate, found.response_rate, found.capped_for) == (None, None, ())


def test_the_halls_mean_counts_taps_that_nobody_is_credited_with() -> None:
    # 100, 100 and an uncredited 0: 66.67.
    assert hall_feedback([{5: 2}, {1: 1}]) == Fraction(200, 3)
    assert hall_feedback([{}, {}]) is None


taps = st.dictionaries(st.integers(1, 5), st.integers(0, 60))


@given(taps, taps)
def test_feedback_stays_within_bounds_and_between_own_and_hall(own: dict[int, int], others: dict[int, int]) -> None:
    hall = hall_feedback([own, others])

    found = feedback(rated(own), hall, None, SHIPPED)

    if hall is None:
        assert found.score is None
        return
    assert found.score is not None
    assert 0 <= found.score <= 100
    if found.mean is not None:
        assert min(found.mean, hall) <= found.score <= max(found.mean, hall)


@given(taps, st.integers(0, 100))
def test_one_more_five_never_lowers_feedback(own: dict[int, int], hall: int) -> None:
    more = {**own, 5: own.get(5, 0) + 1}

    before = feedback(rated(own), Fraction(hall), None, SHIPPED).score
    after = feedback(rated(more), Fraction(hall), None, SHIPPED).score

    assert before is not None
    assert after is not None
    assert after >= before


# Volume, care, skill


@pytest.mark.parametrize(
    ("own", "hall", "score"),
    [
        ("5.2", "4.8", Fraction(175, 3)),  # 50 + 50 * (1/12)/0.5
        ("4.8", "4.8", Fraction(50)),
        ("7.2", "4.8", Fraction(100)),  # half above the middle
        ("99", "4.8", Fraction(100)),
        ("2.4", "4.8", Fraction(0)),
        ("0", "4.8", Fraction(0)),
    ],
)
def test_volume_is_fifty_at_the_middle_and_full_at_half_above(own: str, hall: str, score: Fraction) -> None:
    assert volume_score(Fraction(own), Fraction(hall), SHIPPED) == score


def test_without_signed_in_time_there_is_no_volume() -> None:
    assert volume_score(None, Fraction(5), SHIPPED) is None
    assert volume_score(Fraction(5), None, SHIPPED) is None


@given(st.fractions(0, 100), st.fractions(0, 100), st.fractions("1/100", 100))
def test_volume_stays_within_bounds_and_grows_with_the_minutes(one: Fraction, other: Fraction, hall: Fraction) -> None:
    low, high = (volume_score(each, hall, SHIPPED) for each in sorted((one, other)))

    assert low is not None
    assert high is not None
    assert 0 <= low <= high <= 100


def test_the_middle_of_an_even_number_is_the_mean_of_two() -> None:
    assert median([Fraction(9), Fraction(1), Fraction(4), Fraction(5)]) == Fraction("4.5")
    assert median([]) is None


@pytest.mark.parametrize(
    ("complaints", "errors", "praise", "score"),
    [(0, 0, 0, 100), (1, 0, 1, 85), (0, 1, 0, 90), (1, 0, 9, 90), (0, 0, 3, 100), (5, 0, 0, 0), (4, 3, 2, 0)],
)
def test_care_takes_off_and_adds_within_limits(complaints: int, errors: int, praise: int, score: int) -> None:
    assert care_score(complaints, errors, praise, SHIPPED) == score


@given(st.integers(0, 10), st.integers(0, 10), st.integers(0, 10))
def test_care_stays_within_bounds_and_praise_never_harms(complaints: int, errors: int, praise: int) -> None:
    score = care_score(complaints, errors, praise, SHIPPED)

    assert 0 <= score <= 100
    assert care_score(complaints, errors, praise + 1, SHIPPED) >= score
    assert care_score(complaints + 1, errors, praise, SHIPPED) <= score
    assert care_score(complaints, errors + 1, praise, SHIPPED) <= score


def test_skill_is_the_mean_of_the_results_and_nothing_without_one() -> None:
    results: Sequence[int] = (90, 80, 100)

    assert skill_score(results) == 90
    assert skill_score(()) is None
