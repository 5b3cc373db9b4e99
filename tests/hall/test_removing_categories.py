"""A category that was never used can be deleted; one that history may hold cannot."""

import json

import pytest

from storeops.base.clock import FrozenClock
from storeops.hall.offer_actions import add_category, remove_category
from storeops.hall.refusals import CategoryInUse, UnknownCategory
from storeops.queueing.issue import Wish, issue
from storeops.store.database import HallDatabase
from storeops.tracing.replay_check_view import replay_findings
from tests.factories import ADA, everything, last_event, rows


@pytest.fixture
def repairs(db: HallDatabase, clock: FrozenClock) -> str:
    """A category that was added and never used."""
    add_category(db, clock, ADA.actor, "repairs", "Z", "维修", "Repairs")
    return "repairs"


def test_it_goes_with_one_event_and_nothing_is_missed(db: HallDatabase, clock: FrozenClock, repairs: str) -> None:
    services = rows(db, "SELECT * FROM service")

    remove_category(db, clock, ADA.actor, repairs)

    assert [row["code"] for row in rows(db, "SELECT code FROM category ORDER BY id")] == ["payment", "plans", "other"]
    assert rows(db, "SELECT * FROM service") == services
    event = last_event(db)
    assert (event["kind"], json.loads(event["data"])["category"]) == ("category_removed", "repairs")
    assert [found for found in replay_findings(db, db.path) if found.startswith("category")] == []


def test_one_with_services_stays_also_if_none_is_offered(db: HallDatabase, clock: FrozenClock) -> None:
    db.execute("UPDATE service SET is_active = 0")
    before = everything(db)

    with pytest.raises(CategoryInUse):
        remove_category(db, clock, ADA.actor, "plans")

    assert everything(db) == before


def test_one_whose_letter_is_on_a_ticket_stays(db: HallDatabase, clock: FrozenClock) -> None:
    issue(db, clock, ADA.actor, Wish("plan_change"))
    db.execute("UPDATE service SET category_id = (SELECT id FROM category WHERE code = 'other') WHERE id = 3")
    before = everything(db)

    with pytest.raises(CategoryInUse):
        remove_category(db, clock, ADA.actor, "plans")

    assert everything(db) == before


def test_one_that_is_not_there_is_refused_by_name(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(UnknownCategory):
        remove_category(db, clock, ADA.actor, "repairs")
