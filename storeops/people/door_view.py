"""Whose token this is: a read model for every door."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlite_utils import Database

from storeops.people import device_rows
from storeops.people.devices import DEVICES, device_actor
from storeops.people.origin import SessionPlace
from storeops.people.roles import ROLES, Permission
from storeops.people.scopes import Scope, permissions_of
from storeops.people.secrets import token_hash
from storeops.people.session_view import SignedInEmployee, signed_in_employee


@dataclass(frozen=True)
class Holder:
    """`name` is what the journal keeps; `employee` is the employee's number, None for a device.

    `is_unlimited`: they may ask as often as they like. `device` is the id of a device, `session` that of an employee's
    program; the other is None.
    """

    name: str
    role: str
    employee: str | None
    permissions: frozenset[Permission]
    is_unlimited: bool
    device: int | None = None
    session: SignedInEmployee | None = None


def holder_of(db: Database, key_of_sessions: Callable[[], bytes | None], token: str, now: datetime) -> Holder | None:
    """The device, or the employee signed in as a program, that a token belongs to; None if it opens nothing.

    The key tells whether the hall itself began a session (session_seal.py); it is asked for where one may be meant.
    """
    hashed = token_hash(token)
    device = device_rows.bearer(db, hashed, now)
    if device:
        kind = DEVICES[device.kind]
        permissions = kind.permissions | _opened_by(device.scopes or "")
        name = device_actor(device.name)
        return Holder(name, device.kind, None, permissions, kind.is_unlimited, device=device.id)
    session = signed_in_employee(db, key_of_sessions(), token, SessionPlace.API, now)
    if session:
        name, permissions = f"employee:{session.code}", ROLES[session.role].permissions
        return Holder(name, session.role.value, session.code, permissions, False, session=session)
    return None


@cache
def _opened_by(scopes: str) -> frozenset[Permission]:
    """What a program's scopes open, given as they stand in the database, a comma between two."""
    return permissions_of(Scope(scope) for scope in scopes.split(",") if scope)
