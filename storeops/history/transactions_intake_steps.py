"""How a file of transactions is taken."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from storeops.base.actor import Actor
from storeops.history import intake_steps, newcomer_steps, row_judgement, told_transaction_rows
from storeops.history.cell_values import FileRow
from storeops.history.code_matching import CodeMatcher
from storeops.history.intake_steps import Items, JudgedPart
from storeops.history.row_judgement import ToldRow
from storeops.history.transactions_format import COLUMNS, KnownLeg, TransactionBook, TransactionRow, read_transaction
from storeops.queueing.transaction_rows import TRACED_TRANSACTIONS
from storeops.store import traced_rows
from storeops.store.database import HallDatabase


@dataclass(frozen=True)
class TakenLeg:
    """A leg of the hall and the transactions that it has from now on, in order."""

    leg: KnownLeg
    transactions: Sequence[TransactionRow]


class TransactionsIntake:
    """An intake of transactions, in the order in which they started: what is written are those of a leg."""

    kind = "transactions"
    columns: Collection[str] = COLUMNS
    moving_days: int | None = None
    is_judged_as_one = False
    is_summed = True

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def read(self, rows: Iterable[FileRow], matcher: CodeMatcher) -> Iterator[ToldRow[TransactionRow]]:
        return row_judgement.read_each(rows, matcher.reading(partial(read_transaction, zone=self._zone)))

    def day_of(self, row: ToldRow[TransactionRow]) -> str:
        return row.told.business_day if row.told else ""

    def judge(
        self, db: HallDatabase, now: datetime, day: str, rows: Sequence[ToldRow[TransactionRow]]
    ) -> JudgedPart[TakenLeg]:
        del now  # what is told of a leg lies within it
        legs = told_transaction_rows.legs_of_day(db, day)
        book = TransactionBook(legs)
        file = row_judgement.as_file(rows).in_order(lambda transaction: transaction.started_at)
        judgement = row_judgement.judge(file, book)

        def items() -> Items[TakenLeg]:
            keys = dict.fromkeys(row.leg_key for row in judgement.taken)
            taken = [TakenLeg(legs[key], book.standing(key)) for key in keys]
            pointed_at = told_transaction_rows.legs_pointed_at(db)
            fresh: list[TakenLeg] = []
            bound: list[TakenLeg] = []
            for each in taken:
                stays = each.leg.id in pointed_at or set(each.transactions) & set(each.leg.transactions)
                (bound if stays else fresh).append(each)
            return Items(fresh, bound)

        return JudgedPart(judgement, {row.business_day for row in judgement.taken}, items)

    def write(self, db: HallDatabase, now: datetime, by: Actor, import_id: int, items: Items[TakenLeg]) -> None:
        legs = [*items.fresh, *items.bound]
        codes = {row.service for each in legs for row in each.transactions}
        services = newcomer_steps.service_ids(db, now, by, codes)
        for each in items.fresh:
            told_transaction_rows.replace_transactions(db, each.leg, each.transactions, services, import_id)
        for each in items.bound:
            told_transaction_rows.set_transactions(db, each.leg, each.transactions, services, import_id)
        of_legs = (traced_rows.written_of(db, TRACED_TRANSACTIONS, "leg_id", each.leg.id) for each in legs)
        intake_steps.tell_rows(db, now, by, "transaction_imported", of_legs)
