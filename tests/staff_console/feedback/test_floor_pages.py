"""Wishes, the retention desk, and the set-up of key moments and answer cards."""

import pytest

from storeops.base.clock import FrozenClock
from storeops.quality.guideposts.card import CardTexts
from storeops.quality.guideposts.card_actions import add_card
from storeops.quality.guideposts.guidepost_view import key_moment
from storeops.quality.heard.wish_actions import note_wish
from storeops.store.database import HallDatabase
from tests.factories import ADA, ANA, BRUNO, GRETA, SUN, a_serving_ticket, everything, last_event, rows, ticket_row
from tests.staff_console.colleague import Colleague
from tests.staff_console.conftest import SignedIn

STAYS = {"reason": "price", "leaving_for": "another_operator", "offer": "discount", "outcome": "kept"}
CARD = {
    "service": "payment",
    "question_zh": "何时到账？",
    "question_en": "When does it arrive?",
    "answer_zh": "即时。",
    "answer_en": "At once.",
    "is_active": "1",
}


# Wishes


def test_a_months_wishes_by_service_and_one_by_one(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    note_wish(db, clock, ANA.actor, "1", "suggestion", "a seat <here>")

    page = chen.open("/wishes")

    assert "Pay a bill" in page
    assert "a seat <here>" in page
    assert "a seat &lt;here&gt;" in chen.client.get("/wishes").text
    assert "Nothing was noted in this month." in chen.open("/wishes?month=2026-02")


@pytest.mark.parametrize("path", ["/wishes", "/retention"])
@pytest.mark.parametrize("month", ["x", "2026-13", "0001-01", "9" * 1000])
def test_what_is_no_month_is_refused(chen: Colleague, path: str, month: str) -> None:
    assert chen.client.get(path, query_string={"month": month}).status_code == 422


@pytest.mark.parametrize("person", [ANA, GRETA])
def test_wishes_are_for_those_who_see_the_quality(signed_in: SignedIn, person) -> None:
    colleague = signed_in(person)

    assert colleague.client.get("/wishes").status_code == 403
    assert 'href="/wishes"' not in colleague.open("/duty" if person is GRETA else "/")


# The retention desk


def test_every_page_leads_to_the_retention_desk(ana: Colleague, chen: Colleague) -> None:
    assert 'href="/retention"' in ana.open("/")
    assert 'href="/wishes"' in chen.open("/duty")


def test_a_clerk_records_a_case_and_sees_no_month(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    assert 'value="A001"' in ana.open("/retention?ticket=A001")

    response = ana.send("/retention", ticket="A001", note="", **STAYS)

    assert (response.status_code, response.location) == (303, "/retention")
    (case,) = rows(db, "SELECT * FROM retention_case")
    assert {field: case[field] for field in STAYS} == STAYS
    assert case["ticket_id"] == ticket_row(db, "A001")["id"]
    assert last_event(db)["kind"] == "retention_recorded"
    page = ana.open("/retention")
    assert "Saved." in page
    assert "The month" not in page


def test_the_supervisor_sees_what_the_month_is_composed_of(
    ana: Colleague, signed_in: SignedIn, db: HallDatabase
) -> None:
    ana.open("/retention")
    ana.send("/retention", **STAYS)
    ana.send("/retention", **{**STAYS, "outcome": "left", "reason": "coverage"})

    page = signed_in(SUN).open("/retention")

    # One of two was kept.
    assert '<p class="kept">Kept <b class="digits">50 %</b></p>' in page
    assert "Coverage" in page
    assert "No customer wanted to leave in this month." in signed_in(SUN).open("/retention?month=2026-02")


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({"reason": ""}, 422, "Choose one from the list."),
        ({"outcome": "x" * 10_000}, 422, "Choose one from the list."),
        ({"note": "x" * 501}, 422, "The note is too long"),
        ({"ticket": "Z999"}, 404, "There is no such ticket"),
    ],
)
def test_a_case_that_cannot_be_is_refused_beside_its_field(
    ana: Colleague, db: HallDatabase, fields: dict[str, str], status: int, sentence: str
) -> None:
    ana.open("/retention")
    before = everything(db)

    response = ana.send("/retention", **{**STAYS, **fields})

    assert response.status_code == status
    assert sentence in response.text
    assert 'value="price"' in response.text
    assert everything(db) == before


def test_a_double_tap_records_once(ana: Colleague, db: HallDatabase) -> None:
    ana.open("/retention")

    for _ in range(2):
        assert ana.send("/retention", **STAYS, idempotency_key="the same").status_code == 303

    assert len(rows(db, "SELECT id FROM retention_case")) == 1


# Key moments


def test_each_moment_is_one_row_of_set_up(ada: Colleague) -> None:
    page = ada.open("/setup/moments")

    assert page.count("/setup/moments/edit?code=") == 10
    assert "To have one's time respected" in page


def test_a_moment_is_changed(ada: Colleague, db: HallDatabase) -> None:
    form = {**texts_of(db, "farewell"), "guidepost_en": "Goodbye, and thank you."}
    ada.open("/setup/moments/edit?code=farewell")

    response = ada.send("/setup/moments/edit?code=farewell", **form)

    assert (response.status_code, response.location) == (303, "/setup/moments")
    assert key_moment(db, "farewell").guidepost_en == "Goodbye, and thank you."
    assert last_event(db)["kind"] == "moment_changed"
    assert "Goodbye, and thank you." in ada.open("/setup/moments")


