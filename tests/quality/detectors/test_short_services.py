"""D3: very short services."""

from collections import Counter

import pytest

from storeops.quality.detectors.detector_facts import ServiceFact
from storeops.quality.detectors.detector_settings import SHIPPED
from storeops.quality.detectors.short_services import short_services


def services(employee: str | None, short: int, others: int) -> Counter[ServiceFact]:
    """So many services of 9 s, and so many of 10 s, which are not short any more."""
    kinds = {ServiceFact(employee, 9, 180, "normal"): short, ServiceFact(employee, 10, 180, "normal"): others}
    return Counter(kinds)


def test_whoever_has_far_too_many_is_flagged_with_the_numbers_in_words() -> None:
    facts = services("1001", 40, 160) + services("1002", 10, 390) + services("1003", 10, 390)

    verdict = short_services(facts, SHIPPED)

    # Pooled 60 of 1,000 = 6 %. 1001: 20 %; (40 - 12) / sqrt(200 * 0.06 * 0.94) = 28 / 3.3586 = 8.34.
    (flag,) = verdict.flags
    assert (flag.subject_kind, flag.subject) == ("employee", "1001")
    assert flag.values["z"] == pytest.approx(8.337, abs=5e-4)
    assert flag.in_language("en") == "40 of 200 services took under 10 s: 20.0%, against 6.0% in the hall (z 8.3)."
    assert flag.in_language("zh").startswith("200 笔业务中 40 笔不到 10 秒")
    assert verdict.judged_count == 3


def test_significant_is_not_enough_below_z_of_four() -> None:
    # Pooled 30 of 400 = 7.5 %. 1001: (15 - 7.5) / sqrt(100 * 0.075 * 0.925) = 2.85, with a tail of 0.8 %.
    facts = services("1001", 15, 85) + services("1002", 15, 285)

    verdict = short_services(facts, SHIPPED)

    assert verdict.funnel is not None
    assert verdict.funnel.shares[0].is_significant
    assert verdict.flags == ()


def test_services_credited_to_nobody_are_not_in_the_pooled_share() -> None:
    verdict = short_services(services("1001", 1, 9) + services(None, 90, 0), SHIPPED)

    assert verdict.funnel is not None
    assert verdict.funnel.pooled_share == 0.1


def test_without_services_there_is_nothing_to_judge() -> None:
    verdict = short_services(services(None, 5, 5), SHIPPED)

    assert (verdict.judged_count, verdict.flags, verdict.funnel) == (0, (), None)


def test_a_hall_without_short_services_has_no_flag() -> None:
    verdict = short_services(services("1001", 0, 50), SHIPPED)

    assert (verdict.judged_count, verdict.flags) == (1, ())
