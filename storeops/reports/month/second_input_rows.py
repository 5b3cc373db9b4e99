"""The statements by which versions are judged that were closed before ratings could be in doubt. Named SQL.

Such a version keeps its checksum, and it is asked again what it was asked then: nothing here is ever changed.
"""

from sqlite_utils import Database

from storeops.base.months import MonthSpan
from storeops.month_end.input_rows import checksum_of

_ROWS = [
    "SELECT json_array(care_entry.day, care_entry.id, care_entry.employee_id, care_entry.kind) FROM care_entry"
    " WHERE care_entry.day BETWEEN :first AND :last ORDER BY care_entry.day, care_entry.id",
    "SELECT json_array(spot_check.id, check_version.version, check_mark.item_id, check_mark.mark) FROM"
    " spot_check CROSS JOIN check_version ON check_version.check_id = spot_check.id CROSS JOIN check_mark ON"
    " check_mark.version_id = check_version.id WHERE spot_check.business_day BETWEEN :first AND :last ORDER BY"
    " spot_check.id, check_version.version, check_mark.item_id",
    "SELECT json_array(spot_check.id, check_version.version, check_version.entered_at) FROM spot_check CROSS"
    " JOIN check_version ON check_version.check_id = spot_check.id WHERE spot_check.business_day BETWEEN :first"
    " AND :last ORDER BY spot_check.id, check_version.version",
    "SELECT json_array(counter_span.started_at, counter_span.id, counter_span.counter_id, CASE WHEN"
    " counter_span.ended_at <= :closes THEN counter_span.ended_at END, counter_span.kind, counter_span.reason)"
    " FROM counter_span WHERE (counter_span.started_at >= :begins AND counter_span.started_at < :ends) ORDER BY"
    " counter_span.started_at, counter_span.id",
    "SELECT json_array(duty_call.requested_at, duty_call.id, CASE WHEN duty_call.arrived_at <= :closes THEN"
    " duty_call.arrived_at END, duty_call.counter_id, duty_call.employee_id, CASE WHEN duty_call.settled_at <="
    " :closes THEN duty_call.outcome END, duty_call.reason, CASE WHEN duty_call.settled_at <= :closes THEN"
    " duty_call.settled_at END, duty_call.ticket_id) FROM duty_call WHERE (duty_call.requested_at >= :begins AND"
    " duty_call.requested_at < :ends) ORDER BY duty_call.requested_at, duty_call.id",
    "SELECT json_array(flag_review.id, flag_review.detector, flag_review.finding, flag_review.note,"
    " flag_review.reviewed_at, flag_review.reviewed_by, flag_review.subject) FROM flag_review WHERE"
    " flag_review.month = :month AND flag_review.reviewed_at <= :closes ORDER BY flag_review.id",
    "SELECT json_array(follow_up.id, CASE WHEN follow_up.closed_at <= :closes THEN follow_up.closed_at END,"
    " CASE WHEN follow_up.closed_at <= :closes THEN follow_up.closed_by END, follow_up.due_at, CASE WHEN"
    " follow_up.first_answered_at <= :closes THEN follow_up.first_answered_at END, follow_up.first_owner_id,"
    " follow_up.kind, follow_up.opened_at, CASE WHEN follow_up.reply_at <= :closes THEN follow_up.reply_at END,"
    " follow_up.service_id, follow_up.ticket_id) FROM follow_up WHERE (follow_up.opened_at >= :begins AND"
    " follow_up.opened_at < :ends OR follow_up.due_at >= :begins AND follow_up.due_at < :ends OR"
    " follow_up.closed_at >= :begins AND follow_up.closed_at < :ends) AND follow_up.opened_at <= :closes ORDER"
    " BY follow_up.id",
    "SELECT json_array(follow_up.id, follow_up_warning.due_at, follow_up_warning.step) FROM follow_up CROSS"
    " JOIN follow_up_warning ON follow_up_warning.follow_up_id = follow_up.id WHERE (follow_up.opened_at >="
    " :begins AND follow_up.opened_at < :ends OR follow_up.due_at >= :begins AND follow_up.due_at < :ends OR"
    " follow_up.closed_at >= :begins AND follow_up.closed_at < :ends) AND follow_up.opened_at <= :closes AND"
    " follow_up_warning.due_at <= :closes ORDER BY follow_up.id, follow_up_warning.due_at,"
    " follow_up_warning.step",
    "SELECT json_array(follow_up.id, hand_over.id, CASE WHEN hand_over.answered_at <= :closes THEN"
    " hand_over.is_accepted END) FROM follow_up CROSS JOIN hand_over ON hand_over.follow_up_id = follow_up.id"
    " WHERE (follow_up.opened_at >= :begins AND follow_up.opened_at < :ends OR follow_up.due_at >= :begins AND"
    " follow_up.due_at < :ends OR follow_up.closed_at >= :begins AND follow_up.closed_at < :ends) AND"
    " follow_up.opened_at <= :closes AND hand_over.offered_at <= :closes ORDER BY follow_up.id, hand_over.id",
    "SELECT json_array(heard_wish.heard_at, heard_wish.id, heard_wish.heard_by, heard_wish.kind,"
    " heard_wish.note, heard_wish.service_id, heard_wish.ticket_id) FROM heard_wish WHERE (heard_wish.heard_at"
    " >= :begins AND heard_wish.heard_at < :ends) ORDER BY heard_wish.heard_at, heard_wish.id",
    "SELECT json_array(ticket.business_day, ticket.number, leg.leg_index, leg.counter_id, leg.employee_id,"
    " leg.ended_at, leg.first_called_at, leg.kind, leg.last_called_at, leg.left_open, leg.outcome,"
    " leg.queued_at, leg.service_id, leg.started_at) FROM ticket CROSS JOIN leg ON leg.ticket_id = ticket.id"
    " WHERE ticket.business_day BETWEEN :first AND :last ORDER BY ticket.business_day, ticket.number,"
    " leg.leg_index",
    "SELECT json_array(ticket.business_day, ticket.number, leg.leg_index, leg_as_imported.held_seconds) FROM"
    " ticket CROSS JOIN leg ON leg.ticket_id = ticket.id CROSS JOIN leg_as_imported ON leg_as_imported.leg_id ="
    " leg.id WHERE ticket.business_day BETWEEN :first AND :last ORDER BY ticket.business_day, ticket.number,"
    " leg.leg_index",
    "SELECT json_array(ticket.business_day, ticket.number, leg.leg_index, leg_transaction.transaction_index,"
    " leg_transaction.class, leg_transaction.employee_id, leg_transaction.ended_at, leg_transaction.is_reopened,"
    " leg_transaction.outcome, leg_transaction.over_target_reason, leg_transaction.service_id,"
    " leg_transaction.started_at) FROM ticket CROSS JOIN leg ON leg.ticket_id = ticket.id CROSS JOIN"
    " leg_transaction ON leg_transaction.leg_id = leg.id WHERE ticket.business_day BETWEEN :first AND :last"
    " ORDER BY ticket.business_day, ticket.number, leg.leg_index, leg_transaction.transaction_index",
    "SELECT json_array(observed_moment.observed_at, observed_moment.id, observed_moment.employee_id,"
    " observed_moment.kind, observed_moment.moment, observed_moment.note, observed_moment.observed_by,"
    " observed_moment.ticket_id) FROM observed_moment WHERE (observed_moment.observed_at >= :begins AND"
    " observed_moment.observed_at < :ends) ORDER BY observed_moment.observed_at, observed_moment.id",
    "SELECT json_array(ticket.business_day, ticket.number, prompt.id, prompt.counter_id, prompt.employee_id,"
    " prompt.moment, prompt.place, prompt.why_shown) FROM ticket CROSS JOIN prompt ON prompt.ticket_id ="
    " ticket.id WHERE ticket.business_day BETWEEN :first AND :last ORDER BY ticket.business_day, ticket.number,"
    " prompt.id",
    "SELECT json_array(ticket.business_day, ticket.number, rating.answered_at, rating.id, rating.employee_id,"
    " rating.moment, rating.prompt_id, rating.undone_at, rating.value) FROM ticket CROSS JOIN rating ON"
    " rating.ticket_id = ticket.id WHERE ticket.business_day BETWEEN :first AND :last ORDER BY"
    " ticket.business_day, ticket.number, rating.answered_at, rating.id",
    "SELECT json_array(ticket.business_day, ticket.number, rating.answered_at, rating.id, recovery_task.id,"
    " CASE WHEN recovery_task.closed_at <= :closes THEN recovery_task.closed_at END, CASE WHEN"
    " recovery_task.closed_at <= :closes THEN recovery_task.outcome END, CASE WHEN recovery_task.taken_at <="
    " :closes THEN recovery_task.taken_at END) FROM ticket CROSS JOIN rating ON rating.ticket_id = ticket.id"
    " CROSS JOIN recovery_task ON recovery_task.rating_id = rating.id WHERE ticket.business_day BETWEEN :first"
    " AND :last ORDER BY ticket.business_day, ticket.number, rating.answered_at, rating.id, recovery_task.id",
    "SELECT json_array(retention_case.recorded_at, retention_case.id, retention_case.employee_id,"
    " retention_case.leaving_for, retention_case.note, retention_case.offer, retention_case.outcome,"
    " retention_case.reason, retention_case.ticket_id) FROM retention_case WHERE (retention_case.recorded_at >="
    " :begins AND retention_case.recorded_at < :ends) ORDER BY retention_case.recorded_at, retention_case.id",
    "SELECT json_array(signed_in_span.signed_in_at, signed_in_span.id, signed_in_span.counter_id,"
    " signed_in_span.employee_id, CASE WHEN signed_in_span.signed_out_at <= :closes THEN"
    " signed_in_span.left_open END, CASE WHEN signed_in_span.signed_out_at <= :closes THEN"
    " signed_in_span.signed_out_at END) FROM signed_in_span WHERE signed_in_span.signed_in_at < :ends AND"
    " (signed_in_span.signed_out_at IS NULL OR signed_in_span.signed_out_at > :begins) ORDER BY"
    " signed_in_span.signed_in_at, signed_in_span.id",
    "SELECT json_array(skill_result.day, skill_result.id, skill_result.employee_id, skill_result.score) FROM"
    " skill_result WHERE skill_result.day BETWEEN :first AND :last ORDER BY skill_result.day, skill_result.id",
    "SELECT json_array(spot_check.id, spot_check.checked_at, spot_check.employee_id, spot_check.inspector_id,"
    " spot_check.is_imported, spot_check.planned_id, spot_check.sheet_id, spot_check.started_at) FROM spot_check"
    " WHERE spot_check.business_day BETWEEN :first AND :last ORDER BY spot_check.id",
    "SELECT json_array(star_appeal.id, CASE WHEN star_appeal.answered_at <= :closes THEN star_appeal.is_upheld"
    " END, star_appeal.line) FROM star_appeal WHERE star_appeal.month = :month AND star_appeal.appealed_at <="
    " :closes ORDER BY star_appeal.id",
    "SELECT json_array(ticket.business_day, ticket.number, leg.leg_index, leg_transaction.transaction_index,"
    " system_pause.started_at, system_pause.id, system_pause.ended_at, system_pause.reason) FROM ticket CROSS"
    " JOIN leg ON leg.ticket_id = ticket.id CROSS JOIN leg_transaction ON leg_transaction.leg_id = leg.id CROSS"
    " JOIN system_pause ON system_pause.transaction_id = leg_transaction.id WHERE ticket.business_day BETWEEN"
    " :first AND :last ORDER BY ticket.business_day, ticket.number, leg.leg_index,"
    " leg_transaction.transaction_index, system_pause.started_at, system_pause.id",
    "SELECT json_array(ticket.business_day, ticket.number, ticket.booked_at, ticket.due_at, ticket.employee_id,"
    " ticket.ended_at, ticket.estimate_high_seconds, ticket.estimate_low_seconds, ticket.is_imported,"
    " ticket.issued_at, ticket.leg_index, ticket.segment, ticket.service_id, ticket.state) FROM ticket WHERE"
    " ticket.business_day BETWEEN :first AND :last ORDER BY ticket.business_day, ticket.number",
]


def second_inputs_checksum(db: Database, span: MonthSpan) -> str:
    """The SHA-256, in hexadecimal, of the rows of a month that the second edition names."""
    return checksum_of(db, _ROWS, span)
