"""Bodies that are larger than any form: refused by name on every public screen, before anything is read or changed."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from storeops.store.database import HallDatabase
from tests.factories import everything

LARGE = b"service=" + b"x" * 70_000


def test_every_public_form_that_is_too_large_is_told_so(
    client: FlaskClient, made_screens: Flask, db: HallDatabase
) -> None:
    forms = [rule for rule in made_screens.url_map.iter_rules() if "POST" in (rule.methods or ())]
    before = everything(db)

    told = {}
    for rule in forms:
        path = rule.build(dict.fromkeys(rule.arguments, "1"))
        assert path is not None
        answer = client.post(path[1], data=LARGE, content_type="application/x-www-form-urlencoded")
        told[rule.endpoint] = answer.status_code
        assert "65536" in answer.text
    assert set(told.values()) == {413}
    assert len(told) > 8
    assert everything(db) == before


@pytest.mark.parametrize("path", ["/tickets", "/t/x/cancel", "/pad/1/ratings"])
def test_neither_is_one_in_parts(client: FlaskClient, path: str) -> None:
    answer = client.post(path, data={"service": "x" * 70_000}, content_type="multipart/form-data")

    assert answer.status_code == 413
