"""D7: one visit cut into several tickets."""

from storeops.quality.detectors.detector_settings import SHIPPED
from storeops.quality.detectors.split_tickets import ServedVisit, served_visits, split_tickets
from tests.quality.detectors.stories import Day


def signs(day: Day, customers: dict[int, str] | None = None) -> list[str | None]:
    return [visit.sign for visit in served_visits(day.moves, customers or {}, SHIPPED.next_ticket_seconds)]


def picked_after(day: Day, clerk: str, seconds: int, drawn_during: bool = True) -> None:
    """A visit, and a ticket picked by number so long after it that was drawn during it, or afterwards."""
    first = day.issue()
    day.move(first, "call_next", clerk)
    day.now += 60
    second = day.issue() if drawn_during else 0
    day.move(first, "finish", clerk)
    day.now += seconds
    second = second or day.issue()
    day.move(second, "call_ticket", clerk)
    day.move(second, "finish", clerk)


def test_a_ticket_drawn_during_a_visit_and_picked_right_after_it_is_a_sign() -> None:
    day = Day()
    picked_after(day, "1001", 60)

    assert signs(day) == [None, "picked"]


def test_a_minute_later_or_drawn_afterwards_it_is_none() -> None:
    day = Day()
    picked_after(day, "1001", 61)
    picked_after(day, "1001", 5, drawn_during=False)

    assert signs(day) == [None, None, None, None]


def test_a_ticket_called_in_turn_is_no_sign() -> None:
    day = Day()
    ticket = day.issue()
    day.visit("1001", ticket=day.issue())
    day.visit("1001", ticket=ticket)

    assert signs(day) == [None, None]


def test_a_ticket_that_the_clerk_issued_is_a_sign() -> None:
    day = Day()
    day.visit("1001", ticket=day.issue("employee:1001"))
    day.visit("1001", ticket=day.issue("employee:3001"))

    assert signs(day) == ["own", None]


def test_another_ticket_of_the_same_customer_is_a_sign_at_the_same_clerk() -> None:
    day = Day()
    customers = {day.visit(clerk): "2026-03-02 key" for clerk in ("1001", "1002", "1001")}

    assert signs(day, customers) == [None, None, "same"]


def test_a_reopened_visit_counts_once() -> None:
    day = Day()
    ticket = day.visit("1001")
    day.move(ticket, "reopen", "1001")
    day.move(ticket, "finish", "1001")

    assert list(served_visits(day.moves, {}, 60)) == [ServedVisit("1001", None)]


def test_too_many_signs_are_flagged_with_their_kinds() -> None:
    day = Day()
    for _ in range(6):
        picked_after(day, "1001", 10)
        day.now += 100
    for _ in range(4):
        day.visit("1001", ticket=day.issue("employee:1001"))
    for _ in range(84):
        day.visit("1001")
    for _ in range(300):
        day.visit("1002")

    (flag,) = split_tickets(day.moves, {}, SHIPPED).flags

    assert flag.subject == "1001"
    assert flag.in_language("en") == (
        "10 of 100 visits look like a part of the visit before: 10.0%, against 2.5% in the hall. 0 were of a customer"
        " served already that day, 4 were issued by the clerk, 6 were drawn during the visit before and picked by"
        " number right after it."
    )
