"""A form tells all that is wrong with it at once, each beside its field, and keeps what was typed."""

import re
from dataclasses import dataclass, field

import pytest

from storeops.base.clock import FrozenClock
from storeops.store.database import HallDatabase
from tests.factories import ADA, ANA, CHEN, SUN, Person, everything, later, rows
from tests.staff_console.conftest import SignedIn

LONG = "x" * 1001
REFUSED = re.compile(r'id="([^"]+)-refusal"')


@dataclass(frozen=True)
class WrongForm:
    """A form in which several fields are wrong, and the ids of those that must say so."""

    by: Person
    page: str
    fields: dict[str, str]
    refused: set[str]
    sent_to: str = ""
    chosen: dict[str, list[str]] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sent_to or self.page


WRONG_FORMS = (
    WrongForm(ADA, "/setup/hall", {"name_zh": "", "name_en": LONG}, {"name_zh", "name_en"}, "/setup/hall/name"),
    WrongForm(
        ADA,
        "/setup/hall",
        {"standard_wait_seconds": "soon", "issue_burst": "0", "recall_gap_seconds": "99999"},
        # The ten that the form lacks are refused like those that are wrong.
        {"standard_wait_seconds", "issue_burst", "recall_gap_seconds"},
        "/setup/hall/targets",
    ),
    WrongForm(
        ADA,
        "/setup/hours",
        {"rule": "weekly", "opens_1": "18:00", "closes_1": "09:00", "opens_2": "12:00", "closes_2": "10:00"},
        {"closes_1", "closes_2"},
        "/setup/hours/week",
    ),
    WrongForm(
        ADA,
        "/setup/hours",
        {"day": "soon", "opens": "nine", "closes": "18:00", "note": LONG},
        {"day", "opens", "note"},
        "/setup/hours/special-day",
    ),
    WrongForm(
        ADA,
        "/setup/categories/new",
        {"code": "payment", "prefix": "1", "name_zh": "", "name_en": LONG},
        {"code", "prefix", "name_zh", "name_en"},
    ),
    WrongForm(
        ADA,
        "/setup/services/new",
        {
            "category": "none",
            "code": "payment",
            "name_zh": "",
            "name_en": LONG,
            "target_seconds": "soon",
            "standard_minutes": "-1",
            "last_ticket_minutes": "9999",
            "bring_zh": LONG,
        },
        {
            "category",
            "code",
            "name_zh",
            "name_en",
            "target_seconds",
            "standard_minutes",
            "last_ticket_minutes",
            "bring_zh",
        },
    ),
    WrongForm(ADA, "/setup/counters/new", {"code": "1", "rule": "chosen"}, {"code", "services"}),
    WrongForm(ADA, "/setup/employees/new", {"code": "1001", "name": "", "role": "king"}, {"code", "name", "role"}),
    WrongForm(
        ADA,
        "/setup/cards/new",
        {"service": "payment", "question_zh": "", "question_en": LONG, "answer_zh": "", "answer_en": "Well"},
        {"question_zh", "question_en", "answer_zh"},
    ),
    WrongForm(
        ADA,
        "/setup/moments/edit?code=ticket",
        {"name_zh": "", "question_en": "", "guidepost_zh": LONG},
        {"name_zh", "question_en", "guidepost_zh"},
    ),
    WrongForm(ADA, "/setup/teams", {"name": "", "lead": "nobody"}, {"name", "lead"}),
    WrongForm(
        ADA,
        "/setup/policies",
        {"valid_from": "soon", "weights.checklist": "much", "bands.5": "", "checklist.prior_days": "few"},
        {"valid_from", "weights.checklist", "bands.5", "checklist.prior_days"},
    ),
    WrongForm(
        ADA,
        "/setup/sheets/clerk/new",
        {
            "valid_from": "soon",
            "code.0": "a b",
            "name_zh.0": "",
            "name_en.0": "Smile",
            "weight.0": "101",
            "kind.0": "points",
        },
        {"valid_from", "code.0", "name_zh.0", "weight.0"},
    ),
    WrongForm(
        ANA,
        "/feedback/observed",
        {"moment": "none", "kind": "none", "note": " ", "employee": "1999", "number": "Z999"},
        {"moment", "kind", "note", "employee", "number"},
    ),
    WrongForm(
        ANA,
        "/retention",
        {"ticket": "Z999", "reason": "none", "leaving_for": "", "offer": "", "outcome": "", "note": LONG},
        {"ticket", "reason", "leaving_for", "offer", "outcome", "note"},
    ),
    WrongForm(
        ANA,
        "/follow-ups/new",
        {"kind": "none", "summary": "", "ticket": "Z999", "promise": "pick", "promised_at": "soon", "phone": "12"},
        {"kind", "summary", "ticket", "promised_at", "phone"},
    ),
    WrongForm(
        SUN,
        "/star-care",
        {"employee": "1001", "day": "soon", "kind": "none", "note": LONG},
        {"day", "kind", "note"},
        "/star-care/care",
    ),
    WrongForm(
        SUN,
        "/star-care",
        {"employee": "1001", "day": "2099-01-01", "kind": "none", "title": "", "score": "101"},
        {"day", "kind", "title", "score"},
        "/star-care/skill",
    ),
    WrongForm(ADA, "/setup/imports", {"kind": "none"}, {"kind", "file"}),
)


