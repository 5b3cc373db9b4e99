"""D4: cherry-picked feedback."""

from collections import Counter

import pytest

from storeops.quality.detectors.detector_facts import DetectorFacts, PadCloseFact, TapFact
from storeops.quality.detectors.detector_settings import SHIPPED
from storeops.quality.detectors.feedback_picking import busy_hours, feedback_picking, hurried_taps, longest_run
from storeops.quality.detectors.statistics import run_tail


def closes(
    employee: str, count: int, *, long_wait: bool = False, hour: int = 10, on_pad: bool = True, answered: bool = True
) -> Counter[PadCloseFact]:
    return Counter({PadCloseFact(employee, long_wait, hour, on_pad, answered): count})


def taps(employee: str, values: list[int], *, apart: int = 60, is_end: bool = True, begin: int = 0) -> list[TapFact]:
    """Taps in order, ten on each day of March; the tickets are numbered from 0."""
    counter = int(employee)
    return [
        TapFact(employee, counter, begin + apart * place, value, is_end, place, f"2026-03-{place // 10 % 31 + 1:02}")
        for place, value in enumerate(values)
    ]


def sentences(facts: DetectorFacts) -> list[tuple[str, str]]:
    return [(flag.subject, flag.in_language("en")) for flag in feedback_picking(facts, SHIPPED).flags]


def test_a_month_in_which_nobody_was_asked_is_not_judged() -> None:
    facts = DetectorFacts(closes=closes("1001", 500, long_wait=True, on_pad=False, answered=False))

    verdict = feedback_picking(facts, SHIPPED)

    assert (verdict.judged_count, verdict.flags) == (0, ())


def test_questions_that_stay_away_after_long_waits_are_flagged() -> None:
    facts = DetectorFacts(
        has_questions=True,
        closes=closes("1001", 30, long_wait=True, answered=False)
        + closes("1001", 10, long_wait=True)
        + closes("1001", 80)
        + closes("1002", 20, long_wait=True, answered=False)
        + closes("1002", 100, long_wait=True)
        + closes("1003", 100, answered=False),
    )

    # Long waits: 30 of 40 and 20 of 120 unanswered, 50 of 160 in the hall.
    assert sentences(facts) == [
        (
            "1001",
            "After waits over 5 min 30 of 40 customers were not asked or gave no answer: 75.0%, against 31.2% in the"
            " hall; after shorter waits 0.0% of the clerk's own.",
        )
    ]


def test_whoever_gets_few_answers_always_picks_nothing() -> None:
    facts = DetectorFacts(
        has_questions=True,
        closes=closes("1001", 30, long_wait=True, answered=False)
        + closes("1001", 10, long_wait=True)
        + closes("1001", 28, answered=False)
        + closes("1001", 12)
        + closes("1002", 20, long_wait=True, answered=False)
        + closes("1002", 100, long_wait=True),
    )

    # 75 % after long waits, 70 % after short ones: less than 10 points apart.
    assert sentences(facts) == []


def test_a_pad_that_is_silent_in_busy_hours_is_flagged() -> None:
    facts = DetectorFacts(
        has_questions=True,
        closes=closes("1001", 40, hour=10, on_pad=False)
        + closes("1001", 10, hour=10)
        + closes("1002", 150, hour=10)
        + closes("1001", 20, hour=9)
        + closes("1001", 20, hour=12),
    )

    # 200 closes at ten, 20 in each of two other hours: the third of three, ten, is the busy one.
    assert sentences(facts) == [
        (
            "1001",
            "In busy hours the pad asked nothing after 40 of 50 visits: 80.0%, against 20.0% in the hall; in other"
            " hours 0.0% of the clerk's own.",
        )
    ]


def test_hurried_taps_are_flagged() -> None:
    facts = DetectorFacts(
        has_questions=True,
        taps=[*taps("1001", [4, 5] * 20, apart=2, is_end=False), *taps("1002", [4, 5] * 60, is_end=False)],
    )

    # Every tap but the first of forty comes 2 s after another.
    assert sentences(facts) == [
        (
            "1001",
            "39 of 40 taps came less than 3 s after the one before on the same pad: 97.5%, against 24.4% in the hall.",
        )
    ]


