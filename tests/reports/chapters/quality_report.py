"""The quality sections of a report of March, written by hand as month_report() gives them."""

from typing import Any

from storeops.reports.document.report_document import Report
from tests.reports.told_reports import told

QUALITY: dict[str, Any] = {
    "zone": "Asia/Shanghai",
    "comparisons": {"previous": None, "last_year": None},
    "year": {"year": 2026, "time_gone": 0.25, "targets": {}},
    "metrics": {
        "csat": {"value": 0.875, "unit": "share"},
        "delight": {"value": 0.5, "unit": "share"},
        "response_rate": {"value": 0.65, "unit": "share"},
        "prompt_rate": {"value": 0.92, "unit": "share"},
        "check_coverage": {"value": 0.8, "unit": "share"},
        "checklist_mean": {"value": 95.25, "unit": "points"},
        "followup_in_time": {"value": 0.5, "unit": "share"},
        "replied_on_the_spot": {"value": None, "unit": "share"},
        "first_asked_kept": {"value": 1.0, "unit": "share"},
        "complaints": {"value": 2, "unit": "count"},
        "praise": {"value": 1, "unit": "count"},
    },
    "names": {
        "services": {"payment": {"zh": "交话费", "en": "Pay a bill", "target_seconds": 180}},
        "employees": {"1001": "Ana", "1002": "Bruno"},
        "moments": {"waiting": {"zh": "等候", "en": "Waiting"}, "farewell": {"zh": "道别", "en": "Farewell"}},
        "categories": {},
    },
    "moments": {
        "moments": [
            {"moment": "waiting", "ratings": 25, "mean": 60.0, "csat": 0.4, "delight": 0.2},
            {"moment": "farewell", "ratings": 19, "mean": None, "csat": 1.0, "delight": 0.5},
        ],
        "peak_end_mean": 82.5,
        "average_mean": 71.25,
        "rated_visits": 21,
        "test": {"visits": 3, "days": 2, "errors": [], "best": None, "headline": "peak_end", "advantage": None},
    },
    "checklist": {
        "checks": 40,
        "coverage": 0.8,
        "checked_days": 36,
        "worked_days": 45,
        "mean": 95.25,
        "environment_checks": 2,
        "environment_mean": 97.5,
        "failed_items": [
            {
                "sheet": "clerk",
                "code": "smile",
                "zh": "微笑服务",
                "en": "Smile",
                "marked": 40,
                "failed": 8,
                "share": 0.2,
                "points_lost": 48.0,
            }
        ],
        "inspectors": [
            {"employee": "5001", "name": "Chen", "checks": 30, "mean": 92.0, "shift": -2.5},
            {"employee": "5002", "name": "Han", "checks": 10, "mean": 97.0, "shift": None},
        ],
    },
    "cases": {
        "opened": {"complaint": 2, "technical": 0, "unfinished": 1, "suggestion": 0, "praise": 1},
        "due": 2,
        "in_time": 1,
        "followup_in_time": 0.5,
        "replied_on_the_spot": None,
        "first_asked_kept": 1.0,
        "late": [
            {
                "id": 7,
                "kind": "complaint",
                "service": "payment",
                "due_at": "2026-03-03T01:00:00.000Z",
                "answered_at": None,
                "hours_late": 26.5,
            }
        ],
    },
    "leaving": {
        "cases": 4,
        "kept_share": 0.25,
        "reasons": [
            {"code": "price", "count": 3, "share": 0.75, "kept_share": 1 / 3},
            {"code": "coverage", "count": 1, "share": 0.25, "kept_share": 0.0},
        ],
        "going_to": [{"code": "operator_a", "count": 4, "share": 1.0, "kept_share": 0.25}],
        "offers": [{"code": "discount", "count": 4, "share": 1.0, "kept_share": 0.25}],
        "outcomes": [{"code": "kept", "count": 1, "share": 0.25}, {"code": "left", "count": 3, "share": 0.75}],
    },
    "stars": {
        "stars_version": 2,
        "policy_version": 1,
        "eligible": 1,
        "not_eligible": 1,
        "bands": {"5": 0, "4": 1, "3": 0, "2": 0},
        "without_stars": 0,
        "star_of_month": "1001",
        "stars_of_month": ["1001"],
        "sheets": [
            {
                "employee": "1001",
                "name": "Ana",
                "eligible": True,
                "reason": None,
                "total": "90.21",
                "stars": 4,
                "rank": 1,
                "close_to_next": True,
            },
            {
                "employee": "1002",
                "name": "Bruno",
                "eligible": False,
                "reason": [
                    {
                        "code": "checked_days",
                        "sentence": "checked on %(have)s of the %(need)s days needed",
                        "values": {"have": 3, "need": 8},
                    },
                    {
                        "code": "volume",
                        "sentence": "the line %(line)s cannot be computed this month",
                        "values": {"line": "Volume"},
                    },
                ],
                "total": None,
                "stars": None,
                "rank": None,
                "close_to_next": False,
            },
        ],
        "appeals": {"open": 1, "upheld": 0, "refused": 2},
    },
    "flags": [
        {
            "detector": "D8",
            "what": "inspector_habits",
            "employee": "5001",
            "name": "Chen",
            "sentence": (
                "%(hits)s of %(total)s checks got full marks: %(own_share)s, against %(pooled_share)s of all checks."
            ),
            "values": {"hits": 24, "total": 41, "own_share": 24 / 41, "pooled_share": 0.4},
            "review": None,
        },
        {
            "detector": "D1",
            "what": "bunching",
            "employee": None,
            "name": "",
            "sentence": "",
            "values": {},
            "review": {"finding": "explained", "reviewed_at": "2026-04-02T01:00:00.000Z", "reviewer": "Sun"},
        },
    ],
}
_NOTHING: dict[str, Any] = {
    "moments": {"moments": [], "peak_end_mean": None, "average_mean": None, "rated_visits": 0, "test": None},
    "checklist": {
        "checks": 0,
        "coverage": None,
        "checked_days": 0,
        "worked_days": 0,
        "mean": None,
        "environment_checks": 0,
        "environment_mean": None,
        "failed_items": [],
        "inspectors": [],
    },
    "cases": {"opened": dict.fromkeys(QUALITY["cases"]["opened"], 0), "due": 0, "in_time": 0, "late": []},
    "leaving": {"cases": 0, "kept_share": None, "reasons": [], "going_to": [], "offers": [], "outcomes": []},
    "stars": {
        "stars_version": None,
        "policy_version": 1,
        "eligible": 0,
        "not_eligible": 0,
        "bands": {"5": 0, "4": 0, "3": 0, "2": 0},
        "without_stars": 0,
        "star_of_month": None,
        "stars_of_month": [],
        "sheets": [],
        "appeals": {"open": 0, "upheld": 0, "refused": 0},
    },
    "flags": [],
}


def quality_report(**sections: Any) -> Report:
    """The report of QUALITY, in which the named sections hold other values."""
    return told({**QUALITY, **sections})


def empty_report() -> Report:
    """A month in which nothing of this happened."""
    return quality_report(**_NOTHING, metrics={})
