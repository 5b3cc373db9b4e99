"""D8: habits of inspectors."""

import random

from storeops.quality.detectors.detector_facts import InspectedFact
from storeops.quality.detectors.detector_settings import SHIPPED
from storeops.quality.detectors.inspector_habits import inspector_habits

EDGES = (92.0, 86.0, 78.0, 70.0)
EMPLOYEES = ("1001", "1002", "1003", "1004")


def checks(
    inspector: str,
    count: int,
    *,
    score: float | None = 88.0,
    not_applicable: int = 0,
    apart: int | None = 3600,
    employees: tuple[str | None, ...] = EMPLOYEES,
) -> list[InspectedFact]:
    """So many checks of 15 items, of the employees in turn."""
    return [
        InspectedFact(
            inspector,
            employees[place % len(employees)],
            score,
            15,
            not_applicable,
            None if apart is None else apart * place,
        )
        for place in range(count)
    ]


def sentences(facts: list[InspectedFact]) -> list[tuple[str, str]]:
    verdict = inspector_habits(facts, EDGES, SHIPPED)
    assert all(flag.subject_kind == "inspector" for flag in verdict.flags)
    return [(flag.subject, flag.in_language("en")) for flag in verdict.flags]


def test_inspectors_who_are_alike_have_no_flag() -> None:
    assert sentences([*checks("5001", 40), *checks("5002", 40)]) == []


def test_constant_full_marks_are_flagged() -> None:
    facts = [*checks("5001", 30, score=100.0), *checks("5001", 10), *checks("5002", 4, score=100.0)]
    facts += checks("5002", 36)

    assert sentences(facts) == [("5001", "30 of 40 checks got full marks: 75.0%, against 42.5% of all checks.")]


def test_heaps_at_the_edge_of_a_band_are_flagged() -> None:
    facts = [*checks("5001", 20, score=92.0), *checks("5001", 20, score=86.9, apart=3500)]
    facts += checks("5002", 40, score=93.0)

    # 93 lies a whole point above the edge, which is not at the edge any more.
    assert sentences(facts) == [
        (
            "5001",
            "40 of 40 checks lie less than 1 point above the edge of a band: 100.0%, against 50.0% of all checks.",
        )
    ]


def test_many_items_not_applicable_are_flagged() -> None:
    facts = [*checks("5001", 20, not_applicable=5), *checks("5002", 20)]

    # 20 checks of 15 items each.
    assert sentences(facts) == [
        ("5001", "100 of 300 items were marked as not applicable: 33.3%, against 16.7% of all checks.")
    ]


def test_checks_entered_in_one_batch_are_flagged() -> None:
    facts = [*checks("5001", 40, apart=59), *checks("5002", 40, apart=60)]

    assert sentences(facts) == [
        (
            "5001",
            "39 of 40 checks were entered less than 60 s after the one before: 97.5%, against 48.8% of all checks.",
        )
    ]


def test_imported_checks_do_not_tell_when_they_were_entered() -> None:
    assert sentences([*checks("5001", 40, apart=None), *checks("5002", 40, apart=None)]) == []


def test_a_pair_that_meets_too_often_is_flagged() -> None:
    others = ("1002", "1003", "1004")
    facts = [*checks("5001", 20, employees=("1001",)), *checks("5001", 6, employees=others, apart=3500)]
    facts += [*checks("5002", 2, employees=("1001",)), *checks("5002", 60, employees=others, apart=3500)]

    # 5001 made 26 of 88 checks, 29.5 %, but 20 of the 22 of employee 1001.
    assert sentences(facts) == [
        (
            "5001",
            "20 of the 22 checks of employee 1001: 90.9%, where this inspector made 29.5% of all checks.",
        )
    ]


def test_whoever_makes_most_of_the_checks_has_no_pair_for_it() -> None:
    facts = [*checks("5001", 20, employees=("1001",)), *checks("5001", 6, employees=("1002", "1003"))]
    facts += checks("5002", 90, employees=("1002", "1003"))

    # 5002 made 77.6 % of all checks, and 45 of 48 of each of the two others: not half as many again.
    assert [subject for subject, _ in sentences(facts)] == ["5001"]


def test_seven_checks_of_one_employee_are_too_few_for_a_pair() -> None:
    facts = [*checks("5001", 7, employees=("1001",)), *checks("5002", 90, employees=("1002", "1003"))]

    assert sentences(facts) == []


def test_a_check_without_an_applicable_item_has_no_score_to_judge() -> None:
    facts = [*checks("5001", 40, score=None), *checks("5002", 40)]

    assert sentences(facts) == []


def test_a_month_without_checks_is_not_judged() -> None:
    verdict = inspector_habits([], EDGES, SHIPPED)

    assert (verdict.judged_count, verdict.flags) == (0, ())


def test_the_order_of_the_checks_changes_nothing() -> None:
    facts = [*checks("5001", 30, score=100.0, apart=20), *checks("5002", 40, not_applicable=1)]
    shuffled = random.Random(3).sample(facts, len(facts))

    assert inspector_habits(shuffled, EDGES, SHIPPED) == inspector_habits(facts, EDGES, SHIPPED)
