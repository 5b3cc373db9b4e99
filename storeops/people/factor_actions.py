"""Second factors: beginning, confirming and renewing one's own, and the reset at the machine. Actions."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.people import employee_rows, factor_rows, session_rows
from storeops.people.factor_steps import take_code
from storeops.people.refusals import CodeWrong, FactorStands, NoFactor, NoFactorBegun, PinWrong
from storeops.people.second_factor import (
    CODES_ON_PAPER,
    SECRETS,
    matching_step,
    new_recovery_codes,
    new_secret,
    opened,
    recovery_hash,
    sealed,
)
from storeops.people.tries_steps import Try, forgive
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def begin_factor(db: HallDatabase, now: datetime, by: Actor, tried: Try) -> None:
    """Make a secret that waits for its first code, once the PIN was judged. PinWrong, FactorStands.

    Whoever finds a desk unlocked cannot make their own phone its owner's factor. No event: nothing is asked of anybody
    yet.
    """
    del now, by
    if tried.employee is None:
        raise PinWrong("pin")
    employee = employee_rows.by_code(db, tried.employee.code)
    if employee.has_factor:
        raise FactorStands
    forgive(db, tried.counted)
    _begin(db, employee.id)


@action
def confirm_factor(db: HallDatabase, now: datetime, by: Actor, code: str, typed: str, session_id: int) -> list[str]:
    """Let the secret stand whose code was typed; the codes for paper, told this once. NoFactorBegun, CodeWrong.

    All other sessions end: none that began without the factor goes on.
    """
    employee = employee_rows.by_code(db, code)
    factor = factor_rows.factor_of(db, employee.id)
    if factor is None or factor.new_secret is None:
        raise NoFactorBegun
    secret = opened(db.subkey(SECRETS), employee.id, factor.new_secret)
    if secret is None:
        raise NoFactorBegun
    step = matching_step(secret, typed, now, 0)
    if step is None:
        raise CodeWrong
    factor_rows.confirm(db, employee.id, step, now)
    session_rows.end_all_of(db, employee.id, now, but=session_id)
    _tell(db, now, by, "factor_set_up", employee.id)
    return _new_codes(db, employee.id)


@action
def begin_other_phone(db: HallDatabase, now: datetime, by: Actor, tried: Try, typed: str) -> bool:
    """Make a secret for another phone; the present one goes on until it is confirmed. False where the code is wrong."""
    if not _takes(db, now, by, tried, typed):
        return False
    assert tried.employee is not None
    _begin(db, tried.employee.id)
    return True


@action
def renew_recovery_codes(db: HallDatabase, now: datetime, by: Actor, tried: Try, typed: str) -> list[str]:
    """New codes for paper instead of the old ones, told this once; none where the code is wrong."""
    if not _takes(db, now, by, tried, typed):
        return []
    assert tried.employee is not None
    journal.append(db, now, "recovery_codes_made", by.name, employee_id=tried.employee.id, local=by.local)
    return _new_codes(db, tried.employee.id)


@action
def reset_factor(db: HallDatabase, now: datetime, by: Actor, code: str) -> None:
    """Drop the second factor of somebody who lost phone and paper, and end their sessions. UnknownEmployee, NoFactor.

    They set up another at the next sign-in: the week of grace does not begin again.
    """
    employee = employee_rows.by_code(db, code)
    if not employee.has_factor:
        raise NoFactor(employee=code)
    factor_rows.remove(db, employee.id)
    session_rows.end_all_of(db, employee.id, now)
    _tell(db, now, by, "factor_reset", employee.id)


def _takes(db: HallDatabase, now: datetime, by: Actor, tried: Try, typed: str) -> bool:
    """Whether a code is right. It was counted as at the door: whoever finds a desk unlocked cannot try codes out."""
    assert tried.employee is not None
    is_right = take_code(db, now, by, tried.employee.id, typed)
    if is_right:
        forgive(db, tried.counted)
    return is_right


def _begin(db: HallDatabase, employee_id: int) -> None:
    factor_rows.begin(db, employee_id, sealed(db.subkey(SECRETS), employee_id, new_secret()))


def _new_codes(db: HallDatabase, employee_id: int) -> list[str]:
    codes = new_recovery_codes()
    key = db.subkey(CODES_ON_PAPER)
    factor_rows.replace_recovery_codes(db, employee_id, [recovery_hash(key, employee_id, code) for code in codes])
    return codes


def _tell(db: HallDatabase, now: datetime, by: Actor, kind: str, employee_id: int) -> None:
    written = traced_rows.written(db, factor_rows.TRACED_FACTORS, employee_id)
    journal.append(db, now, kind, by.name, written=written, employee_id=employee_id, local=by.local)
