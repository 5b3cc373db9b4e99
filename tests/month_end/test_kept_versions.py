"""Kept versions of any document: found, listed, due and checked in one way."""

import pytest

from storeops.base.clock import FrozenClock
from storeops.month_end import due_rows, kept_rows
from storeops.month_end.kept_check_view import kept_findings
from storeops.store import job_rows
from storeops.store.database import HallDatabase
from tests.month_end.diary import DIARY, RECOUNT, a_diary, a_page
from tests.quality.stars.star_story import ZONE, at_closing


@pytest.fixture
def clock() -> FrozenClock:
    return at_closing()


@pytest.fixture
def pages(db: HallDatabase, clock: FrozenClock) -> HallDatabase:
    """A diary with two versions of February and one of March."""
    a_diary(db)
    for month, version, tickets in (("2026-02", 1, 5), ("2026-02", 2, 7), ("2026-03", 1, 3)):
        kept_rows.add(db, DIARY, a_page(month, version, clock, tickets))
    return db


def test_versions_are_found_by_month_number_and_id(pages: HallDatabase) -> None:
    latest = kept_rows.latest(pages, DIARY, "2026-02")

    assert latest
    assert (latest.version, latest.tickets, latest.reason) == (2, 7, "because")
    assert kept_rows.by_id(pages, DIARY, latest.id) == latest
    assert kept_rows.of_version(pages, DIARY, "2026-02", 2) == latest
    assert kept_rows.of_version(pages, DIARY, "2026-02", 3) is None
    assert kept_rows.latest(pages, DIARY, "2026-01") is None
    assert [page.version for page in kept_rows.versions(pages, DIARY, "2026-02")] == [2, 1]
    assert [(page.month, page.version) for page in kept_rows.all_versions(pages, DIARY)] == [
        ("2026-02", 1),
        ("2026-02", 2),
        ("2026-03", 1),
    ]
    assert kept_rows.versions_by_month(pages, DIARY) == {"2026-02": 2, "2026-03": 1}


def test_a_month_is_closed_from_by_the_name_of_its_document(db: HallDatabase) -> None:
    db.execute(
        "INSERT INTO report_month (month, version, definitions_version, closed_at, closed_by, inputs_checksum,"
        " checksum, body) VALUES ('2026-03', 1, 1, '-', '-', '-', '-', '-')"
    )

    assert kept_rows.is_closed_from(db, "report", "2026-03")
    assert kept_rows.is_closed_from(db, "report", "2026-02")
    assert not kept_rows.is_closed_from(db, "report", "2026-04")
    assert not kept_rows.is_closed_from(db, "stars", "2026-01")


def test_a_month_is_due_for_its_first_version_after_a_correction_or_when_superseded(
    pages: HallDatabase, clock: FrozenClock
) -> None:
    spans = list(reversed(due_rows.spans_since("2026-01-20", ZONE, clock.now())))
    pages.execute("INSERT INTO month_correction (month, noted_at, what) VALUES ('2026-02', '-', 'a photo was added')")

    def due(superseded: set[str]) -> list[str]:
        return due_rows.months_due(pages, DIARY, spans, clock.now(), lambda db, span: True, superseded)

    assert [span.month for span in spans] == ["2026-01", "2026-02", "2026-03", "2026-04"]
    assert due(set()) == ["2026-01", "2026-02"]
    job_rows.note_run(pages, "write_diary", "2026-02 correction 1", clock.now())
    assert due(set()) == ["2026-01"]
    assert due({"2026-03", "2026-04"}) == ["2026-01", "2026-03"]
    assert due_rows.months_due(pages, DIARY, spans, clock.now(), lambda db, span: False) == []
    assert due_rows.spans_since(None, ZONE, clock.now()) == []


@pytest.mark.parametrize(
    ("change", "findings"),
    [
        ("SELECT 1", []),
        ("DELETE FROM diary_page WHERE version = 1 AND month = '2026-02'", ["2026-02, version 1: it is gone"]),
        (
            "UPDATE diary_page SET version = 3 WHERE month = '2026-03'",
            [f"2026-03, version {n}: it is gone" for n in (1, 2)],
        ),
        ("UPDATE diary_page SET tickets = 4 WHERE month = '2026-03'", ["2026-03, version 1: it has another checksum"]),
        ("UPDATE diary_page SET checksum = 'x' WHERE month = '2026-03'", ["2026-03, version 1: it cannot be read"]),
        (
            "UPDATE diary_page SET tickets = 4, checksum = '4' WHERE version = 2",
            ["2026-02, version 2: it has fewer tickets than the version before"],
        ),
    ],
)
def test_a_check_finds_what_is_gone_unreadable_or_says_something_else(
    pages: HallDatabase, change: str, findings: list[str]
) -> None:
    pages.execute(change)

    assert list(kept_findings(pages, DIARY, RECOUNT)) == [f"the diary of {finding}" for finding in findings]
