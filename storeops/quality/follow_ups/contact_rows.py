"""Customers' phone numbers and who read them. Named SQL; the only table that holds personal data of customers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import instant, stamp


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


def add(db: Database, encrypted: str, masked: str, customer_key: str, now: datetime) -> int:
    """Keep a phone number; the contact's id."""
    row = db.execute(
        "INSERT INTO customer_contact (phone_encrypted, phone_masked, customer_key, recorded_at)"
        " VALUES (?, ?, ?, ?) RETURNING id",
        (encrypted, masked, customer_key, stamp(now)),
    ).fetchone()
    return int(row[0])


def by_id(db: Database, contact_id: int) -> Contact:
    """The contact of this id, which must exist."""
    row = db.execute(
        "SELECT id, phone_encrypted, phone_masked FROM customer_contact WHERE id = ?", (contact_id,)
    ).fetchone()
    return Contact(row[0], row[1], row[2])


def follow_ups_of_customer(db: Database, customer_keys: Sequence[str]) -> list[int]:
    """The follow-ups of the customer with one of these hashes, newest first."""
    if not customer_keys:
        return []
    marks = ", ".join("?" * len(customer_keys))
    rows = db.execute(
        "SELECT follow_up.id FROM customer_contact JOIN follow_up ON follow_up.contact_id = customer_contact.id"
        f" WHERE customer_contact.customer_key IN ({marks}) ORDER BY follow_up.id DESC",
        tuple(customer_keys),
    ).fetchall()
    return [row[0] for row in rows]


def add_reading(db: Database, contact_id: int, employee_id: int, reason: str, now: datetime) -> int:
    """Note that an employee reads a number, and why; the reading's id."""
    row = db.execute(
        "INSERT INTO contact_reading (contact_id, employee_id, reason, read_at) VALUES (?, ?, ?, ?) RETURNING id",
        (contact_id, employee_id, reason, stamp(now)),
    ).fetchone()
    return int(row[0])


def reading(db: Database, reading_id: int) -> ContactReading | None:
    """One unmasking; None if there is no such one."""
    row = db.execute(
        "SELECT contact_reading.contact_id, employee.code, contact_reading.read_at FROM contact_reading"
        " JOIN employee ON employee.id = contact_reading.employee_id WHERE contact_reading.id = ?",
        (reading_id,),
    ).fetchone()
    return ContactReading(row[0], row[1], instant(row[2])) if row else None


def clear_numbers(db: Database, closed_before: datetime, now: datetime) -> int:
    """Drop number and mask where the follow-up was closed before an instant; how many."""
    rows = db.execute(
        "UPDATE customer_contact SET phone_encrypted = NULL, phone_masked = '', cleared_at = ?"
        " WHERE cleared_at IS NULL AND NOT EXISTS (SELECT 1 FROM follow_up"
        " WHERE follow_up.contact_id = customer_contact.id AND (closed_at IS NULL OR closed_at > ?)) RETURNING 1",
        (stamp(now), stamp(closed_before)),
    ).fetchall()
    return len(rows)


def clear_hashes(db: Database, recorded_before: datetime) -> int:
    """Drop the hashes of numbers that were recorded before an instant; how many."""
    rows = db.execute(
        "UPDATE customer_contact SET customer_key = NULL WHERE customer_key IS NOT NULL AND recorded_at <= ?"
        " RETURNING 1",
        (stamp(recorded_before),),
    ).fetchall()
    return len(rows)


def months_in_use(db: Database) -> frozenset[str]:
    """The months whose keys still open a number or stand behind a hash."""
    rows = db.execute(
        "SELECT substr(phone_encrypted, 1, 7) FROM customer_contact WHERE phone_encrypted IS NOT NULL"
        " UNION SELECT substr(customer_key, 1, 7) FROM customer_contact WHERE customer_key IS NOT NULL"
    ).fetchall()
    return frozenset(row[0] for row in rows)
