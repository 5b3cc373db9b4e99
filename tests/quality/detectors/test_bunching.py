"""D1: services that end just under their target."""

import random
from collections import Counter

import pytest

from storeops.quality.detectors.bunching import bunching
from storeops.quality.detectors.detector_facts import ServiceFact
from storeops.quality.detectors.detector_settings import SHIPPED
from storeops.quality.detectors.flag import HALL

PLACES = (-45, -30, -15, 0, 15, 30)
"""Where the six bins begin, in seconds from the target."""


def services(
    counts: tuple[int, ...], employee: str | None = "1001", target: int | None = 180, kind: str = "normal"
) -> Counter[ServiceFact]:
    """So many services in each of the six bins, each at the first second of its bin."""
    return Counter(
        {
            ServiceFact(employee, 180 + place + 1, target, kind): count
            for place, count in zip(PLACES, counts, strict=True)
        }
    )


def test_more_than_expected_just_under_the_target_is_flagged() -> None:
    # The fit through 100, 100, 100, 100 expects 100; (140 - 100) / 10 = 4.
    verdict = bunching(services((100, 100, 140, 60, 100, 100)), SHIPPED)

    hall, clerk = verdict.flags
    assert (hall.subject_kind, hall.subject) == ("hall", HALL)
    assert (clerk.subject_kind, clerk.subject) == ("employee", "1001")
    assert clerk.values["z"] == pytest.approx(4)
    assert clerk.in_language("en") == (
        "140 services ended in the last 15 s before their target, where the counts around it lead one to expect 100.0"
        " (z 4.0); 60 in the 15 s after it."
    )


def test_z_of_three_is_not_above_three() -> None:
    assert bunching(services((100, 100, 130, 100, 100, 100)), SHIPPED).flags == ()


def test_fewer_than_200_in_the_six_bins_are_not_judged() -> None:
    # 199 of one clerk and one of nobody: the hall is judged, the clerk is not.
    verdict = bunching(services((10, 10, 159, 0, 10, 10)) + services((1, 0, 0, 0, 0, 0), None), SHIPPED)

    assert verdict.judged_count == 1
    assert [flag.subject for flag in verdict.flags] == [HALL]
    assert bunching(services((10, 10, 159, 0, 10, 10)), SHIPPED).judged_count == 0


def test_a_bin_holds_its_upper_end() -> None:
    # 180 s is within the target, 181 s is not; 135 s lies outside the six bins, 225 s inside.
    facts = {ServiceFact("1001", seconds, 180, "normal"): 100 for seconds in (165, 180, 181, 135, 225)}

    verdict = bunching(facts, SHIPPED)

    assert verdict.basis is not None
    assert (verdict.basis.values["below"], verdict.basis.values["above"]) == (100, 100)
    assert verdict.basis.values["total"] == 400


def test_each_service_is_measured_against_its_own_target() -> None:
    facts = {ServiceFact("1001", target - 1, target, "normal"): 100 for target in (60, 180, 600)}

    verdict = bunching(facts, SHIPPED)

    assert verdict.basis is not None
    assert verdict.basis.values["below"] == 300


@pytest.mark.parametrize(("target", "kind"), [(None, "normal"), (180, "exceptional"), (180, "technical")])
def test_what_has_no_target_to_keep_is_left_out(target: int | None, kind: str) -> None:
    verdict = bunching(services((0, 0, 500, 0, 0, 0), target=target, kind=kind), SHIPPED)

    assert (verdict.judged_count, verdict.flags) == (0, ())


def test_the_order_of_the_services_changes_nothing() -> None:
    facts = services((60, 50, 90, 40, 45, 40)) + services((90, 80, 70, 60, 50, 40), "1002")
    shuffled = random.Random(7).sample(list(facts.items()), len(facts))

    assert bunching(dict(shuffled), SHIPPED) == bunching(facts, SHIPPED)
