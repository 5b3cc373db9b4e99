"""The server can read the journal no more, though it runs: live screens say so, and lose nothing by it."""

from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import expect

from storeops.base.actor import SYSTEM
from storeops.base.clock import SystemClock
from storeops.cli import main
from storeops.queueing.issue import Wish, issue
from storeops.store.database import connect
from tests.browser.conftest import DESK, TELEVISION, OpenPage, listens
from tests.browser.test_desk import sign_in
from tests.browser.test_kiosk import a_ticket
from tests.browser.test_lost_line import BACK_WITHIN, lost_line
from tests.drills.faulty_disk import DiskControl, Failure, Operation, on_a_faulty_disk
from tests.drills.faulty_disks import FOR_LONG
from tests.served_hall import ServedHall

pytestmark = pytest.mark.browser


def test_screens_say_that_they_are_not_live_while_the_journal_cannot_be_read_and_tell_all_once_it_can(
    served_hall: ServedHall, open_page: OpenPage, tmp_path: Path
) -> None:
    served_hall.stop()
    control = DiskControl(tmp_path / "control")
    served_hall.program = partial(on_a_faulty_disk, main, tmp_path / "control")
    served_hall.start()
    a_ticket(served_hall)
    board = open_page("/board", TELEVISION)
    hall = sign_in(open_page("/console/duty?lang=en", DESK), served_hall, "5001")
    for page in (board, hall):
        listens(page)

    control.fail(Operation.READ, Failure.READ, times=FOR_LONG)
    with closing(connect(served_hall.path)) as beside:  # by another process, whose disk is well
        issue(beside, SystemClock(), SYSTEM, Wish("payment"))

    for page in (board, hall):
        expect(lost_line(page)).to_be_visible(timeout=BACK_WITHIN)
    expect(board.locator(".waiting .count")).to_have_text("1")

    control.heal()

    for page in (board, hall):
        expect(lost_line(page)).to_have_count(0, timeout=BACK_WITHIN)
    expect(board.locator(".waiting .count")).to_have_text("2", timeout=BACK_WITHIN)
    expect(hall.get_by_role("row", name="A002")).to_be_visible(timeout=BACK_WITHIN)
