"""How a file of spot checks is taken."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.history import intake_steps, newcomer_steps, row_judgement, told_check_rows
from storeops.history.cell_values import FileRow
from storeops.history.check_book import CheckBook
from storeops.history.checks_format import COLUMNS, CheckKey, CheckRow, KnownCheck, read_item
from storeops.history.code_matching import CodeMatcher
from storeops.history.intake_steps import Items, JudgedPart
from storeops.history.row_judgement import ToldRow
from storeops.people.roles import Role
from storeops.quality.checks import check_rows as hall_checks
from storeops.quality.checks.marking import Marked
from storeops.store import traced_rows
from storeops.store.database import HallDatabase

FURTHER_ITEMS = "补充导入的检查项 (items imported later)"
"""Why an import makes a new version of a check: like other words in the database it serves both languages."""


@dataclass(frozen=True)
class TakenCheck:
    """A check with its marks by item. `known` is that which the hall has already and which gets further items."""

    key: CheckKey
    known: KnownCheck | None
    sheet_id: int
    marks: Mapping[int, Marked]


class ChecksIntake:
    """An intake of checks. On which sheet one was made is seen from its items together: all are judged together."""

    kind = "checks"
    columns: Collection[str] = COLUMNS
    moving_days: int | None = None
    is_judged_as_one = True
    is_summed = False

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def read(self, rows: Iterable[FileRow], matcher: CodeMatcher) -> Iterator[ToldRow[CheckRow]]:
        return row_judgement.read_each(rows, matcher.reading(partial(read_item, zone=self._zone)))

    def day_of(self, row: ToldRow[CheckRow]) -> str:
        del row
        return ""

    def judge(
        self, db: HallDatabase, now: datetime, day: str, rows: Sequence[ToldRow[CheckRow]]
    ) -> JudgedPart[TakenCheck]:
        del day  # they are judged together
        file = row_judgement.as_file(rows)
        told = [row for _, row in file.rows]
        known = _known(db, self._days(told))
        tomorrow = intake_steps.tomorrow(now, self._zone)
        book = CheckBook(known, told, told_check_rows.sheets(db), self._zone, tomorrow)
        judgement = row_judgement.judge(file, book)

        def items() -> Items[TakenCheck]:
            checks: defaultdict[CheckKey, list[CheckRow]] = defaultdict(list)
            for row in judgement.taken:
                checks[row.check].append(row)
            taken = []
            for key, new in checks.items():
                earlier = known[key].latest if key in known else []
                taken.append(TakenCheck(key, known.get(key), *book.marked([*earlier, *new])))
            return Items([each for each in taken if not each.known], [each for each in taken if each.known])

        return JudgedPart(judgement, self._days(judgement.taken), items)

    def _days(self, rows: Sequence[CheckRow]) -> set[str]:
        return {business_day(row.checked_at, self._zone).isoformat() for row in rows}

    def write(self, db: HallDatabase, now: datetime, by: Actor, import_id: int, items: Items[TakenCheck]) -> None:
        employees = _employees(db, now, by, [*items.fresh, *items.bound])
        last_id = traced_rows.last_id(db, hall_checks.TRACED_VERSIONS)
        for new in items.fresh:
            self._add(db, new, employees, import_id)
        for each in items.bound:
            assert each.known is not None  # that is what makes it bound
            inspector_id = employees[each.key[1]]
            hall_checks.add_version(db, each.known.id, now, inspector_id, FURTHER_ITEMS, each.marks)
        intake_steps.tell_rows(db, now, by, "check_imported", hall_checks.written_after(db, last_id))

    def _add(self, db: HallDatabase, check: TakenCheck, employees: Mapping[str, int], import_id: int) -> None:
        """Write a check with its first version, entered when it was made."""
        employee, inspector, checked_at = check.key
        check_id = hall_checks.add(
            db,
            check.sheet_id,
            employees[employee] if employee else None,
            employees[inspector],
            business_day(checked_at, self._zone),
            checked_at,
            checked_at,
            import_id=import_id,
        )
        hall_checks.add_version(db, check_id, checked_at, employees[inspector], None, check.marks)


def _known(db: HallDatabase, days: set[str]) -> dict[CheckKey, KnownCheck]:
    """The hall's checks of these days."""
    checks = (check for day in sorted(days) for check in told_check_rows.checks_of_days(db, day, day))
    return {check.latest[0].check: check for check in checks}


def _employees(db: HallDatabase, now: datetime, by: Actor, checks: Sequence[TakenCheck]) -> dict[str, int]:
    # Whoever inspects is a duty manager, even where somebody else checked them.
    newcomer_steps.employee_ids(db, now, by, {check.key[1] for check in checks}, Role.DUTY_MANAGER)
    return newcomer_steps.employee_ids(db, now, by, {check.key[0] for check in checks if check.key[0]})
