"""An import by its number. Pure."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
