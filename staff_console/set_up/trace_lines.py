"""One event as a line of the trace page: what it tells, in words where there are some."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from staff_console.follow_ups.follow_up_words import CALL_OUTCOMES, STEPS
from staff_console.page.words import CLASSES, SEGMENTS, STATES
from staff_console.set_up.set_up_first_day_page import WORDS
from storeops.backups.backup_trouble import TROUBLE_WORDS
from storeops.base.calendar_words import WEEKDAYS
from storeops.base.clock_trust import SettledBecause, TimeDoubt
from storeops.base.i18n import N_, Language, translate
from storeops.base.retention import KEPT_KINDS
from storeops.hall.reasons import OVER_TARGET_REASONS, PAUSE_REASONS, STOP_REASONS, SYSTEM_PAUSE_REASONS
from storeops.measuring.metric_registry import METRIC_OF
from storeops.people.browser_mark import browser_mark
from storeops.people.devices import DEVICES
from storeops.people.roles import ROLES
from storeops.personal.kept_where import Who
from storeops.quality.checks.sheet_rules import SHEET_NAMES
from storeops.quality.duty.duty_call import DUTY_REASONS, SETTLING
from storeops.quality.duty.recovery_outcomes import RECOVERY_OUTCOMES
from storeops.quality.follow_ups.case import KIND_NAMES
from storeops.quality.follow_ups.verdict import Ruling
from storeops.quality.heard.observed_kinds import OBSERVED_KINDS
from storeops.quality.heard.retention_choices import LEAVING_FOR, LEAVING_REASONS, OFFERS, OUTCOMES
from storeops.quality.heard.wish import WISH_KINDS
from storeops.quality.policy.policy import LINE_NAMES
from storeops.quality.ratings.moments import LOW_REASONS
from storeops.queueing.ticket import ticket_number
from storeops.tracing.chain_check_view import REASONS
from storeops.tracing.trace_wish import TracedEvent

IN_COLUMNS = frozenset({"number", "business_day", "counter", "ticket"})
"""Fields that stand in columns of their own, where the event has the ticket or the counter beside it."""

FIELD_WORDS: Mapping[str, str] = {
    "about": N_("about"),
    "address": N_("Address"),
    "after": N_("after event"),
    "ahead_count": N_("waiting before it"),
    "appeal": N_("appeal"),
    "because": N_("reason"),
    "browser": N_("Browser"),
    "business_day": N_("day"),
    "call": N_("call of the duty manager"),
    "card": N_("card"),
    "care_entry": N_("care entry"),
    "case_kind": N_("kind"),
    "category": N_("category"),
    "chain": N_("chain"),
    "changed": N_("what changed"),
    "check": N_("check"),
    "claimed_class": N_("claimed class"),
    "count": N_("count"),
    "logo": N_("picture"),
    "counter": N_("counter"),
    "day": N_("day"),
    "detector": N_("detector"),
    "device": N_("device number"),
    "device_kind": N_("kind"),
    "door": N_("page"),
    "doubt": N_("group in doubt"),
    "due_at": N_("due"),
    "due_before": N_("due before"),
    "editor": N_("changed by"),
    "employee": N_("employee"),
    "ended_class": N_("class"),
    "ended_at": N_("ended at"),
    "file": N_("file"),
    "files": N_("files"),
    "first_day": N_("from"),
    "fingerprint": N_("fingerprint of the key"),
    "format": N_("format"),
    "from_counter": N_("from counter"),
    "from_owner": N_("from colleague"),
    "from_service": N_("from service"),
    "hours": N_("hours"),
    "id": N_("case number"),
    "inspector": N_("inspector"),
    "is_accepted": N_("counts"),
    "is_active": N_("works here"),
    "is_on": N_("switched on"),
    "is_upheld": N_("upheld"),
    "is_spoken": N_("spoken"),
    "voice": N_("voice of the board"),
    "item": N_("item"),
    "last_day": N_("until"),
    "leaving_for": N_("leaves for"),
    "left_open": N_("left open"),
    "kept_hours": N_("kept for hours"),
    "kept_hours_before": N_("kept for hours before"),
    "copy_at": N_("as it stood at"),
    "folder": N_("folder"),
    "store": N_("store"),
    "is_apart": N_("on another disk"),
    "findings": N_("findings"),
    "unexplained": N_("rows that differ without an event"),
    "seconds": N_("seconds"),
    "expected_at": N_("should have shown"),
    "shown_at": N_("showed"),
    "time_doubt": N_("in doubt, for it is"),
    "settled_because": N_("settled by"),
    "passed_over": N_("numbers passed over up to"),
    "line": N_("line"),
    "metric": N_("figure"),
    "moment": N_("moment"),
    "month": N_("month"),
    "name": N_("Name"),
    "name_before": N_("name before"),
    "number": N_("ticket"),
    "observed": N_("observation"),
    "offer": N_("offer"),
    "order_at": N_("place in the order"),
    "outcome": N_("outcome"),
    "owner": N_("owner"),
    "path": N_("address of the page"),
    "photo": N_("photo"),
    "planned": N_("planned check"),
    "policy": N_("policy"),
    "reader": N_("read by"),
    "reason": N_("reason"),
    "recovery": N_("recovery"),
    "review": N_("review"),
    "role": N_("role"),
    "role_before": N_("role before"),
    "ruling": N_("ruling"),
    "scopes": N_("scopes"),
    "segment": N_("kind of customer"),
    "segment_before": N_("kind of customer before"),
    "service": N_("service"),
    "services": N_("services"),
    "sheet": N_("sheet"),
    "skill_result": N_("skill result"),
    "state": N_("state"),
    "step": N_("step"),
    "table": N_("table"),
    "taken": N_("taken"),
    "team": N_("team"),
    "ticket": N_("ticket"),
    "to": N_("to colleague"),
    "transaction": N_("transaction"),
    "transaction_service": N_("service"),
    "until_at": N_("until"),
    "valid_from": N_("valid from"),
    "version": N_("version"),
    "was_active": N_("worked here"),
    "what": N_("kind of data"),
    "wish": N_("wish"),
    "year": N_("year"),
}
"""Names of fields as people read them."""

FILE_WORDS: Mapping[str, str] = {
    "backup": N_("copy of the database"),
    "sealed_backup": N_("sealed copy of the database"),
    "report": N_("report"),
    "legs": N_("legs"),
    "visits": N_("visits"),
    "transactions": N_("transactions"),
    "ratings": N_("ratings"),
    "checks": N_("checks"),
    "care": N_("care entries"),
    "roster": N_("signed-in time"),
}
"""What a file that was written at the machine holds."""
WHAT_DATA: Mapping[str, str] = {
    **FILE_WORDS,
    **{name: kind.what for name, kind in KEPT_KINDS.items()},
    Who.EMPLOYEE.value: N_("An employee"),
    Who.CUSTOMER.value: N_("A customer"),
    Who.VISIT.value: N_("A visit"),
}
"""Which kind of data, or whose."""
_ROLES: Mapping[str, str] = {role.value: row.name for role, row in ROLES.items()}
_SEGMENTS: Mapping[str, str] = {segment.value: words for segment, words in SEGMENTS.items()}
_DEVICES: Mapping[str, str] = {kind.value: row.name for kind, row in DEVICES.items()}
VALUE_WORDS: Mapping[str, Mapping[str, str]] = {
    "what": WHAT_DATA,
    "role": _ROLES,
    "role_before": _ROLES,
    "state": {state.value: words for state, words in STATES.items()},
    "segment": _SEGMENTS,
    "segment_before": _SEGMENTS,
    "ended_class": {class_.value: words for class_, words in CLASSES.items()},
    "claimed_class": {class_.value: words for class_, words in CLASSES.items()},
    "case_kind": {kind.value: words for kind, words in KIND_NAMES.items()},
    "ruling": {
        Ruling.COLLEAGUE.value: N_("counts to a colleague"),
        Ruling.HALL.value: N_("counts to the hall"),
        Ruling.NOT_UPHELD.value: N_("does not count"),
    },
    "outcome": {
        **{outcome.value: words for outcome, words in CALL_OUTCOMES.items()},
        **{outcome.value: words for outcome, words in RECOVERY_OUTCOMES.items()},
        **{outcome.value: words for outcome, words in SETTLING.items()},
        **OUTCOMES,
    },
    "step": {
        **{step.value: words for step, words in STEPS.items()},
        **{step.value: words.title for step, words in WORDS.items()},
    },
    "reason": {
        **OVER_TARGET_REASONS,
        **PAUSE_REASONS,
        **SYSTEM_PAUSE_REASONS,
        **STOP_REASONS,
        **DUTY_REASONS,
        **LOW_REASONS,
        **LEAVING_REASONS,
    },
    "because": {**REASONS, **{trouble.value: words for trouble, words in TROUBLE_WORDS.items()}},
    "time_doubt": {
        TimeDoubt.BEHIND.value: N_("before what has happened"),
        TimeDoubt.AHEAD.value: N_("too far ahead"),
    },
    "settled_because": {
        SettledBecause.PERSON.value: N_("a person"),
        SettledBecause.NETWORK.value: N_("the network's time"),
        SettledBecause.CLOCK.value: N_("the clock itself, which was set right"),
    },
    "leaving_for": LEAVING_FOR,
    "offer": OFFERS,
    "wish": {kind.value: words for kind, words in WISH_KINDS.items()},
    "about": {kind.value: words for kind, words in OBSERVED_KINDS.items()},
    "line": {line.value: words for line, words in LINE_NAMES.items()},
    "sheet": {kind.value: words for kind, words in SHEET_NAMES.items()},
    "format": FILE_WORDS,
    "metric": {metric.id: metric.name for metric in METRIC_OF.values()},
    "kind": _DEVICES,
    "device_kind": _DEVICES,
}
"""The words of a field's values; others are shown as they stand."""

