"""Reports written by hand, with no more in them than a test needs."""

from typing import Any

NAMES = {
    "services": {
        "payment": {"zh": "交话费", "en": "Pay a bill", "target_seconds": 180},
        "sim": {"zh": "补换卡", "en": "Replace a SIM card", "target_seconds": 300},
    },
    "moments": {"money": {"zh": "唱收唱付", "en": "Amounts"}, "waiting": {"zh": "等候", "en": "Waiting"}},
    "employees": {},
}


def report_of(values: dict[str, Any], before: dict[str, Any] | None = None, **sections: Any) -> dict[str, Any]:
    """October 2026 with the metrics `values`, after a September with the metrics `before`."""
    previous = None if before is None else {"month": "2026-09", "last_day": "2026-09-30", "metrics": before}
    return {
        "month": "2026-10",
        "wait_target_seconds": 300,
        "metrics": figures(values),
        "names": NAMES,
        "comparisons": {"previous": previous, "last_year": None},
        **sections,
    }


def figures(values: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Metrics as a report writes them."""
    return {metric: {"value": value, "unit": "count"} for metric, value in values.items()}
