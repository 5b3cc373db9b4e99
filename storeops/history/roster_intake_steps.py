"""How a file of signed-in stretches is taken."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.history import intake_steps, newcomer_steps, row_judgement, told_roster_rows
from storeops.history.cell_values import FileRow
from storeops.history.code_matching import CodeMatcher
from storeops.history.intake_steps import Items, JudgedPart
from storeops.history.roster_format import COLUMNS, RosterBook, RosterRow, read_stretch
from storeops.history.row_judgement import ToldRow
from storeops.queueing.counter_rows import TRACED_STRETCHES
from storeops.store import traced_rows
from storeops.store.database import HallDatabase


class RosterIntake:
    """An intake of stretches. They may reach over days, so that all of them are judged together."""

    kind = "roster"
    columns: Collection[str] = COLUMNS
    moving_days: int | None = None
    is_judged_as_one = True
    is_summed = True

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def read(self, rows: Iterable[FileRow], matcher: CodeMatcher) -> Iterator[ToldRow[RosterRow]]:
        return row_judgement.read_each(rows, matcher.reading(partial(read_stretch, zone=self._zone)))

    def day_of(self, row: ToldRow[RosterRow]) -> str:
        del row
        return ""

    def judge(
        self, db: HallDatabase, now: datetime, day: str, rows: Sequence[ToldRow[RosterRow]]
    ) -> JudgedPart[RosterRow]:
        del day  # they are judged together
        file = row_judgement.as_file(rows)
        stored = _stored(db, [row for _, row in file.rows])
        judgement = row_judgement.judge(file, RosterBook(stored, intake_steps.tomorrow(now, self._zone)))
        return JudgedPart(judgement, _days(self._zone, judgement.taken), lambda: Items(judgement.taken))

    def write(self, db: HallDatabase, now: datetime, by: Actor, import_id: int, items: Items[RosterRow]) -> None:
        employees = newcomer_steps.employee_ids(db, now, by, {row.employee for row in items.fresh})
        last_id = traced_rows.last_id(db, TRACED_STRETCHES)
        told_roster_rows.add_stretches(db, items.fresh, employees, import_id)
        intake_steps.tell_rows(db, now, by, "roster_imported", traced_rows.written_after(db, TRACED_STRETCHES, last_id))


def _stored(db: HallDatabase, told: Sequence[RosterRow]) -> list[told_roster_rows.Stretch]:
    """What the hall holds of the time that the file tells of."""
    if not told:
        return []
    begin = min(row.signed_in_at for row in told)
    end = max(row.signed_out_at for row in told)
    return list(told_roster_rows.stretches_that_touch(db, begin, end))


def _days(zone: ZoneInfo, taken: Sequence[RosterRow]) -> set[str]:
    """The local days that the stretches touch."""
    days = set()
    for row in taken:
        day, last = business_day(row.signed_in_at, zone), business_day(row.signed_out_at, zone)
        while day <= last:
            days.add(day.isoformat())
            day += timedelta(days=1)
    return days
