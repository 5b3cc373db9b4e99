"""Feedback pages, low ratings on the hall page, and the question on the duty manager's tablet."""

import re
from datetime import timedelta

import pytest

from storeops.base.clock import FrozenClock
from storeops.quality.duty.refusals import RecoveryTaken
from storeops.store import journal, told_rows
from storeops.store.database import HallDatabase
from storeops.store.event_kinds import Audience
from tests.factories import ANA, CHEN, HAN, SHAN, SUN, Person, a_served_ticket, everything, later, rows
from tests.quality.feedback.answers import a_low_rating, a_rated_visit, a_tap, the_task
from tests.staff_console.colleague import Colleague
from tests.staff_console.conftest import SignedIn

# The hall's month


def test_the_month_shows_headline_moments_and_biases(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    for _ in range(20):
        a_rated_visit(db, clock, waiting=2, farewell=5)

    page = chen.open("/feedback")

    assert "Headline: Peak-end" in page
    # Waiting 2 and farewell 5: peak 1, end 1: 100. 20 of 40 ratings are 4 or 5.
    assert re.search(r"<b>100.0</b> <span>of 100; with 95 percent certainty\s+100.0 to 100.0", page)
    assert "Not decided: 0 visits" in page
    assert re.search(r'Satisfied \(4 and 5\) <details.*?</details></dt><dd class="digits">50 %', page, re.DOTALL)
    assert "Who was asked, who answered" in page
    assert "style=" not in page


def test_too_few_answers_show_a_dash_and_the_reason(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_rated_visit(db, clock, waiting=2, farewell=5)

    page = chen.open("/feedback?month=2026-03")

    assert "1 valid visits; a mean is published from 20 on" in page
    assert "- <small>1 of 20 needed</small>" in page


def test_the_month_reads_in_chinese(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    for _ in range(20):
        a_rated_visit(db, clock, waiting=2, farewell=5)

    page = chen.open("/feedback?lang=zh")

    assert "主指标：峰终值" in page
    assert "95% 置信区间" in page


@pytest.mark.parametrize("month", ["2026-13", "march", "9999-12", "0", "2026-3"])
def test_what_is_no_month_is_refused(chen: Colleague, month: str) -> None:
    assert chen.client.get(f"/feedback?month={month}").status_code == 422


def test_a_month_without_tickets_says_so(chen: Colleague) -> None:
    page = chen.open("/feedback?month=2025-01")

    assert "No question was put in this month." in page
    assert "Nothing was noted in this month." in page


@pytest.mark.parametrize(("person", "status"), [(ANA, 403), (SHAN, 403), (CHEN, 200), (SUN, 200)])
def test_the_hall_month_is_for_those_who_see_quality(signed_in: SignedIn, person: Person, status: int) -> None:
    assert signed_in(person).client.get("/feedback").status_code == status


# One's own


def test_a_clerk_finds_own_means_behind_the_feedback_link(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock
) -> None:
    for value in (1, 3, 5, 5, 5):
        a_rated_visit(db, clock, farewell=value)
    assert "70.0" not in signed_in(ANA).open("/feedback/mine")
    clock.instant += timedelta(hours=15)  # past midnight in Shanghai

    page = signed_in(ANA).open("/feedback/mine")

    assert 'href="/feedback/mine" aria-current="page">Feedback<' in page
    # (0 + 50 + 300) / 5.
    assert "<b>70.0</b>" in page
    assert "of 100, mean of 5 ratings" in page


# What staff saw


def test_what_staff_saw_is_noted_and_listed_apart(ana: Colleague, chen: Colleague, db: HallDatabase) -> None:
    response = ana.send(
        "/feedback/observed", kind="praise", moment="result", note="Helped <b>twice</b>", employee="1002", number=""
    )

    assert response.status_code == 303
    assert "Saved." in ana.open("/feedback/observed")
    page = chen.client.get("/feedback").text
    assert "Helped &lt;b&gt;twice&lt;/b&gt;" in page
    assert len(rows(db, "SELECT id FROM observed_moment")) == 1


def test_a_double_tap_notes_it_once(ana: Colleague, db: HallDatabase) -> None:
    for _ in range(2):
        ana.send(
            "/feedback/observed",
            kind="praise",
            moment="result",
            note="Good.",
            employee="",
            number="",
            idempotency_key="k",
        )

    assert len(rows(db, "SELECT id FROM observed_moment")) == 1


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({"kind": ""}, 422, "Choose one from the list."),
        ({"moment": "overall"}, 422, "Choose one from the list."),
        ({"note": " "}, 422, "Enter 1 to 500 characters."),
        ({"number": "z9"}, 422, "No ticket has the number Z9"),
        ({"employee": "1999"}, 404, "There is no employee 1999"),
    ],
)
def test_what_is_wrong_stands_beside_the_form_and_what_was_typed_stays(
    ana: Colleague, db: HallDatabase, fields: dict[str, str], status: int, sentence: str
) -> None:
    typed = {"kind": "praise", "moment": "result", "note": "Kept text", "employee": "", "number": ""} | fields
    before = everything(db)

    response = ana.send("/feedback/observed", **typed)

    assert response.status_code == status
    assert sentence in response.text
    assert 'value="result" selected' in response.text or fields.get("moment")
    assert everything(db) == before


# Low ratings on the hall page


def test_a_low_rating_is_an_alarm_on_the_hall_page(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    assert "None is open." in chen.open("/duty")
    a_low_rating(db, clock, "waiting", reason="long_wait")
    later(clock, "75s")

    page = chen.open("/duty")

    assert re.search(r'class="panel is-alarm" aria-labelledby="recovery-title"', page)
    assert "is-newest" in page
    assert "Waiting: The wait was too long" in page
    assert ">1:15<" in page


def test_those_who_do_not_run_the_floor_see_no_low_ratings(
    greta: Colleague, ana: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    task = a_low_rating(db, clock)
    before = everything(db)

    assert "recovery-title" not in greta.open("/duty")
    assert ana.send(f"/recovery/{task}/take").status_code == 403
    assert ana.send(f"/recovery/{task}/close", outcome="gone").status_code == 403
    assert everything(db) == before


def test_it_is_taken_and_closed_from_the_hall_page(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    task = a_low_rating(db, clock)

    fragment = chen.post(f"/recovery/{task}/take").text
    assert "Chen is looking after it" in fragment
    closed = chen.post(f"/recovery/{task}/close", outcome="recovered", note="Said sorry.").text

    assert "None is open." in closed
    assert (the_task(db, task)["outcome"], the_task(db, task)["note"]) == ("recovered", "Said sorry.")


def test_without_a_script_the_hall_page_comes_back(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    response = chen.send(f"/recovery/{a_low_rating(db, clock)}/take")

    assert (response.status_code, response.headers["Location"]) == (303, "/duty")


def test_the_second_duty_manager_reads_who_was_first(
    chen: Colleague, signed_in: SignedIn, db: HallDatabase, clock: FrozenClock
) -> None:
    task = a_low_rating(db, clock)
    chen.post(f"/recovery/{task}/take")

    response = signed_in(HAN).post(f"/recovery/{task}/take")

    assert response.status_code == RecoveryTaken.status
    assert "A colleague (5001) has taken ticket A001 already" in response.text
    assert 'id="live"' in response.text


@pytest.mark.parametrize("task", ["77", "0", "-1", "one", "9" * 30])
def test_an_unknown_low_rating_is_refused(chen: Colleague, task: str) -> None:
    assert chen.post(f"/recovery/{task}/take").status_code == 404


def test_taking_and_closing_are_told_to_the_floor_without_a_name(
    chen: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    task = a_low_rating(db, clock)
    seen = journal.last_seq(db)

    chen.post(f"/recovery/{task}/take")
    chen.post(f"/recovery/{task}/close", outcome="not_recovered", note="Will write to us.")

    events = [event.shown(Audience.FLOOR) for event in told_rows.since(db, seen)]
    assert [event and event["kind"] for event in events] == ["recovery_taken", "recovery_closed"]
    assert not re.search(r"Chen|5001|write", str(events))


def test_no_screen_of_the_staff_asks_the_customer(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    task = a_low_rating(db, clock)
    chen.post(f"/recovery/{task}/take")

    assert chen.client.get(f"/recovery/{task}/ask").status_code == 404
    assert "/ask" not in chen.open("/duty")


def test_opening_the_pages_changes_nothing(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_low_rating(db, clock)
    a_tap(db, a_served_ticket(db, clock).number, "farewell", 5, clock.now())
    before = everything(db)

    for path in ("/feedback", "/feedback/mine", "/feedback/observed", "/feedback/doubts", "/duty"):
        chen.open(path)

    assert everything(db) == before
