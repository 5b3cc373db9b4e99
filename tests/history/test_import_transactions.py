"""Taking transactions files: what was done inside a leg, instead of the one transaction that stands for it."""

import json
from pathlib import Path

import pytest

from storeops.base.actor import Actor
from storeops.base.clock import FrozenClock
from storeops.history.refusals import ImportRefused
from storeops.history.row_judgement import ImportResult
from storeops.history.transactions_format import COLUMNS
from storeops.running.integrity_view import findings
from storeops.store.database import HallDatabase
from tests import factories
from tests.factories import rows
from tests.history.imports import import_legs, import_transactions
from tests.history.legs_files import DAY, cells, write_legs
from tests.history.told_files import counts, refusals, write_rows

ADA = Actor("employee:9001")


def done(begin: str, end: str, service: str = "payment", class_: str = "normal", **told: str) -> dict[str, str]:
    """A transaction in the first leg of A001, which was started 10:05 and ended 10:08 unless a test says otherwise."""
    row = {"business_day": DAY, "ticket": "A001", "leg": "0", "service": service, "class": class_}
    return {**row, "started_at": f"{DAY}T{begin}", "ended_at": f"{DAY}T{end}", **told}


@pytest.fixture
def take_legs(db: HallDatabase, clock: FrozenClock, tmp_path: Path):
    """Import a file of legs."""

    def take_legs(*told: dict[str, str]) -> ImportResult:
        return import_legs(db, clock, ADA, write_legs(tmp_path / "legs.csv", *told))

    return take_legs


@pytest.fixture
def take(db: HallDatabase, clock: FrozenClock, tmp_path: Path):
    """Import a file of these transactions."""

    def take(*told: dict[str, str], strict: bool = False) -> ImportResult:
        return import_transactions(db, clock, ADA, write_rows(tmp_path / "transactions.csv", COLUMNS, told), strict)

    return take


def stored(db: HallDatabase, number: str = "A001") -> list[tuple[object, ...]]:
    """Index, service, class, start, end and outcome of a ticket's transactions in order; times in UTC."""
    return [
        (
            row["transaction_index"],
            row["service"],
            row["class"],
            row["started_at"][11:19],
            row["ended_at"][11:19],
            row["outcome"],
        )
        for row in factories.transactions(db, number)
    ]


def test_the_rows_of_a_leg_replace_the_one_that_stood_for_it(db: HallDatabase, take_legs, take) -> None:
    take_legs(cells("A001"), cells("A002"))
    [stand_in] = factories.transactions(db, "A001")

    result = take(done("10:06:30", "10:08", "invoice", "technical"), done("10:05", "10:06:30", class_="exceptional"))

    assert counts(result) == (2, 0, 0)
    assert stored(db) == [
        (0, "payment", "exceptional", "02:05:00", "02:06:30", "finished"),
        (1, "invoice", "technical", "02:06:30", "02:08:00", "finished"),
    ]
    # The row of the stand-in stays behind, in case the import is taken back; they are credited to whoever served the
    # leg.
    first, second = factories.transactions(db, "A001")
    assert stand_in["id"] not in (first["id"], second["id"])
    assert first["employee_id"] == second["employee_id"] == stand_in["employee_id"]
    assert stored(db, "A002") == [(0, "payment", "normal", "02:05:00", "02:08:00", "finished")]
    event = factories.last_event(db)
    assert (event["kind"], json.loads(event["data"])) == ("history_imported", {"format": "transactions", "taken": 2})
    assert findings(db) == []


def test_importing_again_takes_nothing_and_changes_nothing(db: HallDatabase, take_legs, take) -> None:
    take_legs(cells("A001"))
    told = [done("10:05", "10:06"), done("10:06", "10:08", "invoice"), done("10:05", "10:06")]
    assert counts(take(*told)) == (2, 1, 0)
    before = factories.everything(db)

    assert counts(take(*told)) == (0, 3, 0)
    assert factories.everything(db) == before


def test_a_row_that_says_what_stands_for_the_leg_is_already_there(db: HallDatabase, take_legs, take) -> None:
    take_legs(cells("A001"))
    before = factories.everything(db)

    assert counts(take(done("10:05", "10:08"))) == (0, 1, 0)
    assert factories.everything(db) == before


def test_what_stands_for_the_leg_gives_way_once_and_stays_where_the_file_says_the_same(
    db: HallDatabase, take_legs, take
) -> None:
    take_legs(cells("A001"), cells("A002"))
    overlaps = "overlaps another transaction of its leg"

    gave_way = take(done("10:05", "10:06", "invoice"), done("10:05", "10:08"))
    stayed = take(done("10:05", "10:08", ticket="A002"), done("10:06", "10:07", "invoice", ticket="A002"))

    assert refusals(gave_way) == [(3, overlaps)]
    assert refusals(stayed) == [(3, overlaps)]
    assert [row[1] for row in stored(db)] == ["invoice"]
    assert [row[1] for row in stored(db, "A002")] == ["payment"]


