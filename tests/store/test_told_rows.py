"""What of the journal is told to whom: numbers without gaps, and names that tell one journal from another."""

from datetime import datetime
from pathlib import Path

import pytest

from storeops.base.actor import CUSTOMER, SYSTEM, Actor
from storeops.base.clock import FrozenClock
from storeops.people.enrolment_actions import add_device
from storeops.quality.ratings.moments import Moment, Place
from storeops.quality.ratings.rating_actions import tap
from storeops.store import backup, journal, told_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase, connect
from storeops.store.event_kinds import EVENT_KINDS, SERIES_OF, Audience, EventSeries, kinds_told_to
from tests.factories import a_served_ticket, a_waiting_ticket, everything, rows


@pytest.fixture
def a_tapped_visit(db: HallDatabase, clock: FrozenClock) -> None:
    """A visit, its low tap, a new device, and the next ticket."""
    visit = a_served_ticket(db, clock)
    tap(db, clock, CUSTOMER, visit.token, Moment.FAREWELL, 1, Place.PAD)
    add_device(db, clock, SYSTEM, "till", "integration")
    a_waiting_ticket(db, clock)


def told(db: HallDatabase, audience: Audience) -> list[tuple[object, object]]:
    """Number and kind of everything that an audience is told."""
    shown = [event.shown(audience) for event in told_rows.told_since(db, audience, 0)]
    return [(event["seq"], event["kind"]) for event in shown if event is not None]


@pytest.mark.usefixtures("a_tapped_visit")
def test_the_numbers_of_a_clerk_have_no_gap_where_a_customer_tapped(db: HallDatabase) -> None:
    assert told(db, Audience.STAFF) == [
        *((1, "issue"), (2, "counter_open"), (3, "call_ticket"), (4, "start"), (5, "finish"), (6, "issue"))
    ]


@pytest.mark.usefixtures("a_tapped_visit")
def test_whoever_runs_the_floor_hears_of_the_low_tap_and_of_no_other(db: HallDatabase) -> None:
    assert told(db, Audience.FLOOR)[5:] == [(6, "recovery_raised"), (7, "issue")]


@pytest.mark.usefixtures("a_tapped_visit")
def test_the_office_hears_everything_that_is_told(db: HallDatabase) -> None:
    heard = told(db, Audience.OFFICE)

    assert heard == [(row["seq"], row["kind"]) for row in rows(db, "SELECT seq, kind FROM event ORDER BY seq")]
    assert [kind for _, kind in heard[6:]] == ["prompt_shown", "rated", "recovery_raised", "device_added", "issue"]


@pytest.mark.usefixtures("a_tapped_visit")
def test_a_stranger_is_told_numbers_states_and_counters_alone(db: HallDatabase) -> None:
    shown = [event.shown(Audience.EVERYBODY) for event in told_rows.told_since(db, Audience.EVERYBODY, 0)]

    assert {name for event in shown if event for name in event} == {
        *("seq", "at", "kind", "number", "business_day", "state", "counter")
    }


def test_strangers_are_told_nothing_but_how_tickets_move() -> None:
    assert kinds_told_to(Audience.EVERYBODY) == {
        *("issue", "call_next", "call_ticket", "recall", "start", "finish", "reopen", "transfer", "hold", "resume"),
        *("mark_no_show", "reinstate", "cancel", "void", "change_segment", "close_day", "take_back"),
    }


def test_no_clerk_is_told_what_follows_a_tap() -> None:
    assert not {kind for kind in kinds_told_to(Audience.STAFF) if kind.startswith(("rat", "prompt", "recovery"))}


def test_a_kind_that_says_no_audience_is_the_office_s() -> None:
    assert EVENT_KINDS["sign_in"].told_to is Audience.OFFICE
    assert all(
        min(kind.fields.values(), default=Audience.NOBODY) >= kind.told_to
        for kind in EVENT_KINDS.values()
        if not kind.moves_ticket
    )


@pytest.mark.usefixtures("a_tapped_visit")
def test_a_number_leads_back_to_the_event_after_which_to_go_on(db: HallDatabase) -> None:
    for series in EventSeries:
        for number in range(told_rows.last_number(db, series) + 1):
            seq = told_rows.seq_of(db, series, number)
            assert told_rows.number_at(db, series, seq) == number
            assert seq == journal.last_seq(db) or told_rows.number_at(db, series, seq + 1) == number + 1


def test_imported_history_is_told_to_nobody(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    journal.append_imported(db, clock.now(), [journal.imported(clock.now(), "roster_imported", "import", {})])
    a_waiting_ticket(db, clock)

    assert told(db, Audience.OFFICE) == [(1, "chain_begun"), (2, "issue"), (3, "issue")]


def test_an_event_that_is_taken_back_leaves_no_number_behind(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    before = everything(db)

    @action
    def break_off(db: HallDatabase, now: datetime, by: Actor) -> None:
        journal.append(db, now, "issue", by.name)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off(db, clock, SYSTEM)

    assert everything(db) == before


def test_the_last_event_before_an_instant_is_found(db: HallDatabase, clock: FrozenClock) -> None:
    assert told_rows.last_before(db, clock.now()) == 0
    a_waiting_ticket(db, clock)
    newest = journal.last_seq(db)
    clock.advance(minutes=10)
    a_waiting_ticket(db, clock)

    assert told_rows.last_before(db, clock.now()) == newest


def test_a_copy_that_is_put_back_counts_under_other_names(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    a_waiting_ticket(db, clock)
    before = [told_rows.epoch(db, series) for series in EventSeries]
    backup.backup(db.path, tmp_path / "copy.db")

    backup.restore(tmp_path / "copy.db", tmp_path / "restored.db", told_rows.begin_epochs)

    restored = connect(tmp_path / "restored.db")
    after = [told_rows.epoch(restored, series) for series in EventSeries]
    assert len({*before, *after}) == 6
    assert told_rows.last_number(restored, SERIES_OF[Audience.EVERYBODY]) == 1
    restored.conn.close()
