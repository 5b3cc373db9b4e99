"""D6: doubtful no-shows."""

from storeops.quality.detectors.detector_settings import SHIPPED
from storeops.quality.detectors.false_no_shows import false_no_shows
from tests.quality.detectors.stories import Day


def no_show(day: Day, clerk: str, after: int) -> int:
    """A customer is called and given up after some seconds."""
    ticket = day.issue()
    day.move(ticket, "call_next", clerk)
    day.now += after
    day.move(ticket, "mark_no_show", clerk)
    return ticket


def busy(day: Day, clerk: str, visits: int) -> None:
    for _ in range(visits):
        day.visit(clerk)


def test_customers_given_up_at_once_are_flagged() -> None:
    day = Day()
    for _ in range(8):
        no_show(day, "1001", 29)
    busy(day, "1001", 92)
    busy(day, "1002", 300)

    (flag,) = false_no_shows(day.moves, SHIPPED).flags

    assert flag.subject == "1001"
    assert flag.in_language("en") == (
        "8 of 100 called customers became doubtful no-shows: 8.0%, against 2.0% in the hall. 8 were given up within"
        " 30 s of the first call, 0 were served by a colleague later."
    )


def test_half_a_minute_is_patience_enough() -> None:
    day = Day()
    for _ in range(8):
        no_show(day, "1001", 30)
    busy(day, "1001", 92)
    busy(day, "1002", 300)

    assert false_no_shows(day.moves, SHIPPED).flags == ()


def test_the_first_call_decides_however_often_it_is_repeated() -> None:
    day = Day()
    for _ in range(8):
        ticket = day.issue()
        day.move(ticket, "call_next", "1001")
        day.now += 40
        day.move(ticket, "recall", "1001")
        day.now += 5
        day.move(ticket, "mark_no_show", "1001")
    busy(day, "1001", 92)
    busy(day, "1002", 300)

    assert false_no_shows(day.moves, SHIPPED).flags == ()


def test_customers_whom_a_colleague_serves_later_count_against_who_gave_them_up() -> None:
    day = Day()
    for _ in range(8):
        ticket = no_show(day, "1001", 90)
        day.move(ticket, "reinstate", None, "employee:3001")
        day.visit("1002", ticket=ticket)
    busy(day, "1001", 92)
    busy(day, "1002", 292)

    (flag,) = false_no_shows(day.moves, SHIPPED).flags

    assert (flag.subject, flag.values["quick"], flag.values["elsewhere"]) == ("1001", 0, 8)


def test_customers_who_come_back_to_the_same_clerk_are_no_doubt() -> None:
    day = Day()
    for _ in range(8):
        ticket = no_show(day, "1001", 90)
        day.visit("1001", ticket=ticket)
    busy(day, "1002", 300)
    busy(day, "1001", 92)

    assert false_no_shows(day.moves, SHIPPED).flags == ()
