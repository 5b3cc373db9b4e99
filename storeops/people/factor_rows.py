"""Second factors and the codes on paper beside them. Named SQL."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

TRACED_FACTORS = TracedTable(
    "second_factor",
    ("employee_id", "confirmed_at", "text_mark(employee_id, secret) AS secret"),
    "FROM second_factor WHERE (secret IS NOT NULL OR confirmed_at IS NOT NULL)",
)
"""Second factors that are asked for; one that is still being set up is none."""


@dataclass(frozen=True)
class SecondFactor:
    """`secret` is None until it was confirmed once, `new_secret` where nothing waits for that; both are sealed."""

    secret: str | None
    new_secret: str | None
    confirmed_at: datetime | None
    last_step: int


def factor_of(db: Database, employee_id: int) -> SecondFactor | None:
    """The second factor of an employee; None if they never began with one."""
    return rows.one(
        db,
        SecondFactor,
        "SELECT secret, new_secret, confirmed_at, last_step FROM second_factor WHERE employee_id = ?",
        (employee_id,),
    )


def begin(db: Database, employee_id: int, new_secret: str) -> None:
    """Keep a secret that waits to be confirmed; one that stands goes on meanwhile."""
    db.execute(
        "INSERT INTO second_factor (employee_id, new_secret) VALUES (?, ?)"
        " ON CONFLICT (employee_id) DO UPDATE SET new_secret = excluded.new_secret",
        (employee_id, new_secret),
    )


def confirm(db: Database, employee_id: int, step: int, now: datetime) -> None:
    """Let the secret that waited stand; the code of this step was used."""
    db.execute(
        "UPDATE second_factor SET secret = new_secret, new_secret = NULL, confirmed_at = ?, last_step = ?"
        " WHERE employee_id = ?",
        (stamp(now), step, employee_id),
    )


def use_step(db: Database, employee_id: int, step: int) -> None:
    """Note that the code of a step was used: it is right no more."""
    db.execute("UPDATE second_factor SET last_step = ? WHERE employee_id = ?", (step, employee_id))


def remove(db: Database, employee_id: int) -> None:
    """Drop a second factor with its codes on paper; when it was asked for stays."""
    db.execute("DELETE FROM recovery_code WHERE employee_id = ?", (employee_id,))
    db.execute("DELETE FROM second_factor WHERE employee_id = ?", (employee_id,))


def replace_recovery_codes(db: Database, employee_id: int, code_hashes: Iterable[str]) -> None:
    """Keep new codes on paper instead of all old ones."""
    db.execute("DELETE FROM recovery_code WHERE employee_id = ?", (employee_id,))
    for code_hash in code_hashes:
        db.execute("INSERT INTO recovery_code (code_hash, employee_id) VALUES (?, ?)", (code_hash, employee_id))


def use_recovery_code(db: Database, employee_id: int, code_hash: str, now: datetime) -> bool:
    """Use a code on paper up; whether there was such an unused one."""
    used = rows.column(
        db,
        "UPDATE recovery_code SET used_at = ? WHERE code_hash = ? AND employee_id = ? AND used_at IS NULL RETURNING 1",
        (stamp(now), code_hash, employee_id),
    )
    return bool(used)


def unused_recovery_codes(db: Database, employee_id: int) -> int:
    """How many codes on paper are left."""
    return int(
        rows.scalar(db, "SELECT count(*) FROM recovery_code WHERE employee_id = ? AND used_at IS NULL", (employee_id,))
    )


def ask(db: Database, employee_id: int, now: datetime) -> None:
    """Note since when somebody is asked for a second factor; the first time counts."""
    db.execute(
        "UPDATE employee SET factor_asked_at = ? WHERE id = ? AND factor_asked_at IS NULL", (stamp(now), employee_id)
    )