@pytest.mark.parametrize("wrong", WRONG_FORMS, ids=str)
def test_all_that_is_wrong_stands_beside_its_field_and_nothing_is_saved(
    signed_in: SignedIn, db: HallDatabase, wrong: WrongForm
) -> None:
    visitor = signed_in(wrong.by)
    visitor.open(wrong.page)
    before = everything(db)

    answer = visitor.send(wrong.sent_to or wrong.page, **wrong.fields)

    assert answer.status_code in (404, 409, 422)
    assert wrong.refused <= set(REFUSED.findall(answer.text))
    for name, typed in wrong.fields.items():
        if typed.strip() and name not in ("kind", "role", "moment", "reason", "category", "lead", "employee", "rule"):
            assert typed in answer.text, f"{name} lost what was typed"
    assert everything(db) == before


def test_a_case_tells_the_time_and_the_words_that_are_missing_at_once(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock
) -> None:
    ana = signed_in(ANA)
    ana.open("/follow-ups/new")
    ana.send("/follow-ups/new", kind="suggestion", summary="More chairs", owner="1001", promise="norm")
    case = rows(db, "SELECT id FROM follow_up")[0]["id"]
    ana.open(f"/follow-ups/{case}")
    before = everything(db)

    answer = ana.send(f"/follow-ups/{case}/promise", promise="pick", promised_at="soon", promise_note="")

    assert {"promised_at", "promise_note"} <= set(REFUSED.findall(answer.text))
    assert everything(db) == before


def test_what_a_form_tries_out_for_its_other_faults_is_not_kept(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock
) -> None:
    ada = signed_in(ADA)
    ada.open("/setup/services/new")
    before = everything(db)

    answer = ada.send("/setup/services/new", category="payment", name_zh="新业务", target_seconds="soon")

    assert set(REFUSED.findall(answer.text)) == {"target_seconds"}
    assert everything(db) == before
    later(clock, "1s")
    assert ada.send("/setup/services/new", category="payment", name_zh="新业务").status_code == 303


def test_the_pin_of_a_form_with_other_faults_is_not_looked_at(signed_in: SignedIn, db: HallDatabase) -> None:
    chen = signed_in(CHEN)
    chen.open("/account")
    before = everything(db)

    answer = chen.send("/account/pin", pin="000000", new_pin="123456", again="654321")

    assert {"new_pin", "again"} == set(REFUSED.findall(answer.text))
    assert everything(db) == before
