"""Loading the facts of the follow-ups' figures. Named SQL."""

from datetime import datetime

from sqlite_utils import Database

from storeops.business_time import instant, instant_or_none, stamp
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.measures import CaseFact

_FACTS = """
SELECT follow_up.kind, owner.code, first_owner.code, follow_up.opened_at, follow_up.due_at,
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
WHERE follow_up.opened_at < ? AND (follow_up.closed_at IS NULL OR follow_up.closed_at >= ? OR follow_up.due_at >= ?)
ORDER BY follow_up.id
"""


def cases_of(db: Database, period_begin: datetime, period_end: datetime) -> list[CaseFact]:
    """Every follow-up that a figure of [period_begin, period_end) may count: opened, due or closed in it, and more."""
    values = (stamp(period_end), stamp(period_begin), stamp(period_begin))
    return [
        CaseFact(
            kind=Kind(row[0]),
            owner=row[1],
            first_owner=row[2],
            opened_at=instant(row[3]),
            due_at=instant_or_none(row[4]),
            missed_due_at=instant_or_none(row[5]),
            reply_at=instant_or_none(row[6]),
            has_ticket=bool(row[7]),
            visit_ended_at=instant_or_none(row[8]),
            first_answered_at=instant_or_none(row[9]),
            reopened_count=row[10],
            closed_at=instant_or_none(row[11]),
            closer=row[12],
            hand_over_count=row[13],
            accepted_count=row[14],
        )
        for row in db.execute(_FACTS, values).fetchall()
    ]
