"""A small report for tests of chapters: one Monday and one Tuesday, two services."""

from typing import Any

from storeops.measuring.metric_registry import METRIC_OF
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Block, Chapter
from tests.reports.told_reports import told

CHINESE = range(0x4E00, 0x9FFF)


def figures(**values: float | None) -> dict[str, Any]:
    """Figures with these values."""
    return {metric: {"value": value, "unit": METRIC_OF[metric].unit} for metric, value in values.items()}


def queue_report(**sections: Any) -> Report:
    """The report; `sections` replace those of the same name."""
    morning = {"issued": 4, "service_level": 0.75, "wait_median": 120, "wait_p90": 400}
    report = {
        "zone": "Asia/Shanghai",
        "provisional": True,
        "wait_target_seconds": 300,
        "metrics": figures(issued=6, transactions=5, service_level=0.8, wait_median=100, one_stop_gross=0.9),
        "by_service": {
            "payment": figures(issued=4, transactions=2, handling_median=100, handling_p90=200, speed_compliance=0.5),
            "plan_change": figures(issued=2, transactions=3, handling_median=240, handling_p90=300),
            "fax": figures(issued=0, transactions=0),
        },
        "by_half_hour": {
            "09:00": figures(issued=4, served=3, wait_median=120, wait_p90=400, service_level=0.75, abandonment=0.25),
            "09:30": figures(issued=2, served=2, wait_median=60, wait_p90=90, service_level=1, abandonment=0),
        },
        "by_weekday": {str(day): figures(issued={1: 4, 2: 2}.get(day, 0)) for day in range(1, 8)},
        "by_weekday_half_hour": {
            "1": {"09:00": morning, "09:30": {"issued": 0, "service_level": None}},
            "2": {"09:30": {"issued": 2, "service_level": 1}},
            "3": {},
        },
        "days": {
            "2026-03-02": figures(issued=4, served=3, transactions=3, service_level=0.75),
            "2026-03-03": figures(issued=2, served=2, transactions=2, service_level=1),
            "2026-03-04": figures(issued=0),
        },
        "names": {
            "services": {
                "payment": {"zh": "交话费", "en": "Pay a bill", "target_seconds": 180, "category": "payment"},
                "plan_change": {"zh": "变更套餐", "en": "Change the plan", "target_seconds": None, "category": "plans"},
            }
        },
        "over_target": {
            "transactions": 2,
            "over": 1,
            "seconds_over": 4000,
            "by_service": [{"service": "payment", "transactions": 2, "over": 1, "share": 0.5, "seconds_over": 4000}],
            "by_reason": [
                {"reason": "needless_step", "count": 1, "seconds_over": 4000},
                {"reason": None, "count": 2, "seconds_over": 50},
                {"reason": "moonlight", "count": 1, "seconds_over": 10},
            ],
            "steps": [{"reason": "needless_step", "service": "payment", "count": 1, "seconds_over": 4000}],
        },
        "transfers": {"visits": 1, "moves": [{"from": "payment", "to": "teleport", "count": 1}]},
        "pauses": {
            "counter": [{"reason": "meal", "count": 2, "seconds": 3600}],
            "system": [{"reason": "moonlight", "count": 1, "seconds": 20}],
        },
        "staffing": {"half_hours": [half_hour("09:00", 1.5, 3), half_hour("09:30", 1.0, None)], "short_half_hours": []},
        "special_customers": {
            "assisted": 2,
            "assisted_served": 1,
            "assisted_wait_median": 90,
            "vip": 0,
            "appointments": 1,
            "diversion_rate": None,
            "electronic_share": None,
        },
        "data_quality": {
            "legs_left_open": 0,
            "counters_left_open": 0,
            "voids": 0,
            "missing_prompts": None,
            "clock_jumps": 0,
            "imported_share": 0,
            "legs_without_employee": 0,
            "unfinished_transactions": 0,
        },
        "comparisons": {"previous": None, "last_year": None},
        "year": {"year": 2026, "time_gone": 0.25, "targets": {}},
    }
    return told({**report, **sections})


def half_hour(at: str, opened: float | None, needed: int | None) -> dict[str, Any]:
    """A half hour of the staffing section; its ladder stands around three counters."""
    rungs = [(2, 0.0, None, 1.0), (3, 0.916, 268.5, 2 / 3), (4, 0.993, 60.0, 0.5)]
    keys = ("counters", "service_level", "wait_p90", "occupancy")
    ladder = [dict(zip(keys, rung, strict=True)) for rung in rungs] if needed else []
    return {"half_hour": at, "planned": None, "needed": needed, "open": opened, "arrivals": 40.0, "ladder": ladder}


def empty_report() -> Report:
    """A month in which nothing happened."""
    return queue_report(
        metrics=figures(issued=0, transactions=0),
        by_service={},
        by_half_hour={},
        by_weekday={str(day): figures(issued=0) for day in range(1, 8)},
        by_weekday_half_hour={},
        days={},
        over_target={"transactions": 0, "over": 0, "seconds_over": 0, "by_service": [], "by_reason": [], "steps": []},
        transfers={"visits": 0, "moves": []},
        pauses={"counter": [], "system": []},
        staffing={"half_hours": [], "short_half_hours": []},
    )


def block(chapter: Chapter, block_id: str) -> Any:
    """The block of this id; AssertionError where the chapter has none."""
    found = {each.id: each for each in chapter.blocks}
    assert block_id in found, list(found)
    return found[block_id]


def ids(chapter: Chapter) -> list[str]:
    """The ids of a chapter's blocks, in order."""
    return [each.id for each in chapter.blocks]


def texts(block: Block) -> list[str]:
    """The title and the heads of a block, which must stand in the reader's language."""
    columns = [column.title for column in getattr(block, "columns", ())]
    series = [each.name for each in getattr(block, "series", ())]
    names = [each.name for each in getattr(block, "figures", ())]
    said = [getattr(block, "note", ""), getattr(block, "description", "")]
    return [text for text in (block.title, *columns, *series, *names, *said, *getattr(block, "items", ())) if text]


def is_chinese(text: str) -> bool:
    """Whether a text has a Chinese character."""
    return any(ord(character) in CHINESE for character in text)
