"""Whether every closed month still says what was kept of it: what `storeops check` asks of any document."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic

from sqlite_utils import Database

from storeops.base.errors import StoreOpsError
from storeops.month_end import kept_rows
from storeops.month_end.kept_document import Kept, KeptDocument

UNREADABLE = (ValueError, KeyError, TypeError, ArithmeticError, StoreOpsError)
"""What comes of reading a text that is not what was once kept."""


@dataclass(frozen=True)
class Recount(Generic[Kept]):
    """How one document is checked: the text under its checksum, and what it says against what it was made of.

    `wrong_checksum` and `unreadable` are the findings' words. `differences` knows the version before, None for the
    first; both it and `checksum` may fail as UNREADABLE says.
    """

    wrong_checksum: str
    unreadable: str
    checksum: Callable[[Kept], str]
    differences: Callable[[Database, Kept, Kept | None], Iterator[str]]


def kept_findings(db: Database, document: KeptDocument[Kept], recount: Recount[Kept]) -> Iterator[str]:
    """One sentence for each version that is gone, cannot be read, lacks its checksum or says something else.

    A version is gone where a later one is kept, or where the journal tells that it was closed; where it tells so twice,
    another one stands in the place of the first.
    """
    before: Kept | None = None
    newest: dict[str, int] = {}
    for kept in kept_rows.all_versions(db, document):
        if before and before.month != kept.month:
            before = None
        for version in range(before.version + 1 if before else 1, kept.version):
            yield _gone(document, kept.month, version)
        for wrong in _wrong(db, recount, kept, before):
            yield f"the {document.name} of {kept.month}, version {kept.version}: {wrong}"
        before = kept
        newest[kept.month] = kept.version
    for told in kept_rows.versions_told(db, document):
        if told.version > newest.get(told.month, 0):
            yield _gone(document, told.month, told.version)
        elif told.times > 1:
            yield f"the {document.name} of {told.month}, version {told.version}: it was closed {told.times} times"


def _gone(document: KeptDocument[Kept], month: str, version: int) -> str:
    return f"the {document.name} of {month}, version {version}: it is gone"


def _wrong(db: Database, recount: Recount[Kept], kept: Kept, before: Kept | None) -> Iterator[str]:
    try:
        if recount.checksum(kept) != kept.checksum:
            yield recount.wrong_checksum
        yield from recount.differences(db, kept, before)
    except UNREADABLE:
        yield recount.unreadable
