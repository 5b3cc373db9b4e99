"""An import by its number. Pure."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storeops.base.errors import StoreOpsError
from storeops.history.refusals import (
    ImportCompletesOthers,
    ImportMonthClosed,
    ImportNeeded,
    ImportNotThere,
    ImportUsed,
)


class ImportState(StrEnum):
    STAGING = "staging"
    TAKEN = "taken"
    TAKEN_BACK = "taken_back"
    DROPPED = "dropped"


@dataclass(frozen=True)
class HallImport:
    """An import; counts and end are None while it is not over. `months` are those that its rows touch."""

    id: int
    kind: str
    file_name: str
    begun_at: datetime
    begun_by: str
    state: ImportState
    taken_count: int | None
    already_count: int | None
    refused_count: int | None
    months: str
    completes_others: bool
    ended_at: datetime | None
    taken_back_at: datetime | None
    taken_back_by: str | None

    @property
    def month_list(self) -> list[str]:
        """The months that its rows touch, the earliest first."""
        return [str(month) for month in json.loads(self.months)]


@dataclass(frozen=True)
class Hold:
    """What holds an import: a later import on its rows, a closed month, what the hall entered about them."""

    later: int | None
    closed_month: str | None
    is_used: bool


def why_not_back(taken: HallImport, hold: Hold) -> StoreOpsError | None:
    """Why an import cannot be taken back; None where it can."""
    if hold.later is not None:
        return ImportNeeded(number=taken.id, later=hold.later)
    if taken.state is not ImportState.TAKEN:
        return ImportNotThere(number=taken.id)
    if hold.closed_month is not None:
        return ImportMonthClosed(number=taken.id, month=hold.closed_month)
    if taken.completes_others:
        return ImportCompletesOthers(number=taken.id)
    return ImportUsed(number=taken.id) if hold.is_used else None
