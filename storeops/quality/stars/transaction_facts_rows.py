"""What each employee's finished transactions of a month come to: speed and standard minutes. Named SQL."""

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.months import MonthSpan
from storeops.quality.stars.month_facts import Judged
from storeops.store import rows

IS_JUDGED = """
       done.class = 'normal' AND service.target_seconds IS NOT NULL AND done.leg_kind != 'transferred'
       AND NOT done.is_set_aside
"""
"""Whether a finished transaction counts for speed. One set aside keeps its standard minutes: the work was done."""

FINISHED = """
FROM finished_transaction AS done
CROSS JOIN service ON service.id = done.service_id
WHERE done.business_day BETWEEN :first AND :last AND done.visit_ended_at IS NOT NULL
"""

# Materialized, whether a transaction is judged is found out once for each; `is_met` is NULL where it is not. Pauses
# only shorten a handling: whoever is within the target with them needs no look at them.
_BY_SERVICE = f"""
WITH judged AS MATERIALIZED (
  SELECT done.employee_id, done.service_id, CASE WHEN {IS_JUDGED} THEN NOT done.is_reopened
         AND (done.gross_seconds <= service.target_seconds OR done.handling_seconds <= service.target_seconds) END
         AS is_met
  {FINISHED} AND done.employee_id IS NOT NULL
), counted AS (
  SELECT employee_id, service_id, count(*) AS done, count(is_met) AS judged, coalesce(sum(is_met), 0) AS met
  FROM judged GROUP BY employee_id, service_id
)
SELECT counted.employee_id, service.code AS service, service.standard_minutes, counted.done, counted.judged, counted.met
FROM counted JOIN service ON service.id = counted.service_id
ORDER BY counted.employee_id, counted.service_id
"""


class _OfService(NamedTuple):
    """What an employee finished of one service, how much of it is judged for speed, and what of that was in time."""

    employee_id: int
    service: str
    standard_minutes: float
    done: int
    judged: int
    met: int


@dataclass
class Done:
    """One employee's finished transactions: those judged for speed by service, and the minutes of all of them."""

    judged: dict[str, Judged] = field(default_factory=dict)
    standard_minutes: Fraction = Fraction(0)


def done_by_employee(db: Database, span: MonthSpan) -> dict[int, Done]:
    """What everybody finished in a month, by the employee's id; imported or not."""
    found: defaultdict[int, Done] = defaultdict(Done)
    days = {"first": span.first_day.isoformat(), "last": span.last_day.isoformat()}
    for own in rows.each(db, _OfService, _BY_SERVICE, days):
        done = found[own.employee_id]
        # The shortest decimal that names the stored number is the one that was configured.
        done.standard_minutes += own.done * Fraction(str(own.standard_minutes))
        if own.judged:
            done.judged[own.service] = Judged(own.judged, own.met)
    return dict(found)
