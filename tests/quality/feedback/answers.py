"""Questions and taps for tests, written straight into the database: who asks them is another area's business."""

from datetime import datetime, timedelta

from storeops.base.business_time import stamp
from storeops.base.clock import FrozenClock
from storeops.store.database import HallDatabase
from tests.factories import a_served_ticket, rows, ticket_row

ANSWERED_AFTER = timedelta(seconds=4)


def a_prompt(
    db: HallDatabase,
    number: str,
    moment: str,
    shown_at: datetime,
    *,
    why: str = "end",
    place: str = "pad",
    counter: str | None = "1",
    employee: str | None = "1001",
) -> int:
    """A question that was shown; its id."""
    return int(
        db.execute(
            "INSERT INTO prompt (ticket_id, moment, why_shown, place, counter_id, employee_id, shown_at, expires_at)"
            " VALUES (?, ?, ?, ?, (SELECT id FROM counter WHERE code = ?), (SELECT id FROM employee WHERE code = ?),"
            " ?, ?) RETURNING id",
            (
                ticket_row(db, number)["id"],
                moment,
                why,
                place,
                counter,
                employee,
                stamp(shown_at),
                stamp(shown_at + timedelta(seconds=15)),
            ),
        ).fetchone()[0]
    )


def a_tap(
    db: HallDatabase,
    number: str,
    moment: str,
    value: int,
    at: datetime,
    *,
    why: str = "end",
    place: str = "pad",
    counter: str | None = "1",
    employee: str | None = "1001",
    undone_at: datetime | None = None,
    reason: str | None = None,
) -> int:
    """An answered question; the id of the rating."""
    prompt_id = a_prompt(
        db, number, moment, at - ANSWERED_AFTER, why=why, place=place, counter=counter, employee=employee
    )
    return int(
        db.execute(
            "INSERT INTO stored_rating (prompt_id, ticket_id, moment, value, answered_at, undone_at, reason,"
            " employee_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT id FROM employee WHERE code = ?)) RETURNING id",
            (
                prompt_id,
                ticket_row(db, number)["id"],
                moment,
                value,
                stamp(at),
                stamp(undone_at) if undone_at else None,
                reason,
                employee,
            ),
        ).fetchone()[0]
    )


def a_rated_visit(db: HallDatabase, clock: FrozenClock, **taps: int) -> str:
    """A visit served at counter 1 in no time, whose customer answered these moments a second apart; its number."""
    number = a_served_ticket(db, clock).number
    for moment, value in taps.items():
        clock.instant += timedelta(seconds=1)
        why = {"farewell": "end", "overall": "case"}.get(moment, "random")
        is_clerks = moment in ("understanding", "result", "money", "farewell")
        a_tap(db, number, moment, value, clock.now(), why=why, employee="1001" if is_clerks else None)
    return number


def a_low_rating(
    db: HallDatabase, clock: FrozenClock, moment: str = "farewell", value: int = 1, reason: str | None = None
) -> int:
    """A visit whose customer tapped low; the id of the recovery task."""
    number = a_served_ticket(db, clock).number
    rating_id = a_tap(db, number, moment, value, clock.now(), reason=reason)
    return int(
        db.execute(
            "INSERT INTO recovery_task (rating_id, ticket_id, raised_at) VALUES (?, ?, ?) RETURNING id",
            (rating_id, ticket_row(db, number)["id"], stamp(clock.now())),
        ).fetchone()[0]
    )


def the_task(db: HallDatabase, task_id: int) -> dict[str, object]:
    """The row of a recovery task."""
    return rows(db, "SELECT * FROM recovery_task WHERE id = ?", task_id)[0]
