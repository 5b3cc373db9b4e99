"""Texts that seem to hold a phone or identity number: whoever writes them is asked first, on every form."""

import re
from html import unescape

from storeops.store.database import HallDatabase
from storeops.web.free_text import FREE_TEXTS, SET_UP_TEXTS
from tests.factories import ANA, everything, rows
from tests.source_code import ROOT
from tests.staff_console.colleague import Colleague

SUMMARY = "Call Ms Li, 13812345678"
CASE = {"kind": "complaint", "owner": ANA.code, "promise": "norm", "ticket": ""}


def test_a_form_comes_back_with_what_was_typed_and_nothing_is_saved(ana: Colleague, db: HallDatabase) -> None:
    ana.open("/follow-ups/new")
    before = everything(db)

    asked = ana.send("/follow-ups/new", summary=SUMMARY, **CASE)

    page = unescape(asked.text)
    assert asked.status_code == 422
    assert "The text seems to hold a phone or identity number. Nothing was saved yet." in page
    assert f">{SUMMARY}</textarea>" in page
    assert 'action="/follow-ups/new"' in page
    assert set(re.findall(r'<input type="hidden" name="(\w+)"', page)) == {"csrf_token", "idempotency_key", *CASE}
    assert everything(db) == before


def test_what_was_meant_is_saved_and_shown_with_stars(ana: Colleague, db: HallDatabase) -> None:
    ana.open("/follow-ups/new")

    saved = ana.send("/follow-ups/new", summary=SUMMARY, numbers_are_meant="1", **CASE)

    assert saved.status_code == 303
    assert rows(db, "SELECT summary FROM follow_up") == [{"summary": SUMMARY}]
    for page in ("/follow-ups", "/follow-ups/1"):
        text = ana.open(page)
        assert "Call Ms Li, 138****5678" in text
        assert "13812345678" not in text


def test_what_was_taken_out_is_saved_without_asking_again(ana: Colleague, db: HallDatabase) -> None:
    ana.open("/follow-ups/new")

    assert ana.send("/follow-ups/new", summary="Call Ms Li", **CASE).status_code == 303
    assert rows(db, "SELECT summary FROM follow_up") == [{"summary": "Call Ms Li"}]


def test_the_field_for_phone_numbers_asks_nothing(ana: Colleague, db: HallDatabase) -> None:
    ana.open("/follow-ups/new")

    assert ana.send("/follow-ups/new", summary="Call back", phone="13812345678", **CASE).status_code == 303
    assert len(rows(db, "SELECT id FROM customer_contact")) == 1


def test_whoever_is_not_signed_in_is_sent_to_the_door(ana: Colleague) -> None:
    ana.open("/follow-ups/new")
    ana.client.delete_cookie("storeops_staff_console")

    assert ana.send("/follow-ups/new", summary=SUMMARY, **CASE).status_code != 422


def test_every_field_for_a_text_is_asked_about() -> None:
    written = set()
    for template in (ROOT / "staff_console").rglob("*.html"):
        if template.name == "set_up_looks.html":  # fields that nobody sends
            continue
        text = template.read_text(encoding="utf-8")
        written |= set(re.findall(r'<textarea[^>]*\bname="([a-z_]+)"', text))
        written |= set(re.findall(r'<input[^>]*\bname="([a-z_]+)"[^>]*maxlength="(?:200|400|500)"', text))
        written |= set(re.findall(r'\barea\(form, "([a-z_]+)"', text))

    assert written - SET_UP_TEXTS - FREE_TEXTS == set()
    assert len(written & FREE_TEXTS) > 6
