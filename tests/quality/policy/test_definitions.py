"""Changed definitions of what the stars count: from which month on each holds, and that every version carries it on."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from storeops.base.clock import FrozenClock, SystemClock
from storeops.base.months import month_to_come
from storeops.quality.policy import policy_rows
from storeops.quality.policy.policy import ChangedDefinition, read_policy
from storeops.quality.policy.policy_actions import add_policy
from storeops.quality.policy.refusals import PolicyRefused
from storeops.store.database import HallDatabase, migrate
from tests.factories import ADA, rows
from tests.quality.stars.star_story import policy_with
from tests.test_migrations import a_database_at

BEFORE = "0008_month_end"
"""The last step of a schema that knew no definitions."""
ZONE = "Pacific/Auckland"


def since(db: HallDatabase) -> dict[str, str]:
    """Each definition with the month from which on it holds."""
    return {row["name"]: row["since"] for row in rows(db, "SELECT name, since FROM definition_in_force")}


def test_a_new_hall_has_known_nothing_else(db: HallDatabase) -> None:
    assert since(db) == dict.fromkeys(ChangedDefinition, "1970-01")


def test_an_old_hall_begins_with_the_first_month_after_the_migration(tmp_path: Path) -> None:
    db = a_database_at(tmp_path / "old.db", BEFORE)
    db.execute(
        "INSERT INTO hall (id, name_zh, name_en, zone, is_sample, secret_key) VALUES (1, '厅', 'Hall', ?, 0, 'x')",
        [ZONE],
    )
    earliest = month_to_come(SystemClock().now(), ZoneInfo(ZONE))

    migrate(db)

    found = since(db)
    latest = month_to_come(SystemClock().now(), ZoneInfo(ZONE))
    assert found.keys() == set(ChangedDefinition)
    assert all(earliest <= month <= latest for month in found.values())
    policies = [each.policy for each in policy_rows.all_policies(db)]
    assert [policy.since for policy in policies] == [found, found]  # that of the checks alone too


def test_a_month_uses_a_definition_from_its_beginning_on() -> None:
    policy = policy_with(since={ChangedDefinition.CONFIRMED_EXCEPTIONS: "2026-05"})

    used = {
        month: policy.uses(ChangedDefinition.CONFIRMED_EXCEPTIONS, month) for month in ("2026-04", "2026-05", "2027-01")
    }
    assert used == {"2026-04": False, "2026-05": True, "2027-01": True}


def test_the_newest_version_tells_since_when(db: HallDatabase, clock: FrozenClock) -> None:
    body = json.loads(policy_rows.newest(db).body)
    later = body | {"definitions": dict.fromkeys(ChangedDefinition, "2026-05")}

    add_policy(db, clock, ADA.actor, "service_stars", "2026-04", json.dumps(later), ADA.code)

    assert since(db) == dict.fromkeys(ChangedDefinition, "2026-05")


@pytest.mark.parametrize("definitions", [None, {}, {"confirmed_exceptions": "soon"}, {"confirmed_exceptions": None}])
def test_a_version_that_forgets_a_definition_is_refused(db: HallDatabase, definitions: object) -> None:
    body = json.loads(policy_rows.newest(db).body)

    with pytest.raises(PolicyRefused):
        read_policy(json.dumps(body | {"definitions": definitions}))
