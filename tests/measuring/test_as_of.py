"""A day as it stood at an hour of it."""

from storeops.measuring.as_of import visits_as_of
from storeops.measuring.facts import VisitFact
from storeops.measuring.measures import measured_visits
from storeops.measuring.tally import Tally
from tests.measuring.days import at, leg, tally_of, visit

SERVED = visit(leg("0:00", "1:00", "1:10", "3:10"))
LEFT = visit(leg("2:00", ended="9:00", outcome="cancelled"), state="cancelled")
VOID = visit(leg("1:00", ended="1:20", outcome="void"), state="void")


def then(time: str, *visits: VisitFact) -> Tally:
    return Tally.of(measured_visits(visits_as_of(visits, at(time) or 0)))


def test_at_the_end_of_the_day_all_stands_as_it_is() -> None:
    assert then("60:00", SERVED, LEFT, VOID) == tally_of(SERVED, LEFT, VOID)


def test_who_came_later_had_not_come() -> None:
    assert then("1:30", SERVED, LEFT).issued == 1
    assert then("2:00", SERVED, LEFT).issued == 2


def test_who_was_served_later_was_still_there() -> None:
    day = then("2:30", SERVED, LEFT)

    # Called after 1:00, so that wait is known; nobody had ended, and no business was finished.
    assert (day.called, day.served, day.left, day.handlings.count) == (1, 0, 0, 0)
    assert (day.leg_waits.count, day.leg_waits.seconds) == (1, 60)
    assert then("3:10", SERVED, LEFT).served == 1


def test_a_leg_that_came_later_was_not_there() -> None:
    moved = visit(leg("0:00", "1:00", "1:10", "2:00", "transferred"), leg("2:00", "4:00", "4:10", "5:00"))

    assert [len(each.legs) for each in visits_as_of([moved], at("1:30") or 0)] == [1]
    assert [len(each.legs) for each in visits_as_of([moved], at("3:00") or 0)] == [2]


def test_what_was_voided_counts_nowhere() -> None:
    assert then("1:10", VOID).issued == 0
