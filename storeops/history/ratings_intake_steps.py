"""How a file of ratings is taken."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from storeops.base.actor import Actor
from storeops.history import intake_steps, newcomer_steps, row_judgement, told_rating_rows
from storeops.history.cell_values import FileRow
from storeops.history.code_matching import CodeMatcher
from storeops.history.intake_steps import Items, JudgedPart
from storeops.history.ratings_format import COLUMNS, RatingBook, RatingRow, read_rating
from storeops.history.row_judgement import ToldRow
from storeops.quality.ratings.rating_rows import TRACED_RATINGS
from storeops.store import traced_rows
from storeops.store.database import HallDatabase

STILL_ANSWERED_DAYS = 2
"""A customer may still rate a visit of the days just past on the phone."""


@dataclass(frozen=True)
class TakenRating:
    """A rating and the ticket that it is of."""

    ticket_id: int
    row: RatingRow


class RatingsIntake:
    """An intake of ratings, in the order in which they were answered."""

    kind = "ratings"
    columns: Collection[str] = COLUMNS
    moving_days: int | None = STILL_ANSWERED_DAYS
    is_judged_as_one = False
    is_summed = False

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def read(self, rows: Iterable[FileRow], matcher: CodeMatcher) -> Iterator[ToldRow[RatingRow]]:
        return row_judgement.read_each(rows, matcher.reading(partial(read_rating, zone=self._zone)))

    def day_of(self, row: ToldRow[RatingRow]) -> str:
        return row.told.business_day if row.told else ""

    def judge(
        self, db: HallDatabase, now: datetime, day: str, rows: Sequence[ToldRow[RatingRow]]
    ) -> JudgedPart[TakenRating]:
        tickets = told_rating_rows.tickets_of_day(db, day)
        stored = told_rating_rows.ratings_of_days(db, day, day)
        issued_at = {key: ticket.issued_at for key, ticket in tickets.items()}
        file = row_judgement.as_file(rows).in_order(lambda rating: rating.answered_at)
        judgement = row_judgement.judge(file, RatingBook(stored, issued_at, intake_steps.tomorrow(now, self._zone)))
        taken = judgement.taken
        return JudgedPart(
            judgement,
            {row.business_day for row in taken},
            lambda: Items([TakenRating(tickets[row.business_day, row.ticket].id, row) for row in taken]),
        )

    def write(self, db: HallDatabase, now: datetime, by: Actor, import_id: int, items: Items[TakenRating]) -> None:
        codes = {each.row.employee for each in items.fresh if each.row.employee}
        employees = newcomer_steps.employee_ids(db, now, by, codes)
        last_id = traced_rows.last_id(db, TRACED_RATINGS)
        told_rating_rows.add_ratings(db, ((each.row, each.ticket_id) for each in items.fresh), employees, import_id)
        intake_steps.tell_rows(db, now, by, "rating_imported", traced_rows.written_after(db, TRACED_RATINGS, last_id))
