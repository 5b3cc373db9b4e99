"""Names that look like markup: every page shows them as they were typed."""

from flask import Flask

from storeops.store.database import HallDatabase
from tests.staff_console.colleague import Colleague
from tests.staff_console.page.test_sign_in import OPEN_TO_ALL, address

TYPED = "<s7 title='\"'>&amp;"
NAMED = {
    "hall": "name_zh name_en",
    "employee": "name",
    "service": "name_zh name_en",
    "category": "name_zh name_en",
    "sheet_item": "name_zh name_en",
}


def test_no_name_becomes_markup(ada: Colleague, console: Flask, db: HallDatabase) -> None:
    for table, columns in NAMED.items():
        for column in columns.split():
            db.execute(f"UPDATE {table} SET {column} = ?", (TYPED,))
    shown, seen = 0, 0

    for rule in console.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in OPEN_TO_ALL:
            answer = ada.client.get(address(rule))
            if answer.mimetype == "text/html" and answer.status_code == 200:
                seen += 1
                shown += "&lt;s7 title=" in answer.text and "&amp;amp;" in answer.text
                assert "<s7" not in answer.text, rule.rule

    assert seen > 40
    assert shown >= seen - 1  # the hall's own name stands on each, but not in a fragment
