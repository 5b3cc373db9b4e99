"""Events as the trace shows them, and which of them are asked for. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class TracedEvent:
    """One event as the trace shows it. `employee` is whom it is about; `local` None: it had none, or it was cleared."""

    seq: int
    at: datetime
    kind: str
    actor: str
    actor_name: str | None
    employee: str | None
    employee_name: str | None
    ticket: str | None
    business_day: str | None
    counter: str | None
    data: dict[str, Any]
    local: dict[str, str] | None
    was_cleared: bool
    is_imported: bool
    mac: bytes | None


@dataclass(frozen=True)
class TraceWish:
    """Which events are asked for: written from `begin` to before `until`; None: any.

    `employee` did it, or it is about them. A ticket is looked for by its number among those of the days from
    `first_day` to `last_day`; its events count whenever they were written.
    """

    begin: datetime
    until: datetime
    first_day: str
    last_day: str
    employee: str | None = None
    kind: str | None = None
    ticket: str | None = None
