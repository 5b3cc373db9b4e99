"""Days and weeks: live figures, one period beside another, and the visits behind a figure."""

import re

import pytest

from storeops.base.clock import FrozenClock
from storeops.store.database import HallDatabase
from tests import factories
from tests.factories import ANA, CHEN, everything, later
from tests.staff_console.colleague import Colleague
from tests.staff_console.conftest import SignedIn


@pytest.fixture
def monday(db: HallDatabase, clock: FrozenClock) -> None:
    """Monday 2 March 2026: one visit called after 1 min and one after 6 min, with a wait target of 5 min."""
    factories.a_served_ticket(db, clock, waited="1m", handled="2m")
    factories.a_served_ticket(db, clock, waited="6m", handled="4m")


def value_of(page: str, name: str) -> str:
    """What the tile of a figure shows."""
    tile = next(part for part in page.split('<li class="period-tile">') if f"<span>{name}</span>" in part)
    shown = re.search(r'<p class="period-value digits">(?:<a [^>]*>)?([^<]+)', tile)
    assert shown
    return shown.group(1)


def test_today_is_shown_live(chen: Colleague, monday: None) -> None:
    page = chen.open("/reports/day")

    assert "<h1>2026-03-02 Monday</h1>" in page
    # One of two first calls came within 5 min; the median of 1:00 and 6:00 is 3:30.
    assert (value_of(page, "Tickets issued"), value_of(page, "Service level")) == ("2", "50.0%")
    assert value_of(page, "Wait, median") == "3:30"
    assert 'data-events-url="/events"' in page
    assert "Day after" not in page


def test_the_page_asks_for_its_fragment_where_the_console_is_mounted(chen: Colleague, monday: None) -> None:
    page = chen.client.get("/reports/day?day=2026-03-02", environ_overrides={"SCRIPT_NAME": "/console"}).text

    assert 'data-fragment-url="/console/reports/day?day=2026-03-02"' in page


def test_a_script_gets_the_fragment_alone(chen: Colleague, monday: None) -> None:
    fragment = chen.client.get("/reports/day?day=2026-03-02", headers={"X-Fragment": "1"}).text

    assert 'id="live"' in fragment
    assert "<html" not in fragment


def test_a_day_is_compared_with_the_same_weekday_before(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock, monday: None
) -> None:
    later(clock, "168h")
    factories.a_served_ticket(db, clock, waited="1m", handled="2m")

    page = signed_in(CHEN).open("/reports/day")

    assert "Compared with 2026-03-02." in page
    tile = next(part for part in page.split('<li class="period-tile">') if "<span>Service level</span>" in part)
    # 100 % after 50 %.
    assert "+50.0 points" in tile
    # One day beside another tells nothing of chance.
    assert "better" not in tile
    assert "from 50.0%" in tile


def test_a_week_goes_from_monday_to_sunday_and_an_old_one_stands_still(
    signed_in: SignedIn, clock: FrozenClock, monday: None
) -> None:
    later(clock, "240h")

    page = signed_in(CHEN).open("/reports/week?day=2026-03-05")

    assert "2026-03-02 to 2026-03-08" in page
    assert value_of(page, "Visits served") == "2"
    assert "data-events-url" not in page


def test_any_days_stand_beside_any_others(signed_in: SignedIn, clock: FrozenClock, monday: None) -> None:
    later(clock, "48h")

    page = signed_in(CHEN).open("/reports/days?from=2026-03-03&to=2026-03-04&other_from=2026-03-02&other_to=2026-03-02")

    assert "Compared with 2026-03-02." in page
    assert value_of(page, "Tickets issued") == "0"
    assert "from 2" in page


def test_a_figure_leads_to_its_visits_worst_first(chen: Colleague, monday: None) -> None:
    link = re.search(r'href="(/reports/visits\?metric=service_level&[^"]+)"', chen.open("/reports/day"))
    assert link

    page = chen.open(link.group(1))

    assert "The visits behind Service level" in page
    assert "1 of 2 count for it." in page
    assert re.findall(r'<th scope="row" class="digits">(\w+)</th>', page) == ["A002", "A001"]


def test_a_figure_that_nothing_stands_behind_says_so(chen: Colleague, monday: None) -> None:
    page = chen.open("/reports/visits?metric=assisted_count&from=2026-03-02&to=2026-03-02")

    assert "No visit stands behind this figure in these days." in page


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("day?day=2026-03-03", "The day 2026-03-03 has not come yet"),
        ("day?day=yesterday", "Enter a day such as 2026-10-01."),
        ("week?day=2026-13-01", "Enter a day such as 2026-10-01."),
        ("days?from=2026-03-02", "Enter a day such as 2026-10-01."),
        ("days?from=2026-03-02&to=2026-03-01", "The last day comes before the first; choose 2026-03-02"),
        ("days?from=2024-01-01&to=2026-03-02", "These are too many days for one page"),
        ("visits", "No single visits stand behind this figure"),
        ("visits?metric=csat", "No single visits stand behind this figure"),
        ("visits?metric=served&from=2026-01-01&to=2026-03-02", "Visits are listed for at most"),
        ("visits?metric=served&page=0", "There is nothing under this number"),
        ("visits?metric=served&page=x", "There is nothing under this number"),
    ],
)
def test_what_is_no_period_or_figure_is_refused_calmly(
    chen: Colleague, db: HallDatabase, monday: None, address: str, sentence: str
) -> None:
    before = everything(db)

    answer = chen.client.get(f"/reports/{address}")

    assert answer.status_code == 422
    assert sentence in answer.text
    assert everything(db) == before


def test_days_that_cannot_be_shown_stay_in_the_form_with_all_that_is_wrong_beside_them(
    chen: Colleague, monday: None
) -> None:
    page = chen.client.get(
        "/reports/days?from=2026-03-02&to=2026-03-01&other_from=2026-13-01&other_to=2026-02-02&lang=zh"
    ).text

    assert "结束日期早于开始日期；请选择 2026-03-02 或之后的日期。" in page
    assert "请输入日期，例如 2026-10-01。" in page
    for typed in ("2026-03-02", "2026-03-01", "2026-13-01", "2026-02-02"):
        assert f'value="{typed}"' in page
    assert page.count('aria-invalid="true"') == 2


def test_clerks_see_none_of_it(signed_in: SignedIn, monday: None) -> None:
    ana = signed_in(ANA)

    for path in ("day", "week", "days", "visits?metric=served"):
        assert ana.client.get(f"/reports/{path}").status_code == 403


def test_the_pages_are_complete_in_chinese(signed_in: SignedIn, monday: None) -> None:
    page = signed_in(CHEN).open("/reports/day?lang=zh")

    assert "服务水平" in page
    assert "与 2026-02-23 对比。" in page
