"""The page of exports: every kind as a file of some days, for whom it opens, and what is refused."""

import csv

import pytest

from storeops.base.clock import FrozenClock
from storeops.history.asked_export import EXPORT_NAMES
from storeops.history.exports_view import EXPORTS
from storeops.store.database import HallDatabase
from tests.factories import CHEN, SUN, a_check, last_event
from tests.staff_console.conftest import SignedIn

MARCH = "first=2026-03-01&last=2026-03-31"


def test_every_kind_has_its_name() -> None:
    assert set(EXPORT_NAMES) == set(EXPORTS)


@pytest.mark.parametrize("kind", EXPORT_NAMES)
def test_every_kind_is_a_file(db: HallDatabase, clock: FrozenClock, signed_in: SignedIn, kind: str) -> None:
    answer = signed_in(SUN).client.get(f"/exports/file?kind={kind}&{MARCH}")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f"attachment; filename={kind}-2026-03-01-2026-03-31.csv"
    assert answer.data.startswith(b"\xef\xbb\xbf")


def test_the_rows_of_the_days_are_in_it_and_the_download_is_traced(
    db: HallDatabase, clock: FrozenClock, signed_in: SignedIn
) -> None:
    a_check(db, clock, smile="0")

    answer = signed_in(SUN).client.get(f"/exports/file?kind=checks&{MARCH}")

    lines = list(csv.DictReader(answer.data.decode("utf-8-sig").splitlines()))
    assert [line["mark"] for line in lines if line["item"] == "smile"] == ["0"]
    assert (last_event(db)["kind"], last_event(db)["actor"]) == ("file_downloaded", "employee:7001")


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("kind=checks&first=2026-03-02&last=2026-03-01", 422, "The last day comes before the first"),
        ("kind=checks&first=soon&last=2026-03-01", 422, "Enter a day such as"),
        ("kind=checks", 422, "Enter a day such as"),
        (f"kind=nothing&{MARCH}", 404, ""),
    ],
)
def test_what_cannot_be_given_is_said(
    db: HallDatabase, clock: FrozenClock, signed_in: SignedIn, asked: str, status: int, words: str
) -> None:
    answer = signed_in(SUN).client.get(f"/exports/file?{asked}")

    assert answer.status_code == status
    assert words in answer.text


def test_who_hands_nothing_out_finds_no_way_there(db: HallDatabase, clock: FrozenClock, signed_in: SignedIn) -> None:
    assert "/exports" in signed_in(SUN).open("/reports")
    chen = signed_in(CHEN)

    assert "/exports" not in chen.open("/reports")
    assert chen.client.get("/exports").status_code == 403
