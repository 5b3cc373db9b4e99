"""The catalogue of events: every kind of thing that the journal tells of, with what is told. Pure.

The journal takes no other kind and no other field. Fields hold only what may be shown in public; who did it, and to
which ticket, counter and employee, stands beside them. So do the traced rows that it wrote, which nobody is shown, and
its local part (address, browser, names in words), which may be cleared.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class EventKind:
    """One kind of event and the names of the fields that it may carry.

    `has_ticket`: it may belong to a ticket. `moves_ticket`: it is a verb of the table of moves, and replaying it leads
    to the ticket's state. `changes_settled_days`: figures of days that are over may be others
    after it.
    """

    name: str
    fields: frozenset[str] = frozenset()
    has_ticket: bool = False
    moves_ticket: bool = False
    changes_settled_days: bool = False


def _kind(name: str, *fields: str, changes_settled_days: bool = False) -> EventKind:
    return EventKind(name, frozenset(fields), changes_settled_days=changes_settled_days)


def _verb(name: str, *fields: str) -> EventKind:
    """A verb of a ticket: it tells the ticket as it is afterwards, and what else belongs to the verb."""
    told = {"number", "business_day", "state", "service", "counter"}
    return EventKind(name, frozenset({*told, *fields}), has_ticket=True, moves_ticket=True)


def _at_ticket(name: str, *fields: str) -> EventKind:
    """Something that belongs to a ticket, or may, and leaves it in its state."""
    return EventKind(name, frozenset(fields), has_ticket=True)


def _case(name: str, *fields: str) -> EventKind:
    """Something done with a follow-up. It names its ticket by number: a ticket's events are its own life."""
    return _kind(name, "id", "case_kind", "ticket", "owner", *fields)


def _call(name: str, *fields: str, changes_settled_days: bool = False) -> EventKind:
    """Something of a counter's call for the duty manager."""
    told = frozenset({"counter", "number", "call", *fields})
    return EventKind(name, told, has_ticket=True, changes_settled_days=changes_settled_days)


def _ruling(name: str) -> EventKind:
    """What the duty manager says of exceptional business; past midnight it may be of a day that is over."""
    fields = frozenset({"counter", "number", "transaction"})
    return EventKind(name, fields, has_ticket=True, changes_settled_days=True)


CHAIN_BEGUN = "chain_begun"
"""A chain of sealed events begins with it."""
TOLD_ANEW = "told_anew"
"""A later import brought more of this visit: what follows tells the whole of it again."""

