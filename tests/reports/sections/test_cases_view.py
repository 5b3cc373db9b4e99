"""Follow-ups, as the report tells them."""

from datetime import UTC, datetime

from storeops.base.clock import FrozenClock
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.follow_up_actions import resolve
from storeops.reports.sections.cases_view import cases
from storeops.reports.sections.section_json import written
from storeops.store.database import HallDatabase
from tests.factories import ANA, a_serving_ticket, later
from tests.quality.follow_ups.cases import a_case
from tests.reports.sections.march import MARCH


def test_a_month_without_cases_has_no_share(db: HallDatabase, clock: FrozenClock) -> None:
    found = written(cases(db, MARCH, clock.now()))

    assert set(found["opened"].values()) == {0}
    assert (found["due"], found["in_time"], found["followup_in_time"], found["late"]) == (0, 0, None, [])


def test_late_cases_stand_longest_first(db: HallDatabase, clock: FrozenClock) -> None:
    """Three cases of 2 March, 09:00, due in 24 h: one in time, one 6 h late, one still open two days after."""
    number = a_serving_ticket(db, clock).number
    in_time = a_case(db, clock)
    late = a_case(db, clock, Kind.UNFINISHED, ticket=number)
    waiting = a_case(db, clock, Kind.TECHNICAL)
    a_case(db, clock, Kind.PRAISE)
    resolve(db, clock, ANA.actor, ANA.code, in_time, "Paid back")
    later(clock, "30h")
    resolve(db, clock, ANA.actor, ANA.code, late, "Done")
    clock.instant = datetime(2026, 3, 5, 1, tzinfo=UTC)

    found = written(cases(db, MARCH, clock.now()))

    assert found["opened"] == {"complaint": 1, "technical": 1, "unfinished": 1, "suggestion": 0, "praise": 1}
    assert (found["due"], found["in_time"], found["followup_in_time"]) == (3, 1, 1 / 3)
    due_at = "2026-03-03T01:00:00.000Z"
    assert found["late"] == [
        {
            "id": waiting,
            "kind": "technical",
            "service": None,
            "due_at": due_at,
            "answered_at": None,
            "hours_late": 48,
        },
        {
            "id": late,
            "kind": "unfinished",
            "service": "payment",
            "due_at": due_at,
            "answered_at": "2026-03-03T07:00:00.000Z",
            "hours_late": 6,
        },
    ]


def test_a_case_that_is_not_due_yet_is_neither_in_time_nor_late(db: HallDatabase, clock: FrozenClock) -> None:
    a_case(db, clock)
    later(clock, "24h")

    found = written(cases(db, MARCH, clock.now()))

    assert (found["opened"]["complaint"], found["due"], found["late"]) == (1, 0, [])
