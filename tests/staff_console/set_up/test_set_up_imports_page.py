"""Imports in the console: sent, previewed with columns matched, taken, listed and taken back."""

from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import pytest

from storeops.base.clock import FrozenClock
from storeops.history.sent_files import folder_of
from storeops.history.template_file import template
from storeops.store.database import HallDatabase
from tests.factories import everything, rows
from tests.history.legs_files import cells, write_legs
from tests.staff_console.colleague import Colleague


def sent(ada: Colleague, content: bytes, kind: str = "legs", name: str = "三月.csv") -> str:
    """Send a file; the address of its preview."""
    ada.open("/setup/imports")
    data = {"kind": kind, "file": (BytesIO(content), name), **ada.form()}
    answer = ada.client.post("/setup/imports", data=data)
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def legs(folder: Path, *told: dict[str, str]) -> bytes:
    return write_legs(folder / "legs.csv", *told).read_bytes()


def taken(ada: Colleague, address: str, **said: str) -> str:
    """Take a file as it was previewed; the page that tells what became of it."""
    token = address.split("/file/")[1].split("?")[0]
    answer = ada.send(f"/setup/imports/file/{token}/take", kind="legs", **said)
    assert answer.status_code == 303
    return ada.open(answer.headers["Location"])


def test_a_preview_changes_nothing_and_tells_what_would_be_taken(
    ada: Colleague, db: HallDatabase, tmp_path: Path
) -> None:
    address = sent(ada, legs(tmp_path, cells("A001", employee="8888"), cells("A002", ended_at="")))
    before = everything(db)

    page = ada.open(address)

    assert "Taken: 1 · already there: 0 · refused: 1" in page
    assert "8888" in page
    assert "三月.csv" in page
    assert "served without a start or an end" in page
    assert everything(db) == before


def test_another_column_may_be_chosen_in_place_of_one_of_the_name(ada: Colleague, tmp_path: Path) -> None:
    content = (
        legs(tmp_path, cells("A001"))
        .replace(b"segment", b"segment,queue_no", 1)
        .replace(b"standard", b"standard,B7", 1)
    )
    address = sent(ada, content)

    assert "Take 1 rows" in ada.open(f"{address}&column_ticket=queue_no")


def test_the_preview_of_a_filled_template_shows_its_sheet_and_not_the_words_beside(ada: Colleague) -> None:
    page = ada.open(sent(ada, template("roster", "zh"), "roster", "班次.xlsx"))

    assert '<option value="signed_in_at">' in page
    assert "可填的词</option>" not in page


def test_columns_of_other_names_are_matched_in_the_preview(ada: Colleague, tmp_path: Path) -> None:
    content = legs(tmp_path, cells("A001")).replace(b"ticket", b"queue_no", 1)
    address = sent(ada, content)

    page = ada.open(address)
    assert "lacks: ticket" in page
    assert str(tmp_path) not in page
    assert "Take 1 rows" not in page

    assert "Take 1 rows" in ada.open(f"{address}&column_ticket=queue_no")


def test_lost_zeros_are_put_back_where_somebody_ticks_them(ada: Colleague, db: HallDatabase, tmp_path: Path) -> None:
    db.execute("UPDATE employee SET code = '0101' WHERE code = '1001'")
    address = sent(ada, legs(tmp_path, cells("A001", employee="101")))
    ticked = "employee\t101\t0101"

    page = ada.open(address)
    assert "refused: 1" in page
    assert "Did these lose zeros in front?" in page
    assert 'value="employee\t101\t0101"> Employee' in page

    agreed = ada.open(f"{address}&{urlencode({'meant': ticked})}")
    assert "Taken: 1" in agreed
    assert 'value="employee\t101\t0101" checked' in agreed
    taken(ada, address, meant=ticked)
    who = "SELECT employee.code FROM leg JOIN employee ON employee.id = leg.employee_id"
    assert rows(db, who) == [{"code": "0101"}]


@pytest.mark.parametrize("meant", ["employee", "employee\t101", "boss\t1\t2", "employee\t\t0101", "a\tb\tc\td"])
def test_what_says_nothing_of_a_code_is_passed_over(ada: Colleague, tmp_path: Path, meant: str) -> None:
    address = sent(ada, legs(tmp_path, cells("A001")))

    assert "Taken: 1" in ada.open(f"{address}&{urlencode({'meant': meant})}")


def test_a_file_is_taken_listed_and_taken_back(
    ada: Colleague, db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    page = taken(ada, sent(ada, legs(tmp_path, cells("A001"))))

    assert "Taken: 1 · already there: 0 · refused: 0" in page
    assert list(folder_of(db.path).iterdir()) == []
    assert rows(db, "SELECT file_name, begun_by, state FROM hall_import") == [
        {"file_name": "三月.csv", "begun_by": "employee:9001", "state": "taken"}
    ]
    assert "三月.csv" in ada.open("/setup/imports")
    assert "Take back import 1?" in ada.open("/setup/imports/number/1")

    answer = ada.send("/setup/imports/number/1/take-back")

    assert answer.status_code == 303
    assert "Import 1 was taken back." in ada.open("/setup/imports")
    assert rows(db, "SELECT state, taken_back_by FROM hall_import") == [
        {"state": "taken_back", "taken_back_by": "employee:9001"}
    ]
    assert rows(db, "SELECT id FROM ticket") == []


def test_a_refused_taking_back_is_said_on_its_page(ada: Colleague, tmp_path: Path) -> None:
    taken(ada, sent(ada, legs(tmp_path, cells("A001"))))
    ada.send("/setup/imports/number/1/take-back")

    answer = ada.send("/setup/imports/number/1/take-back")

    assert answer.status_code == 409
    assert "there is nothing to take back" in answer.text


def test_what_is_not_there_is_told(ada: Colleague, db: HallDatabase) -> None:
    before = everything(db)

    assert ada.client.get("/setup/imports/number/7").status_code == 404
    assert ada.client.get("/setup/imports/file/abcdefghijklmnop?kind=legs").status_code == 404
    assert ada.send("/setup/imports", kind="legs").status_code == 422
    assert ada.send("/setup/imports", kind="moon").status_code == 422
    assert ada.client.get("/setup/imports/going?made=x").status_code == 303
    assert everything(db) == before


def test_a_blank_file_has_the_columns_of_its_kind(ada: Colleague) -> None:
    answer = ada.client.get("/setup/imports/template/care")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="storeops-care.xlsx"'
    assert answer.data.startswith(b"PK")
