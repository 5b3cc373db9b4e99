"""Months of stars for tests, written straight into the tables: a story by real actions would take hours of counting."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storeops.base.business_time import local_instant, stamp
from storeops.base.clock import FrozenClock
from storeops.people.enrolment_actions import change_employee
from storeops.people.roles import Role
from storeops.quality.policy import policy_rows
from storeops.quality.policy.policy import Policy, read_policy
from storeops.quality.stars.month_facts import EmployeeFacts, StarFacts
from storeops.quality.stars.month_facts_rows import month_facts
from storeops.store.database import HallDatabase, write_transaction
from tests.factories import ADA, ANA, BRUNO, CHEN, HAN, Person, rows

ZONE = ZoneInfo("Asia/Shanghai")
MARCH = "2026-03"
CLOSING = datetime(2026, 4, 7, 19, 0, tzinfo=ZoneInfo("UTC"))
"""8 April 2026, 03:00 in Shanghai: when March closes."""


def shipped(db: HallDatabase) -> Policy:
    """The policy that the product ships."""
    return policy_rows.in_force(db, MARCH).policy


def at_closing() -> FrozenClock:
    """A clock that stands at the closing of March."""
    return FrozenClock(CLOSING)


def at(day: str, clock: str = "10:00") -> datetime:
    """An instant by the hall's wall clock."""
    return local_instant(date.fromisoformat(day), time.fromisoformat(clock), ZONE)


def id_of(db: HallDatabase, code: str) -> int:
    """An employee's row."""
    return int(rows(db, "SELECT id FROM employee WHERE code = ?", code)[0]["id"])


def promote(db: HallDatabase, clock: FrozenClock, person: Person, role: Role) -> None:
    """Give somebody another role."""
    change_employee(db, clock, ADA.actor, person.code, person.name, role, is_active=True)


def a_transaction(
    db: HallDatabase,
    day: str,
    by: Person | None,
    *,
    handled: int = 100,
    service: str = "payment",
    transaction_class: str = "normal",
    kind: str = "first",
    outcome: str = "finished",
    is_reopened: bool = False,
    state: str = "served",
    is_imported: bool = True,
) -> int:
    """A visit of one leg and one transaction, begun at ten; the transaction's id."""
    number = f"Z{rows(db, 'SELECT count(*) AS n FROM ticket')[0]['n']:06}"
    began, ended = at(day), at(day) + timedelta(seconds=handled)
    employee = id_of(db, by.code) if by else None
    service_id = rows(db, "SELECT id FROM service WHERE code = ?", service)[0]["id"]
    ticket_id = db.execute(
        "INSERT INTO stored_ticket (token, business_day, number, service_id, segment, channel, language, state,"
        " issued_at,"
        " due_at, order_at, ended_at, employee_id, is_imported)"
        " VALUES (?, ?, ?, ?, 'standard', 'import', 'zh', ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (number, day, number, service_id, state, *[stamp(began)] * 3, stamp(ended), employee, int(is_imported)),
    ).fetchone()[0]
    leg_id = db.execute(
        "INSERT INTO stored_leg (ticket_id, leg_index, kind, service_id, queued_at, started_at, ended_at, employee_id,"
        " outcome) VALUES (?, 0, ?, ?, ?, ?, ?, ?, 'served') RETURNING id",
        (ticket_id, kind, service_id, stamp(began), stamp(began), stamp(ended), employee),
    ).fetchone()[0]
    row = db.execute(
        "INSERT INTO stored_leg_transaction (leg_id, transaction_index, service_id, employee_id, class, started_at,"
        " ended_at,"
        " outcome, is_reopened) VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (leg_id, service_id, employee, transaction_class, stamp(began), stamp(ended), outcome, int(is_reopened)),
    ).fetchone()
    return int(row[0])


def ticket_of(db: HallDatabase, transaction_id: int) -> int:
    """The ticket of a transaction."""
    sql = "SELECT ticket_id FROM leg JOIN leg_transaction ON leg.id = leg_id WHERE leg_transaction.id = ?"
    return int(rows(db, sql, transaction_id)[0]["ticket_id"])


def a_rating(
    db: HallDatabase,
    ticket_id: int,
    by: Person | None,
    value: int,
    *,
    moment: str = "result",
    is_undone: bool = False,
) -> int:
    """An imported tap on a visit, made at ten on the day of the visit, credited to somebody or to nobody."""
    undone_at = stamp(at("2026-03-31")) if is_undone else None
    day = str(rows(db, "SELECT business_day FROM ticket WHERE id = ?", ticket_id)[0]["business_day"])
    row = db.execute(
        "INSERT INTO stored_rating (ticket_id, moment, value, answered_at, undone_at, employee_id, is_imported)"
        " VALUES (?, ?, ?, ?, ?, ?, 1) RETURNING id",
        (ticket_id, moment, value, stamp(at(day)), undone_at, id_of(db, by.code) if by else None),
    ).fetchone()
    return int(row[0])


def a_check(
    db: HallDatabase, day: str, of: Person, by: Person, marks: dict[str, float | None] | None = None, hour: int = 11
) -> int:
    """A check by the clerks' sheet; items not named in `marks` get 1. Its id."""
    check_id = db.execute(
        "INSERT INTO stored_spot_check (sheet_id, employee_id, inspector_id, business_day, started_at, checked_at)"
        " VALUES ((SELECT id FROM sheet WHERE kind = 'clerk'), ?, ?, ?, ?, ?) RETURNING id",
        (id_of(db, of.code), id_of(db, by.code), day, *[stamp(at(day, f"{hour:02}:00"))] * 2),
    ).fetchone()[0]
    _a_version(db, check_id, 1, by, marks or {})
    return int(check_id)


