"""The starter catalogue: taken at the making of a hall, or by one button later."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.hall.refusals import OfferStands
from storeops.sample.catalogue_actions import take_catalogue
from storeops.sample.catalogue_view import offered_catalogue
from storeops.sample.founding_actions import found_hall
from storeops.sample.starter_catalogue import beside
from storeops.store.database import HallDatabase, create
from storeops.tracing.replay_check_view import replay_findings
from tests.factories import ADA, everything, last_event, rows

LETTERS = ["A", "B", "C", "D", "E", "F", "G", "H", "J"]


@pytest.fixture
def new(tmp_path: Path) -> HallDatabase:
    """A database with nothing in it but the schema."""
    return create(tmp_path / "new.db")


def test_a_hall_may_begin_with_the_catalogue_and_nobody_elses_people(new: HallDatabase, clock: FrozenClock) -> None:
    people = found_hall(new, clock, SYSTEM, "Asia/Shanghai", with_catalogue=True)

    assert [row["prefix"] for row in rows(new, "SELECT prefix FROM category ORDER BY position")] == LETTERS
    assert rows(new, "SELECT count(*) AS n FROM service WHERE is_active = 1") == [{"n": 19}]
    assert [person.code for person in people] == ["9001"]
    assert rows(new, "SELECT is_sample, (SELECT count(*) FROM counter) AS counters FROM hall") == [
        {"is_sample": 0, "counters": 0}
    ]


def test_an_empty_hall_takes_the_catalogue_later(new: HallDatabase, clock: FrozenClock) -> None:
    found_hall(new, clock, SYSTEM, "Asia/Shanghai")

    assert take_catalogue(new, clock, ADA.actor) == 19

    assert rows(new, "SELECT count(*) AS n FROM category") == [{"n": 9}]
    assert last_event(new)["kind"] == "catalogue_taken"


def test_a_hall_with_some_categories_takes_the_others_and_keeps_its_own(db: HallDatabase, clock: FrozenClock) -> None:
    before = rows(db, "SELECT * FROM category ORDER BY id")
    # The hall has the letters A, B and J, and the codes payment, plans and other.
    left_out = [category.prefix for category in offered_catalogue(db).left_out]

    taken = take_catalogue(db, clock, ADA.actor)

    after = rows(db, "SELECT * FROM category ORDER BY id")
    assert left_out == ["A", "B", "J"]
    assert after[: len(before)] == before
    assert [row["prefix"] for row in after[len(before) :]] == ["C", "D", "E", "F", "G", "H"]
    event = last_event(db)
    assert (event["kind"], json.loads(event["data"])["count"]) == ("catalogue_taken", taken)
    assert found_of_the_offer(db) == []


def test_nothing_is_taken_twice(new: HallDatabase, clock: FrozenClock) -> None:
    found_hall(new, clock, SYSTEM, "Asia/Shanghai", with_catalogue=True)
    before = everything(new)

    with pytest.raises(OfferStands):
        take_catalogue(new, clock, ADA.actor)

    assert everything(new) == before


@pytest.mark.parametrize(
    ("codes", "letters", "service_codes", "left_out"),
    [
        ((), (), (), []),
        (("payment",), ("Z",), (), ["A"]),
        (("own",), ("B",), (), ["B"]),
        (("own",), ("Z",), ("top_up",), ["A"]),
    ],
    ids=["nothing", "code", "letter", "code of a service"],
)
def test_what_is_used_already_stays_out(
    codes: Sequence[str], letters: Sequence[str], service_codes: Sequence[str], left_out: list[str]
) -> None:
    found = beside(codes, letters, service_codes)

    assert [category.prefix for category in found.left_out] == left_out
    assert [category.prefix for category in found.free] == [letter for letter in LETTERS if letter not in left_out]


def test_what_was_taken_is_told_whole(new: HallDatabase, clock: FrozenClock) -> None:
    found_hall(new, clock, SYSTEM, "Asia/Shanghai")
    take_catalogue(new, clock, ADA.actor)
    assert found_of_the_offer(new) == []

    new.execute("UPDATE category SET prefix = 'Z' WHERE code = 'payment'")

    assert len(found_of_the_offer(new)) == 1


def found_of_the_offer(db: HallDatabase) -> list[str]:
    """What `check` says of categories and services."""
    return [finding for finding in replay_findings(db, db.path) if finding.startswith(("category", "service"))]
