"""Reports written by hand, with no more in them than a test needs."""

from collections.abc import Sequence
from typing import Any

NAMES = {
    "services": {
        "payment": {"zh": "交话费", "en": "Pay a bill", "target_seconds": 180},
        "sim": {"zh": "补换卡", "en": "Replace a SIM card", "target_seconds": 300},
    },
    "moments": {"money": {"zh": "唱收唱付", "en": "Amounts"}, "waiting": {"zh": "等候", "en": "Waiting"}},
    "employees": {},
}


def report_of(
    values: dict[str, Any], before: dict[str, Any] | None = None, by_chance: Sequence[str] = (), **sections: Any
) -> dict[str, Any]:
    """October 2026 with the metrics `values`, after a September with the metrics `before`, each of 20 open days.

    All that changed is more than chance, but for what is named.
    """
    previous = None if before is None else {"month": "2026-09", "last_day": "2026-09-30", **judged(before, by_chance)}
    return {
        "days": {f"2026-10-{day:02d}": {"issued": {"value": 50}} for day in range(1, 21)},
        "month": "2026-10",
        "wait_target_seconds": 300,
        "metrics": figures(values),
        "names": NAMES,
        "comparisons": {"previous": previous, "last_year": None},
        **sections,
    }


def judged(metrics: dict[str, Any], by_chance: Sequence[str] = ()) -> dict[str, Any]:
    """Metrics of another month, and what changed since by more than chance."""
    more = {metric: {"chance": 0.001, "is_more": metric not in by_chance} for metric in metrics}
    return {"metrics": metrics, "open_days": 20, "judged": more}


def figures(values: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Metrics as a report writes them."""
    return {metric: {"value": value, "unit": "count"} for metric, value in values.items()}


def moments(days: int = 10, apart: int = 1, **rated: tuple[int, float]) -> dict[str, Any]:
    """Key moments with their ratings and their share of satisfied customers, spread evenly over so many days.

    On every other day `apart` more of a moment were satisfied than in the mean, on those between as many fewer.
    """
    lines = [{"moment": moment, "ratings": count, "csat": csat} for moment, (count, csat) in rated.items()]
    told = [
        {
            moment: {"ratings": count // days, "satisfied": round(count * csat / days) + (-apart if day % 2 else apart)}
            for moment, (count, csat) in rated.items()
        }
        for day in range(days)
    ]
    return {"moments": lines, "days": told}
