"""Whether a database tells one story: what `storeops check` finds wrong."""

from collections.abc import Iterator

from storeops.measuring.summaries_check_view import summary_findings
from storeops.quality.checks.photo_check_view import photo_findings
from storeops.quality.stars.stars_check_view import star_findings
from storeops.queueing.replay import replayed_state
from storeops.queueing.ticket_check_view import ticket_findings
from storeops.reports.month.report_check_view import report_findings
from storeops.running import integrity_rows
from storeops.store import journal
from storeops.store.database import HallDatabase
from storeops.store.file_check_rows import file_faults
from storeops.tracing.chain_check_view import chain_findings
from storeops.tracing.replay_check_view import replay_findings

SHOWN = 20
"""How many findings of one kind are listed before the rest is counted."""


def findings(db: HallDatabase) -> list[str]:
    """One sentence for each thing that is wrong; empty where all is well."""
    found = file_faults(db)
    found += _at_most(_states_against_events(db))
    found += _checked("tickets", ticket_findings(db))
    missing = journal.missing_numbers(db)
    if missing:
        found.append(f"the journal lacks {missing} of its numbers")
    found += _at_most(chain_findings(db, db.path))
    found += _at_most(replay_findings(db, db.path))
    found += _checked("months of stars", star_findings(db))
    found += _checked("reports", report_findings(db))
    found += _checked("summaries of days", summary_findings(db))
    found += _at_most(photo_findings(db))
    for sentence, rows in integrity_rows.contradictions(db).items():
        found += _at_most(f"{sentence}: {row}" for row in rows)
    return found


def _states_against_events(db: HallDatabase) -> Iterator[str]:
    for ticket_id, state, kinds in journal.kinds_by_ticket(db):
        replayed = replayed_state(kinds)
        if replayed != state:
            told = replayed.value if replayed else "no possible state"
            yield f"ticket {ticket_id} is {state}, but its events lead to {told}"


def _checked(what: str, sentences: Iterator[str]) -> list[str]:
    """What is found by counting again. Where something that everything hangs on was spoilt, the rest is told still."""
    try:
        return _at_most(sentences)
    except Exception as error:
        return [f"the {what} cannot be checked: {error!r}"]


def _at_most(sentences: Iterator[str]) -> list[str]:
    listed: list[str] = []
    more = 0
    for sentence in sentences:
        if len(listed) < SHOWN:
            listed.append(sentence)
        else:
            more += 1
    if more:
        listed.append(f"... and {more} more like the last")
    return listed
