"""D5: long walks."""

from dataclasses import replace

from storeops.quality.detectors.detector_facts import WalkFact
from storeops.quality.detectors.detector_settings import SHIPPED
from storeops.quality.detectors.late_start import late_start


def walks(employee: str, walk_seconds: int, count: int, handling_seconds: int | None = 120) -> list[WalkFact]:
    return [WalkFact(employee, walk_seconds, handling_seconds)] * count


def test_too_many_walks_above_the_halls_95th_percentile_are_flagged() -> None:
    facts = [*walks("1001", 20, 90), *walks("1001", 100, 10, 30), *walks("1002", 20, 100), *walks("1003", 20, 100)]

    verdict = late_start(facts, SHIPPED)

    # 300 walks: the 285th in order is 20 s. 10 of 300 lie above: 3.3 %; the tail of 10 in 100 is 0.2 %.
    (flag,) = verdict.flags
    assert flag.subject == "1001"
    assert flag.in_language("en") == (
        "10 of 100 customers took longer than 20 s from the last call to the start: 10.0%, against 3.3% in the hall."
        " Median handling 120.0 s, in the hall 120.0 s."
    )


def test_walks_that_are_alike_flag_nobody() -> None:
    facts = [*walks("1001", 20, 95), *walks("1001", 60, 5), *walks("1002", 20, 95), *walks("1002", 60, 5)]

    verdict = late_start(facts, SHIPPED)

    assert (verdict.judged_count, verdict.flags) == (2, ())


def test_a_trifle_is_no_flag_however_significant() -> None:
    facts = [*walks("1001", 20, 9_600), *walks("1001", 60, 400), *walks("1002", 20, 19_400)]
    facts += walks("1002", 60, 600)

    # 4 % against 3.3 % of 30,000 has a chance of 2 in 10,000, but is neither half as much again nor 10 points more.
    verdict = late_start(facts, SHIPPED)

    assert (verdict.judged_count, verdict.flags) == (2, ())
    assert late_start(facts, replace(SHIPPED, least_ratio=1.1)).flags != ()


def test_two_long_walks_are_no_pattern() -> None:
    verdict = late_start([*walks("1001", 20, 38), *walks("1001", 90, 2), *walks("1002", 20, 2000)], SHIPPED)

    assert (verdict.judged_count, verdict.flags) == (2, ())


def test_a_handling_that_is_not_known_shows_as_a_dash() -> None:
    facts = [*walks("1001", 20, 90, None), *walks("1001", 100, 10, None), *walks("1002", 20, 200, None)]

    (flag,) = late_start(facts, SHIPPED).flags

    assert "Median handling - s" in flag.in_language("en")


def test_a_month_without_walks_is_not_judged() -> None:
    assert late_start([], SHIPPED).judged_count == 0
    assert late_start(walks("1001", 20, 29), SHIPPED).judged_count == 0
