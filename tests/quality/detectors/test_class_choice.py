"""D10: classes that may be chosen to leave the 3 minutes."""

from collections import Counter

import pytest

from storeops.base.clock import FrozenClock
from storeops.quality.detectors.class_choice import class_choice
from storeops.quality.detectors.detector_facts import ClassFact
from storeops.quality.detectors.detector_rows import month_facts
from storeops.quality.detectors.detector_settings import SHIPPED
from storeops.quality.ratings.month_read_rows import MonthRead
from storeops.queueing.serving import finish
from storeops.queueing.ticket import TransactionClass
from storeops.store.database import HallDatabase
from tests.factories import ANA, a_serving_ticket

PAYMENT, FAULTS = 1, 2


def done(employee: str | None, others: int, normal: int, service: int = PAYMENT) -> Counter[ClassFact]:
    """So many transactions that counted as exceptional or technical, and so many normal ones."""
    return Counter({ClassFact(employee, service, False): others, ClassFact(employee, service, True): normal})


def test_whoever_has_far_too_many_is_flagged_with_the_numbers_in_words() -> None:
    facts = done("1001", 40, 160) + done("1002", 10, 390) + done("1003", 10, 390)

    verdict = class_choice(facts, SHIPPED)

    # Pooled 60 of 1,000 = 6 %. 1001: 20 %; (40 - 12) / sqrt(200 * 0.06 * 0.94) = 28 / 3.3586 = 8.34.
    (flag,) = verdict.flags
    assert (flag.detector.value, flag.subject_kind, flag.subject) == ("D10", "employee", "1001")
    assert flag.values["z"] == pytest.approx(8.337, abs=5e-4)
    assert flag.in_language("en") == (
        "40 of 200 transactions counted as exceptional or technical: 20.0%, against 6.0% that the hall has on the same"
        " services (z 8.3)."
    )
    assert flag.in_language("zh").startswith("200 笔业务中 40 笔按异常或技术计")
    assert verdict.judged_count == 3
    assert verdict.basis is not None
    assert verdict.basis.values["pooled_share"] == 0.06
    assert verdict.funnel is not None
    assert [(share.subject, share.hits, share.total) for share in verdict.funnel.shares] == [
        ("1001", 40, 200),
        ("1002", 10, 400),
        ("1003", 10, 400),
    ]
    assert [share.against for share in verdict.funnel.shares] == pytest.approx([0.06] * 3)


def test_services_that_are_often_technical_accuse_nobody() -> None:
    """Who does all the faults has many technical ones, and no more than the hall has on faults."""
    facts = (
        done("1001", 100, 100, FAULTS) + done("1002", 10, 990) + done("1003", 100, 100, FAULTS) + done("1003", 8, 792)
    )

    verdict = class_choice(facts, SHIPPED)

    assert verdict.flags == ()
    assert verdict.judged_count == 3


def test_the_shares_of_the_services_are_mixed_as_the_clerk_does_them() -> None:
    facts = done("1001", 30, 70, FAULTS) + done("1001", 40, 60) + done("1002", 30, 70, FAULTS) + done("1002", 4, 896)

    verdict = class_choice(facts, SHIPPED)

    # Faults 60 of 200 = 0.3, payments 44 of 1,000 = 0.044. 1001 is expected to have 100 * 0.3 + 100 * 0.044 = 34.4 and
    # has 70; variance 100 * 0.3 * 0.7 + 100 * 0.044 * 0.956 = 21 + 4.2064 = 25.2064; z = 35.6 / 5.02060 = 7.0908.
    (flag,) = verdict.flags
    assert flag.subject == "1001"
    assert flag.values["z"] == pytest.approx(7.0908, abs=5e-4)
    assert flag.values["expected_share"] == pytest.approx(34.4 / 200)


def test_significant_is_not_enough_below_z_of_four() -> None:
    # Pooled 30 of 400 = 7.5 %. 1001: (15 - 7.5) / sqrt(100 * 0.075 * 0.925) = 2.85.
    assert class_choice(done("1001", 15, 85) + done("1002", 15, 285), SHIPPED).flags == ()


def test_a_single_one_of_somebody_new_is_no_pattern() -> None:
    # 1 of 1 against 21 of 1,001 = 2.1 %: z (1 - 0.021) / sqrt(0.021 * 0.979) = 6.8, with a chance of 2.1 %.
    assert class_choice(done("1001", 1, 0) + done("1002", 20, 980), SHIPPED).flags == ()


def test_transactions_credited_to_nobody_are_left_out() -> None:
    assert class_choice(done(None, 50, 50), SHIPPED).judged_count == 0


def test_a_hall_without_any_has_no_flag() -> None:
    verdict = class_choice(done("1001", 0, 50), SHIPPED)

    assert (verdict.judged_count, verdict.flags) == (1, ())


def test_a_class_is_the_one_that_counts(db: HallDatabase, clock: FrozenClock) -> None:
    """Exceptional business that nobody was called for left no 3 minutes: it is normal here too."""
    for ended_as in TransactionClass:
        a_serving_ticket(db, clock)
        finish(db, clock, ANA.actor, "1", ended_as)

    facts = month_facts(db, MonthRead(db, "2026-03"), SHIPPED)

    counts = Counter({(fact.employee, fact.is_normal): times for fact, times in facts.classes.items()})
    assert counts == {(ANA.code, True): 2, (ANA.code, False): 1}
