"""One form of the set-up pages: what was typed, and what was wrong with it, side by side."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import ParamSpec, TypeVar

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from storeops.base.business_time import DayHours, Hours
from storeops.base.each_field import FieldsRefused
from storeops.base.errors import (
    BadValue,
    ChoiceNeeded,
    DayNeeded,
    DecimalNeeded,
    FieldRefused,
    InUse,
    NumberNeeded,
    StoreOpsError,
    TimeNeeded,
    WholeNumberNeeded,
)
from storeops.base.i18n import N_, translate
from storeops.base.whole_number import whole_number
from storeops.hall.refusals import CodeTaken, PrefixTaken, UnknownCategory, UnknownService, UnknownTicket
from storeops.people.refusals import (
    DeviceExists,
    EmployeeElsewhere,
    LastAdministrator,
    ManySignIn,
    PairingCodeExpired,
    ScreenGone,
    SignInLocked,
    UnknownEmployee,
    UnknownPairingCode,
)
from storeops.store.refusals import DiskFull
from storeops.web import request as web

SAVED = N_("Saved.")
WHOLE_FORM = ""
_FIELD_OF: dict[type[StoreOpsError], str] = {
    CodeTaken: "code",
    PrefixTaken: "prefix",
    UnknownCategory: "category",
    UnknownService: "services",
    UnknownTicket: "ticket",
    UnknownEmployee: "employee",
    DeviceExists: "name",
    UnknownPairingCode: "code",
    PairingCodeExpired: "code",
    ScreenGone: "code",
}
_IN_PLACE: tuple[type[StoreOpsError], ...] = (
    *_FIELD_OF,
    BadValue,
    DiskFull,
    EmployeeElsewhere,
    InUse,
    LastAdministrator,
    ManySignIn,
    SignInLocked,
)
"""What is said beside the form; every other refusal gets a page of its own."""
Choice = TypeVar("Choice", bound=StrEnum)
P = ParamSpec("P")
T = TypeVar("T")
SPAN_SUFFIXES = ("", "_2", "_3", "_4")
"""After the names of the fields of a day's spans."""
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,6})?", re.ASCII)


@dataclass
class Form:
    """`typed` is what the fields show; `refusals` are sentences by field, WHOLE_FORM for the form as a whole."""

    typed: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    refusals: dict[str, str] = field(default_factory=dict)
    status: int = 200

    @classmethod
    def sent(cls, *many: str) -> "Form":
        """The form of this request; `many` are the fields that may carry several values."""
        return cls(request.form.to_dict(), {name: request.form.getlist(name) for name in many})

    def text(self, name: str) -> str:
        """What was typed; empty where nothing was."""
        return self.typed.get(name, "").strip()

    def secret(self, name: str) -> str:
        """A PIN exactly as it was typed; empty where nothing was."""
        return self.typed.get(name, "")

    def is_ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return bool(self.text(name))

    def many(self, name: str) -> Sequence[str]:
        """What was chosen of several."""
        return self.chosen.get(name, ())

    def whole_number(self, name: str, low: int, high: int) -> int:
        """A whole number within its limits; `low`, with a refusal noted, where none was typed."""
        number = whole_number(self.text(name), most_digits=9)
        if number is None or not low <= number <= high:
            self.refuse(WholeNumberNeeded(name, low=low, high=high))
            return low
        return number

    def number(self, name: str, high: int) -> float:
        """A number with or without decimals; 0, with a refusal noted, where none was typed."""
        if _NUMBER.fullmatch(self.text(name)):
            return float(self.text(name))
        self.refuse(NumberNeeded(name, high=high))
        return 0.0

    def choice(self, name: str, among: type[Choice]) -> Choice:
        """The one that was chosen; the first of all, with a refusal noted, where there is none of that name."""
        try:
            return among(self.text(name))
        except ValueError:
            self.refuse(ChoiceNeeded(name))
            return next(iter(among))

    def decimal(self, name: str) -> str:
        """A number from 0 up as it was typed, for a rule that keeps it exactly; "0", with a refusal noted, for none."""
        if _NUMBER.fullmatch(self.text(name)):
            return self.text(name)
        self.refuse(DecimalNeeded(name))
        return "0"

    def day(self, name: str) -> date:
        """A day; the first of all, with a refusal noted, where none was typed."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            self.refuse(DayNeeded(name))
            return date.min

    def hours(self, opens: str, closes: str) -> DayHours:
        """The spans of a day, of fields that are numbered from the second span on; a span of empty fields is none."""
        names = [(f"{opens}{suffix}", f"{closes}{suffix}") for suffix in SPAN_SUFFIXES]
        return tuple(
            Hours(self._time(begin), self._time(end)) for begin, end in names if self.text(begin) or self.text(end)
        )

    def _time(self, name: str) -> time:
        try:
            return time.fromisoformat(self.text(name)).replace(second=0, microsecond=0, tzinfo=None)
        except ValueError:
            self.refuse(TimeNeeded(name))
            return time.min

    def check(self, rule: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T | None:
        """What a rule makes of what was typed; None, with all its refusals noted, where it cannot be used."""
        try:
            return rule(*args, **kwargs)
        except BadValue as refusal:
            self.refuse(refusal)
            return None

    def refuse(self, refusal: StoreOpsError) -> None:
        """Note a refusal beside its field; several, each beside its own."""
        if isinstance(refusal, FieldsRefused):
            for each in refusal.refusals:
                self.refuse(each)
            return
        name = refusal.field if isinstance(refusal, FieldRefused) else _FIELD_OF.get(type(refusal), WHOLE_FORM)
        before = self.refusals.get(name)
        if before is None:
            self.refusals[name] = web.spoken(refusal)
        elif name == WHOLE_FORM:
            self.refusals[name] = f"{before} {web.spoken(refusal)}"
        self.status = refusal.status

    def carry_out(self, act: Callable[[], object], *in_place: type[StoreOpsError]) -> bool:
        """Do it, unless a field was refused already; whether it was done. What the action refuses is noted too.

        `in_place` are refusals of this form beside those of all forms.
        Where a field was refused, the act is tried without keeping anything, so that what it refuses of other fields is
        told at once. What stands in place of a refused field is no ground to refuse the form as a whole.
        """
        if not self.refusals:
            return self.carry_out_if_sound(act, *in_place)
        tried = Form()
        with web.kept_nothing(), suppress(StoreOpsError):
            tried.carry_out_if_sound(act, *in_place)
        for name, sentence in tried.refusals.items():
            if name != WHOLE_FORM:
                self.refusals.setdefault(name, sentence)
        return False

    def carry_out_if_sound(self, act: Callable[[], object], *in_place: type[StoreOpsError]) -> bool:
        """The same, never tried: what looks at a PIN counts each try, what asks first asks about what was typed."""
        if self.refusals:
            return False
        try:
            act()
        except (*_IN_PLACE, *in_place) as refusal:
            self.refuse(refusal)
        return not self.refusals


def saved(endpoint: str) -> Response:
    """Back to a page of the set-up, which says that the change was saved."""
    flash(translate(web.language(), SAVED))
    return redirect(url_for(endpoint), 303)
