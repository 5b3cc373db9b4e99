"""The page of flags: what stands out, what could explain it, and the review."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.quality.detectors.flag import HALL, Detector, Flag
from storeops.quality.detectors.flags_view import flags_to_review
from storeops.quality.detectors.found_flag_actions import keep_found, look_for_flags
from storeops.quality.detectors.found_flag_rows import months_due
from storeops.store.database import HallDatabase, create
from tests.factories import (
    ADA,
    ANA,
    CHEN,
    GRETA,
    MONDAY_NINE,
    SHAN,
    SUN,
    Person,
    everything,
    found_small_hall,
    last_event,
    later,
    rows,
)
from tests.quality.detectors.served import MARCH, many_short_services, many_technical_transactions
from tests.staff_console.colleague import Colleague
from tests.staff_console.conftest import SignedIn
from tests.staff_console.page.test_menu_counts import waiting

FLAGS = f"/flags?month={MARCH}"
REVIEW = {"month": MARCH, "detector": "D3", "subject": "1001", "finding": "to_discuss", "note": "Talk on Friday."}


@pytest.fixture(scope="module")
def founded_hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small hall at the end of a day on which Ana stands out: made once, copied by every test."""
    path = tmp_path_factory.mktemp("flagged") / "hall.db"
    db = create(path)
    db.execute("PRAGMA synchronous = OFF")
    found_small_hall(db)
    many_short_services(db, FrozenClock(MONDAY_NINE))
    db.conn.close()
    return path


@pytest.fixture
def clock() -> FrozenClock:
    """The evening of that day."""
    return FrozenClock(MONDAY_NINE + timedelta(hours=10))


@pytest.fixture
def sun(signed_in: SignedIn) -> Colleague:
    """The supervisor."""
    return signed_in(SUN)


def case(page: str) -> str:
    """The part of the page about Ana."""
    return page[page.index('id="D3-1001"') : page.index('aria-labelledby="quiet-title"')]


# Who sees it


@pytest.mark.parametrize("person", [ANA, GRETA, SHAN])
def test_flags_are_not_for_everybody(signed_in: SignedIn, person: Person) -> None:
    assert signed_in(person).client.get(FLAGS).status_code == 403


def test_a_duty_manager_sees_flags_but_does_not_review_them(chen: Colleague, db: HallDatabase) -> None:
    page = chen.open(FLAGS)
    before = everything(db)
    response = chen.send("/flags/review", **REVIEW)

    assert "8 of 10 services took under 10 s" in page
    assert "Save the review" not in page
    assert response.status_code == 403
    assert everything(db) == before


# What is seen


def test_a_flag_tells_its_statistic_what_it_may_mean_and_what_else_could_explain_it(sun: Colleague) -> None:
    page = sun.open(FLAGS)

    assert "Flags: 1, not looked at yet: 1" in page
    assert "Very short services" in page
    assert "What it may mean" in page
    assert "a counter for very short business" in page
    assert "8 of 10 services took under 10 s: 80.0%, against 20.0% in the hall (z 4.7)." in case(page)
    assert "Ana" in case(page)
    assert "Nothing is deducted." in page


def test_the_funnel_has_a_title_a_description_and_a_table_behind_it(sun: Colleague) -> None:
    page = sun.open(FLAGS)

    assert 'role="img" aria-labelledby="D3-funnel-title D3-funnel-description"' in page
    assert "The straight line is the hall's share, 20.0 %;" in page
    assert re.search(r'Ana <span class="digits">1001</span></th><td class="digits">8</td><td class="digits">10<', page)
    assert "style=" not in page


