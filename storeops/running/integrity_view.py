"""Whether a database tells one story: what `storeops check` finds wrong."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from storeops.measuring.summaries_check_view import summary_findings
from storeops.quality.checks.photo_check_view import photo_findings, photo_notes
from storeops.quality.stars.stars_check_view import star_findings
from storeops.queueing.replay import replayed_state
from storeops.queueing.ticket_check_view import ticket_findings
from storeops.reports.month.report_check_view import report_findings
from storeops.running import integrity_rows
from storeops.running.integrity_rows import contradicting
from storeops.store import journal
from storeops.store.database import HallDatabase
from storeops.store.file_check_rows import BROKEN, file_damages, loose_rows
from storeops.store.file_damage import Damage, FilePart, advice
from storeops.store.refusals import DatabaseDamaged
from storeops.tracing.chain_check_view import chain_findings, chain_notes
from storeops.tracing.replay_check_view import replay_findings

SHOWN = 20
"""How many findings of one kind are listed before the rest is counted."""


def findings(db: HallDatabase, *, is_copy: bool = False) -> list[str]:
    """One sentence for each thing that is wrong; empty where all is well. A copy may end before its hall does.

    In a damaged file the rest is told as far as it can be read.
    """
    damages = file_damages(db)
    found = [damage.sentence for damage in damages] + advice(damages, db.path)
    checks: dict[str, Callable[[], Iterable[str]]] = {
        "references": lambda: [] if damages else loose_rows(db),  # whatever points into a hole would be told
        "states of tickets": lambda: _states_against_events(db),
        "tickets": lambda: ticket_findings(db),
        "numbers of the journal": lambda: _numbers_of_the_journal(db),
        "chain of events": lambda: chain_findings(db, db.path, is_copy=is_copy),
        "rows that events tell of": lambda: replay_findings(db, db.path),
        "months of stars": lambda: star_findings(db),
        "reports": lambda: report_findings(db),
        "summaries of days": lambda: summary_findings(db),
        "photos": lambda: photo_findings(db),
    }
    for what, sentences in checks.items():
        found += _checked(what, sentences)
    for told in integrity_rows.CONTRADICTIONS:
        found += _checked("rows against one another", partial(_contradictions, db, told))
    return list(dict.fromkeys(found))


def notes(db: HallDatabase) -> list[str]:
    """What to know of a hall that is in order: where its chains begin, and what cannot be told."""
    noted: list[str] = []
    with suppress(*BROKEN):  # which is a finding
        noted += chain_notes(db, db.path)
        noted += photo_notes(db)
    return noted


def findings_of_unopened(damaged: DatabaseDamaged) -> list[str]:
    """The findings in a file that is so damaged that nothing can be asked of it."""
    damage = Damage(FilePart.SCHEMA, "", str(damaged.values["cause"]))
    return [damage.sentence, *advice([damage], Path(str(damaged.values["path"])))]


def _contradictions(db: HallDatabase, told: str) -> Iterator[str]:
    return (f"{told}: {row}" for row in contradicting(db, told))


def _numbers_of_the_journal(db: HallDatabase) -> Iterator[str]:
    missing = journal.missing_numbers(db)
    if missing:
        yield f"the journal lacks {missing} of its numbers"


def _states_against_events(db: HallDatabase) -> Iterator[str]:
    for ticket_id, state, kinds in journal.kinds_by_ticket(db):
        replayed = replayed_state(kinds)
        if replayed != state:
            told = replayed.value if replayed else "no possible state"
            yield f"ticket {ticket_id} is {state}, but its events lead to {told}"


def _checked(what: str, ask: Callable[[], Iterable[str]]) -> list[str]:
    """What is found by counting again. Where something that everything hangs on was spoilt, the rest is told still."""
    try:
        return at_most(ask())
    except MemoryError:
        raise
    except Exception as error:
        return [f"the {what} cannot be checked: {error!r}"]


def at_most(sentences: Iterable[str]) -> list[str]:
    """The first SHOWN of what is found, and how many more there are."""
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
