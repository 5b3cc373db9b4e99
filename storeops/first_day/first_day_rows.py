"""What a hall has on its first day, and what was said of it. Named SQL."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.first_day.first_day_list import SetUpSoFar
from storeops.store import rows

FOUNDED_NAME = "营业厅"
"""The name that a hall is made with."""

_SO_FAR = """
SELECT name_zh <> ? AS is_named, house_colour IS NOT NULL OR logo_mark IS NOT NULL AS has_look,
       EXISTS (SELECT 1 FROM opening_hours) AS has_hours,
       (SELECT count(*) FROM service WHERE is_active = 1) AS services,
       (SELECT count(*) FROM counter WHERE is_active = 1) AS counters,
       (SELECT count(*) FROM employee WHERE is_active = 1) AS people,
       (SELECT count(*) FROM device WHERE kind = 'kiosk' AND revoked_at IS NULL) AS kiosks,
       (SELECT count(*) FROM device WHERE kind = 'board' AND revoked_at IS NULL) AS boards,
       enrols_screens = 0 AS lets_all_screens_in,
       EXISTS (SELECT 1 FROM ticket WHERE is_imported = 0) AS has_ticket,
       EXISTS (SELECT 1 FROM ticket JOIN leg ON leg.ticket_id = ticket.id
               WHERE ticket.is_imported = 0 AND leg.first_called_at IS NOT NULL) AS has_call,
       EXISTS (SELECT 1 FROM rating) AS has_rating,
       EXISTS (SELECT 1 FROM ticket WHERE is_imported = 0 AND state = 'void') AS has_void
FROM hall
"""


def so_far(db: Database) -> SetUpSoFar:
    """What the hall has."""
    [found] = rows.many(db, SetUpSoFar, _SO_FAR, (FOUNDED_NAME,))
    return found


def said(db: Database) -> frozenset[str]:
    """What was said to be done."""
    return frozenset(rows.column(db, "SELECT step FROM first_day_step"))


def say_done(db: Database, step: str, now: datetime) -> bool:
    """Note that a step is done; whether that is new."""
    sql = "INSERT INTO first_day_step (step, done_at) VALUES (?, ?) ON CONFLICT DO NOTHING"
    return bool(db.execute(sql, (step, stamp(now))).rowcount)
