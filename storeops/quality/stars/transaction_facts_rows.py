"""What each employee's finished transactions of a month come to: speed and standard minutes. Named SQL."""

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

from sqlite_utils import Database

from storeops.base.months import MonthSpan
from storeops.measuring.handling_rows import HANDLING_SECONDS
from storeops.quality.stars.month_facts import Judged

IS_JUDGED = """
       leg_transaction.class = 'normal' AND service.target_seconds IS NOT NULL AND leg.kind != 'transferred'
       AND NOT EXISTS (SELECT 1 FROM set_aside
                       WHERE set_aside.row_kind = 'transaction' AND set_aside.row_id = leg_transaction.id)
"""
"""Whether a finished transaction counts for speed. One set aside keeps its standard minutes: the work was done."""

# CROSS keeps the order of the joins: left to itself, SQLite walks every transaction of all years.
FINISHED = """
FROM ticket
CROSS JOIN leg ON leg.ticket_id = ticket.id
CROSS JOIN leg_transaction ON leg_transaction.leg_id = leg.id
CROSS JOIN service ON service.id = leg_transaction.service_id
WHERE ticket.business_day BETWEEN :first AND :last AND ticket.ended_at IS NOT NULL AND ticket.state != 'void'
  AND leg.outcome IS NOT 'void' AND leg_transaction.outcome = 'finished'
"""

# Materialized, whether a transaction is judged is found out once for each.
_BY_SERVICE = f"""
WITH done AS MATERIALIZED (
  SELECT leg_transaction.employee_id, leg_transaction.service_id, ({IS_JUDGED}) AS is_judged,
         NOT leg_transaction.is_reopened AND {HANDLING_SECONDS} <= service.target_seconds AS is_met
  {FINISHED} AND leg_transaction.employee_id IS NOT NULL
), counted AS (
  SELECT employee_id, service_id, count(*) AS done, sum(is_judged) AS judged, sum(is_judged AND is_met) AS met
  FROM done GROUP BY employee_id, service_id
)
SELECT counted.employee_id, service.code, service.standard_minutes, counted.done, counted.judged, counted.met
FROM counted JOIN service ON service.id = counted.service_id
ORDER BY counted.employee_id, counted.service_id
"""


@dataclass
class Done:
    """One employee's finished transactions: those judged for speed by service, and the minutes of all of them."""

    judged: dict[str, Judged] = field(default_factory=dict)
    standard_minutes: Fraction = Fraction(0)


def done_by_employee(db: Database, span: MonthSpan) -> dict[int, Done]:
    """What everybody finished in a month, by the employee's id; imported or not."""
    found: defaultdict[int, Done] = defaultdict(Done)
    days = {"first": span.first_day.isoformat(), "last": span.last_day.isoformat()}
    for employee_id, service, minutes, count, judged, met in db.execute(_BY_SERVICE, days).fetchall():
        done = found[employee_id]
        # The shortest decimal that names the stored number is the one that was configured.
        done.standard_minutes += count * Fraction(str(minutes))
        if judged:
            done.judged[service] = Judged(judged, met)
    return dict(found)
