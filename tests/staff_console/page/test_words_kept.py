"""A refusal that gets a page of its own shows what was written, to be changed and sent again or to be copied."""

import re
from html import unescape

from storeops.store.database import HallDatabase
from tests.factories import everything, rows
from tests.staff_console.colleague import Colleague

APPEAL = {"line": "checklist", "row_kind": "", "row_id": ""}
GROUNDS = "I did say it, as <Ms Li> heard."
CASE = {"kind": "suggestion", "summary": GROUNDS, "owner": "1001", "promise": "norm", "ticket": ""}


def test_an_appeal_against_a_month_without_stars_keeps_its_grounds_to_be_sent_again(
    ana: Colleague, db: HallDatabase
) -> None:
    ana.open("/account")
    before = everything(db)

    answer = ana.send("/star-appeals/2026-01", grounds=GROUNDS, **APPEAL)

    page = unescape(answer.text)
    assert answer.status_code >= 400
    assert f'name="grounds" rows="4">{GROUNDS}</textarea>' in page
    assert 'action="/star-appeals/2026-01"' in page
    assert set(re.findall(r'<input type="hidden" name="(\w+)"', page)) == {"csrf_token", "idempotency_key", *APPEAL}
    assert everything(db) == before


def test_a_form_that_was_open_for_too_long_shows_its_words_to_be_copied_and_sends_them_nowhere(
    ana: Colleague, db: HallDatabase
) -> None:
    ana.open("/follow-ups/new")
    before = everything(db)

    answer = ana.send("/follow-ups/new", **{**CASE, "csrf_token": ""})

    assert answer.status_code == 400
    assert f"readonly>{GROUNDS}</textarea>" in unescape(answer.text)
    assert 'id="sent-words"' not in answer.text
    assert everything(db) == before


def test_whoever_was_signed_out_while_writing_copies_the_words_and_signs_in(ana: Colleague, db: HallDatabase) -> None:
    ana.open("/follow-ups/new")
    ana.client.delete_cookie("storeops_staff_console")
    ana.open("/sign-in?lang=en")
    before = rows(db, "SELECT count(*) AS cases FROM follow_up")

    answer = ana.send("/follow-ups/new", **CASE)

    assert answer.status_code == 401
    assert f"readonly>{GROUNDS}</textarea>" in unescape(answer.text)
    assert 'href="/sign-in"' in answer.text
    assert rows(db, "SELECT count(*) AS cases FROM follow_up") == before


def test_a_form_without_words_is_refused_as_before(ana: Colleague) -> None:
    ana.open("/account")

    answer = ana.send("/star-appeals/2026-01", grounds=" ", **APPEAL)

    assert answer.status_code >= 400
    assert "<textarea" not in answer.text
