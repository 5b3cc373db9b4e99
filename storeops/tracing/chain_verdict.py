"""Whether the events of a journal follow each other as they were written. Pure."""

import json
from collections.abc import Callable, Iterable, Iterator

from storeops.store.event_kinds import CHAIN_BEGUN
from storeops.store.event_seal import BEGINNING, SealedEvent, digest_of, mac_after

KeyOf = Callable[[str], bytes | None]
"""The key of a chain by its fingerprint; None where the key file is not its own."""


def broken_links(events: Iterable[SealedEvent], key_of: KeyOf) -> Iterator[str]:
    """One sentence for each place at which something was changed, added or taken away, or cannot be verified.

    Events from before the first chain, and those of a chain whose key is gone, are passed over: nobody can tell.
    """
    is_in_chain, key, before, last = False, None, BEGINNING, 0
    unsealed: list[int] = []
    for sealed in events:
        if sealed.event.kind == CHAIN_BEGUN:
            told = _told(sealed)
            is_in_chain, key, before = True, key_of(str(told.get("fingerprint"))), BEGINNING
            if told.get("after") != sealed.seq - 1:
                yield f"the chain that begins at event {_named(sealed)} was begun behind event {told.get('after')}"
        if unsealed and sealed.mac is not None:
            yield _unsealed(unsealed)
            unsealed = []
        if is_in_chain and sealed.mac is None:
            unsealed.append(sealed.seq)
        elif is_in_chain and sealed.mac is not None:
            if key is not None and mac_after(key, before, sealed.event) != sealed.mac:
                yield f"the chain breaks at event {_named(sealed)}: it or what stood between it and {last} was changed"
            before = sealed.mac
        if _has_other_local_part(sealed):
            yield f"the local part of event {_named(sealed)} was changed"
        last = sealed.seq
    if unsealed:
        yield _unsealed(unsealed)
    if not is_in_chain:
        yield "the journal is not sealed: no chain of events has begun; run: storeops migrate"
    elif key is None:
        yield "the chain of events cannot be verified: the key file is missing, or it is another one"


def _has_other_local_part(sealed: SealedEvent) -> bool:
    """Whether a local part that was not cleared is not the one that was sealed."""
    if sealed.local_part is None and sealed.local_salt is None:
        return False
    return digest_of(sealed.local_part or "", sealed.local_salt or b"") != sealed.event.local_digest


def _told(sealed: SealedEvent) -> dict[str, object]:
    """What an event tells; nothing where somebody made it unreadable."""
    try:
        told = json.loads(sealed.event.data)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _unsealed(numbers: list[int]) -> str:
    events = f"event {numbers[0]} was" if len(numbers) == 1 else f"events {numbers[0]} to {numbers[-1]} were"
    return f"{events} written without the key: whether that is true does not show"


def _named(sealed: SealedEvent) -> str:
    return f"{sealed.seq} ({sealed.event.at}, {sealed.event.kind})"
