"""What the page of the trace shows."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.base.spreadsheet_text import inert
from storeops.store import chain_rows
from storeops.store.chain_rows import BegunChain, ChainHead
from storeops.tracing import trace_rows
from storeops.tracing.trace_wish import TracedEvent, TraceWish

LINES_ON_A_PAGE = 100
MOST_LINES_OF_A_FILE = 200_000


@dataclass(frozen=True)
class TracePage:
    """Some events, the newest first; `older` is the number below which the next page begins, None on the last one."""

    events: list[TracedEvent]
    older: int | None


@dataclass(frozen=True)
class ChainState:
    """How events are sealed now. `chains` may be empty; `head` is the newest sealed event, None where there is none."""

    is_sealing: bool
    chains: list[BegunChain]
    head: ChainHead | None


def trace_page(db: Database, wish: TraceWish, before: int | None) -> TracePage:
    """The events that are asked for, a page of them."""
    found = list(trace_rows.events(db, wish, before, LINES_ON_A_PAGE + 1))
    shown = found[:LINES_ON_A_PAGE]
    return TracePage(shown, shown[-1].seq if len(found) > LINES_ON_A_PAGE else None)


def chain_state(db: Database, path: Path) -> ChainState:
    """Whether what happens now is sealed, and since when."""
    chains = chain_rows.chains(db)
    key = chain_rows.chain_key(path, chains[-1].fingerprint) if chains else None
    return ChainState(key is not None, chains, chain_rows.head(db))


COLUMNS = (
    *("number", "at", "kind", "actor", "employee", "ticket", "business_day", "counter", "data", "local"),
    *("is_imported", "mac"),
)


def trace_file(db: Database, wish: TraceWish, zone: ZoneInfo) -> Iterator[str]:
    """The events that are asked for as lines of CSV, the newest first; no cell is a formula."""
    yield _line(COLUMNS)
    for event in trace_rows.events(db, wish, None, MOST_LINES_OF_A_FILE):
        yield _line(
            (
                str(event.seq),
                event.at.astimezone(zone).isoformat(timespec="seconds"),
                event.kind,
                event.actor,
                event.employee or "",
                event.ticket or "",
                event.business_day or "",
                event.counter or "",
                json.dumps(event.data, ensure_ascii=False),
                json.dumps(event.local, ensure_ascii=False) if event.local else "",
                str(int(event.is_imported)),
                event.mac.hex() if event.mac else "",
            )
        )


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([inert(cell) for cell in cells])
    return out.getvalue()
