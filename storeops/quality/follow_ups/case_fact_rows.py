"""Loading the facts of the follow-ups' figures. Named SQL."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.months import month_span
from storeops.hall import hall_rows
from storeops.quality.follow_ups.case_figures import CaseFact
from storeops.store import rows

_FACTS = """
SELECT follow_up.id, follow_up.kind, service.code AS service, owner.code AS owner, first_owner.code AS first_owner,
       follow_up.opened_at, follow_up.due_at,
       (SELECT min(due_at) FROM follow_up_warning WHERE follow_up_id = follow_up.id AND step = 'overdue'
          AND (follow_up.first_answered_at IS NULL OR follow_up_warning.due_at < follow_up.first_answered_at))
         AS missed_due_at,
       follow_up.reply_at, follow_up.ticket_id IS NOT NULL AS has_ticket, ticket.ended_at AS visit_ended_at,
       follow_up.first_answered_at, follow_up.reopened_count, follow_up.closed_at, closer.code AS closer,
       (SELECT count(*) FROM hand_over WHERE follow_up_id = follow_up.id) AS hand_over_count,
       (SELECT count(*) FROM hand_over WHERE follow_up_id = follow_up.id AND is_accepted = 1) AS accepted_count,
       EXISTS (SELECT 1 FROM hand_over WHERE follow_up_id = follow_up.id AND is_take_over = 1) AS is_taken_over,
       EXISTS (SELECT 1 FROM hand_over
               WHERE hand_over.follow_up_id = follow_up.id AND hand_over.from_id = follow_up.first_owner_id
                 AND hand_over.is_accepted = 1 AND hand_over.is_take_over = 0
                 AND hand_over.answered_at <= follow_up.due_at
                 AND NOT EXISTS (SELECT 1 FROM follow_up_warning AS missed
                                 WHERE missed.follow_up_id = follow_up.id AND missed.step = 'overdue'
                                   AND missed.due_at < hand_over.answered_at)) AS is_handed_on_in_time,
       coalesce(follow_up.closed_at >= :strict_from, 0) AS is_judged_strictly
FROM follow_up
JOIN employee AS owner ON owner.id = follow_up.owner_id
JOIN employee AS first_owner ON first_owner.id = follow_up.first_owner_id
LEFT JOIN employee AS closer ON closer.id = follow_up.closed_by
LEFT JOIN ticket ON ticket.id = follow_up.ticket_id
LEFT JOIN service ON service.id = follow_up.service_id
WHERE follow_up.opened_at < :ends
  AND (follow_up.closed_at IS NULL OR follow_up.closed_at >= :begins OR follow_up.due_at >= :begins)
ORDER BY follow_up.id
"""


def cases_of(db: Database, period_begin: datetime, period_end: datetime) -> list[CaseFact]:
    """Every follow-up that a figure of [period_begin, period_end) may count: opened, due or closed in it, and more."""
    month = rows.scalar(db, "SELECT since FROM definition_in_force WHERE name = 'first_asked'")
    strict_from = month_span(str(month), hall_rows.hall(db).zone).begins_at
    values = {"begins": stamp(period_begin), "ends": stamp(period_end), "strict_from": stamp(strict_from)}
    return rows.many(db, CaseFact, _FACTS, values)
