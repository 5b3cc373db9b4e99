"""The first day as docs/first-day.md tells it, in Chinese: from an empty folder to a rated ticket, nothing beside."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, KIOSK, PHONE, TELEVISION, OpenPage
from tests.served_hall import ServedHall, storeops

pytestmark = pytest.mark.browser

OWN_PIN = "738251"


@pytest.fixture
def served_hall(hall_port: int, tmp_path: Path) -> Iterator[ServedHall]:
    """What the first step of the page makes, served."""
    made = storeops("--db", str(tmp_path / "hall.db"), "init")
    pins = dict(re.findall(r"^(\d+) +PIN (\d+)", made.stdout, re.MULTILINE))
    hall = ServedHall(tmp_path / "hall.db", "", pins, ("--port", str(hall_port))).start()
    yield hall
    hall.stop()


def signed_in(open_page: OpenPage, code: str, pin: str) -> Page:
    """Somebody's first sign-in, with a PIN of their own chosen."""
    page = open_page("/console?lang=zh", DESK)
    page.get_by_label("工号").fill(code)
    page.get_by_label("密码").fill(pin)
    page.get_by_role("button", name="登录").click()
    page.get_by_label("新密码", exact=True).fill(OWN_PIN)
    page.get_by_label("再输一次新密码").fill(OWN_PIN)
    page.get_by_role("button", name="保存并继续").click()
    return page


def step(page: Page, link: str) -> None:
    """From the list of the first day to where a step is done."""
    page.get_by_role("link", name="首日").click()
    page.get_by_role("link", name=link, exact=True).click()


def ticket_of(kiosk: Page) -> str:
    """A ticket taken at the kiosk; its token."""
    kiosk.goto("/")
    kiosk.get_by_text("补换卡").click()
    kiosk.get_by_role("button", name="取号").first.click()
    kiosk.wait_for_url("**/ticket/*")
    return kiosk.url.rpartition("/")[2]


def test_a_hall_is_set_up_by_its_list_and_serves_its_first_customer(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    manager = signed_in(open_page, "9001", served_hall.pins["9001"])
    expect(manager.get_by_text("已完成 0 / 12")).to_be_visible()

    step(manager, "填写名称")
    manager.get_by_label("中文名称").fill("人民路营业厅")
    manager.get_by_label("英文名称").fill("Renmin Road")
    manager.get_by_role("button", name="保存名称").click()
    manager.get_by_role("link", name="首日").click()
    manager.get_by_role("button", name="我们不需要").click()
    manager.get_by_role("button", name="全天营业，不打烊").click()
    step(manager, "去选业务")
    manager.get_by_role("button", name="采用九大类业务").click()
    step(manager, "添加柜台")
    manager.get_by_role("link", name="添加柜台").click()
    manager.get_by_label("柜台", exact=True).fill("1")
    manager.get_by_role("button", name="保存柜台").click()
    step(manager, "添加人员")
    manager.get_by_role("link", name="添加员工").click()
    manager.get_by_label("工号").fill("1001")
    manager.get_by_label("姓名").fill("王芳")
    manager.get_by_role("button", name="保存员工").click()
    pin = manager.get_by_text(re.compile(r"^\d{6}$")).inner_text()

    step(manager, "配对屏幕")
    expect(manager.locator(".addresses")).to_contain_text(f"{served_hall.url}/board")
    kiosk, board = open_page("/", KIOSK), open_page("/board", TELEVISION)
    for screen in (kiosk, board):
        manager.get_by_role("link", name="设备").click()
        manager.get_by_label("屏幕上的配对码").fill(screen.locator("[data-code]").inner_text())
        manager.get_by_role("button", name="继续").click()
        manager.get_by_role("button", name="完成配对").click()

    token = ticket_of(kiosk)
    phone = open_page(f"/t/{token}", PHONE)
    clerk = signed_in(open_page, "1001", pin)
    clerk.get_by_text("1号柜台").click()
    clerk.get_by_role("button", name="呼叫下一位").click()
    expect(board.get_by_text("C001").first).to_be_visible()
    manager.get_by_role("link", name="首日").click()
    expect(manager.get_by_text("已完成 9 / 12")).to_be_visible()
    # By key: a second touch within .4 s of the first would be a bounce, and this clerk is faster than that.
    clerk.get_by_role("button", name="开始办理").press("Enter")
    ticket_of(kiosk)
    clerk.get_by_role("button", name="办结").click()
    phone.get_by_text("很满意", exact=True).click()
    expect(phone.get_by_text("感谢您的评价！")).to_be_visible()
    manager.get_by_role("link", name="大厅", exact=True).click()
    manager.locator(".hall-waiting .menu summary").click()
    manager.get_by_role("button", name="作废 C002").click()
    expect(manager.locator(".hall-waiting .menu")).to_have_count(0)

    manager.goto("/console/setup/first-day")
    expect(manager.get_by_text("已完成 11 / 12")).to_be_visible()
    manager.get_by_role("button", name="听到了").click()
    expect(manager.get_by_text("已完成 12 / 12")).to_be_visible()
    assert served_hall.check().returncode == 0
