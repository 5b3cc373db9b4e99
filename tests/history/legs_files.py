"""Legs files for tests, told row by row. Every row is of 1 March 2026, a Sunday, unless it says otherwise."""

from pathlib import Path
from zoneinfo import ZoneInfo

from storeops.history.legs_format import COLUMNS, LegRow, read_leg

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = "2026-03-01"


def cells(ticket: str = "A001", leg: int | str = 0, outcome: str = "served", **told: str) -> dict[str, str]:
    """The cells of a leg: issued 10:00, and if served called 10:04, started 10:05, ended 10:08 by 1001 at counter 1.

    Times are written HH:MM or HH:MM:SS, or in full; an empty text leaves one out.
    """
    row = dict.fromkeys(COLUMNS, "")
    row.update(
        business_day=DAY,
        ticket=ticket,
        leg=str(leg),
        service="payment",
        segment="standard",
        issued_at="10:00",
        outcome=outcome,
    )
    if outcome == "served":
        row.update(called_at="10:04", started_at="10:05", ended_at="10:08", counter="1", employee="1001")
    row.update(told)
    return {
        column: f"{row['business_day']}T{value}" if column.endswith("_at") and len(value) in (5, 8, 12) else value
        for column, value in row.items()
    }


def leg(*args: str | int, **told: str) -> LegRow:
    """The leg of such cells, in Shanghai."""
    return read_leg(cells(*args, **told), SHANGHAI)  # type: ignore[arg-type]


def write_legs(path: Path, *rows: dict[str, str]) -> Path:
    """A file of such rows; columns that any of them names beside COLUMNS are written too."""
    columns = [*COLUMNS, *sorted({column for row in rows for column in row} - set(COLUMNS))]
    lines = [",".join(columns), *(",".join(row.get(column, "") for column in columns) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
