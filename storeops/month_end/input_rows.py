"""The raw rows that a document is counted from, as one number that tells whether any of them changed. Named SQL."""

from hashlib import sha256
from itertools import chain

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.months import MonthSpan
from storeops.month_end.counted_from import ByDay, ByInstants, ByMonth, CountedFrom, MonthRows, Overlapping, PartOf

_AT_ONCE = 500


def inputs_checksum(db: Database, counted_from: CountedFrom, span: MonthSpan) -> str:
    """The SHA-256, in hexadecimal, of all declared rows of a month; equal while none was added, taken away or changed.

    What is still open at the closing is told as open, whenever it ended: a document says how the month stood at its
    closing, and a machine that was off must count the same.
    """
    return checksum_of(db, [select_of(rows) for rows in counted_from], span)


def checksum_of(db: Database, selects: list[str], span: MonthSpan) -> str:
    """The SHA-256, in hexadecimal, of what statements with one text a row answer about a month."""
    digest = sha256()
    values = {
        "month": span.month,
        "first": span.first_day.isoformat(),
        "last": span.last_day.isoformat(),
        "begins": stamp(span.begins_at),
        "ends": stamp(span.ends_at),
        "closes": stamp(span.closes_at),
    }
    for sql in selects:
        found = db.execute(sql, values)
        while texts := found.fetchmany(_AT_ONCE):
            digest.update("\n".join(chain.from_iterable(texts)).encode())
            digest.update(b"\n")
        digest.update(b"\n")
    return digest.hexdigest()


def select_of(rows: MonthRows) -> str:
    """The statement that tells these rows of a month, each as one JSON text, in an order that is always the same."""
    wholes = _wholes(rows)
    keys = [f"{each.table}.{column}" for each in (*wholes, rows) for column in each.key]
    told = [_told(rows, column) for column in rows.columns]
    conditions = [condition for each in (*wholes, rows) for condition in _conditions(each)]
    return (
        f"SELECT json_array({', '.join(dict.fromkeys([*keys, *told]))}) FROM {_joined([*wholes, rows])}"
        f" WHERE {' AND '.join(conditions)} ORDER BY {', '.join(keys)}"
    )


def _wholes(rows: MonthRows) -> list[MonthRows]:
    """What these rows are parts of, the outermost first."""
    return [*_wholes(rows.belongs.whole), rows.belongs.whole] if isinstance(rows.belongs, PartOf) else []


def _joined(chain: list[MonthRows]) -> str:
    """The tables of a chain. Cross joins fix the order: from the rows of the month down, never from all parts up."""
    text = ""
    for rows in chain:
        if isinstance(rows.belongs, PartOf):
            text += f" CROSS JOIN {rows.table} ON {rows.table}.{rows.belongs.column} = {rows.belongs.whole.table}.id"
        else:
            text += rows.table
    return text


def _told(rows: MonthRows, column: str) -> str:
    since = rows.until_closing.get(column)
    if since is None:
        return f"{rows.table}.{column}"
    return f"CASE WHEN {rows.table}.{since} <= :closes THEN {rows.table}.{column} END"


def _conditions(rows: MonthRows) -> list[str]:
    came = [] if rows.came_at is None else [f"{rows.table}.{rows.came_at} <= :closes"]
    return [*_in_month(rows), *came]


def _in_month(rows: MonthRows) -> list[str]:
    table, belongs = rows.table, rows.belongs
    if isinstance(belongs, ByDay):
        return [f"{table}.{belongs.column} BETWEEN :first AND :last"]
    if isinstance(belongs, ByMonth):
        return [f"{table}.{belongs.column} = :month"]
    if isinstance(belongs, ByInstants):
        within = (f"{table}.{column} >= :begins AND {table}.{column} < :ends" for column in belongs.columns)
        return [f"({' OR '.join(within)})"]
    if isinstance(belongs, Overlapping):
        begins, ends = f"{table}.{belongs.begins}", f"{table}.{belongs.ends}"
        return [f"{begins} < :ends", f"({ends} IS NULL OR {ends} > :begins)"]
    return []
