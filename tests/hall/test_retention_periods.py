"""A hall sets how long it keeps personal data, within bounds; the jobs and their trial follow, each change is told."""

import json
from datetime import timedelta

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.errors import WholeNumberNeeded
from storeops.base.retention import DAY, HOUR, KEPT_KINDS
from storeops.hall import retention_period_rows
from storeops.hall.retention_period_actions import set_retention_periods
from storeops.personal.clearing_actions import clear_what_is_due, try_clearing
from storeops.quality.follow_ups.contact_actions import clear_contacts
from storeops.quality.follow_ups.follow_up_actions import resolve
from storeops.quality.heard.observed_actions import note_observed
from storeops.store.database import HallDatabase
from tests.factories import ADA, ANA, everything, rows
from tests.quality.follow_ups.cases import a_case


def told_changes(db: HallDatabase) -> list[tuple[str, dict[str, object]]]:
    found = rows(db, "SELECT actor, data FROM event WHERE kind = 'retention_period_set' ORDER BY seq")
    return [(event["actor"], json.loads(event["data"])) for event in found]


def test_without_a_setting_each_kind_is_kept_as_shipped(db: HallDatabase) -> None:
    assert retention_period_rows.periods(db) == {name: kind.usual for name, kind in KEPT_KINDS.items()}


def test_a_change_is_told_with_the_old_and_the_new_time_and_what_stays_is_not(
    db: HallDatabase, clock: FrozenClock
) -> None:
    set_retention_periods(db, clock, ADA.actor, {"desk_notes": 62 * DAY, "case_texts": 730 * DAY})

    # 400 days are 9600 h, 62 days 1488 h.
    assert told_changes(db) == [
        ("employee:9001", {"what": "desk_notes", "kept_hours": 1488, "kept_hours_before": 9600})
    ]
    assert rows(db, "SELECT * FROM retention_period") == [{"kind": "desk_notes", "kept_hours": 1488}]


@pytest.mark.parametrize("name", KEPT_KINDS)
def test_bounds_are_kept_on_both_sides(db: HallDatabase, clock: FrozenClock, name: str) -> None:
    kind = KEPT_KINDS[name]
    for kept in (kind.shortest, kind.longest):
        set_retention_periods(db, clock, ADA.actor, {name: kept})
        assert retention_period_rows.periods(db)[name] == kept
    before = everything(db)

    for kept in (kind.shortest - HOUR, kind.longest + HOUR):
        with pytest.raises(WholeNumberNeeded) as refused:
            set_retention_periods(db, clock, ADA.actor, {name: kept})
        assert refused.value.field == name

    assert everything(db) == before
    assert kind.shortest <= kind.usual <= kind.longest


def test_the_job_and_its_trial_clear_after_the_time_that_was_set(db: HallDatabase, clock: FrozenClock) -> None:
    note_observed(db, clock, ANA.actor, ANA.code, "waiting", "complaint", "Ms Li was angry")
    set_retention_periods(db, clock, ADA.actor, {"desk_notes": 62 * DAY})
    clock.instant += timedelta(days=62)
    assert try_clearing(db, clock, SYSTEM)["desk_notes"] == 0

    clock.instant += timedelta(seconds=1)

    assert try_clearing(db, clock, SYSTEM)["desk_notes"] == 1
    assert clear_what_is_due(db, clock, SYSTEM)["desk_notes"] == 1


def test_phone_numbers_go_after_the_hours_that_were_set(db: HallDatabase, clock: FrozenClock) -> None:
    resolve(db, clock, ANA.actor, ANA.code, a_case(db, clock, phone="13812345678"), "told so")
    set_retention_periods(db, clock, ADA.actor, {"contact_numbers": 48 * HOUR})
    clock.instant += timedelta(hours=47)
    assert clear_contacts(db, clock, SYSTEM) == 0

    clock.instant += timedelta(hours=1)

    assert clear_contacts(db, clock, SYSTEM) == 1
