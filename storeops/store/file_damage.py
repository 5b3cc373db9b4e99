"""What is damaged in a database file, in words, and what to do about it. Pure.

An index holds nothing that its table does not hold too: a damaged one is written anew. What stood on a damaged page of
a table is in a copy, or nowhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class FilePart(Enum):
    """What a damaged page is part of."""

    TABLE = "table"
    INDEX = "index"
    SCHEMA = "schema"
    FREE = "free"
    """Pages that hold nothing, and the list of them."""


@dataclass(frozen=True)
class Owner:
    """A table or an index; `root` is its first page in the file, 0 for what has none."""

    part: FilePart
    name: str
    table: str
    root: int


@dataclass(frozen=True)
class Damage:
    """One damaged part of the file. `fault` is what SQLite said; `lost` names the rows that cannot be read."""

    part: FilePart
    name: str
    fault: str
    lost: str = ""

    @property
    def sentence(self) -> str:
        """What is damaged, in one line."""
        where = {
            FilePart.TABLE: f"table {self.name}",
            FilePart.INDEX: f"index {self.name}",
            FilePart.SCHEMA: "the description of its tables",
            FilePart.FREE: "its empty pages",
        }[self.part]
        lost = f"; {self.lost}" if self.lost else ""
        return f"the file is damaged, {where}: {self.fault}{lost}"


_TREE = re.compile(r"Tree (\d+) page")
_INDEX = re.compile(r"(?:row \S+ missing from|wrong # of entries in|non-unique entry in|rowid not at end of record .*)"
                    r" index (\S+)")  # fmt: skip
_FREE = re.compile(r"Page \d+: never used|Freelist: ")


def told_parts(messages: Sequence[str], table: str, owners: Sequence[Owner]) -> list[Damage]:
    """What the messages of a look through one table are about: itself or its indexes, each with its first message."""
    of_root = {owner.root: owner for owner in owners if owner.root}
    indexes = {owner.name for owner in owners if owner.part is FilePart.INDEX}
    found: dict[tuple[FilePart, str], str] = {}
    for line in _lines(messages):
        tree, index = _TREE.match(line), _INDEX.search(line)
        if tree and int(tree.group(1)) in of_root:
            owner = of_root[int(tree.group(1))]
            about = (owner.part, owner.name)
        elif index and index.group(1) in indexes:
            about = (FilePart.INDEX, index.group(1))
        elif _FREE.match(line):
            about = (FilePart.FREE, "")
        else:
            about = (FilePart.TABLE, table)
        found.setdefault(about, line)
    return [Damage(part, name, fault) for (part, name), fault in found.items()]


def free_pages(messages: Sequence[str]) -> list[Damage]:
    """The damage that messages tell of where no table has any; empty where there are none."""
    first = next(iter(_lines(messages)), None)
    if first is None:
        return []
    return [Damage(FilePart.FREE if _FREE.match(first) else FilePart.SCHEMA, "", first)]


def _lines(messages: Sequence[str]) -> list[str]:
    lines = [line.strip() for message in messages for line in message.splitlines()]
    return [line for line in lines if line and line != "ok" and not line.startswith("***")]


def torn_end(size: int, page_size: int) -> list[Damage]:
    """The damage of a file that ends in the middle of a page; both in bytes."""
    if not page_size or size % page_size == 0:
        return []
    return [Damage(FilePart.FREE, "", f"it was cut off: its last page lacks {page_size - size % page_size} bytes")]


def advice(damages: Sequence[Damage], path: Path) -> list[str]:
    """What to do, one sentence for each step; empty where nothing is damaged."""
    if not damages:
        return []
    first = f"what to do: end the server, and keep {path} with its -wal and -shm files as they are, elsewhere"
    if all(damage.part in {FilePart.INDEX, FilePart.FREE} for damage in damages):
        return [
            "no row is lost: storeops backup --rebuilt FILE writes a sound copy of everything",
            f"{first}; then put that copy back with: storeops --db {path} restore FILE",
        ]
    return [
        f"{first}; then put the newest sound copy back with: storeops --db {path} restore COPY",
        "what came after that copy can still be read where its table is whole: storeops export and storeops report",
        "a disk that damages files goes on doing so: have it replaced before the hall opens again",
    ]
