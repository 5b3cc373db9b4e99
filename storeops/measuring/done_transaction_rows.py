"""Loading the finished transactions of some days. Named SQL."""

from collections import Counter

from sqlite_utils import Database

from storeops.measuring.done_transaction import DoneTransaction
from storeops.store import rows

# In the order of the fields.
_DONE = """
SELECT employee_id, service_id, class AS transaction_class, leg_kind, handling_seconds, is_reopened, is_set_aside,
       visit_ended_at IS NOT NULL AS is_of_ended_visit
FROM finished_transaction
WHERE business_day BETWEEN ? AND ?
"""


def done_transactions(db: Database, first_day: str, last_day: str) -> Counter[DoneTransaction]:
    """The finished transactions of the visits of these business days, both included, and how many there were of each.

    Whole months of them are much alike. Counted here, they take half the time of a GROUP BY.
    """
    return Counter(rows.each(db, DoneTransaction, _DONE, (first_day, last_day)))
