"""Bodies that are larger than any form, on every address of the console that takes one."""

from flask import Flask

from storeops.store.database import HallDatabase
from tests.factories import everything
from tests.staff_console.colleague import Colleague

LARGE = b"note=" + b"x" * 70_000
TAKES_A_FILE = {
    "check_results.send_photo",
    "set_up_hall.send_logo",
    "set_up_book.preview",
    "set_up_book.take",
    "set_up_imports.send",
}


def test_every_form_that_is_too_large_is_told_so(ada: Colleague, console: Flask, db: HallDatabase) -> None:
    forms = [rule for rule in console.url_map.iter_rules() if "POST" in (rule.methods or ())]
    before = everything(db)

    told = {}
    for rule in forms:
        path = rule.build(dict.fromkeys(rule.arguments, "1"))
        assert path is not None
        answer = ada.client.post(path[1], data=LARGE, content_type="application/x-www-form-urlencoded")
        told[rule.endpoint] = answer.status_code
    assert {endpoint for endpoint, status in told.items() if status != 413} <= TAKES_A_FILE
    assert len(told) > 60
    assert everything(db) == before
