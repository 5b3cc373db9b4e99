"""Whose requests go first: those that showed lately who they are."""

import pytest

from storeops.web import known_callers
from storeops.web.known_callers import KnownCallers


def test_what_was_found_good_is_known_and_nothing_else() -> None:
    known = KnownCallers()
    known.note(b"Bearer good")

    assert known.knows(b"Bearer good")
    assert not known.knows(b"Bearer bad")


def test_it_is_known_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_callers, "REMEMBERED_SECONDS", -1.0)
    known = KnownCallers()
    known.note(b"Bearer good")

    assert not known.knows(b"Bearer good")


def test_the_oldest_is_forgotten_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_callers, "MOST_REMEMBERED", 2)
    known = KnownCallers()
    for proof in (b"first", b"second", b"first", b"third"):
        known.note(proof)

    assert [known.knows(proof) for proof in (b"first", b"second", b"third")] == [True, False, True]
