"""The headline figures of a month, worked out a second time from the raw rows of its files, in another way.

A month of a hall that opens at nine is drawn with a seed: visits of one to three legs, people who leave, transactions
of all classes, sign-ins. What follows reads the files' text alone and knows nothing of the product's formulas.
"""

import csv
import math
import random
import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.history.transactions_format import COLUMNS as TRANSACTION_COLUMNS
from storeops.reports.document.report_body import as_json
from storeops.reports.month.month_report_view import month_report
from storeops.store.database import HallDatabase
from tests import factories
from tests.history.imports import import_legs, import_roster, import_transactions
from tests.history.legs_files import cells, write_legs

Row = dict[str, str]
AFTER_THE_CLOSE = FrozenClock(datetime(2026, 3, 8, 6, 0, tzinfo=UTC))
DAYS = [f"2026-02-{day:02d}" for day in range(2, 28)]
SERVICES = ("payment", "sim_replacement", "bill")
WAIT_TARGET = 300


@dataclass
class Files:
    """The rows of the month's three files."""

    legs: list[Row]
    transactions: list[Row]
    roster: list[Row]


def time_of(day: str, second: float) -> str:
    return (datetime.fromisoformat(day) + timedelta(seconds=second)).isoformat()


def a_visit(draw: random.Random, day: str, number: str) -> tuple[list[Row], list[Row]]:
    """The legs of a visit and the transactions of those that were served."""
    at = draw.uniform(8.7, 17.0) * 3600 // 1
    legs: list[Row] = []
    transactions: list[Row] = []
    segment = draw.choice(["standard", "standard", "standard", "assisted", "vip"])
    for index in range(3):
        service = draw.choice(SERVICES)
        told: Row = {"business_day": day, "segment": segment, "service": service, "issued_at": time_of(day, at)}
        end = draw.choices(["served", "transferred", "held", "no_show", "cancelled"], [14, 2, 1, 1, 2])[0]
        if index == 2 and end in ("transferred", "held"):
            end = "served"
        called = max(at, 9 * 3600) + draw.expovariate(1 / 200) // 1
        started, ended = called + draw.randrange(0, 50), called + 50 + draw.expovariate(1 / 170) // 1
        if end == "cancelled":
            told["ended_at"] = time_of(day, called)
        elif end == "no_show":
            told |= {"called_at": time_of(day, called), "ended_at": time_of(day, called + 90), "counter": "1"}
        else:
            told |= {
                "called_at": time_of(day, called),
                "started_at": time_of(day, started),
                "ended_at": time_of(day, ended),
                "counter": draw.choice("123"),
                "employee": draw.choice(["1001", "1002", "1003"]),
            }
        legs.append(cells(number, index, end, **told))
        if end == "served" and ended - started > 60 and draw.random() < 0.5:
            middle = started + (ended - started) // 3
            for begins, ends in ((started, middle), (middle, ended)):
                transactions.append(
                    {
                        "business_day": day,
                        "ticket": number,
                        "leg": str(index),
                        "service": draw.choice(SERVICES),
                        "class": draw.choices(["normal", "exceptional", "technical"], [8, 1, 1])[0],
                        "started_at": time_of(day, begins),
                        "ended_at": time_of(day, ends),
                    }
                )
        if end not in ("transferred", "held"):
            return legs, transactions
        at = ended + (draw.randrange(0, 600) if end == "held" else 0)
    return legs, transactions


@pytest.fixture
def files(db: HallDatabase, tmp_path: Path) -> Files:
    """The month's files, all of them taken by a hall that opens at nine."""
    draw = random.Random(20)
    drawn = Files([], [], [])
    for day in DAYS:
        for count in range(40):
            legs, transactions = a_visit(draw, day, f"A{count + 1:03d}")
            drawn.legs += legs
            drawn.transactions += transactions
        for employee in ("1001", "1002", "1003"):
            begins, ends = draw.randrange(8 * 3600, 9 * 3600), draw.randrange(17 * 3600, 20 * 3600)
            drawn.roster.append(
                {"employee": employee, "signed_in_at": time_of(day, begins), "signed_out_at": time_of(day, ends)}
            )
    factories.open_daily(db)
    take_all(db, drawn, tmp_path)
    return drawn


def take_all(db: HallDatabase, files: Files, folder: Path) -> None:
    """Import the three files; nothing may be refused."""
    legs = import_legs(db, AFTER_THE_CLOSE, SYSTEM, write_legs(folder / "legs.csv", *files.legs))
    told = write_rows(folder / "transactions.csv", TRANSACTION_COLUMNS, files.transactions)
    transactions = import_transactions(db, AFTER_THE_CLOSE, SYSTEM, told)
    stretches = write_rows(folder / "roster.csv", ("employee", "signed_in_at", "signed_out_at"), files.roster)
    roster = import_roster(db, AFTER_THE_CLOSE, SYSTEM, stretches)
    assert (legs.refused, transactions.refused, roster.refused) == ([], [], [])
    assert (legs.taken, transactions.taken, roster.taken) == (
        len(files.legs),
        len(files.transactions),
        len(files.roster),
    )


