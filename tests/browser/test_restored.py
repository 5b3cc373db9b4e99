"""Screens that are open while an older copy of the hall is put back: they load anew and say what is not known."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from storeops.store.database import logs_of
from tests.browser.conftest import DESK, PHONE, TELEVISION, OpenPage, listens
from tests.browser.test_desk import sign_in, the_desk
from tests.browser.test_kiosk import a_ticket, at_counter
from tests.served_hall import ServedHall, storeops

pytestmark = pytest.mark.browser

BACK_WITHIN = 20_000
TIME = r"\d\d:\d\d"


def put_back_an_older_copy(hall: ServedHall, copy: Path) -> None:
    """End the server, put the copy in the place of its database and its log, and serve it."""
    hall.stop()
    for file in filter(Path.exists, (hall.path, *logs_of(hall.path))):
        file.unlink()
    restored = storeops("--db", str(hall.path), "restore", str(copy))
    assert restored.returncode == 0, restored.stderr
    hall.start()


def test_board_hall_page_desk_and_phone_say_to_when_the_hall_was_restored(
    served_hall: ServedHall, open_page: OpenPage, tmp_path: Path
) -> None:
    a_ticket(served_hall)
    copy = tmp_path / "copy.db"
    assert storeops("--db", str(served_hall.path), "backup", str(copy)).returncode == 0
    _, lost = a_ticket(served_hall, language="en")
    board = open_page("/board", TELEVISION)
    phone = open_page(f"/t/{lost}?lang=en", PHONE)
    duty = sign_in(open_page("/console/duty?lang=en", DESK), served_hall, "5001")
    desk = the_desk(served_hall, open_page)
    at_counter(served_hall, 1, "call-next")
    expect(desk.locator(".present-number")).to_have_text("A001")
    for screen in (board, phone, duty, desk):
        listens(screen)
    expect(board.locator(".waiting .count")).to_have_text("1")

    put_back_an_older_copy(served_hall, copy)

    expect(board.locator("[data-part=foot]")).to_contain_text(
        re.compile(rf"The hall was restored to {TIME}\. If you took your number later"), timeout=BACK_WITHIN
    )
    expect(board.locator(".waiting .count")).to_have_text("1")
    expect(phone.locator("[data-restored]")).to_contain_text(
        re.compile(rf"The hall was restored to {TIME}\."), timeout=BACK_WITHIN
    )
    # Whoever was signed in when the copy was made signs in again.
    expect(duty.get_by_role("button", name="Sign in")).to_be_visible(timeout=BACK_WITHIN)
    sign_in(duty, served_hall, "5001")
    expect(desk.get_by_role("button", name="Sign in")).to_be_visible(timeout=BACK_WITHIN)
    sign_in(desk, served_hall, "1001")
    for page in (duty, desk):
        expect(page.locator("[data-restored]")).to_have_text(
            re.compile(rf"The hall was restored to {TIME}\. What happened until {TIME} is not here")
        )
    # The copy knows nothing of the counter that was opened and of the call: A001 waits again.
    desk.get_by_role("button", name="Counter 1").click()
    expect(desk.get_by_role("heading", name="Ready for the next customer")).to_be_visible()
    expect(duty.get_by_role("row", name="A001")).to_be_visible()