EVENT_KINDS: Mapping[str, EventKind] = {
    kind.name: kind
    for kind in (
        # A ticket's life
        _verb("issue", "ahead_count"),
        _verb("call_next"),
        _verb("call_ticket"),
        _verb("recall"),
        _verb("start"),
        _verb("next_transaction", "ended_class", "claimed_class", "transaction_service"),
        _verb("system_pause", "reason"),
        _verb("system_resume"),
        _verb("finish", "ended_class", "claimed_class"),
        _verb("reopen"),
        _verb("transfer", "from_counter", "from_service"),
        _verb("hold", "from_counter"),
        _verb("resume"),
        _verb("mark_no_show"),
        _verb("reinstate"),
        _verb("cancel"),
        _verb("void"),
        _verb("close_day"),
        _at_ticket(TOLD_ANEW, "number", "business_day"),
        _at_ticket("announced", "number", "counter"),
        _at_ticket("reason_given", "counter", "reason"),
        # Counters
        *(
            _kind(f"counter_{verb}", "counter", "reason")
            for verb in ("open", "pause", "unpause", "after_work", "ready")
        ),
        _kind("counter_close", "counter", "reason", "left_open"),
        # Questions and answers; who answered what is nobody's business
        _at_ticket("prompt_shown", "moment"),
        _at_ticket("rated"),
        _at_ticket("rating_undone"),
        _at_ticket("rating_reason"),
        _at_ticket("rating_reason_undone"),
        _at_ticket("rating_doubted"),
        _kind("ratings_decided", "doubt", "count", "is_accepted"),
        _at_ticket("recovery_raised"),
        _at_ticket("recovery_withdrawn"),
        _at_ticket("recovery_taken", "recovery"),
        _at_ticket("recovery_closed", "recovery", "outcome"),
        _at_ticket("moment_observed", "observed", "moment", "about"),
        # On the spot
        _call("duty_called", "reason"),
        _call("duty_arrived"),
        _call("duty_settled", "outcome", changes_settled_days=True),
        _call("duty_withdrawn"),
        _ruling("exceptional_confirmed"),
        _ruling("exceptional_found_normal"),
        _at_ticket("wish_noted", "counter", "number", "wish"),
        _at_ticket("retention_recorded", "number", "reason", "leaving_for", "offer", "outcome"),
        _kind("guideposts_hushed", "employee"),
        _kind("guideposts_shown", "employee"),
        # Daily checks
        _kind("sheet_added", "sheet", "version", "valid_from"),
        _kind("check_planned", "day", "count"),
        _kind("check_dropped", "planned", "employee"),
        _kind("check_saved", "check", "sheet", "employee", "inspector"),
        _kind("check_edited", "check", "version", "employee", "editor"),
        _kind("check_acknowledged", "check", "version", "employee"),
        _kind("check_photo_added", "check", "photo", "item"),
        _kind("check_appealed", "check", "appeal", "item", "employee", "is_upheld"),
        _kind("check_appeal_answered", "check", "appeal", "item", "employee", "is_upheld"),
        # Follow-ups
        _case("follow_up_opened", "transaction", "call"),
        _case("follow_up_replied"),
        _case("follow_up_promised", "due_at", "due_before"),
        _case("follow_up_closed"),
        _case("follow_up_reopened", "due_at", "due_before"),
        _case("verdict_given", "ruling"),
        _case("follow_up_warned", "step"),
        _case("call_back_noted", "outcome"),
        _case("contact_read", "reader"),
        _case("hand_over_offered", "to"),
        _case("hand_over_accepted", "from_owner"),
        _case("hand_over_declined", "to"),
        # The month: stars, flags, reports
        _kind("care_entered", "care_entry"),
        _kind("skill_entered", "skill_result"),
        _kind("team_made", "team"),
        _kind("team_lead_set", "team"),
        _kind("team_joined", "team"),
        _kind("team_left", "team"),
        _kind("star_policy_added", "policy", "month"),
        _kind("star_policy_read", "policy"),
        _kind("star_appealed", "appeal", "month", "line"),
        _kind("star_appeal_answered", "appeal", "month"),
        _kind("flag_reviewed", "review", "month", "detector"),
        _kind("month_frozen", "month", "version"),
        _kind("report_closed", "month", "version"),
        _kind("report_delivered", "month", "version", "files"),
        _kind("report_mail_tried", "month", "version"),
        _kind("report_mailed", "month", "version"),
        _kind("report_mail_failed", "month", "version"),
        _kind("year_target_set", "year", "metric", "changed"),
        # The hall, its offer and its people
        _kind("hall_founded"),
        _kind(CHAIN_BEGUN, "chain", "because", "after", "fingerprint"),
        _kind("stock_taken", "table", "count"),
        _kind("hall_renamed", "changed"),
        _kind("targets_changed", "changed"),
        _kind("hours_changed", "changed", changes_settled_days=True),
        _kind("special_day_set", "day", "hours", changes_settled_days=True),
        _kind("special_day_removed", "day", changes_settled_days=True),
        _kind("category_added", "category"),
        _kind("category_changed", "category", "changed"),
        _kind("service_added", "service"),
        _kind("service_changed", "service", "changed"),
        _kind("counter_added", "counter"),
        _kind("counter_changed", "counter", "changed", changes_settled_days=True),
        _kind("moment_changed", "moment", "changed"),
        _kind("card_added", "card", "service"),
        _kind("card_changed", "card", "service", "changed"),
        _kind("history_imported", "format", "taken", changes_settled_days=True),
        *(_kind(f"{row}_imported") for row in ("transaction", "rating", "check", "care", "roster")),
        _kind("device_added", "device", "device_kind", "name", "scopes"),
        _kind("device_paired", "device", "device_kind", "name"),
        _kind("device_changed", "device", "changed"),
        _kind("device_revoked", "device", "device_kind", "name"),
        _kind("device_moved", "device"),
        _kind("device_recognised", "device"),
        _kind("screen_enrolment_set", "is_on"),
        _kind("employee_added", "role"),
        _kind("employee_changed", "role", "role_before", "is_active", "was_active"),
        _kind("pin_set"),
        _kind("pin_changed"),
        _kind("hall_key_copied"),
        _kind("hall_key_put_back"),
        _kind("hall_key_renewed"),
        _kind("factor_set_up"),
        _kind("factor_reset"),
        _kind("recovery_codes_made"),
        _kind("recovery_code_used"),
        _kind("sign_in"),
        _kind("sign_in_refused"),
        _kind("sign_out"),
        _kind("access_refused", "door"),
        _kind("file_downloaded", "door"),
    )
}


def refuse_unknown(kind: str, has_ticket: bool, fields: Mapping[str, object]) -> None:
    """TypeError for an event that the catalogue does not know like this: a mistake of ours, not of a user."""
    known = EVENT_KINDS.get(kind)
    if known is None:
        raise TypeError(f"the catalogue of events has no kind {kind}")
    if has_ticket and not known.has_ticket:
        raise TypeError(f"the event {kind} belongs to no ticket")
    if not fields.keys() <= known.fields:
        raise TypeError(f"the event {kind} has no field {', '.join(sorted(fields.keys() - known.fields))}")
