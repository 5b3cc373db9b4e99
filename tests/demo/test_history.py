"""The demo's history: a week of a hall's life."""

import re
from datetime import time
from pathlib import Path
from statistics import median

import pytest

from storeops.base.business_time import stamp
from storeops.running import integrity_view
from storeops.store.database import HallDatabase, connect
from tests.demo.conftest import local, play
from tests.factories import everything, rows

SECONDS = "unixepoch(substr({}, 1, 19))"


def share(db: HallDatabase, condition: str, of: str = "ticket") -> float:
    """The share of rows for which a condition holds."""
    return float(db.execute(f"SELECT avg({condition}) FROM {of}").fetchone()[0])


def first_waits(db: HallDatabase) -> list[int]:
    """Seconds from issue or opening (09:00 in Shanghai is 01:00 UTC) to the first call, of visits that were served."""
    called, issued = SECONDS.format("first_called_at"), SECONDS.format("queued_at")
    return sorted(
        row[0]
        for row in db.execute(
            f"SELECT max(0, {called} - max({issued}, unixepoch(business_day || ' 01:00:00'))) FROM ticket"
            " JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index = 0 WHERE ticket.state = 'served'"
        ).fetchall()
    )


MARK = re.compile(r'"[0-9a-f]{16}"')
"""The mark of a text, which each hall makes with a key of its own."""


def without_chance(db: HallDatabase) -> dict[str, list[dict[str, object]]]:
    """All rows but for what is random on purpose: tokens, keys, seals, epochs and PINs with their salts."""
    secret = {"token", "secret_key", "pin_hash", "phone_encrypted", "customer_key", "fingerprint", "mac", "epoch"}
    return {
        table: [
            {
                name: MARK.sub('"a mark"', value) if name == "written_rows" and isinstance(value, str) else value
                for name, value in row.items()
                if name not in secret
            }
            for row in found
            if row.get("kind") not in {"chain_begun", "hall_founded"}
        ]
        for table, found in everything(db).items()
        if table != "_sqlite_migrations"
    }


def test_the_same_seed_gives_the_same_rows(tmp_path: Path) -> None:
    one, two = (play(tmp_path / name, seed=7) for name in ("one.db", "two.db"))

    assert without_chance(one) == without_chance(two)
    assert len(everything(one)["ticket"]) > 150


def test_another_seed_gives_another_day(tmp_path: Path) -> None:
    one, two = (play(tmp_path / f"{seed}.db", seed=seed) for seed in (1, 2))

    assert without_chance(one)["ticket"] != without_chance(two)["ticket"]


def test_every_ticket_has_ended_after_the_close(week: HallDatabase) -> None:
    assert rows(week, "SELECT number FROM ticket WHERE ended_at IS NULL") == []
    assert rows(week, "SELECT id FROM leg WHERE outcome IS NULL") == []
    assert rows(week, "SELECT id FROM leg_transaction WHERE ended_at IS NULL") == []
    assert rows(week, "SELECT id FROM system_pause WHERE ended_at IS NULL") == []


def test_every_counter_is_closed_by_its_clerk(week: HallDatabase) -> None:
    assert rows(week, "SELECT code FROM counter WHERE state != 'closed'") == []
    assert rows(week, "SELECT id FROM signed_in_span WHERE signed_out_at IS NULL OR left_open = 1") == []
    assert rows(week, "SELECT id FROM counter_span WHERE ended_at IS NULL OR left_open = 1") == []


def test_no_ticket_is_lost_and_no_number_is_given_twice(week: HallDatabase) -> None:
    days = rows(
        week,
        "SELECT business_day, substr(number, 1, 1) AS prefix, count(*) AS given, count(DISTINCT number) AS numbers,"
        " max(CAST(substr(number, 2) AS INTEGER)) AS highest FROM ticket GROUP BY 1, 2",
    )

    assert {day["business_day"] for day in days} == {f"2026-03-0{day}" for day in range(2, 9)}
    assert all(day["given"] == day["numbers"] == day["highest"] for day in days)


def test_events_lead_to_the_stored_states_and_nothing_contradicts(week: HallDatabase) -> None:
    assert integrity_view.findings(week) == []


def test_nothing_happens_before_opening_but_tickets_and_signing_in(week: HallDatabase) -> None:
    early = rows(week, "SELECT DISTINCT kind FROM event WHERE substr(at, 12, 5) BETWEEN '00:00' AND '00:59'")

    assert {row["kind"] for row in early} <= {
        "issue",
        "void",
        "cancel",
        "counter_open",
        "prompt_shown",
        "rated",
        "recovery_raised",
    }