def test_the_answers_of_a_moment_are_changed_and_given_back(ada: Colleague, db: HallDatabase) -> None:
    assert "很难\n较难\n一般\n容易\n很容易" in ada.open("/setup/moments/edit?code=ticket")
    form = texts_of(db, "ticket")

    ada.send("/setup/moments/edit?code=ticket", **form | {"answers_en": "Awful\nHard\nSo-so\nEasy\nA breeze"})
    assert rows(db, "SELECT answers_zh, answers_en FROM moment WHERE code = 'ticket'") == [
        {"answers_zh": None, "answers_en": "Awful\nHard\nSo-so\nEasy\nA breeze"}
    ]
    assert "Awful · Hard · So-so · Easy · A breeze" in ada.open("/setup/moments")

    ada.send("/setup/moments/edit?code=ticket", **form)
    assert key_moment(db, "ticket").answers_en is None


def test_four_answers_are_refused_beside_the_field(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/moments/edit?code=ticket")
    before = everything(db)

    response = ada.send("/setup/moments/edit?code=ticket", **texts_of(db, "ticket") | {"answers_zh": "差\n中\n良\n优"})

    assert response.status_code == 422
    assert 'id="answers_zh-refusal"' in response.text
    assert "差\n中\n良\n优" in response.text
    assert everything(db) == before


def test_a_moment_without_a_norm_is_refused_beside_the_field(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/moments/edit?code=money")
    before = everything(db)

    response = ada.send("/setup/moments/edit?code=money", **{**texts_of(db, "money"), "norm_en": ""})

    assert response.status_code == 422
    assert 'id="norm_en-refusal"' in response.text
    assert everything(db) == before


@pytest.mark.parametrize("code", ["", "lunch", "x" * 1000])
def test_an_unknown_moment_is_not_found(ada: Colleague, code: str) -> None:
    ada.open("/setup/moments")

    assert ada.client.get("/setup/moments/edit", query_string={"code": code}).status_code == 404
    assert ada.send(f"/setup/moments/edit?code={code}").status_code == 404


def texts_of(db: HallDatabase, code: str) -> dict[str, str]:
    row = rows(db, "SELECT * FROM moment WHERE code = ?", code)[0]
    return {name: text or "" for name, text in row.items() if name not in ("code", "position")}


# Answer cards


def test_a_card_is_added_changed_and_retired(ada: Colleague, db: HallDatabase) -> None:
    assert "No card yet." in ada.open("/setup/cards")
    ada.open("/setup/cards/new")

    assert ada.send("/setup/cards/new", **CARD).location == "/setup/cards"
    card = rows(db, "SELECT id FROM answer_card")[0]["id"]
    assert last_event(db)["kind"] == "card_added"
    ada.send(f"/setup/cards/edit?card={card}", **{**CARD, "answer_en": "Within a day."})
    assert rows(db, "SELECT answer_en FROM answer_card") == [{"answer_en": "Within a day."}]
    retired = {name: value for name, value in CARD.items() if name != "is_active"}
    ada.send(f"/setup/cards/edit?card={card}", **retired)

    assert rows(db, "SELECT is_active FROM answer_card") == [{"is_active": 0}]
    assert "retired" in ada.open("/setup/cards")


@pytest.mark.parametrize("field", ["question_zh", "question_en", "answer_zh", "answer_en"])
def test_an_empty_text_is_refused_and_the_rest_stays(ada: Colleague, db: HallDatabase, field: str) -> None:
    ada.open("/setup/cards/new")
    before = everything(db)

    response = ada.send("/setup/cards/new", **{**CARD, field: ""})

    assert response.status_code == 422
    assert f'id="{field}-refusal"' in response.text
    assert '<option value="payment" selected>' in response.text
    assert everything(db) == before


@pytest.mark.parametrize("card", ["", "x", "7", "9" * 30])
def test_an_unknown_card_is_not_found(ada: Colleague, card: str) -> None:
    ada.open("/setup/cards")

    assert ada.client.get(f"/setup/cards/edit?card={card}").status_code == 404
    assert ada.send(f"/setup/cards/edit?card={card}", **CARD).status_code == 404


def test_a_card_of_an_unknown_service_is_refused(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/cards/new")
    before = everything(db)

    assert ada.send("/setup/cards/new", **{**CARD, "service": "nothing"}).status_code == 404
    assert everything(db) == before


@pytest.mark.parametrize("path", ["moments", "moments/edit?code=money", "cards", "cards/new", "cards/edit?card=1"])
def test_set_up_is_the_administrators(signed_in: SignedIn, db: HallDatabase, clock: FrozenClock, path: str) -> None:
    add_card(db, clock, ADA.actor, "payment", CardTexts("问", "Q", "答", "A"))
    bruno = signed_in(BRUNO)
    before = everything(db)

    assert bruno.client.get(f"/setup/{path}").status_code == 403
    if "/" in path:
        assert bruno.send(f"/setup/{path}", **CARD).status_code == 403
    assert everything(db) == before
