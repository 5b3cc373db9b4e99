"""A file of history as somebody sent it, and what they said of it. Pure, and light: it reads none."""

from dataclasses import dataclass
from pathlib import Path

from storeops.base.errors import StoreOpsError
from storeops.history.code_matching import CodeMatch, FileHints, Newcomer
from storeops.history.refusal import Reason

LARGEST_IMPORT_BYTES = 16 * 1024 * 1024
"""Some hundred thousand legs. The server holds a request whole, and with 64 MB its memory would be many times what a
hall takes: larger files are for the command line."""
SHOWN_ROWS = 5
"""Rows that the preview shows as they stand in the file."""
SHOWN_REFUSALS = 200


@dataclass(frozen=True)
class SentHistory:
    """A file that waits on the disk. `columns` are pairs: a name of the file's, and the column that it stands for.

    `meant` is what somebody said that codes of the file stand for.
    """

    path: Path
    name: str
    kind: str
    columns: tuple[tuple[str, str], ...] = ()
    known_only: bool = False
    meant: tuple[CodeMatch, ...] = ()

    @property
    def hints(self) -> FileHints:
        codes = {(one.kind, one.told): one.code for one in self.meant}
        return FileHints(dict(self.columns), codes, self.known_only)


@dataclass(frozen=True)
class HistoryPreview:
    """A work: say what would become of a file, and change nothing."""

    sent: SentHistory


@dataclass(frozen=True)
class HistoryImport:
    """A work: take a file, in the name of this actor."""

    sent: SentHistory
    by: str


@dataclass(frozen=True)
class HistoryOutcome:
    """What became of a file's rows, or would; of the refused and the matched no more than a page shows."""

    taken: int
    already_there: int
    refused_count: int
    refused: tuple[tuple[int, Reason], ...]
    newcomers: tuple[Newcomer, ...]
    matches: tuple[CodeMatch, ...]
    lost_zeros: tuple[CodeMatch, ...] = ()


@dataclass(frozen=True)
class PreviewedHistory:
    """The header and the first rows of a file, and what would become of it; None where `refusal` says why not."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    outcome: HistoryOutcome | None
    refusal: StoreOpsError | None
