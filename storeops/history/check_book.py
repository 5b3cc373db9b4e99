"""Which rows of a checks file are taken beside the checks that the hall has. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from storeops.base.i18n import N_
from storeops.history.checks_format import CheckKey, CheckRow, KnownCheck, KnownSheet, sheet_of
from storeops.history.refusal import RowRefused
from storeops.quality.checks.marking import Marked, fits


class CheckBook:
    """The marks that stand: those of the hall's checks and those that are taken."""

    def __init__(
        self,
        known: Mapping[CheckKey, KnownCheck],
        told: Iterable[CheckRow],
        sheets: Sequence[KnownSheet],
        zone: ZoneInfo,
        tomorrow: datetime,
    ) -> None:
        """`told` are all rows of the file: which sheet a check was made on is seen from its items together."""
        self._known = known
        self._tomorrow = tomorrow
        self._rows: defaultdict[CheckKey, set[CheckRow]] = defaultdict(set)
        self._taken_on: dict[CheckKey, KnownSheet] = {}
        for key, check in known.items():
            self._rows[key] |= check.rows
        items: defaultdict[CheckKey, set[str]] = defaultdict(set)
        for row in told:
            items[row.check].add(row.item)
        by_id = {sheet.id: sheet for sheet in sheets}
        self._sheets = {
            key: by_id[known[key].sheet_id] if key in known else sheet_of(key, names, sheets, zone)
            for key, names in items.items()
        }

    def take(self, row: CheckRow) -> bool:
        rows = self._rows[row.check]
        if row in rows:
            return False
        known, sheet = self._known.get(row.check), self._sheets[row.check]
        if known and not known.is_imported:
            raise RowRefused(N_("the hall recorded this check itself"))
        if row.checked_at >= self._tomorrow:
            raise RowRefused(N_("%(column)s is in the future"), column="checked_at")
        if sheet is None or row.item not in sheet.items:
            raise RowRefused(N_("%(column)s %(value)s is not known"), column="item", value=row.item)
        if not fits(sheet.kinds[row.item], row.mark, row.times):
            raise RowRefused(N_("this mark does not fit the kind of the item"))
        if any(row.item == other.item for other in rows):
            raise RowRefused(N_("item repeated"))
        rows.add(row)
        self._taken_on[row.check] = sheet
        return True

    def marked(self, rows: Sequence[CheckRow]) -> tuple[int, dict[int, Marked]]:
        """The id of the sheet of one check's rows, all of them taken, and their marks by the ids of its items."""
        sheet = self._taken_on[rows[0].check]
        return sheet.id, {sheet.items[row.item]: row.marked for row in rows}
