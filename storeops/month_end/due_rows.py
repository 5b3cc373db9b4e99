"""Which months wait to be closed, or to be counted again: what the rows of versions and job runs say."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import MonthSpan, month_span, months_from
from storeops.month_end import kept_rows
from storeops.month_end.kept_document import Kept, KeptDocument
from storeops.store import clock_rows, job_rows, rows
from storeops.store.clock_rows import WrongTime


def counted_period(month: str, correction_id: int) -> str:
    """Under which period it is recorded that a month was counted with all corrections up to one."""
    return f"{month} correction {correction_id}"


def spans_since(first_day: str | None, zone: ZoneInfo, now: datetime) -> list[MonthSpan]:
    """The months from that of a day to the present one, newest first; none at all from None."""
    if first_day is None:
        return []
    return [month_span(month, zone) for month in months_from(date.fromisoformat(first_day), business_day(now, zone))]


def months_due(
    db: Database,
    document: KeptDocument[Kept],
    spans: Iterable[MonthSpan],
    now: datetime,
    has_any: Callable[[Database, MonthSpan], bool],
    superseded: Collection[str] = (),
) -> list[str]:
    """Those of some months of which a document waits for its first or next version, in their order.

    A first version is due once the closing has come, if the month has anything to tell that was not told by a clock
    that was wrong; a next one after a correction that was not counted yet, or where the one in force is superseded.
    """
    versions, corrected = kept_rows.versions_by_month(db, document), kept_rows.months_corrected(db, document)
    wrong_times = clock_rows.wrong_times(db)

    def waits(span: MonthSpan) -> bool:
        if span.month not in versions:
            return now >= span.closes_at and has_any(db, span) and not _is_of_wrong_times(db, span, wrong_times)
        if span.month in superseded:
            return True
        correction = corrected.get(span.month)
        return correction is not None and not job_rows.was_run(db, document.job, counted_period(span.month, correction))

    return [span.month for span in spans if waits(span)]


def _is_of_wrong_times(db: Database, span: MonthSpan, wrong_times: Iterable[WrongTime]) -> bool:
    """Whether a month is one that only a clock that was wrong has ever shown: no ticket is of a day beside that."""
    touched = [wrong for wrong in wrong_times if wrong.since < span.ends_at and wrong.until >= span.begins_at]
    if not touched:
        return False
    outside = "".join(" AND NOT business_day BETWEEN ? AND ?" for _ in touched)
    days = [str(day) for wrong in touched for day in _days(wrong)]
    sql = f"SELECT EXISTS (SELECT 1 FROM ticket WHERE business_day BETWEEN ? AND ?{outside})"
    return not rows.scalar(db, sql, (str(span.first_day), str(span.last_day), *days))


def _days(wrong: WrongTime) -> tuple[date, date]:
    # A day before and after: which day it was in the hall depends on its zone.
    day = timedelta(days=1)
    return wrong.since.date() - day, wrong.until.date() + day
