"""Refusals as a whole: each has a name of its own in addresses and logs, and something to say."""

import importlib
from collections import Counter
from collections.abc import Iterator

from storeops.base.errors import StoreOpsError
from tests.source_code import modules


def children(of: type[StoreOpsError]) -> Iterator[type[StoreOpsError]]:
    for child in of.__subclasses__():
        yield child
        yield from children(child)


def all_refusals() -> set[type[StoreOpsError]]:
    """Every refusal of the product: their rooms are loaded first."""
    for name in modules():
        if name.split(".")[-1] in {"refusals", "errors"}:
            importlib.import_module(name)
    return {refusal for refusal in children(StoreOpsError) if refusal.__module__.split(".")[0] != "tests"}


def test_each_refusal_has_a_slug_of_its_own() -> None:
    slugs = Counter(StoreOpsError.slug.fget(refusal.__new__(refusal)) for refusal in all_refusals())  # type: ignore[attr-defined]

    assert [slug for slug, count in slugs.items() if count > 1] == []
    assert {"ticket-not-waiting", "queue-empty", "star-appeal-open", "check-appeal-open"} <= slugs.keys()


def test_each_refusal_says_something_unless_only_its_children_are_raised() -> None:
    silent = {refusal for refusal in all_refusals() if not refusal.sentence}

    assert {refusal.__name__ for refusal in silent if not refusal.__subclasses__()} == set()
