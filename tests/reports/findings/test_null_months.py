"""Where nothing changed, nothing is claimed; what was made to fall is seen. On a made log, dealt from a seed.

tests/benchmarks/null_months.py prints the same of two real logs.
"""

import random
from collections import Counter
from datetime import date, timedelta

from storeops.measuring.day_tally import DayTally
from storeops.measuring.metric import QueueTargets
from storeops.measuring.sums import ServiceCounts, ValueCounts
from storeops.measuring.tally import Tally
from tests.reports.dealt_months import compared, dealt, named, with_fall

DEALS = 40
TARGETS = QueueTargets(wait_seconds=300, handling_seconds={"payment": 180})
MONDAY = date(2026, 9, 7)


def made_day(number: int, chance: random.Random) -> DayTally:
    """A day of some 200 customers whose waits and handlings have the day's luck in common."""
    day = MONDAY + timedelta(days=number)
    customers = (260, 180, 200, 190, 230, 120, 90)[day.weekday()] + chance.randint(-20, 20)
    luck, pace = chance.lognormvariate(0, 0.15), chance.lognormvariate(0, 0.1)
    waits = Counter(int(luck * chance.expovariate(1 / 150)) for _ in range(customers))
    handlings = Counter(int(pace * chance.lognormvariate(4.9, 0.5)) for _ in range(customers))
    hall = Tally(
        issued=customers + 10,
        served=customers,
        left=10,
        called=customers,
        promises_kept=sum(count for wait, count in waits.items() if wait <= 300),
        first_waits=ValueCounts(waits),
        normal_handlings=ServiceCounts({"payment": ValueCounts(handlings)}),
    )
    return DayTally(day, hall, {}, {})


def made_days() -> list[DayTally]:
    chance = random.Random(20260907)
    return [made_day(number, chance) for number in range(8 * 7)]


def test_months_dealt_of_the_same_days_seldom_differ_by_more_than_chance() -> None:
    chance, days = random.Random(1), made_days()

    alarms = sum(bool(named(compared(*dealt(days, chance), TARGETS))) for _ in range(DEALS))

    assert alarms <= DEALS / 10


def test_a_fall_that_was_made_is_seen() -> None:
    chance, days = random.Random(2), made_days()

    seen = 0
    for _ in range(DEALS):
        one, other = dealt(days, chance)
        report = compared(with_fall(one, 8, TARGETS, chance), other, TARGETS)
        seen += "service_level" in {moved.metric for moved in report.findings.worsened}

    assert seen >= 0.8 * DEALS