ACTOR_WORDS: Mapping[str, str] = {
    "api": N_("sign-in over the API"),
    "board": N_("board"),
    "command_line": N_("command line"),
    "console": N_("sign-in page"),
    "customer": N_("customer"),
    "system": N_("the system"),
}
"""Who acts without being an employee or a device."""


@dataclass(frozen=True)
class ToldField:
    """A field of an event as its reader sees it.

    `whole` is what was written down where only the gist of it is shown.
    """

    name: str
    value: str
    whole: str | None = None


@dataclass(frozen=True)
class TraceNames:
    """What the hall calls the things whose codes its events hold, by the field that holds one, for one reader."""

    language: Language
    by_field: Mapping[str, Mapping[str, str]]

    def told_fields(self, event: TracedEvent) -> Iterator[ToldField]:
        """What an event tells beside the columns of the page."""
        for name, value in event.data.items():
            if value is not None and not (name in IN_COLUMNS and (event.ticket or event.counter)):
                yield self._field(name, value)

    def local_fields(self, event: TracedEvent) -> Iterator[ToldField]:
        """Its local part."""
        for name, value in (event.local or {}).items():
            if value:  # a program may not say which browser it is
                yield self._field(name, value)

    def _field(self, name: str, value: object) -> ToldField:
        label = self._label(name)
        if name == "browser" and str(value):
            return ToldField(label, browser_mark(str(value)), whole=str(value))
        if name == "changed" and isinstance(value, dict):
            return ToldField(label, "; ".join(self._change(what, pair) for what, pair in value.items()))
        if name == "passed_over" and isinstance(value, dict):
            return ToldField(label, ", ".join(ticket_number(prefix, count) for prefix, count in value.items()))
        return ToldField(label, self._value(name, value))

    def _label(self, name: str) -> str:
        """What a field is called; a day of the week stands for its hours."""
        if name.isdecimal() and int(name) in WEEKDAYS:
            return translate(self.language, WEEKDAYS[int(name)])
        return translate(self.language, FIELD_WORDS.get(name, name))

    def _change(self, name: str, pair: object) -> str:
        if not isinstance(pair, list) or len(pair) != 2:
            return f"{self._label(name)} {self._value(name, pair)}"
        return f"{self._label(name)} {self._value(name, pair[0])} → {self._value(name, pair[1])}"

    def _value(self, name: str, value: object) -> str:
        if value is None:
            return "-"
        if isinstance(value, bool):
            return translate(self.language, N_("yes") if value else N_("no"))
        if isinstance(value, list):
            return (" → " if name == "changed" else ", ").join(self._value(name, each) for each in value)
        named = self.by_field.get(name, {}).get(str(value))
        if named:
            return named
        words = VALUE_WORDS.get(name, {}).get(str(value))
        return translate(self.language, words) if words else str(value)
