"""Judging a code of the second factor. Steps of an action."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.people import factor_rows
from storeops.people.second_factor import CODES_ON_PAPER, SECRETS, matching_step, opened, recovery_hash
from storeops.store import journal
from storeops.store.database import HallDatabase


def take_code(db: HallDatabase, now: datetime, by: Actor, employee_id: int, code: str) -> bool:
    """Whether a code is right, of the app or on paper: then it is used up, else told to the journal. KeyFileLost."""
    factor = factor_rows.factor_of(db, employee_id)
    if factor is None or factor.secret is None:
        return False
    secret = opened(db.subkey(SECRETS), employee_id, factor.secret)
    step = matching_step(secret, code, now, factor.last_step) if secret else None
    if step is not None:
        factor_rows.use_step(db, employee_id, step)
        return True
    code_hash = recovery_hash(db.subkey(CODES_ON_PAPER), employee_id, code)
    is_right = factor_rows.use_recovery_code(db, employee_id, code_hash, now)
    kind = "recovery_code_used" if is_right else "sign_in_refused"
    journal.append(db, now, kind, by.name, employee_id=employee_id, local=by.local)
    return is_right
