"""Customers' phone numbers and who read them. Named SQL; the only table that holds personal data of customers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.store import rows
from storeops.store.traced_rows import TracedTable


@dataclass(frozen=True)
class Contact:
    """`phone_encrypted` is None and `phone_masked` empty once the number was cleared."""

    id: int
    phone_encrypted: str | None
    phone_masked: str


@dataclass(frozen=True)
class ContactReading:
    """An unmasking: who read which number when."""

    contact_id: int
    employee: str
    read_at: datetime


TRACED_CONTACTS = TracedTable(
    "customer_contact",
    (
        *("id", "recorded_at", "cleared_at", "text_mark(id, phone_encrypted, phone_masked) AS phone"),
        "text_mark(id, customer_key) AS customer_key",
    ),
    "FROM customer_contact WHERE true",
)
TRACED_READINGS = TracedTable(
    "contact_reading",
    ("id", "contact_id", "employee_id", "text_mark(id, reason) AS reason", "read_at"),
    "FROM contact_reading WHERE true",
)


def add(db: Database, encrypted: str, masked: str, customer_key: str, now: datetime) -> int:
    """Keep a phone number; the contact's id."""
    added = rows.scalar(
        db,
        "INSERT INTO customer_contact (phone_encrypted, phone_masked, customer_key, recorded_at)"
        " VALUES (?, ?, ?, ?) RETURNING id",
        (encrypted, masked, customer_key, stamp(now)),
    )
    return int(added)


def by_id(db: Database, contact_id: int) -> Contact:
    """The contact of this id, which must exist."""
    [contact] = rows.many(
        db, Contact, "SELECT id, phone_encrypted, phone_masked FROM customer_contact WHERE id = ?", (contact_id,)
    )
    return contact


def follow_ups_of_customer(db: Database, customer_keys: Sequence[str]) -> list[int]:
    """The follow-ups of the customer with one of these hashes, newest first."""
    if not customer_keys:
        return []
    marks = ", ".join("?" * len(customer_keys))
    return rows.column(
        db,
        "SELECT follow_up.id FROM customer_contact JOIN follow_up ON follow_up.contact_id = customer_contact.id"
        f" WHERE customer_contact.customer_key IN ({marks}) ORDER BY follow_up.id DESC",
        tuple(customer_keys),
    )


def add_reading(db: Database, contact_id: int, employee_id: int, reason: str, now: datetime) -> int:
    """Note that an employee reads a number, and why; the reading's id."""
    added = rows.scalar(
        db,
        "INSERT INTO contact_reading (contact_id, employee_id, reason, read_at) VALUES (?, ?, ?, ?) RETURNING id",
        (contact_id, employee_id, reason, stamp(now)),
    )
    return int(added)


def reading(db: Database, reading_id: int) -> ContactReading | None:
    """One unmasking; None if there is no such one."""
    return rows.one(
        db,
        ContactReading,
        "SELECT contact_reading.contact_id, employee.code AS employee, contact_reading.read_at FROM contact_reading"
        " JOIN employee ON employee.id = contact_reading.employee_id WHERE contact_reading.id = ?",
        (reading_id,),
    )


def clear_numbers(db: Database, closed_before: datetime, now: datetime) -> list[int]:
    """Drop number and mask where the follow-up was closed before an instant; the ids of the contacts."""
    return rows.column(
        db,
        "UPDATE customer_contact SET phone_encrypted = NULL, phone_masked = '', cleared_at = ?"
        " WHERE cleared_at IS NULL AND NOT EXISTS (SELECT 1 FROM follow_up"
        " WHERE follow_up.contact_id = customer_contact.id AND (closed_at IS NULL OR closed_at > ?)) RETURNING id",
        (stamp(now), stamp(closed_before)),
    )


def clear_hashes(db: Database, recorded_before: datetime) -> list[int]:
    """Drop the hashes of numbers that were recorded before an instant; the ids of the contacts."""
    return rows.column(
        db,
        "UPDATE customer_contact SET customer_key = NULL WHERE customer_key IS NOT NULL AND recorded_at <= ?"
        " RETURNING id",
        (stamp(recorded_before),),
    )


def months_in_use(db: Database) -> frozenset[str]:
    """The months whose keys still open a number or stand behind a hash."""
    months = rows.column(
        db,
        "SELECT substr(phone_encrypted, 1, 7) FROM customer_contact WHERE phone_encrypted IS NOT NULL"
        " UNION SELECT substr(customer_key, 1, 7) FROM customer_contact WHERE customer_key IS NOT NULL",
    )
    return frozenset(months)


def forget(db: Database, follow_ups: Iterable[int], now: datetime) -> None:
    """Drop number, mask and hash of these follow-ups at once."""
    for follow_up in follow_ups:
        db.execute(
            "UPDATE customer_contact SET phone_encrypted = NULL, phone_masked = '', customer_key = NULL, cleared_at = ?"
            " WHERE id = (SELECT contact_id FROM follow_up WHERE id = ?)",
            (stamp(now), follow_up),
        )
