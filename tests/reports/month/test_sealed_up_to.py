"""A closed report tells the newest event of its journal, so that paper can prove what a database says later."""

from storeops.base.clock import FrozenClock
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.definitions import definitions
from storeops.reports.month.published_view import published_report
from storeops.reports.month.report_closing_actions import close_report
from storeops.store import chain_rows
from storeops.store.database import HallDatabase
from tests.factories import ADA, a_served_ticket, later


def test_a_version_tells_the_seal_of_the_newest_event_before_it(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, handled="2m")
    later(clock, f"{45 * 24}h")
    head = chain_rows.head(db)
    assert head is not None

    close_report(db, clock, ADA.actor, "2026-03")

    report = published_report(db, "2026-03", clock.now())
    assert report.sealed_up_to is not None
    assert (report.sealed_up_to.event, report.sealed_up_to.at) == (head.seq, "2026-03-02T01:02:00.000Z")
    assert report.sealed_up_to.seal == head.mac.hex()[:32]
    printed = str(definitions(report, Words("en")))
    assert f"the newest was event {head.seq} of 2026-03-02 09:02:00 with the seal {head.mac.hex()[:32]}" in printed


def test_a_month_that_is_not_closed_tells_none(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, handled="2m")

    report = published_report(db, "2026-03", clock.now())

    assert report.sealed_up_to is None
    assert "seal" not in str(definitions(report, Words("en")))
