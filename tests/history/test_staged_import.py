"""An import stands there whole or not at all, lets the hall go on meanwhile, and can be taken back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storeops.base.actor import CUSTOMER, SYSTEM
from storeops.base.clock import FrozenClock
from storeops.history import import_actions
from storeops.history.care_format import COLUMNS as CARE
from storeops.history.hall_import import HallImport, ImportState
from storeops.history.import_actions import drop_unfinished_imports, take_back_import
from storeops.history.import_rows import imports
from storeops.history.refusals import (
    ImportCompletesOthers,
    ImportGoesOn,
    ImportMonthClosed,
    ImportNeeded,
    ImportNotThere,
    ImportUsed,
    UnknownImport,
)
from storeops.history.row_judgement import ImportResult
from storeops.history.transactions_format import COLUMNS as TRANSACTIONS
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.queueing.issue import Wish, issue
from storeops.running.integrity_view import findings
from storeops.store.database import HallDatabase
from storeops.store.file_turn import turn
from tests import factories
from tests.factories import ADA, rows
from tests.history.imports import import_care, import_legs, import_transactions
from tests.history.legs_files import DAY, cells, write_legs
from tests.history.told_files import counts, refusals, write_rows

Take = Callable[..., ImportResult]


@pytest.fixture
def take(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> Take:
    """Take a file of these legs."""
    return lambda *told: import_legs(db, clock, ADA.actor, write_legs(tmp_path / "legs.csv", *told))


def many_visits() -> list[dict[str, str]]:
    """More than are written at once."""
    return [cells(f"A{n:03}") for n in range(1, 61)]


def only_import(db: HallDatabase) -> HallImport:
    [only] = imports(db)
    return only


class Killed(BaseException):
    """As if the process ended: whoever cleans up dies too."""


class LastHour(FrozenClock):
    """Tells the time so many times, and then kills whoever asks."""

    left = 5

    def now(self) -> datetime:
        self.left -= 1
        if self.left < 0:
            raise Killed
        return super().now()


def a_killed_import(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    """One of which some visits were written already."""
    with pytest.raises(Killed):
        import_legs(db, LastHour(clock.now()), ADA.actor, write_legs(tmp_path / "legs.csv", *many_visits()))


def test_an_import_has_a_number_a_file_and_counts(db: HallDatabase, take: Take) -> None:
    take(cells("A001"), cells("A002", ended_at=""))

    told = only_import(db)
    assert (told.id, told.kind, told.file_name, told.begun_by) == (1, "legs", "legs.csv", ADA.actor.name)
    assert (told.state, told.taken_count, told.already_count, told.refused_count) == (ImportState.TAKEN, 1, 0, 1)
    assert told.month_list == ["2026-03"]
    assert findings(db) == []


def test_an_import_that_takes_nothing_has_no_number(db: HallDatabase, take: Take) -> None:
    take(cells("A001", ended_at=""))

    assert imports(db) == []


def test_refused_rows_are_all_counted_and_so_many_of_them_told(
    db: HallDatabase, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_actions, "MOST_TOLD", 2)

    told = take(cells(business_day="x"), cells("A002", business_day="y"), cells("A003"), cells("A004", ended_at=""))

    assert (told.taken, told.refused_count) == (1, 3)
    assert [line for line, _ in told.refused] == [2, 3]
    assert only_import(db).refused_count == 3


def test_nothing_of_a_killed_import_is_seen_and_the_next_one_takes_all(
    db: HallDatabase, clock: FrozenClock, take: Take, tmp_path: Path
) -> None:
    a_killed_import(db, clock, tmp_path)

    assert rows(db, "SELECT count(*) AS written FROM stored_ticket")[0]["written"] > 0
    for seen in ("ticket", "leg", "leg_transaction"):
        assert rows(db, f"SELECT * FROM {seen}") == []
    assert findings(db) == []
    assert counts(take(*many_visits())) == (60, 0, 0)
    assert [each.state for each in imports(db)] == [ImportState.TAKEN, ImportState.DROPPED]
    assert rows(db, "SELECT count(*) AS seen FROM ticket") == [{"seen": 60}]
    assert findings(db) == []


def test_a_killed_import_is_dropped_once_and_told(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    a_killed_import(db, clock, tmp_path)

    assert drop_unfinished_imports(db, clock, SYSTEM) == 1
    assert drop_unfinished_imports(db, clock, SYSTEM) is None
    assert only_import(db).state is ImportState.DROPPED
    assert rows(db, "SELECT kind, actor FROM event ORDER BY seq DESC LIMIT 1") == [
        {"kind": "import_dropped", "actor": SYSTEM.name}
    ]


def test_an_import_that_goes_on_is_left_alone_and_another_one_refused(
    db: HallDatabase, clock: FrozenClock, take: Take, tmp_path: Path
) -> None:
    a_killed_import(db, clock, tmp_path)

    with turn(db.path.with_name("hall.db.import")) as is_ours:
        assert is_ours
        assert drop_unfinished_imports(db, clock, SYSTEM) is None
        with pytest.raises(ImportGoesOn):
            take(cells())

    assert only_import(db).state is ImportState.STAGING


def test_the_hall_issues_the_numbers_of_an_import_that_is_not_over(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    a_killed_import(db, clock, tmp_path)
    clock.instant = factories.MONDAY_NINE - timedelta(days=1)

    assert issue(db, clock, CUSTOMER, Wish("payment")).number == "A001"


class Meanwhile(FrozenClock):
    """Lets something happen in the transaction that asks for the time at last, after the rows were judged."""

    def __init__(self, now: datetime, happens: Callable[[], object]) -> None:
        super().__init__(now)
        self.happens, self.left = happens, 5

    def now(self) -> datetime:
        self.left -= 1
        if self.left == 0:
            self.happens()
        return super().now()


def of_today(ticket: str) -> dict[str, str]:
    at = {"issued_at": "08:00", "called_at": "08:04", "started_at": "08:05", "ended_at": "08:08"}
    return cells(ticket, business_day="2026-03-02", **at)


def test_a_number_that_the_hall_issues_while_it_is_imported_is_the_halls(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    issue_inside = issue.__wrapped__  # type: ignore[attr-defined]  # the verb in the transaction that is open
    meanwhile = Meanwhile(clock.now(), lambda: issue_inside(db, clock.now(), CUSTOMER, Wish("payment")))

    told = import_legs(db, meanwhile, ADA.actor, write_legs(tmp_path / "legs.csv", of_today("A001"), of_today("A002")))

    assert (counts(told), refusals(told)) == ((1, 0, 1), [(2, "number repeated")])
    assert [each.state for each in imports(db)] == [ImportState.TAKEN, ImportState.DROPPED]
    assert rows(db, "SELECT number, is_imported FROM ticket ORDER BY number") == [
        {"number": "A001", "is_imported": 0},
        {"number": "A002", "is_imported": 1},
    ]
    assert findings(db) == []


# Taking back


def test_an_import_that_was_taken_back_enters_nothing_and_frees_its_keys(
    db: HallDatabase, clock: FrozenClock, take: Take
) -> None:
    take(cells("A001"), cells("A002"))
    seq = rows(db, "SELECT max(seq) AS seq FROM event")[0]["seq"]

    take_back_import(db, clock, ADA.actor, 1)

    told = only_import(db)
    assert (told.state, told.taken_back_by, told.taken_back_at) == (ImportState.TAKEN_BACK, ADA.actor.name, clock.now())
    assert rows(db, "SELECT kind, actor FROM event WHERE seq > ?", seq) == [
        {"kind": "import_taken_back", "actor": ADA.actor.name}
    ]
    for seen in ("ticket", "visit", "leg", "counted_leg", "leg_transaction", "finished_transaction"):
        assert rows(db, f"SELECT * FROM {seen}") == []
    assert len(rows(db, "SELECT * FROM stored_ticket")) == 2
    assert findings(db) == []
    assert counts(take(cells("A001", ended_at="10:20"))) == (1, 0, 0)
    assert findings(db) == []


def test_what_stood_for_a_leg_is_back_when_its_transactions_are_taken_back(
    db: HallDatabase, clock: FrozenClock, take: Take, tmp_path: Path
) -> None:
    take(cells("A001"))
    before = factories.transactions(db, "A001")
    row = {"business_day": DAY, "ticket": "A001", "leg": "0", "service": "payment", "class": "exceptional"}
    told = [{**row, "started_at": f"{DAY}T10:05:00", "ended_at": f"{DAY}T10:06:00"}]
    path = write_rows(tmp_path / "told.csv", TRANSACTIONS, told)
    import_transactions(db, clock, ADA.actor, path)
    assert [each["class"] for each in factories.transactions(db, "A001")] == ["exceptional"]

    with pytest.raises(ImportNeeded, match="Import 2 hangs on import 1"):
        take_back_import(db, clock, ADA.actor, 1)
    take_back_import(db, clock, ADA.actor, 2)

    back = [{**each, "replaced_by": None} for each in factories.transactions(db, "A001")]
    assert back == before
    assert findings(db) == []
    assert counts(import_transactions(db, clock, ADA.actor, path)) == (1, 0, 0)
    assert [each["class"] for each in factories.transactions(db, "A001")] == ["exceptional"]
    assert findings(db) == []


def test_transactions_beside_which_later_ones_stand_stay(
    db: HallDatabase, clock: FrozenClock, take: Take, tmp_path: Path
) -> None:
    take(cells("A001"))
    row = {"business_day": DAY, "ticket": "A001", "leg": "0", "service": "payment", "class": "normal"}
    for begun, ended in (("10:05:00", "10:06:00"), ("10:06:00", "10:07:00")):
        told = [{**row, "started_at": f"{DAY}T{begun}", "ended_at": f"{DAY}T{ended}"}]
        import_transactions(db, clock, ADA.actor, write_rows(tmp_path / "told.csv", TRANSACTIONS, told))

    before = factories.everything(db)

    # Otherwise what stood for the whole leg would be counted beside the second one.
    with pytest.raises(ImportNeeded, match="Import 3 hangs on import 2"):
        take_back_import(db, clock, ADA.actor, 2)

    assert factories.everything(db) == before


def test_what_completed_an_earlier_import_cannot_be_taken_back_by_itself(
    db: HallDatabase, clock: FrozenClock, take: Take
) -> None:
    take(cells("A001", 0, "transferred", called_at="10:04", started_at="10:05", ended_at="10:07", counter="1"))
    take(cells("A001", 1, issued_at="10:07", called_at="10:08", started_at="10:09", ended_at="10:12"))
    before = factories.everything(db)

    with pytest.raises(ImportCompletesOthers):
        take_back_import(db, clock, ADA.actor, 2)
    with pytest.raises(ImportNeeded):
        take_back_import(db, clock, ADA.actor, 1)

    assert factories.everything(db) == before


def test_an_import_about_which_the_hall_wrote_stays(db: HallDatabase, clock: FrozenClock, take: Take) -> None:
    take(cells("A001"))
    [ticket] = rows(db, "SELECT id FROM ticket")
    db.execute(
        "INSERT INTO heard_wish (kind, note, ticket_id, heard_by, heard_at) VALUES ('suggestion', 'x', ?, 1, ?)",
        (ticket["id"], "2026-03-01T03:00:00.000Z"),
    )

    with pytest.raises(ImportUsed):
        take_back_import(db, clock, ADA.actor, 1)


def test_an_import_whose_care_entry_is_appealed_stays(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    told = [{"employee": factories.ANA.code, "day": DAY, "kind": "praise", "note": "x"}]
    import_care(db, clock, ADA.actor, write_rows(tmp_path / "care.csv", CARE, told))
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute(
        "INSERT INTO star_appeal (employee_id, month, version, line, row_kind, row_id, grounds, appealed_at)"
        " SELECT employee_id, '2026-03', 1, 'care', 'care', id, 'x', '2026-03-02T01:00:00.000Z' FROM care_entry"
    )

    with pytest.raises(ImportUsed):
        take_back_import(db, clock, ADA.actor, 1)


def test_a_trial_writes_nothing_not_even_of_an_import_that_was_killed(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    a_killed_import(db, clock, tmp_path)
    before = factories.everything(db)

    trial = import_legs(db, clock, ADA.actor, write_legs(tmp_path / "other.csv", cells("B001")), dry_run=True)

    assert counts(trial) == (1, 0, 0)
    assert factories.everything(db) == before


def test_an_import_of_a_closed_month_stays(db: HallDatabase, clock: FrozenClock, take: Take) -> None:
    take(cells("A001"))
    clock.advance(days=40)
    close_stars(db, clock, SYSTEM, "2026-03")

    with pytest.raises(ImportMonthClosed, match="2026-03"):
        take_back_import(db, clock, ADA.actor, 1)

    assert only_import(db).state is ImportState.TAKEN


def test_only_what_is_there_is_taken_back_and_once(db: HallDatabase, clock: FrozenClock, take: Take) -> None:
    take(cells("A001"))
    take_back_import(db, clock, ADA.actor, 1)
    before = factories.everything(db)

    with pytest.raises(ImportNotThere):
        take_back_import(db, clock, ADA.actor, 1)
    with pytest.raises(UnknownImport):
        take_back_import(db, clock, ADA.actor, 7)

    assert factories.everything(db) == before
