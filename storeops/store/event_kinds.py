"""The catalogue of events: every kind of thing that the journal tells of, with what is told, and to whom. Pure.

The journal takes no other kind and no other field. Who did it, and to which ticket, counter and employee, stands beside
the fields and is told to nobody here. So do the traced rows that it wrote, and its local part (address, browser, names
in words), which may be cleared. A kind that says no audience is the office's: whoever adds one and forgets to say opens
nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from storeops.base.retention import CLEARED


class Audience(IntEnum):
    """Who is told. Each hears what those before it hear, and more."""

    EVERYBODY = 0
    """Strangers too: what board and phone page show."""
    STAFF = 1
    """Whoever works here, clerks among them. Nothing that follows a customer's tap, or tells that there was one."""
    FLOOR = 2
    """Whoever runs the floor: low ratings to recover, cases, the plan of checks."""
    QUALITY = 3
    """Whoever sees everybody's ratings, checks and stars."""
    OFFICE = 4
    """Whoever sets the hall up."""
    NOBODY = 5
    """What must stay unknown to all until something else is told."""


class EventSeries(StrEnum):
    """A numbering of the journal. In each the events that its audiences may not know of leave no gap: who counts the
    numbers learns of no tap, and of no check that is still blind."""

    STAFF = "staff"
    FLOOR = "floor"
    OFFICE = "office"


SERIES_OF: Mapping[Audience, EventSeries] = {
    Audience.EVERYBODY: EventSeries.STAFF,
    Audience.STAFF: EventSeries.STAFF,
    Audience.FLOOR: EventSeries.FLOOR,
    Audience.QUALITY: EventSeries.OFFICE,
    Audience.OFFICE: EventSeries.OFFICE,
}
"""The numbers by which each audience is told."""

COUNTED_IN: Mapping[EventSeries, Audience] = {
    EventSeries.STAFF: Audience.STAFF,
    EventSeries.FLOOR: Audience.FLOOR,
    EventSeries.OFFICE: Audience.OFFICE,
}
"""The last audience whose events a series counts."""


@dataclass(frozen=True)
class EventKind:
    """One kind of event and the names of the fields that it may carry, each with who is told it.

    `told_to` hear of it at all. `has_ticket`: it may belong to a ticket. `moves_ticket`: it is a verb of the table of
    moves, and replaying it leads to the ticket's state. `changes_settled_days`: figures of days that are over may be
    others after it.
    """

    name: str
    told_to: Audience
    fields: Mapping[str, Audience]
    has_ticket: bool = False
    moves_ticket: bool = False
    changes_settled_days: bool = False

    def is_counted_in(self, series: EventSeries) -> bool:
        """Whether it has a number of its own in a series."""
        return self.told_to <= COUNTED_IN[series]

    def shown(self, data: Mapping[str, object], audience: Audience) -> dict[str, object]:
        """What of an event's fields an audience is told; a field that only older versions wrote is the office's."""
        return {name: value for name, value in data.items() if self.fields.get(name, Audience.OFFICE) <= audience}


def _kind(
    name: str, *fields: str, told_to: Audience = Audience.OFFICE, changes_settled_days: bool = False
) -> EventKind:
    return EventKind(name, told_to, dict.fromkeys(fields, told_to), changes_settled_days=changes_settled_days)


def _set_up(name: str, *codes: str, changes_settled_days: bool = False) -> EventKind:
    """Something of the hall's offer: desks must know that it is another now, the office what it was."""
    fields = {**dict.fromkeys(codes, Audience.STAFF), "changed": Audience.OFFICE}
    return EventKind(name, Audience.STAFF, fields, changes_settled_days=changes_settled_days)


_SHOWN_IN_PUBLIC = dict.fromkeys(("number", "business_day", "state", "counter"), Audience.EVERYBODY)


def _verb(name: str, *fields: str, told_to: Audience = Audience.EVERYBODY) -> EventKind:
    """A verb of a ticket: it tells the ticket as it is afterwards, and what else belongs to the verb.

    In public by number and counter alone: which service somebody came for is nobody's business.
    """
    told = {**_SHOWN_IN_PUBLIC, **dict.fromkeys(("service", *fields), Audience.STAFF)}
    return EventKind(name, told_to, told, has_ticket=True, moves_ticket=True)


def _at_ticket(name: str, *fields: str, told_to: Audience = Audience.OFFICE) -> EventKind:
    """Something that belongs to a ticket, or may, and leaves it in its state."""
    return EventKind(name, told_to, dict.fromkeys(fields, told_to), has_ticket=True)


def _case(name: str, *fields: str) -> EventKind:
    """Something done with a follow-up. It names its ticket by number: a ticket's events are its own life."""
    return _kind(name, "id", "case_kind", "ticket", "owner", *fields, told_to=Audience.FLOOR)


def _check(name: str, *who: str, fields: Sequence[str], told_to: Audience = Audience.FLOOR) -> EventKind:
    """Something of a check. Who runs the floor plans by it; `who`, only whoever sees everybody's quality."""
    told = {**dict.fromkeys(fields, told_to), **dict.fromkeys(who, max(told_to, Audience.QUALITY))}
    return EventKind(name, told_to, told)


