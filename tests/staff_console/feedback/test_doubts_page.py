"""The page of answers in doubt: who sees it, what it tells and hides, and what a decision does."""

import pytest

from storeops.base.clock import FrozenClock
from storeops.store.database import HallDatabase
from tests.factories import SUN, everything, rows
from tests.quality.ratings.phones import rated_from
from tests.staff_console.colleague import Colleague
from tests.staff_console.conftest import SignedIn


@pytest.fixture
def sun(signed_in: SignedIn) -> Colleague:
    """The supervisor, who judges."""
    return signed_in(SUN)


@pytest.fixture
def doubted(db: HallDatabase, clock: FrozenClock) -> int:
    """Two answers in doubt of one phone; the number that names them."""
    return rated_from(db, clock, "a phone", 5, 4, 1, 2)[2]


def test_without_doubts_the_page_says_so(sun: Colleague) -> None:
    assert "No answer waits for a decision." in sun.open("/feedback/doubts")


def test_the_page_tells_where_and_when_and_hides_how_it_was_answered(sun: Colleague, doubted: int) -> None:
    page = sun.open("/feedback/doubts")

    assert "One phone, 2026-03-02: 2 more visits" in page
    assert "Ana" in page
    assert "Farewell" in page
    assert f'action="/feedback/doubts/{doubted}#doubt-{doubted}"' in page
    for told in ("Very bad", "A001", "A003", "face"):
        assert told not in page


@pytest.mark.parametrize(("decision", "counting"), [("accept", 4), ("leave_out", 2)])
def test_a_decision_is_kept_and_shown_below(
    sun: Colleague, db: HallDatabase, doubted: int, decision: str, counting: int
) -> None:
    sun.open("/feedback/doubts")

    answer = sun.send(f"/feedback/doubts/{doubted}", decision=decision, note="Looked at the camera.")

    assert (answer.status_code, answer.location) == (303, "/feedback/doubts")
    assert len(rows(db, "SELECT id FROM standing_rating")) == counting
    page = sun.open("/feedback/doubts")
    assert "Saved." in page
    assert "No answer waits for a decision." in page
    assert "Looked at the camera." in page


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/feedback/doubts/3", {"decision": "accept", "note": ""}, 422),
        ("/feedback/doubts/3", {"decision": "perhaps", "note": "A note."}, 422),
        ("/feedback/doubts/3", {"note": "A note."}, 422),
        ("/feedback/doubts/99", {"decision": "accept", "note": "A note."}, 404),
        ("/feedback/doubts/one", {"decision": "accept", "note": "A note."}, 404),
        (f"/feedback/doubts/{'9' * 40}", {"decision": "accept", "note": "A note."}, 404),
    ],
)
def test_what_is_no_decision_is_refused_and_nothing_changes(
    sun: Colleague, db: HallDatabase, doubted: int, path: str, fields: dict[str, str], status: int
) -> None:
    sun.open("/feedback/doubts")
    before = everything(db)

    assert sun.send(path, **fields).status_code == status
    assert everything(db) == before


def test_the_duty_manager_reads_and_does_not_decide(chen: Colleague, db: HallDatabase, doubted: int) -> None:
    page = chen.open("/feedback/doubts")
    before = everything(db)

    assert "Let them count" not in page
    assert chen.send(f"/feedback/doubts/{doubted}", decision="accept", note="Fine.").status_code == 403
    assert everything(db) == before


def test_a_clerk_does_not_see_it(ana: Colleague, doubted: int) -> None:
    assert ana.client.get("/feedback/doubts").status_code == 403
    assert "Answers in doubt" not in ana.open("/feedback/mine")