def another_version(db: HallDatabase, check_id: int, by: Person, marks: dict[str, float | None]) -> None:
    """A later version of a check."""
    version = rows(db, "SELECT max(version) AS n FROM check_version WHERE check_id = ?", check_id)[0]["n"]
    _a_version(db, check_id, version + 1, by, marks)


def _a_version(db: HallDatabase, check_id: int, version: int, by: Person, marks: dict[str, float | None]) -> None:
    version_id = db.execute(
        "INSERT INTO check_version (check_id, version, entered_at, entered_by, reason) VALUES (?, ?, ?, ?, ?)"
        " RETURNING id",
        (check_id, version, stamp(at("2026-03-02")), id_of(db, by.code), None if version == 1 else "a slip"),
    ).fetchone()[0]
    items = rows(
        db,
        "SELECT sheet_item.id, code FROM sheet_item JOIN spot_check ON spot_check.sheet_id = sheet_item.sheet_id"
        " WHERE spot_check.id = ?",
        check_id,
    )
    for item in items:
        db.execute(
            "INSERT INTO check_mark (version_id, item_id, mark, reason) VALUES (?, ?, ?, 'seen so')",
            (version_id, item["id"], marks.get(item["code"], 1)),
        )


def a_stay(db: HallDatabase, day: str, of: Person, begins: str, ends: str | None) -> None:
    """A stay by the roster; without an end it goes on."""
    db.execute(
        "INSERT INTO stored_signed_in_span (employee_id, signed_in_at, signed_out_at, is_imported) VALUES (?, ?, ?, 1)",
        (id_of(db, of.code), stamp(at(day, begins)), stamp(at(day, ends)) if ends else None),
    )


def a_care_entry(db: HallDatabase, day: str, of: Person, kind: str, by: Person | None = None) -> int:
    """Something booked for the care line; its id."""
    row = db.execute(
        "INSERT INTO stored_care_entry (employee_id, day, kind, entered_at, entered_by) VALUES (?, ?, ?, ?, ?)"
        " RETURNING id",
        (id_of(db, of.code), day, kind, stamp(at(day)), id_of(db, by.code) if by else None),
    ).fetchone()
    return int(row[0])


DAYS = [f"2026-03-{day:02}" for day in range(2, 10)]
"""Eight days of March."""


def a_whole_march(db: HallDatabase) -> None:
    """Ana and Bruno with all that a rank needs. The arithmetic stands in test_march.py."""
    with write_transaction(db):
        for person, slow, value, greets, says_goodbye, ends in (
            (ANA, 10, 5, 0.5, 1, "16:00"),
            (BRUNO, 20, 4, 1, 0, "18:00"),
        ):
            for index in range(100):
                transaction = a_transaction(db, DAYS[index % 8], person, handled=200 if index < slow else 100)
                if index >= 90:
                    a_rating(db, ticket_of(db, transaction), person, value)
            for index, day in enumerate(DAYS):
                marks: dict[str, float | None] = {"greet_arrival": greets, "farewell": says_goodbye}
                a_check(db, day, person, (CHEN, HAN)[index % 2], marks)
            for day in DAYS[:5]:
                a_stay(db, day, person, "08:00", ends)
        a_care_entry(db, "2026-03-05", ANA, "praise")
        a_care_entry(db, "2026-03-06", BRUNO, "complaint_upheld")


def march(db: HallDatabase, now: datetime = CLOSING) -> StarFacts:
    """The facts of March under the shipped policy."""
    return month_facts(db, MARCH, shipped(db), ZONE, now)


def facts_of(facts: StarFacts, person: Person) -> EmployeeFacts:
    """One employee's facts."""
    return next(each for each in facts.employees if each.employee == person.code)


def policy_with(**changes: object) -> Policy:
    """The shipped policy with some fields changed."""
    return replace(SHIPPED, **changes)  # type: ignore[arg-type]


SHIPPED = read_policy(
    """{"weights": {"checklist": "0.40", "speed": "0.20", "feedback": "0.20", "volume": "0.10", "care": "0.10",
                    "skill": "0.00"},
        "checklist": {"prior_days": 4, "shift_prior_checks": 10, "shift_limit": "5"},
        "speed": {"prior_transactions": 30},
        "feedback": {"prior_ratings": 20, "moments": ["understanding", "result", "money", "farewell"],
                     "least_prompt_rate": "0.90", "least_response_ratio": "0.50"},
        "volume": {"spread": "0.5"},
        "care": {"complaint_upheld": 20, "error": 10, "praise": 5, "praise_limit": 10},
        "eligible": {"checked_days": 8, "inspectors": 2, "transactions": 100, "hours_share": "0.60"},
        "bands": [{"stars": 5, "least": "92"}, {"stars": 4, "least": "86"}, {"stars": 3, "least": "78"},
                  {"stars": 2, "least": "70"}],
        "star_of_month": {"places": 1, "shared_within": "0.50"},
        "appeal_working_days": 5,
        "team": {"level": "0.6", "follow_ups": "0.2", "improvement": "0.2", "spread": "5"},
        "definitions": {"confirmed_exceptions": "1970-01", "clerks_middle": "1970-01", "first_asked": "1970-01"}}"""
)
"""What section 3 of the rules says, in its own numbers."""