def _month(name: str, *fields: str) -> EventKind:
    """Something of what a month is made into."""
    return _kind(name, *fields, told_to=Audience.QUALITY)


def _call(name: str, *fields: str, changes_settled_days: bool = False) -> EventKind:
    """Something of a counter's call for the duty manager."""
    told = dict.fromkeys(("counter", "number", "call", *fields), Audience.STAFF)
    return EventKind(name, Audience.STAFF, told, has_ticket=True, changes_settled_days=changes_settled_days)


def _ruling(name: str) -> EventKind:
    """What the duty manager says of exceptional business; past midnight it may be of a day that is over."""
    told = dict.fromkeys(("counter", "number", "transaction"), Audience.STAFF)
    return EventKind(name, Audience.STAFF, told, has_ticket=True, changes_settled_days=True)


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
        _verb("next_transaction", "ended_class", "claimed_class", "transaction_service", told_to=Audience.STAFF),
        _verb("system_pause", "reason", told_to=Audience.STAFF),
        _verb("system_resume", told_to=Audience.STAFF),
        _verb("finish", "ended_class", "claimed_class", "ended_at"),
        _verb("reopen"),
        _verb("transfer", "from_counter", "from_service"),
        _verb("hold", "from_counter"),
        _verb("resume"),
        _verb("mark_no_show"),
        _verb("reinstate", "order_at"),
        _verb("cancel"),
        _verb("void"),
        _verb("change_segment", "segment", "segment_before", "order_at"),
        _verb("close_day", "ended_at"),
        _verb("take_back", "order_at"),
        _at_ticket(TOLD_ANEW, "number", "business_day", told_to=Audience.STAFF),
        _at_ticket("announced", "number", "counter", "is_spoken", told_to=Audience.STAFF),
        _at_ticket("reason_given", "counter", "reason", told_to=Audience.STAFF),
        # Counters
        *(
            _kind(f"counter_{verb}", "counter", "reason", told_to=Audience.STAFF)
            for verb in ("open", "pause", "unpause", "after_work", "ready")
        ),
        _kind("counter_close", "counter", "reason", "left_open", told_to=Audience.STAFF),
        _kind("issuing_stopped", "service", "reason", "until_at", told_to=Audience.STAFF),
        _kind("issuing_resumed", "service", told_to=Audience.STAFF),
        _kind("board_voice", "voice", told_to=Audience.STAFF),
        # Questions and answers; who answered what is nobody's business, and that somebody did no clerk's
        _at_ticket("prompt_shown", "moment", told_to=Audience.QUALITY),
        _at_ticket("rated", told_to=Audience.QUALITY),
        _at_ticket("rating_undone", told_to=Audience.QUALITY),
        _at_ticket("rating_reason", told_to=Audience.QUALITY),
        _at_ticket("rating_reason_undone", told_to=Audience.QUALITY),
        _at_ticket("rating_doubted", told_to=Audience.QUALITY),
        _kind("ratings_decided", "doubt", "count", "is_accepted", told_to=Audience.QUALITY),
        _at_ticket("recovery_raised", told_to=Audience.FLOOR),
        _at_ticket("recovery_withdrawn", told_to=Audience.FLOOR),
        _at_ticket("recovery_taken", "recovery", told_to=Audience.FLOOR),
        _at_ticket("recovery_closed", "recovery", "outcome", told_to=Audience.FLOOR),
        _at_ticket("moment_observed", "observed", "moment", "about", told_to=Audience.FLOOR),
        # On the spot
        _call("duty_called", "reason"),
        _call("duty_arrived"),
        _call("duty_settled", "outcome", changes_settled_days=True),
        _call("duty_withdrawn"),
        _ruling("exceptional_confirmed"),
        _ruling("exceptional_found_normal"),
        _at_ticket("wish_noted", "counter", "number", "wish", told_to=Audience.FLOOR),
        _at_ticket("wish_taken_back", "number", told_to=Audience.FLOOR),
        _at_ticket("retention_recorded", "number", "reason", "leaving_for", "offer", "outcome", told_to=Audience.FLOOR),
        _kind("guideposts_hushed", "employee", told_to=Audience.STAFF),
        _kind("guideposts_shown", "employee", told_to=Audience.STAFF),
        # Daily checks
        _kind("sheet_added", "sheet", "version", "valid_from", told_to=Audience.FLOOR),
        _kind("check_planned", "day", "count", told_to=Audience.FLOOR),
        _check("check_dropped", "employee", fields=("planned",)),
        _check("check_saved", "employee", "inspector", fields=("check", "sheet")),
        # A double check is blind: its event is told to nobody, and it is opened by a second one.
        _check("check_saved_blind", "employee", "inspector", fields=("check", "sheet"), told_to=Audience.NOBODY),
        _check("check_opened", "employee", "inspector", fields=("check", "sheet")),
        _check("check_edited", "employee", "editor", fields=("check", "version")),
        _check("check_acknowledged", "employee", fields=("check", "version")),
        _check("check_photo_added", fields=("check", "photo", "item")),
        _kind("check_photo_cleaned", "check", "photo"),
        _kind("check_photo_left", "check", "photo"),
        _check("check_appealed", "employee", fields=("check", "appeal", "item", "is_upheld")),
        _check("check_appeal_answered", "employee", fields=("check", "appeal", "item", "is_upheld")),
        # Follow-ups
        _case("follow_up_opened", "transaction", "call"),
        _case("follow_up_replied"),
        _case("follow_up_promised", "due_at", "due_before"),
        _case("follow_up_closed"),
        _case("follow_up_reopened", "due_at", "due_before"),
        _case("verdict_asked", "ruling"),
        _case("verdict_given", "ruling"),
        _case("follow_up_warned", "step"),
        _case("call_back_noted", "outcome"),
        _case("contact_read", "reader"),
        _case("hand_over_offered", "to"),
        _case("hand_over_accepted", "from_owner"),
        _case("hand_over_declined", "to"),
        # The month: stars, flags, reports
        _month("care_entered", "care_entry"),
        _month("skill_entered", "skill_result"),
        _month("team_made", "team"),
        _month("team_lead_set", "team"),
        _month("team_joined", "team"),
        _month("team_left", "team"),
        _month("star_policy_added", "policy", "month"),
        _month("star_policy_read", "policy"),
        _month("star_appealed", "appeal", "month", "line"),
        _month("star_appeal_answered", "appeal", "month"),
        _month("flag_reviewed", "review", "month", "detector"),
        _month("month_corrected", "month"),
        _month("month_frozen", "month", "version"),
        _month("report_closed", "month", "version"),
        _month("report_delivered", "month", "version", "files"),
        _month("report_mail_tried", "month", "version"),
        _month("report_mailed", "month", "version"),
        _month("report_mail_failed", "month", "version"),
        _month("year_target_set", "year", "metric", "changed"),
        # The hall, its offer and its people
        _kind("hall_founded"),
        _kind("hall_promoted"),
        _kind(CHAIN_BEGUN, "chain", "because", "after", "fingerprint"),
        _kind("stock_taken", "table", "count"),
        _set_up("hall_renamed"),
        _kind("logo_set", "logo"),
        _kind("logo_removed"),
        _set_up("house_colour_set"),
        _kind("first_day_step_done", "step"),
        _set_up("targets_changed"),
        _set_up("hours_changed", changes_settled_days=True),
        _set_up("special_day_set", "day", "hours", changes_settled_days=True),
        _set_up("special_day_removed", "day", changes_settled_days=True),
        _set_up("catalogue_taken", "count"),
        _set_up("category_added", "category"),
        _set_up("category_changed", "category"),
        _set_up("category_removed", "category"),
        _set_up("service_added", "service"),
        _set_up("service_changed", "service"),
        _set_up("counter_added", "counter"),
        _set_up("counter_changed", "counter", changes_settled_days=True),
        _set_up("moment_changed", "moment"),
        _set_up("card_added", "card", "service"),
        _set_up("card_changed", "card", "service"),
        _kind("history_imported", "format", "taken", told_to=Audience.QUALITY, changes_settled_days=True),
        _kind("import_taken_back", "format", "number", told_to=Audience.QUALITY, changes_settled_days=True),
        _kind("import_begun"),
        _kind("import_dropped"),
        *(_kind(f"{row}_imported") for row in ("transaction", "rating", "check", "care", "roster", "offer")),
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
        _kind("pins_bound", "count"),
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
        _kind("file_written", "what", "file", "first_day", "last_day", "month"),
        _kind("clock_stepped", "expected_at", "shown_at", "time_doubt", told_to=Audience.FLOOR),
        _kind("time_settled", "settled_because", "shown_at", told_to=Audience.FLOOR),
        _kind("database_restored", "file", "copy_at", "passed_over"),
        _kind("backup_made", "file", "folder", "is_apart", "findings", "count"),
        _kind("backup_failed", "because"),
        _kind("backup_sent", "file", "store", "count"),
        _kind("backup_not_sent", "because"),
        _kind("restore_drilled", "file", "findings", "unexplained", "seconds"),
        _kind(CLEARED, "what", "count"),
        _at_ticket("personal_data_told", "what"),
        _kind("retention_period_set", "what", "kept_hours", "kept_hours_before"),
    )
}


def refuse_unknown(kind: str, has_ticket: bool, fields: Mapping[str, object]) -> None:
    """TypeError for an event that the catalogue does not know like this: a mistake of ours, not of a user."""
    known = EVENT_KINDS.get(kind)
    if known is None:
        raise TypeError(f"the catalogue of events has no kind {kind}")
    if has_ticket and not known.has_ticket:
        raise TypeError(f"the event {kind} belongs to no ticket")
    if not fields.keys() <= known.fields.keys():
        raise TypeError(f"the event {kind} has no field {', '.join(sorted(fields.keys() - known.fields.keys()))}")


def kinds_told_to(audience: Audience) -> frozenset[str]:
    """The names of the kinds that an audience hears of."""
    return frozenset(kind.name for kind in EVENT_KINDS.values() if kind.told_to <= audience)
