"""Loading the facts of the follow-ups' figures. Named SQL."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import instant, instant_or_none, stamp
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.case_figures import CaseFact

_FACTS = """
SELECT follow_up.id, follow_up.kind, service.code, owner.code, first_owner.code, follow_up.opened_at, follow_up.due_at,
       (SELECT min(due_at) FROM follow_up_warning WHERE follow_up_id = follow_up.id AND step = 'overdue'
          AND (follow_up.first_answered_at IS NULL OR follow_up_warning.due_at < follow_up.first_answered_at)),
       follow_up.reply_at, follow_up.ticket_id IS NOT NULL, ticket.ended_at, follow_up.first_answered_at,
       follow_up.reopened_count, follow_up.closed_at, closer.code,
       (SELECT count(*) FROM hand_over WHERE follow_up_id = follow_up.id),
       (SELECT count(*) FROM hand_over WHERE follow_up_id = follow_up.id AND is_accepted = 1)
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
    values = (stamp(period_end), stamp(period_begin), stamp(period_begin))
    return [
        CaseFact(
            id=row[0],
            kind=Kind(row[1]),
            service=row[2],
            owner=row[3],
            first_owner=row[4],
            opened_at=instant(row[5]),
            due_at=instant_or_none(row[6]),
            missed_due_at=instant_or_none(row[7]),
            reply_at=instant_or_none(row[8]),
            has_ticket=bool(row[9]),
            visit_ended_at=instant_or_none(row[10]),
            first_answered_at=instant_or_none(row[11]),
            reopened_count=row[12],
            closed_at=instant_or_none(row[13]),
            closer=row[14],
            hand_over_count=row[15],
            accepted_count=row[16],
        )
        for row in db.execute(_FACTS, values).fetchall()
    ]
