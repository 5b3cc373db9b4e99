"""One raw row behind a line of a star sheet, told in one sentence. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from storeops.base.i18n import N_, Language, translate

CHECKED = N_("checked by %(inspector)s: %(score)s; the inspector's shift %(shift)s is taken off: %(adjusted)s")
VETOED = N_("checked by %(inspector)s: 0, because of a veto; no shift is taken off")
NOT_APPLICABLE = N_("checked by %(inspector)s: no item applied, so it does not count")
SET_ASIDE = N_("checked by %(inspector)s: set aside by an appeal")
WITHIN_TARGET = N_("%(number)s, %(service)s: %(handling)s s, within %(target)s s")
OVER_TARGET = N_("%(number)s, %(service)s: %(handling)s s, over %(target)s s")
REOPENED = N_("%(number)s, %(service)s: %(handling)s s, reopened, so it does not count as within %(target)s s")
MINUTES_DONE = N_("%(number)s, %(service)s: %(minutes)s standard minutes")
SIGNED_IN = N_("signed in for %(hours)s h")
SIGNED_IN_NOW = N_("signed in since then")
TAPPED = N_("%(moment)s: %(value)s of 5")
BATCH_MEAN = N_("%(moment)s, joined until then: %(count)s ratings, on average %(mean)s of 5")
REST_MEAN = N_("%(count)s ratings, on average %(mean)s of 5")
FEW = N_("%(count)s ratings; the average is shown from %(least)s on")
CARE = N_("%(kind)s: %(note)s")
SKILL = N_("%(kind)s, %(title)s: %(score)s of 100")


@dataclass(frozen=True)
class SheetEntry:
    """One row behind a line. `row_kind` and `row_id` name what can be appealed, None where only the line can.

    `at` is a day where the time is nobody's business. `values` fill the sentence; what is named in both languages
    stands there as `..._zh` and `..._en`, and messages among them are named in `spoken`. `amount` is what the row adds:
    points of a check, 1 or 0 for within the target, the tap, standard minutes, hours, a count; None where it adds
    nothing. `is_set_aside`: an appeal took it out of the stars.
    """

    row_kind: str | None
    row_id: int | None
    at: datetime | date
    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)
    amount: Fraction | int | None = None
    is_set_aside: bool = False
    spoken: frozenset[str] = frozenset()

    def in_language(self, language: Language) -> str:
        """The row, in `language`."""
        own, values = f"_{language}", dict(self.values)
        values |= {name: translate(language, str(self.values[name])) for name in self.spoken}
        values |= {name.removesuffix(own): each for name, each in self.values.items() if name.endswith(own)}
        return translate(language, self.sentence, values)
