"""Long lists, a page at a time. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list: its items, its number from 1 on, and how many pages there are, at least one."""

    items: Sequence[Item]
    number: int
    count: int


def page_of(items: Sequence[Item], number: int, most: int) -> Page[Item]:
    """The page with that number, of at most `most` items; the last one where there are fewer pages."""
    count = max(-(-len(items) // most), 1)
    number = min(number, count)
    return Page(items[(number - 1) * most : number * most], number, count)