def test_everybody_has_gone_home_before_the_day_is_closed(week: HallDatabase) -> None:
    # 19:00 in Shanghai is 11:00 UTC
    late = rows(week, "SELECT DISTINCT kind FROM event WHERE substr(at, 12, 5) >= '11:00'")

    founding = {"hours_changed", "team_made", "team_joined", "star_policy_read", "year_target_set"}
    founding |= {"chain_begun", "hall_founded"}
    at_home = {"prompt_shown", "rated"}
    in_the_office = {"close_day", "care_entered", "skill_entered", "check_planned", "verdict_given"}
    assert {row["kind"] for row in late} - founding <= at_home | in_the_office


def test_a_week_has_believable_waits(week: HallDatabase) -> None:
    waits = first_waits(week)

    assert 60 <= median(waits) <= 240
    assert 300 <= waits[len(waits) * 9 // 10] <= 840
    assert 0.6 <= sum(wait <= 300 for wait in waits) / len(waits) <= 0.88


def test_a_week_has_believable_days(week: HallDatabase) -> None:
    counts = [row["n"] for row in rows(week, "SELECT count(*) AS n FROM ticket GROUP BY business_day")]

    assert all(170 <= count <= 330 for count in counts)


def test_a_week_has_believable_endings(week: HallDatabase) -> None:
    assert share(week, "state = 'no_show'") == pytest.approx(0.038, abs=0.015)
    assert share(week, "state IN ('cancelled', 'abandoned')") == pytest.approx(0.028, abs=0.015)
    assert 0 < share(week, "state = 'void'") < 0.02
    assert share(week, "EXISTS (SELECT 1 FROM leg WHERE ticket_id = ticket.id AND kind = 'transferred')") == (
        pytest.approx(0.047, abs=0.02)
    )
    assert share(week, "EXISTS (SELECT 1 FROM leg WHERE ticket_id = ticket.id AND outcome = 'held')") == (
        pytest.approx(0.02, abs=0.012)
    )


def test_a_week_has_believable_transactions(week: HallDatabase) -> None:
    finished = "leg_transaction JOIN service ON service.id = service_id WHERE outcome = 'finished'"
    seconds = f"{SECONDS.format('ended_at')} - {SECONDS.format('started_at')}"

    assert 160 <= week.execute(f"SELECT avg({seconds}) FROM {finished}").fetchone()[0] <= 250
    assert 0.6 <= share(week, f"{seconds} <= target_seconds", f"{finished} AND class = 'normal'") <= 0.8
    assert share(week, "class = 'exceptional'", finished) == pytest.approx(0.03, abs=0.015)
    assert share(week, "class = 'technical'", finished) == pytest.approx(0.015, abs=0.01)
    over = f"{finished} AND class = 'normal' AND {seconds} > target_seconds + 300"
    assert share(week, "over_target_reason IS NOT NULL", over) > 0.6


def test_clerks_differ(week: HallDatabase) -> None:
    seconds = f"avg({SECONDS.format('ended_at')} - {SECONDS.format('started_at')})"
    mean = dict(
        week.execute(
            f"SELECT employee.code, {seconds} FROM leg_transaction JOIN employee ON employee.id = employee_id"
            " WHERE outcome = 'finished' GROUP BY 1"
        ).fetchall()
    )

    assert mean["1002"] < mean["1001"] < mean["1003"]
    assert "1006" not in mean  # the beginner comes in the second month


def test_the_last_day_ends_in_the_midst_of_it_with_counters_left_to_the_visitor(tmp_path: Path) -> None:
    db = play(tmp_path / "hall.db", until=time(10, 40))

    assert rows(db, "SELECT 1 FROM event WHERE at > ?", stamp(local(10, 40))) == []
    assert rows(db, "SELECT code FROM counter WHERE state = 'closed' AND code IN ('5', '6')") == [
        {"code": "5"},
        {"code": "6"},
    ]
    assert rows(db, "SELECT count(*) AS n FROM counter WHERE state != 'closed'")[0]["n"] >= 3
    assert rows(db, "SELECT 1 AS live FROM ticket WHERE ended_at IS NULL LIMIT 1") == [{"live": 1}]


def test_progress_is_told_day_by_day(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    play(tmp_path / "hall.db", days=1, progress=lambda done, of: told.append((done, of)))

    assert told == [(1, 2), (2, 2)]


def test_a_history_that_fails_leaves_the_hall_as_founded(tmp_path: Path) -> None:
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        play(tmp_path / "hall.db", progress=stop)
    kept = everything(connect(tmp_path / "hall.db"))

    assert kept["ticket"] == []
    assert [event["kind"] for event in kept["event"]] == ["chain_begun", "hall_founded"]
