"""Which months wait to be closed, or to be counted again: what the rows of versions and job runs say."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import MonthSpan, month_span, months_from
from storeops.month_end import kept_rows
from storeops.month_end.kept_document import Kept, KeptDocument
from storeops.store import job_rows


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

    A first version is due once the closing has come, if the month has anything to tell; a next one after a correction
    that was not counted yet, or where the one in force is superseded.
    """
    versions, corrected = kept_rows.versions_by_month(db, document), kept_rows.months_corrected(db, document)

    def waits(span: MonthSpan) -> bool:
        if span.month not in versions:
            return now >= span.closes_at and has_any(db, span)
        if span.month in superseded:
            return True
        correction = corrected.get(span.month)
        return correction is not None and not job_rows.was_run(db, document.job, counted_period(span.month, correction))

    return [span.month for span in spans if waits(span)]
