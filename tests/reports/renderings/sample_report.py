"""A small report with the values that are hard to keep: floats of 17 digits, what did not happen, odd names."""

from typing import Any

from storeops.reports.document.report_document import Report
from tests.reports.told_reports import told

FORMULA = '=HYPERLINK("http://x","y")'

VISITS = [
    line.split(",")
    for line in (
        "business_day,ticket,segment,service,issued_at,legs,wait_seconds,peak_end,average,ratings_valid",
        "2026-03-02,A001,normal,007,2026-03-02T09:00:01+08:00,1,61,85.74,90.00,1",
        "2026-03-02,A002,normal,007,2026-03-02T23:59:59.250+08:00,2,,,,0",
    )
]


def sample_figures() -> dict[str, Any]:
    """March 2026 of a hall with two services, closed on 8 April."""
    figures = {
        "wait_mean": {"value": 0.1 + 0.2, "unit": "s"},
        "wait_median": {"value": 2 / 3 * 1000, "unit": "s"},
        "service_level": {"value": 1 / 3, "unit": "share"},
        "issued": {"value": 12345, "unit": "count"},
        "transactions_per_hour": {"value": 5e-324, "unit": "per_hour"},
        "served": {"value": None, "unit": "count"},
    }
    fewer = {"wait_mean": {"value": 123456789.12345679, "unit": "s"}, "issued": {"value": 0, "unit": "count"}}
    return {
        "hall": "人民路示例营业厅",
        "hall_en": "Sample hall",
        "zone": "Asia/Shanghai",
        "month": "2026-03",
        "version": 2,
        "provisional": False,
        "closed_at": "2026-04-08T00:00:00.000Z",
        "definitions_version": 1,
        "metrics": figures,
        "by_service": {"007": fewer, FORMULA: figures},
        "by_half_hour": {"09:00": fewer, "09:30": figures},
        "by_weekday": {str(weekday): fewer for weekday in range(1, 8)},
        "days": {"2026-03-02": fewer, "2026-03-03": fewer},
        "names": {"services": {"007": {"zh": "充值缴费", "en": "Recharge"}}},
    }


def sample_report() -> Report:
    """The same as a report."""
    return told(sample_figures())
