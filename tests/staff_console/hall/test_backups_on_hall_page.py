"""How the backups stand is shown to whoever looks after the machines, in red where somebody has to see to them."""

from dataclasses import replace
from pathlib import Path

import pytest

from storeops.backups.backup_actions import NewCopy, note_drilled, note_failed, note_made
from storeops.backups.backup_trouble import TROUBLE_WORDS, BackupTrouble
from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.settings import read
from storeops.store.database import HallDatabase
from storeops.web.request import Runtime
from tests.staff_console.colleague import Colleague

STICK = Path("/media/stick")
GOOD = NewCopy("hall-20260302T010000Z.db", STICK, True, 0, 0)


@pytest.fixture
def runtime(runtime: Runtime) -> Runtime:
    """That of a hall whose backups are set up."""
    return replace(runtime, settings=read({"STOREOPS_BACKUPS": str(STICK)}, runtime.settings.database))


def backups(page: str) -> str | None:
    """What the hall page says of them; None if nothing."""
    if "data-backups" not in page:
        return None
    begins = page.index("data-backups")
    return " ".join(page[begins : page.index("</section>", begins)].split())


def test_a_good_one_is_told_quietly(db: HallDatabase, clock: FrozenClock, chen: Colleague) -> None:
    assert "No backup was made yet." in (backups(chen.open("/duty")) or "")

    note_made(db, clock, SYSTEM, GOOD)
    note_drilled(db, clock, SYSTEM, "hall-20260302T010000Z.db", 0, 0, 1.5)
    page = chen.open("/duty")

    told = backups(page) or ""
    assert "Last good backup: 2026-03-02, 09:00. Last restore drill: 2026-03-02, all was well." in told
    assert "hall-backups refusal" not in page
    assert "/setup/doctor" not in told
    assert str(STICK) not in page


def test_what_is_wrong_is_told_in_red(db: HallDatabase, clock: FrozenClock, ada: Colleague) -> None:
    note_made(db, clock, SYSTEM, GOOD)
    clock.advance(days=1)
    note_failed(db, clock, SYSTEM, BackupTrouble.FOLDER_MISSING)
    note_drilled(db, clock, SYSTEM, "hall-20260302T010000Z.db", 0, 3, 1.5)

    ada.sign_in()
    page = ada.open("/duty")

    assert "hall-backups refusal" in page
    told = backups(page) or ""
    assert TROUBLE_WORDS[BackupTrouble.FOLDER_MISSING] in told
    assert "The last restore drill, on 2026-03-03, found something wrong" in told
    assert 'href="/setup/doctor"' in told


def test_whoever_cannot_help_is_not_told(
    db: HallDatabase, clock: FrozenClock, greta: Colleague, runtime: Runtime
) -> None:
    note_failed(db, clock, SYSTEM, BackupTrouble.FOLDER_MISSING)

    assert backups(greta.open("/duty")) is None


def test_the_trace_tells_backups_and_drills_in_words(db: HallDatabase, clock: FrozenClock, ada: Colleague) -> None:
    note_made(db, clock, SYSTEM, GOOD)
    note_failed(db, clock, SYSTEM, BackupTrouble.FULL)
    note_drilled(db, clock, SYSTEM, "hall-20260302T010000Z.db", 0, 0, 1.5)

    page = ada.open("/setup/trace")

    for words in ("Backup made", "Backup failed", "Restore drilled", TROUBLE_WORDS[BackupTrouble.FULL]):
        assert words in page
