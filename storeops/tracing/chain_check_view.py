"""Whether the journal was changed: what `storeops check` finds in the chain of events, and what it cannot tell."""

from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from storeops.base.i18n import N_
from storeops.store import chain_rows
from storeops.tracing.chain_heads import heads_of
from storeops.tracing.chain_verdict import broken_links

REASONS = {
    "founded": N_("the hall was founded"),
    "promoted": N_("a sample hall was made real"),
    "migrated": N_("the version that seals events was installed"),
    "new_key": N_("a new key file was made"),
    "key_back": N_("the key file was put back"),
}


def chain_findings(db: Database, path: Path, *, is_copy: bool = False) -> Iterator[str]:
    """One sentence for each place at which the journal was changed or cut off.

    A copy lacks what was written aside since it was made.
    """
    yield from broken_links(chain_rows.all_events(db), lambda fingerprint: chain_rows.chain_key(path, fingerprint))
    yield from (f"event_chain {number} is not what its first event tells" for number in chain_rows.misplaced(db))
    if not chain_rows.is_of_known_key(db):
        yield "hall_key is not that of the present chain of events"
    last, given = chain_rows.last_number(db), chain_rows.numbers_given(db)
    if last < given:
        yield f"the journal ends at event {last}, but numbers up to {given} were given"
    for head in heads_of(path):
        if is_copy and head.seq > last:
            continue
        if chain_rows.mac_of(db, head.seq) != head.mac:
            yield f"event {head.seq} is not what was written aside on {head.day}: it or one before it was changed"


def chain_notes(db: Database, path: Path) -> Iterator[str]:
    """What to know of a journal that is in order: where its chains begin, and of which events nobody can tell.

    Nothing of one that has been a single chain from its first event on.
    """
    chains = chain_rows.chains(db)
    if chains and chains[0].first_seq > 1:
        yield f"events 1 to {chains[0].first_seq - 1} are from before the chain: a change of them does not show"
    for chain in chains:
        if chain.first_seq > 1 or len(chains) > 1:
            own = "" if chain_rows.chain_key(path, chain.fingerprint) else "; its key is gone: it cannot be verified"
            yield f"a chain begins at event {chain.first_seq} ({chain.begun_at}): {REASONS[chain.because]}{own}"
