"""The raw rows by which versions are judged that were closed before the sections declared their inputs. Named SQL.

Such a version keeps its checksum, and it is asked again what it was asked then: nothing here is ever changed.
"""

from sqlite_utils import Database

from storeops.base.months import MonthSpan
from storeops.month_end.input_rows import checksum_of

_OF_DAYS = " WHERE ticket.business_day BETWEEN :first AND :last"

# Each row is one JSON text. What is still open at the closing is told as open, whenever it ended: the report says how
# the month stood at its closing, and a machine that was off must count the same. Tickets, legs and transactions come
# in one walk: three of them would take nearly twice as long.
_ROWS = [
    "SELECT json_array(ticket.business_day, ticket.number, ticket.service_id, ticket.segment, ticket.channel,"
    " ticket.state, ticket.issued_at, ticket.booked_at, ticket.due_at, ticket.ended_at, ticket.estimate_low_seconds,"
    " ticket.estimate_high_seconds, leg.leg_index, leg.kind, leg.service_id, leg.queued_at, leg.first_called_at,"
    " leg.last_called_at, leg.started_at, leg.ended_at, leg.counter_id, leg.employee_id, leg.outcome, leg.left_open,"
    " done.transaction_index, done.service_id, done.employee_id, done.class, done.started_at, done.ended_at,"
    " done.outcome, done.over_target_reason, done.is_reopened)"
    " FROM ticket LEFT JOIN leg ON leg.ticket_id = ticket.id LEFT JOIN leg_transaction AS done ON done.leg_id = leg.id"
    + _OF_DAYS
    + " ORDER BY ticket.business_day, ticket.number, leg.leg_index, done.transaction_index",
    "SELECT json_array(done.id, pause.reason, pause.started_at, pause.ended_at)"
    " FROM ticket CROSS JOIN leg ON leg.ticket_id = ticket.id"
    " CROSS JOIN leg_transaction AS done ON done.leg_id = leg.id"
    " CROSS JOIN system_pause AS pause ON pause.transaction_id = done.id" + _OF_DAYS + " ORDER BY pause.id",
    "SELECT json_array(ticket.number, rating.moment, rating.value, rating.answered_at, rating.employee_id)"
    " FROM ticket CROSS JOIN standing_rating AS rating ON rating.ticket_id = ticket.id"
    + _OF_DAYS
    + " ORDER BY ticket.business_day, ticket.number, rating.moment, rating.answered_at, rating.id",
    "SELECT json_array(spot_check.id, sheet_id, employee_id, inspector_id, business_day, checked_at, version,"
    " item_id, mark)"
    " FROM spot_check JOIN check_version ON check_version.check_id = spot_check.id"
    " JOIN check_mark ON check_mark.version_id = check_version.id"
    " WHERE business_day BETWEEN :first AND :last ORDER BY spot_check.id, version, item_id",
    "SELECT json_array(id, kind, ticket_id, service_id, praised_id, opened_at, first_owner_id, due_at,"
    " CASE WHEN first_answered_at <= :closes THEN first_answered_at END,"
    " CASE WHEN closed_at <= :closes THEN closed_at END)"
    " FROM follow_up WHERE opened_at >= :begins AND opened_at < :ends ORDER BY id",
    "SELECT json_array(employee_id, day, kind, follow_up_id)"
    " FROM care_entry WHERE day BETWEEN :first AND :last ORDER BY day, id",
    "SELECT json_array(employee_id, counter_id, signed_in_at,"
    " CASE WHEN signed_out_at < :ends THEN signed_out_at END, CASE WHEN signed_out_at < :ends THEN left_open END)"
    " FROM signed_in_span WHERE signed_in_at < :ends AND (signed_out_at IS NULL OR signed_out_at > :begins)"
    " ORDER BY signed_in_at, id",
]


def first_inputs_checksum(db: Database, span: MonthSpan) -> str:
    """The SHA-256, in hexadecimal, of the rows of a month that the first edition names."""
    return checksum_of(db, _ROWS, span)
