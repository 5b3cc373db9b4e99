"""What staff saw is written down, and stays apart."""

import json

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import ChoiceNeeded, StoreOpsError, TextNeeded
from storeops.people.refusals import UnknownEmployee
from storeops.quality.feedback.feedback_view import month_feedback
from storeops.quality.heard.observed_actions import note_observed
from storeops.quality.heard.observed_view import observed_in_month, observing_choices
from storeops.quality.heard.refusals import UnknownNumber
from storeops.store.database import HallDatabase
from tests.factories import GRETA, LARS, a_served_ticket, everything, last_event, rows, ticket_row


def test_it_is_written_down_with_ticket_and_colleague(db: HallDatabase, clock: FrozenClock) -> None:
    number = a_served_ticket(db, clock).number

    observed = note_observed(
        db, clock, GRETA.actor, GRETA.code, "result", "praise", " Thanked Ana warmly. ", "1001", number
    )

    (row,) = rows(db, "SELECT * FROM observed_moment")
    event = last_event(db)
    assert (row["id"], row["moment"], row["kind"], row["note"]) == (observed, "result", "praise", "Thanked Ana warmly.")
    assert row["ticket_id"] == ticket_row(db, number)["id"]
    assert (event["kind"], event["actor"]) == ("moment_observed", "employee:3001")
    assert json.loads(event["data"]) == {"observed": observed, "moment": "result", "about": "praise"}


def test_ticket_and_colleague_may_be_left_out(db: HallDatabase, clock: FrozenClock) -> None:
    note_observed(db, clock, GRETA.actor, GRETA.code, "greeting", "complaint", "No seat free.")

    (row,) = rows(db, "SELECT * FROM observed_moment")
    assert (row["ticket_id"], row["employee_id"]) == (None, None)


@pytest.mark.parametrize(
    ("moment", "kind", "note", "employee", "number", "refusal"),
    [
        ("overall", "praise", "Good.", None, None, ChoiceNeeded),
        ("", "praise", "Good.", None, None, ChoiceNeeded),
        ("result", "wish", "Good.", None, None, ChoiceNeeded),
        ("result", "praise", "  ", None, None, TextNeeded),
        ("result", "praise", "x" * 501, None, None, TextNeeded),
        ("result", "praise", "Good.", "1999", None, UnknownEmployee),
        ("result", "praise", "Good.", None, "Z999", UnknownNumber),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(
    db: HallDatabase,
    clock: FrozenClock,
    moment: str,
    kind: str,
    note: str,
    employee: str | None,
    number: str | None,
    refusal: type[StoreOpsError],
) -> None:
    before = everything(db)

    with pytest.raises(refusal):
        note_observed(db, clock, GRETA.actor, GRETA.code, moment, kind, note, employee, number)

    assert everything(db) == before


def test_it_is_listed_in_its_month_and_enters_no_mean(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    note_observed(db, clock, GRETA.actor, GRETA.code, "result", "praise", "Good.")

    found = month_feedback(db, "2026-03", clock.now())

    assert [(line.seen.note, line.name.name("en"), line.seen.observer_name) for line in found.observed] == [
        ("Good.", "Result", "Greta")
    ]
    assert found.total.ratings == 0
    assert all(line.figure.n == 0 for line in found.moments)
    assert observed_in_month(db, "2026-02") == []


def test_one_chooses_among_moments_that_can_be_seen_and_colleagues_who_work_here(db: HallDatabase) -> None:
    choices = observing_choices(db)

    assert "overall" not in [choice.moment for choice in choices.moments]
    assert LARS.code not in [code for code, _ in choices.employees]
