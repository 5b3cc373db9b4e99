"""What each employee's finished transactions of a month come to: speed and standard minutes. Pure."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from storeops.measuring.done_transaction import DoneTransaction
from storeops.quality.stars.month_facts import Judged


class MeasuredService(NamedTuple):
    """What a service's transactions are measured by. `target_seconds` is None where it has no target."""

    id: int
    code: str
    target_seconds: int | None
    standard_minutes: float


@dataclass
class Done:
    """One employee's finished transactions: those judged for speed by service, and the minutes of all of them."""

    judged: dict[str, Judged] = field(default_factory=dict)
    standard_minutes: Fraction = Fraction(0)


def is_judged(transaction_class: str, leg_kind: str, target_seconds: int | None, is_set_aside: bool) -> bool:
    """Whether a finished transaction counts for speed.

    One set aside by an appeal does not, but keeps its standard minutes: the work was done.
    """
    is_normal = transaction_class == "normal" and leg_kind != "transferred"
    return is_normal and target_seconds is not None and not is_set_aside


def is_met(handling_seconds: int, target_seconds: int | None, is_reopened: bool) -> bool:
    """Whether a transaction counts as done within its target."""
    return target_seconds is not None and not is_reopened and handling_seconds <= target_seconds


def done_by_employee(
    transactions: Mapping[DoneTransaction, int], services: Mapping[int, MeasuredService]
) -> dict[int, Done]:
    """What everybody finished, by the employee's id; imported or not. Only visits that have ended count."""
    counts: defaultdict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    for done, times in transactions.items():
        if done.employee_id is None or not done.is_of_ended_visit:
            continue
        target = services[done.service_id].target_seconds
        is_counted = is_judged(done.transaction_class, done.leg_kind, target, bool(done.is_set_aside))
        is_in_time = is_counted and is_met(done.handling_seconds, target, bool(done.is_reopened))
        count = counts[done.employee_id, done.service_id]
        count[0] += times
        count[1] += times * is_counted
        count[2] += times * is_in_time
    found: defaultdict[int, Done] = defaultdict(Done)
    for (employee_id, service_id), (done_count, judged, met) in sorted(counts.items()):
        own, service = found[employee_id], services[service_id]
        # The shortest decimal that names the stored number is the one that was configured.
        own.standard_minutes += done_count * Fraction(str(service.standard_minutes))
        if judged:
            own.judged[service.code] = Judged(judged, met)
    return dict(found)
