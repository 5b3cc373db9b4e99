"""How the demo's people are: how customers feel about whom, who keeps which standard, who marks how strictly. Pure."""

from collections.abc import Sequence
from random import Random

from storeops.quality.checks.marking import Mark

WARMTH = {"1001": 0.30, "1002": -0.15, "1003": 0.45, "1004": 0.10, "1005": 0.0, "1006": 0.15}
"""By how much customers tap above the usual for a clerk."""
_USUAL_TAP = 4.45
_TAP_SPREAD = 0.85
_EACH_LATE_MINUTE = 0.06
"""How much each minute of waiting past the fifth costs, up to MOST_LATE."""
_MOST_LATE = 1.2
_PATIENT_SECONDS = 300

KEEPS_STANDARD = {"1001": 0.955, "1002": 0.90, "1003": 0.97, "1004": 0.94, "1005": 0.92, "1006": 0.91}
"""How often a clerk does an item of the daily check in full."""
STRICTNESS = {"5001": 0.035, "5002": 0.0, "4001": -0.02}
"""By how much less often an inspector sees an item done in full."""
_USUALLY_KEPT = 0.93
_IN_PART = 0.6
"""Of the items not done in full, those done in part."""
_DOES_NOT_APPLY = 0.03

FAULTS = ("not_done", "in_part", "too_late", "careless", "reminded")
LOW_REASONS = ("long_wait", "unclear", "not_solved", "attitude", "other")


def tap(clerk: str, waited_seconds: float, dice: Random) -> int:
    """One customer's tap, 1 to 5."""
    late_minutes = max(waited_seconds - _PATIENT_SECONDS, 0) / 60
    mood = _USUAL_TAP + WARMTH.get(clerk, 0.0) - min(_EACH_LATE_MINUTE * late_minutes, _MOST_LATE)
    return min(max(round(dice.gauss(mood, _TAP_SPREAD)), 1), 5)


def marks(employee: str, inspector: str, codes: Sequence[str], dice: Random) -> dict[str, tuple[Mark, str]]:
    """Mark and reason of each item of a check."""
    return {code: _mark(employee, inspector, dice) for code in codes}


def _mark(employee: str, inspector: str, dice: Random) -> tuple[Mark, str]:
    if dice.random() < _DOES_NOT_APPLY:
        return Mark.NOT_APPLICABLE, ""
    if dice.random() < KEEPS_STANDARD.get(employee, _USUALLY_KEPT) - STRICTNESS.get(inspector, 0.0):
        return Mark.FULL, ""
    return (Mark.HALF if dice.random() < _IN_PART else Mark.NONE), dice.choice(FAULTS)