def test_rows_that_come_later_join_those_of_their_leg_where_they_fit(db: HallDatabase, take_legs, take) -> None:
    take_legs(cells("A001"))
    take(done("10:05", "10:05:30"), done("10:07", "10:08"))

    result = take(done("10:07:30", "10:08"), done("10:05:30", "10:07", "invoice"))

    assert refusals(result) == [(2, "overlaps another transaction of its leg")]
    assert [(row[0], row[1], row[3]) for row in stored(db)] == [
        (0, "payment", "02:05:00"),
        (1, "invoice", "02:05:30"),
        (2, "payment", "02:07:00"),
    ]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (done("10:04:57.999", "10:06"), "lies outside its leg"),
        (done("10:06", "10:08:02.001"), "lies outside its leg"),
        (done("10:06", "10:05:59"), "ends before it starts"),
        (done("10:05", "10:06", ticket="A009"), "leg A009/0 is not known"),
        (done("10:05", "10:06", leg="1"), "leg A001/1 is not known"),
        (done("10:05", "10:06", leg=""), "leg is missing"),
        (done("10:05", "10:06", class_="odd"), "class odd is not known"),
        (done("10:05", "10:06", class_=""), "class is missing"),
        (done("10:05", "10:06", service=""), "service is missing"),
        (done("10:05", "10:06", ended_at=""), "ended_at is missing"),
        (done("10:05", "10:06", ticket="A002"), "nobody was served in this leg"),
        (done("10:05", "10:06", ticket="A003"), "nobody was served in this leg"),
    ],
)
def test_what_cannot_be_true_is_refused_for_a_stated_reason(
    db: HallDatabase, take_legs, take, told: dict[str, str], reason: str
) -> None:
    void = cells("A003", outcome="void", started_at="10:05", ended_at="10:08")
    take_legs(cells("A001"), cells("A002", outcome="cancelled", ended_at="10:07"), void)
    before = factories.everything(db)

    assert refusals(take(told)) == [(2, reason)]
    assert factories.everything(db) == before


def test_clocks_may_differ_by_two_seconds(take_legs, take) -> None:
    take_legs(cells("A001"))

    result = take(done("10:04:58", "10:06:02"), done("10:06", "10:08:02"), done("10:06:30", "10:06:31"))

    assert refusals(result) == [(4, "overlaps another transaction of its leg")]


def test_a_visit_of_the_halls_own_keeps_its_transactions(db: HallDatabase, clock: FrozenClock, take) -> None:
    number = factories.a_served_ticket(db, clock, handled="3m").number
    day = {"business_day": factories.MONDAY, "ticket": number}
    whole = {"started_at": "2026-03-02T09:00:00", "ended_at": "2026-03-02T09:03:00"}

    result = take(done("", "", **day, **whole), done("", "", "invoice", **day, **whole))

    assert refusals(result) == [(3, "the hall recorded this visit itself")]
    assert result.already_there == 1


def test_services_that_nobody_knows_are_added_as_for_legs(db: HallDatabase, take_legs, take) -> None:
    take_legs(cells("A001"))

    take(done("10:05", "10:06", "sim_swap"))

    found = rows(db, "SELECT is_active, target_seconds, standard_minutes FROM service WHERE code = 'sim_swap'")
    assert found == [{"is_active": 0, "target_seconds": 180, "standard_minutes": 3.0}]


def test_a_handling_of_more_than_four_hours_was_left_open(db: HallDatabase, take_legs, take) -> None:
    take_legs(cells("A001", ended_at="15:00"))

    take(done("10:05", "10:10"), done("10:10", "14:10", "invoice"), done("14:10", "15:00", "plan_change"))

    # Exactly 4 h is not more than 4 h; the last one ends with a leg that was forgotten.
    assert [row[5] for row in stored(db)] == ["finished", "finished", "left_open"]

    take_legs(cells("A002", ended_at="15:00"))
    take(done("10:05", "14:05:01", "invoice", ticket="A002"))

    assert [row[5] for row in stored(db, "A002")] == ["left_open"]


@pytest.mark.parametrize("outcome", ["transferred", "held"])
def test_what_ends_with_a_leg_that_went_on_elsewhere_was_cut_off(
    db: HallDatabase, take_legs, take, outcome: str
) -> None:
    take_legs(cells("A001", 0, outcome, called_at="10:04", started_at="10:05", ended_at="10:08"))

    take(done("10:05", "10:06"), done("10:06", "10:08", "invoice"))

    assert [row[5] for row in stored(db)] == ["finished", "unfinished"]


def test_a_frozen_month_hears_of_it(db: HallDatabase, take_legs, take) -> None:
    take_legs(cells("A001"))
    db.execute(
        "INSERT INTO star_month (month, version, policy_id, frozen_at, frozen_by, inputs, checksum)"
        " VALUES ('2026-03', 1, 1, '2026-03-01T00:00:00.000Z', 'system', '{}', '')"
    )

    take(done("10:05", "10:06"))
    take_legs(cells("A002"))

    assert [row["month"] for row in rows(db, "SELECT month FROM month_correction")] == ["2026-03", "2026-03"]


def test_strict_takes_all_or_nothing(db: HallDatabase, take_legs, take) -> None:
    take_legs(cells("A001"))
    before = factories.everything(db)

    with pytest.raises(ImportRefused):
        take(done("10:05", "10:06", "new"), done("10:05", "10:06", class_="odd"), strict=True)

    assert factories.everything(db) == before
