"""Questions whose answer must be empty in a sound database. Named SQL."""

from sqlite_utils import Database

from storeops.store import rows

CONTRADICTIONS = {
    "a number was issued twice on a business day": (
        "SELECT business_day || ' ' || number FROM ticket GROUP BY business_day, number HAVING count(*) > 1"
    ),
    "a leg or a leg_transaction that this hall recorded, or that goes on, is said to come from an import": (
        "SELECT stored_leg.id FROM stored_leg JOIN stored_ticket ON stored_ticket.id = ticket_id"
        " WHERE stored_leg.import_id IS NOT NULL AND stored_ticket.is_imported = 0"
        " UNION ALL SELECT stored_leg_transaction.id FROM stored_leg_transaction"
        " WHERE coalesce(import_id, replaced_by) IS NOT NULL AND ended_at IS NULL"
    ),
    "a ticket lacks its current leg": (
        "SELECT ticket.id FROM ticket LEFT JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index = ticket.leg_index"
        " WHERE leg.id IS NULL"
    ),
    "a ticket's legs are not numbered without a gap": (
        # An import may lack a leg that the other system lost.
        "SELECT ticket_id FROM leg JOIN ticket ON ticket.id = leg.ticket_id WHERE ticket.is_imported = 0"
        " GROUP BY ticket_id HAVING min(leg.leg_index) != 0 OR max(leg.leg_index) != count(*) - 1"
    ),
    "a live ticket's leg has ended": (
        "SELECT ticket.id FROM ticket JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index = ticket.leg_index"
        " WHERE ticket.ended_at IS NULL AND ticket.state != 'on_hold' AND leg.ended_at IS NOT NULL"
    ),
    "an ended ticket has an open leg": (
        "SELECT ticket.id FROM ticket JOIN leg ON leg.ticket_id = ticket.id"
        # An imported void leg may be known by its issue alone: it has an outcome and no end.
        " WHERE ticket.ended_at IS NOT NULL AND leg.ended_at IS NULL AND leg.outcome IS NULL"
    ),
    "an ended leg has an open transaction": (
        "SELECT leg.id FROM leg JOIN leg_transaction ON leg_transaction.leg_id = leg.id"
        " WHERE leg.ended_at IS NOT NULL AND leg_transaction.ended_at IS NULL"
    ),
    "a ticket is served without an open transaction": (
        "SELECT ticket.id FROM ticket JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index = ticket.leg_index"
        " WHERE ticket.ended_at IS NULL AND ticket.state = 'serving' AND NOT EXISTS"
        " (SELECT 1 FROM leg_transaction WHERE leg_id = leg.id AND ended_at IS NULL)"
    ),
    "an ended transaction has an open system pause": (
        "SELECT leg_transaction.id FROM leg_transaction JOIN system_pause"
        " ON system_pause.transaction_id = leg_transaction.id"
        " WHERE leg_transaction.ended_at IS NOT NULL AND system_pause.ended_at IS NULL"
    ),
    "a closed counter has an open span": (
        "SELECT counter.code FROM counter WHERE counter.state = 'closed' AND (EXISTS"
        " (SELECT 1 FROM signed_in_span WHERE counter_id = counter.id AND signed_out_at IS NULL)"
        " OR EXISTS (SELECT 1 FROM counter_span WHERE counter_id = counter.id AND ended_at IS NULL))"
    ),
    "an exceptional_claim is not what its transaction's event tells": (
        "SELECT coalesce(transaction_id, 'of ticket ' || ticket_id) FROM"
        " (SELECT transaction_id, leg.ticket_id, claimed_at, leg_transaction.ended_at FROM exceptional_claim"
        "  LEFT JOIN leg_transaction ON leg_transaction.id = transaction_id LEFT JOIN leg ON leg.id = leg_id) AS claim"
        " FULL JOIN (SELECT ticket_id AS told_of, at FROM event"
        "  WHERE kind IN ('finish', 'next_transaction') AND data ->> 'claimed_class' = 'exceptional')"
        " ON told_of = ticket_id AND at = claimed_at AND at = ended_at WHERE told_of IS NULL OR transaction_id IS NULL"
    ),
    "a number_sequence does not stand at the last number of its day": (
        # What a restoration passed over was taken, but given to nobody that is known here.
        "WITH taken(letter, day, number) AS"
        " (SELECT substr(number, 1, 1), business_day, CAST(substr(number, 2) AS INTEGER)"
        "  FROM ticket WHERE is_imported = 0"
        "  UNION ALL SELECT prefix, business_day, last_number FROM passed_over_number),"
        # That of the newest ticket or restoration, not the latest: a clock that was set back goes on with an earlier.
        " latest(letter, day) AS (SELECT letter, day FROM"
        "  (SELECT substr(number, 1, 1) AS letter, business_day AS day, max(id) FROM ticket"
        "   WHERE is_imported = 0 GROUP BY letter)"
        "  UNION SELECT prefix, max(business_day) FROM passed_over_number JOIN"
        "  (SELECT prefix, max(restoration_id) AS restoration_id FROM passed_over_number GROUP BY prefix)"
        "  USING (prefix, restoration_id) GROUP BY prefix),"
        " last AS (SELECT letter, day, max(number) AS number FROM taken JOIN latest USING (letter, day) GROUP BY 1, 2)"
        " SELECT prefix FROM number_sequence"
        " LEFT JOIN last ON letter = prefix AND day = business_day AND number = last_number WHERE letter IS NULL"
        " UNION ALL SELECT DISTINCT 'of ' || letter FROM last WHERE letter NOT IN (SELECT prefix FROM number_sequence)"
    ),
    "an entry is set aside without an upheld appeal about it": (
        "SELECT set_aside.row_kind || ' ' || set_aside.row_id FROM set_aside LEFT JOIN star_appeal"
        " ON star_appeal.id = appeal_id AND is_upheld = 1"
        " AND star_appeal.row_kind = set_aside.row_kind AND star_appeal.row_id = set_aside.row_id"
        " WHERE star_appeal.id IS NULL"
    ),
    "an upheld appeal about an entry set nothing aside": (
        "SELECT star_appeal.row_kind || ' ' || star_appeal.row_id FROM star_appeal LEFT JOIN set_aside"
        " ON set_aside.row_kind = star_appeal.row_kind AND set_aside.row_id = star_appeal.row_id"
        " WHERE is_upheld = 1 AND star_appeal.row_id IS NOT NULL AND set_aside.row_id IS NULL"
    ),
    "an open counter has nobody signed in": (
        "SELECT counter.code FROM counter WHERE counter.state != 'closed' AND NOT EXISTS (SELECT 1 FROM signed_in_span"
        " WHERE counter_id = counter.id AND employee_id = counter.employee_id AND signed_out_at IS NULL)"
    ),
}


def contradicting(db: Database, sentence: str) -> list[str]:
    """The rows that show one of the CONTRADICTIONS."""
    return [str(shown) for shown in rows.column(db, CONTRADICTIONS[sentence])]
