"""Which metrics a hall may set itself a target for in a year, and the values that a target may take. Pure."""

from dataclasses import dataclass

from storeops.base.errors import BadValue
from storeops.base.i18n import N_
from storeops.measuring.metric import Metric, Unit
from storeops.measuring.metric_registry import METRIC_OF
from storeops.reports.refusals import NoTargetForMetric, TargetOutOfRange

FIRST_YEAR, LAST_YEAR = 1970, 2999
"""As the schema checks them."""

TARGET_METRICS: tuple[str, ...] = (
    "served",
    "transactions",
    "transactions_per_hour",
    "service_level",
    "service_level_plain",
    "wait_median",
    "wait_p90",
    "promise_kept",
    "abandonment",
    "walk_mean",
    "handling_mean",
    "handling_p90",
    "speed_compliance",
    "speed_within_3_minutes",
    "one_stop_gross",
    "transfer_rate",
    "csat",
    "delight",
    "response_rate",
    "prompt_rate",
    "check_coverage",
    "checklist_mean",
    "followup_in_time",
    "replied_on_the_spot",
    "first_asked_kept",
    "complaints",
    "praise",
)
"""Those that the hall records and can do something about: where one way is good, and the volume of business."""


@dataclass(frozen=True)
class Limits:
    """The lowest and the highest target of a unit."""

    low: float
    high: float


LIMITS: dict[Unit, Limits] = {
    "s": Limits(1, 86_400),
    "share": Limits(0, 1),
    "count": Limits(0, 100_000_000),
    "per_hour": Limits(0.1, 1_000),
    "points": Limits(0, 100),
}


def target_metric(metric_id: str) -> Metric:
    """A metric that takes a target; NoTargetForMetric for any other."""
    if metric_id not in TARGET_METRICS:
        raise NoTargetForMetric(metric_id[:40])
    return METRIC_OF[metric_id]


def refuse_out_of_range(metric: Metric, target: float) -> None:
    """TargetOutOfRange unless the target lies within the limits of its unit; counts and seconds are whole."""
    limits = LIMITS[metric.unit]
    is_whole = metric.unit not in ("count", "s") or float(target).is_integer()
    if not (limits.low <= target <= limits.high and is_whole):
        raise TargetOutOfRange(metric.id, low=f"{limits.low:g}", high=f"{limits.high:.12g}")


def refuse_other_year(year: int) -> None:
    """BadValue for a year of no calendar of a hall."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadValue(N_("This is no year that a hall plans for; write one like 2026."))