def test_flagged_hurried_taps_name_their_visits_once_each() -> None:
    hurried = taps("1001", [4, 5] * 20, apart=2, is_end=False)
    # The second half of the taps is of one visit, which was asked about several moments.
    of_one_visit = [tap._replace(ticket_id=20) for tap in hurried[20:]]
    facts = DetectorFacts(
        has_questions=True, taps=[*hurried[:20], *of_one_visit, *taps("1002", [4, 5] * 60, is_end=False)]
    )

    (flag,) = feedback_picking(facts, SHIPPED).flags

    # The first tap came after none.
    assert flag.ticket_ids == tuple(range(1, 21))


def test_taps_on_two_pads_do_not_hurry_each_other() -> None:
    both = sorted([*taps("1001", [4] * 9), *taps("1002", [4] * 9, begin=1)], key=lambda tap: tap.at)

    assert hurried_taps(both, 3) == {"1001": (0, 9), "1002": (0, 9)}


def test_three_seconds_are_no_hurry() -> None:
    assert hurried_taps(taps("1001", [4] * 9, apart=3), 3) == {"1001": (0, 9)}


def test_a_run_of_best_faces_is_flagged_where_the_clerk_has_few() -> None:
    facts = DetectorFacts(
        has_questions=True, taps=[*taps("1001", [5] * 12 + [3, 4] * 14), *taps("1002", [3, 5, 4, 3] * 30)]
    )

    # 12 of the clerk's 40 answers are the best: 30 %, and twelve in a row among forty have a chance of 1 in 90,000.
    assert sentences(facts) == [
        (
            "1001",
            "12 times in a row the best face, from 2026-03-01 to 2026-03-02, in 40 answers to the closing question;"
            " 30.0% of the clerk's own answers are the best.",
        )
    ]


def test_a_flagged_run_names_its_visits() -> None:
    facts = DetectorFacts(has_questions=True, taps=taps("1001", [3, 4] * 14 + [5] * 12))

    (flag,) = feedback_picking(facts, SHIPPED).flags

    assert flag.ticket_ids == tuple(range(28, 40))


def test_whoever_is_liked_best_is_not_accused_by_the_share_of_the_others() -> None:
    # Liked best: 144 of 160 answers are the best (90 %), 41 of them in a row; the others have 686 of 840. That is 83 %
    # in the hall, at which such a run has a chance of 1.0 %, and was flagged; at the clerk's own share it has 16.5 %.
    liked = [5] * 41 + ([4] + [5] * 7) * 7 + ([4] + [5] * 6) * 9
    others = ([5] * 5 + [4]) * 70 + ([5] * 4 + [4]) * 84
    facts = DetectorFacts(has_questions=True, taps=[*taps("1001", liked), *taps("1002", others)])

    assert (len(liked), liked.count(5), len(others), others.count(5)) == (160, 144, 840, 686)
    assert round(run_tail(41, 160, 0.83), 3) == 0.010
    assert round(run_tail(41, 160, 0.90), 3) == 0.165
    assert sentences(facts) == []


def test_a_run_is_nothing_where_nearly_every_answer_is_the_best() -> None:
    facts = DetectorFacts(has_questions=True, taps=[*taps("1001", [5] * 40), *taps("1002", ([5] * 19 + [4]) * 6)])

    # All of Ana's are the best, so that they stand in a row is no surprise.
    assert sentences(facts) == []


@pytest.mark.parametrize(("values", "longest"), [([], 0), ([4, 3], 0), ([5, 5, 4, 5], 2), ([4, 5, 5, 5], 3), ([5], 1)])
def test_the_longest_run_is_counted(values: list[int], longest: int) -> None:
    assert len(longest_run(taps("1001", values))) == longest


def test_busy_hours_are_the_upper_quarter() -> None:
    facts = closes("1", 4, hour=9) + closes("1", 8, hour=10) + closes("1", 6, hour=11) + closes("1", 2, hour=12)

    # In order 2, 4, 6, 8: the third of four is 6.
    assert busy_hours(facts, 0.75) == {10, 11}
    assert busy_hours({}, 0.75) == frozenset()
