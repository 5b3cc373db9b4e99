"""Loading the finished transactions of some days. Named SQL."""

from sqlite_utils import Database

from storeops.measuring.done_transaction import DoneTransaction
from storeops.store import rows

# In the order of the fields: a month has tens of thousands.
_DONE = """
SELECT employee_id, service_id, class AS transaction_class, leg_kind, handling_seconds, is_reopened, is_set_aside,
       visit_ended_at IS NOT NULL AS is_of_ended_visit, leg_employee_id, walk_seconds
FROM finished_transaction
WHERE business_day BETWEEN ? AND ?
"""


def done_transactions(db: Database, first_day: str, last_day: str) -> list[DoneTransaction]:
    """The finished transactions of the visits of these business days, both included."""
    return rows.many(db, DoneTransaction, _DONE, (first_day, last_day))