def test_classes_have_a_funnel_of_their_own_with_the_share_they_stand_against(
    sun: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    many_technical_transactions(db, clock)
    sun.sign_in()

    page = sun.open(FLAGS)

    # With those of the day before: 8 of Ana's 20 and 8 of all 80, so 2 of 20 are expected: 6 / sqrt(20 * 0.09) = 4.47.
    assert "Share of exceptional and technical transactions by number of transactions" in page
    line = page.split("The hall on the same services</th>")[1].split("</tr>")[1]
    assert re.findall(r'<td class="digits">([^<]+)</td>', line) == ["8", "20", "40.0 %", "10.0 %", "4.5"]
    # Very short services are 8 of 20 too; each drawing has a title of its own.
    assert page.count('<title id="D3-funnel-title">') == page.count('<title id="D10-funnel-title">') == 1


def test_the_other_detectors_say_that_nothing_stands_out_or_that_there_is_too_little(sun: Colleague) -> None:
    quiet = sun.open(FLAGS).split('id="quiet-title"')[1]

    # Thirty calls, walks and visits of Bruno's are judged; nobody was asked or checked, and no target was near.
    assert re.search(r"Doubtful no-shows</th>\s*<td>.*nothing stands out", quiet)
    assert re.search(r"Just under the target</th>\s*<td>not judged: too few", quiet)
    assert re.search(r"Inspectors' habits</th>\s*<td>not judged: too few", quiet)
    assert "Very short services" not in quiet


def test_a_month_without_tickets_has_no_flag(sun: Colleague) -> None:
    page = sun.open("/flags?month=2026-01")

    assert "The detectors" in page
    assert page.count("not judged: too few") == len(Detector)


def test_this_month_is_shown_unless_another_is_asked_for(sun: Colleague) -> None:
    page = sun.open("/flags")

    assert 'value="2026-03"' in page
    assert "2026-02" in page
    assert "2026-04" not in page


def test_the_first_and_the_last_month_have_a_page(sun: Colleague) -> None:
    for month in ("1970-01", "2999-12"):
        assert sun.open(f"/flags?month={month}").count("not judged: too few") == len(Detector)


@pytest.mark.parametrize("month", ["2026-13", "soon", "x" * 5000, "0000-01", "9999-12", "1969-12", "-"])
def test_what_is_no_month_is_refused_in_words(sun: Colleague, month: str) -> None:
    response = sun.client.get("/flags", query_string={"month": month})

    assert response.status_code == 422
    assert "is no month; write it like 2026-03." in response.text


def test_the_page_is_chinese_for_chinese_readers(sun: Colleague) -> None:
    page = sun.open(f"{FLAGS}&lang=zh")

    assert "待复核预警" in page
    assert "10 笔业务中 8 笔不到 10 秒" in page


# The review


def test_a_supervisor_reviews_a_flag(sun: Colleague, db: HallDatabase) -> None:
    sun.open(FLAGS)

    response = sun.send("/flags/review", **REVIEW)

    assert (response.status_code, response.location) == (303, f"/flags?month={MARCH}#D3-1001")
    (row,) = rows(db, "SELECT detector, subject, finding, note FROM flag_review")
    assert row == {"detector": "D3", "subject": "1001", "finding": "to_discuss", "note": "Talk on Friday."}
    assert (last_event(db)["kind"], last_event(db)["actor"]) == ("flag_reviewed", "employee:7001")
    page = sun.open(response.location)
    assert "Saved." in page
    assert "Flags: 1, not looked at yet: 0" in page
    assert "Talk on Friday." in case(page)
    assert "Review again" in case(page)


def test_the_menu_counts_what_was_found_in_the_night_and_nobody_has_looked_at(
    signed_in: SignedIn, sun: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    assert months_due(db, clock.now()) == [MARCH, "2026-02"]
    for month in months_due(db, clock.now()):
        look_for_flags(db, clock, SYSTEM, month)
    assert rows(db, "SELECT * FROM found_flag") == [{"month": MARCH, "detector": "D3", "subject": "1001"}]
    assert months_due(db, clock.now()) == []

    # The supervisor reviews; duty managers only look, and nobody decides about themself.
    assert [waiting(signed_in(person).open("/account"), "Stars") for person in (SUN, CHEN)] == [1, None]
    assert (flags_to_review(db, "7001"), flags_to_review(db, "1001")) == (1, 0)
    sun.open(FLAGS)
    sun.send("/flags/review", **REVIEW)

    assert waiting(sun.open("/account"), "Stars") is None


def test_what_a_detector_says_twice_of_one_subject_is_kept_as_one(db: HallDatabase, clock: FrozenClock) -> None:
    """Two pads of the hall, or one inspector by two signs, are reviewed together."""
    pads = [
        Flag(
            sentence="Pad %(counter)s",
            values={"counter": each},
            detector=Detector.DOUBTFUL_TAPS,
            subject_kind="hall",
            subject=HALL,
        )
        for each in "56"
    ]

    keep_found(db, clock, SYSTEM, MARCH, pads)

    assert rows(db, "SELECT * FROM found_flag") == [{"month": MARCH, "detector": "D9", "subject": "*"}]
    assert flags_to_review(db, SUN.code) == 1


def test_the_detectors_look_again_each_day_and_forget_what_is_longer_ago(db: HallDatabase, clock: FrozenClock) -> None:
    look_for_flags(db, clock, SYSTEM, MARCH)
    later(clock, "6h")  # 01:00 on Tuesday
    assert months_due(db, clock.now()) == [MARCH, "2026-02"]
    for _ in range(60):
        later(clock, "24h")

    look_for_flags(db, clock, SYSTEM, "2026-05")

    assert rows(db, "SELECT * FROM found_flag") == []


def test_a_double_tap_is_one_review(sun: Colleague, db: HallDatabase) -> None:
    sun.open(FLAGS)

    for _ in range(2):
        assert sun.send("/flags/review", **REVIEW, idempotency_key="the same").status_code == 303

    assert len(rows(db, "SELECT 1 FROM flag_review")) == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"note": " "}, "Enter 1 to 500 characters."),
        ({"note": "x" * 501}, "Enter 1 to 500 characters."),
        ({"finding": ""}, "Choose one from the list."),
        ({"finding": "guilty"}, "Choose one from the list."),
    ],
)
def test_what_is_missing_is_said_beside_the_form_and_the_rest_stays(
    sun: Colleague, db: HallDatabase, changed: dict[str, str], sentence: str
) -> None:
    sun.open(FLAGS)
    before = everything(db)

    response = sun.send("/flags/review", **{**REVIEW, **changed})

    assert response.status_code == 422
    assert sentence in case(response.text)
    assert '<details class="flags-review" open>' in response.text
    assert everything(db) == before


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"subject": "1002"}, 404),
        ({"detector": "D5"}, 404),
        ({"subject": "nobody"}, 404),
        ({"subject": ""}, 404),
        ({"month": "2026-01"}, 404),
        ({"month": "never"}, 422),
    ],
)
def test_what_is_no_flag_cannot_be_reviewed(
    sun: Colleague, db: HallDatabase, changed: dict[str, str], status: int
) -> None:
    sun.open(FLAGS)
    before = everything(db)

    assert sun.send("/flags/review", **{**REVIEW, **changed}).status_code == status
    assert everything(db) == before


def test_nobody_reviews_a_flag_about_themselves(signed_in: SignedIn, db: HallDatabase) -> None:
    db.conn.execute("UPDATE employee SET role = 'administrator' WHERE code = '1001'")
    ana = signed_in(ANA)

    page = ana.open(FLAGS)
    before = everything(db)
    response = ana.send("/flags/review", **REVIEW)

    assert "somebody else must review it" in case(page)
    assert "Save the review" not in page
    assert response.status_code == 403
    assert everything(db) == before


def test_an_administrator_may_review(signed_in: SignedIn) -> None:
    ada = signed_in(ADA)
    ada.open(FLAGS)

    assert ada.send("/flags/review", **REVIEW).status_code == 303
