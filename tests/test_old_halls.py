"""A hall of each schema that has landed, as its own version left it in the middle of a day when the power failed: it is
brought up to date with every row, and goes on where it was."""

from contextlib import closing
from pathlib import Path

import pytest

from migrations import STEPS
from storeops.base.actor import Actor
from storeops.base.clock import SystemClock
from storeops.commands.up_to_date import bring_up_to_date
from storeops.queueing.calling import call_next
from storeops.queueing.serving import finish, start
from storeops.running import integrity_view
from storeops.store.database import HallDatabase, connect, connect_for_migration
from tests.factories import everything
from tests.old_halls import KEPT, UNKEPT, unpacked

Table = list[dict[str, object]]

GONE = {"employee": {"failed_sign_ins", "locked_until"}}
"""Columns that later steps took away on purpose: a lock from before the upgrade is lifted."""
CHANGED = {
    "employee": {"pin_hash": "hashes of before are bound to their owners"},
    "hall": {"secret_key": "the hall's own key stands in the key file"},
    "star_policy": {"body": "the policy says from which month on a changed definition holds"},
}
"""Columns whose value later steps changed on purpose, each with its reason."""
OTHER_SEAL = {"0020_event_chain", "0021_who_rated", "0022_rated_at_device"}
"""Steps whose versions, all of one day, sealed fields otherwise: `check` takes their chain for a broken one."""
MADE_ANEW = {"_sqlite_migrations"}


def test_every_landed_schema_has_its_hall_or_a_reason() -> None:
    assert sorted([*KEPT, *UNKEPT]) == list(STEPS)


@pytest.mark.slow
@pytest.mark.parametrize("step", KEPT)
def test_a_hall_of_each_landed_schema_keeps_every_row_and_goes_on(tmp_path: Path, step: str) -> None:
    path = unpacked(step, tmp_path)
    assert Path(f"{path}-wal").stat().st_size
    with closing(connect_for_migration(path)) as db:
        before = everything(db)
        taken = bring_up_to_date(db, SystemClock()).steps
        after = everything(db)

    assert taken == list(STEPS[STEPS.index(step) + 1 :])
    assert lost(before, after) == {}
    with closing(connect(path)) as db:
        go_on(db)
        found = integrity_view.findings(db)
        assert [
            each for each in found if step not in OTHER_SEAL or not each.startswith(("the chain breaks", "..."))
        ] == []


def lost(before: dict[str, Table], after: dict[str, Table]) -> dict[str, Table]:
    """The rows of before, as far as their columns stand still, that are not there any more, by table."""
    found: dict[str, Table] = {}
    for table, was in before.items():
        now = after.get(table, after.get(f"stored_{table}"))
        if table in MADE_ANEW or not was:
            continue
        assert now is not None, table
        columns = was[0].keys() - GONE.get(table, set()) - CHANGED.get(table, {}).keys()
        kept = [{column: row.get(column) for column in columns} for row in now]
        gone = [row for row in ({column: row[column] for column in columns} for row in was) if row not in kept]
        if gone:
            found[table] = gone
    return found


def go_on(db: HallDatabase) -> None:
    """Counter 1 finishes whom it serves, counter 2 begins with whom it called, and the next one is called."""
    clock, ana, bruno = SystemClock(), Actor("employee:1001"), Actor("employee:1002")
    assert finish(db, clock, ana, "1").state == "served"
    assert start(db, clock, bruno, "2").state == "serving"
    assert call_next(db, clock, ana, "1").state == "called"
