"""Loading the facts of the follow-ups' figures. Named SQL."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
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
       (SELECT count(*) FROM hand_over WHERE follow_up_id = follow_up.id AND is_accepted = 1) AS accepted_count
FROM follow_up
JOIN employee AS owner ON owner.id = follow_up.owner_id
JOIN employee AS first_owner ON first_owner.id = follow_up.first_owner_id
LEFT JOIN employee AS closer ON closer.id = follow_up.closed_by
LEFT JOIN ticket ON ticket.id = follow_up.ticket_id
LEFT JOIN service ON service.id = follow_up.service_id
WHERE follow_up.opened_at < ? AND (follow_up.closed_at IS NULL OR follow_up.closed_at >= ? OR follow_up.due_at >= ?)
ORDER BY follow_up.id
"""


def cases_of(db: Database, period_begin: datetime, period_end: datetime) -> list[CaseFact]:
    """Every follow-up that a figure of [period_begin, period_end) may count: opened, due or closed in it, and more."""
    return rows.many(db, CaseFact, _FACTS, (stamp(period_end), stamp(period_begin), stamp(period_begin)))