def write_rows(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def gap(begin: str, end: str) -> float:
    """Seconds between two times as written in a file."""
    return (datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds()


def waited(leg: Row, until: str) -> float:
    return max(gap(max(leg["issued_at"], f"{leg['business_day']}T09:00:00"), until), 0)


def nine_in_ten(values: Sequence[float]) -> float:
    return sorted(values)[math.ceil(0.9 * len(values)) - 1]


def test_every_headline_figure_agrees_with_the_raw_rows(db: HallDatabase, files: Files) -> None:
    visits: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for leg in files.legs:
        visits[leg["business_day"], leg["ticket"]].append(leg)
    served = [legs for legs in visits.values() if legs[-1]["outcome"] == "served"]
    left = [legs for legs in visits.values() if legs[-1]["outcome"] != "served"]
    first_waits = [waited(legs[0], legs[0]["called_at"]) for legs in served]
    waits_of_leavers = [waited(legs[-1], legs[-1]["called_at"] or legs[-1]["ended_at"]) for legs in left]
    in_time = sum(wait <= WAIT_TARGET for wait in first_waits)
    called = [leg for leg in files.legs if leg["called_at"]]
    split = {(row["business_day"], row["ticket"], row["leg"]) for row in files.transactions}
    whole = [
        leg
        for leg in files.legs
        if leg["outcome"] == "served" and (leg["business_day"], leg["ticket"], leg["leg"]) not in split
    ]
    handlings = [gap(row["started_at"], row["ended_at"]) for row in (*files.transactions, *whole)]
    targets = dict(db.execute("SELECT code, target_seconds FROM service").fetchall())
    normal = [
        (gap(row["started_at"], row["ended_at"]), targets[row["service"]])
        for row in (*files.transactions, *({**leg, "class": "normal"} for leg in whole))
        if row["class"] == "normal" and targets[row["service"]] is not None
    ]
    signed_in = sum(gap(row["signed_in_at"], row["signed_out_at"]) for row in files.roster)
    promises = {"standard": 300, "assisted": 120, "vip": 120}
    first_called = [legs[0] for legs in visits.values() if legs[0]["called_at"]]

    report = as_json(month_report(db, "2026-02", AFTER_THE_CLOSE.now()))

    figures = {name: metric["value"] for name, metric in report["metrics"].items()}
    expected = {
        "issued": len(visits),
        "served": len(served),
        "transactions": len(handlings),
        "transactions_per_hour": len(handlings) / (signed_in / 3600),
        "wait": statistics.mean(waited(leg, leg["called_at"]) for leg in called),
        "visit_wait": statistics.mean(sum(waited(leg, leg["called_at"]) for leg in legs) for legs in served),
        "wait_mean": statistics.mean(first_waits),
        "wait_median": statistics.median(first_waits),
        "wait_p90": nine_in_ten(first_waits),
        "walk_mean": statistics.mean(gap(leg["called_at"], leg["started_at"]) for leg in called if leg["started_at"]),
        "handling_mean": statistics.mean(handlings),
        "handling_median": statistics.median(handlings),
        "handling_p90": nine_in_ten(handlings),
        "service_level": in_time / (len(served) + sum(wait > WAIT_TARGET for wait in waits_of_leavers)),
        "service_level_plain": in_time / len(served),
        "abandonment": len(left) / len(visits),
        "speed_compliance": sum(seconds <= target for seconds, target in normal) / len(normal),
        "occupancy": sum(handlings) / signed_in,
        "one_stop_gross": sum(len(legs) == 1 for legs in served) / len(served),
        "transfer_rate": sum(any(leg["outcome"] == "transferred" for leg in legs) for legs in visits.values())
        / len(visits),
        "assisted_count": sum(legs[0]["segment"] == "assisted" for legs in visits.values()),
        "promise_kept": sum(gap(leg["issued_at"], leg["called_at"]) <= promises[leg["segment"]] for leg in first_called)
        / len(first_called),
        "pre_open_share": sum(legs[0]["issued_at"][11:] < "09:00:00" for legs in visits.values()) / len(visits),
        "visit_time": statistics.mean(gap(legs[0]["issued_at"], legs[-1]["ended_at"]) for legs in served),
        "held_time": statistics.mean(
            sum(gap(leg["ended_at"], after["issued_at"]) for leg, after in pairwise(legs) if leg["outcome"] == "held")
            for legs in served
        ),
    }
    assert {name: figures[name] for name in expected} == pytest.approx(expected)
    assert min(len(left), len(files.transactions), len(normal), len(served) - in_time) > 100
