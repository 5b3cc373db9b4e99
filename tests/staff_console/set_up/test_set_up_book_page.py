"""The workbook in the console: taken, previewed, done."""

import re
from html import unescape
from io import BytesIO

from storeops.base.clock import FrozenClock
from storeops.first_day import book_file
from storeops.store.database import HallDatabase
from tests.factories import a_waiting_ticket, everything, open_daily, rows
from tests.first_day.test_book_file import a_workbook
from tests.staff_console.colleague import Colleague


def sent(ada: Colleague, content: bytes) -> tuple[int, str]:
    ada.open("/setup/workbook")
    answer = ada.client.post("/setup/workbook", data={"book": (BytesIO(content), "hall.xlsx"), **ada.form()})
    return answer.status_code, answer.text


def kept(page: str) -> str:
    found = re.search(r'name="cells" value="([^"]*)"', page)
    assert found
    return unescape(found.group(1))


def test_the_set_up_is_downloaded_as_it_can_be_sent_back(ada: Colleague) -> None:
    answer = ada.client.get("/setup/workbook/download")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="set-up.xlsx"'
    assert list(book_file.cells_of("book", answer.data))[:4] == ["Services", "Counters", "Employees", "Opening hours"]
    status, page = sent(ada, answer.data)
    assert status == 200
    assert "Nothing differs from what stands." in page


def test_the_preview_changes_nothing_and_taking_it_tells_the_pins(ada: Colleague, db: HallDatabase) -> None:
    content = a_workbook(员工=[["工号", "姓名"], [1008, "王芳"]], 柜台=[["柜台"], [8]])
    before = everything(db)

    status, page = sent(ada, content)

    assert status == 200
    assert "2 changes" in page
    assert "1008 王芳" in page
    assert everything(db) == before

    taken = ada.send("/setup/workbook/take", cells=kept(page))
    assert taken.status_code == 200
    assert re.search(r"1008 王芳</th><td class=\"digits\">\d{6}</td>", taken.text)
    assert rows(db, "SELECT code FROM counter WHERE code = '8'") == [{"code": "8"}]


def test_faults_are_shown_and_nothing_can_be_taken(ada: Colleague, db: HallDatabase) -> None:
    content = a_workbook(Employees=[["Employee number", "Name", "Role"], ["1008", "Eva", "king"], ["", "Bo", ""]])
    before = everything(db)

    status, page = sent(ada, content)

    assert status == 422
    assert page.count("Employees</th>") == 2
    assert "Make these changes" not in page
    assert ada.send("/setup/workbook/take", cells=kept(page)).status_code == 422
    assert everything(db) == before


def test_what_is_no_workbook_is_refused_beside_its_field(ada: Colleague) -> None:
    status, page = sent(ada, b"a,b")

    assert status == 422
    assert 'id="book-refusal"' in page


def test_a_step_that_is_refused_in_its_turn_is_named(ada: Colleague, db: HallDatabase) -> None:
    status, page = sent(ada, a_workbook(Employees=[["Employee number", "Name", "Works here"], ["9001", "Ada", "no"]]))
    assert status == 200

    taken = ada.send("/setup/workbook/take", cells=kept(page))

    assert taken.status_code == 409
    assert "Refused in their turn" in taken.text
    assert rows(db, "SELECT is_active FROM employee WHERE code = '9001'") == [{"is_active": 1}]


def test_rubbish_in_place_of_the_preview_is_no_500(ada: Colleague) -> None:
    ada.open("/setup/workbook")

    for cells in ("", "[]", "{", '{"x": 5}', '{"x": [[5]]}', "null"):
        assert ada.send("/setup/workbook/take", cells=cells).status_code == 422, cells


def test_hours_of_a_workbook_that_touch_who_is_in_the_hall_are_asked_about(
    ada: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    open_daily(db, "08:00", "18:00")
    a_waiting_ticket(db, clock)
    before = everything(db)
    monday = a_workbook(营业时间=[["日期", "营业时间"], ["周一", "07:00-08:30"]])

    status, page = sent(ada, monday)

    assert status == 200
    assert "Waiting now with a turn after closing time by these hours: 1." in page
    assert ada.send("/setup/workbook/take", cells=kept(page)).status_code == 422
    assert everything(db) == before
    assert ada.send("/setup/workbook/take", cells=kept(page), confirmed="1").status_code == 200
    assert rows(db, "SELECT closes FROM opening_hours WHERE weekday = 1") == [{"closes": "08:30"}]
