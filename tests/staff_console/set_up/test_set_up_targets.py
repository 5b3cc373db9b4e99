"""The set-up page of the year's targets."""

import pytest

from storeops.base.clock import FrozenClock
from storeops.reports.targets import year_target_rows
from storeops.reports.targets.target_metrics import TARGET_METRICS
from storeops.store.database import HallDatabase
from tests.factories import a_served_ticket, everything, last_event
from tests.staff_console.colleague import Colleague

PAGE = "/setup/targets"


def field(page: str, metric: str) -> str:
    """What stands in the field of a figure."""
    return page.split(f'name="{metric}" value="')[1].split('"')[0]


def line(page: str, metric: str) -> str:
    """The table's row of a figure."""
    return page.split(f'<label for="{metric}">')[1].split("</tr>")[0]


def test_the_page_lists_every_figure_that_takes_a_target(ada: Colleague) -> None:
    page = ada.open(PAGE)

    assert "Targets of the year 2026" in page
    assert [metric for metric in TARGET_METRICS if f'name="{metric}"' not in page] == []
    assert field(page, "service_level") == ""


def test_targets_are_typed_in_peoples_units(ada: Colleague, db: HallDatabase) -> None:
    ada.open(PAGE)

    answer = ada.send(
        f"{PAGE}?year=2026", wait_p90="9:30", csat="88.5", transactions="90000", complaints="0", checklist_mean=""
    )

    assert (answer.status_code, answer.location) == (303, "/setup/targets?year=2026")
    assert year_target_rows.targets_of_year(db, 2026) == {
        "wait_p90": 570,
        "csat": 0.885,
        "transactions": 90_000,
        "complaints": 0,
    }
    page = ada.open(PAGE)
    assert "Saved." in page
    assert [field(page, metric) for metric in ("wait_p90", "csat", "complaints")] == ["9:30", "88.5", "0"]


def test_an_emptied_field_takes_the_target_away(ada: Colleague, db: HallDatabase) -> None:
    ada.open(PAGE)
    ada.send(f"{PAGE}?year=2026", csat="88", praise="40")

    ada.send(f"{PAGE}?year=2026", csat="", praise="40")

    assert year_target_rows.targets_of_year(db, 2026) == {"praise": 40}
    assert last_event(db)["kind"] == "year_target_set"


def test_a_form_with_a_wrong_field_saves_nothing_and_says_why_beside_it(ada: Colleague, db: HallDatabase) -> None:
    ada.open(PAGE)
    before = everything(db)

    answer = ada.send(f"{PAGE}?year=2026", csat="120", wait_p90="9", served="800")

    assert answer.status_code == 422
    assert "Enter a percentage from 0 to 100" in line(answer.text, "csat")
    assert "Enter minutes and seconds such as 4:30" in line(answer.text, "wait_p90")
    assert 'aria-invalid="true"' in line(answer.text, "csat")
    assert field(answer.text, "served") == "800"
    assert everything(db) == before


def test_the_years_so_far_stand_beside_the_fields(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)

    now, next_year = ada.open(PAGE), ada.open(f"{PAGE}?year=2027")

    # One visit served in 2026; 2025 and 2027 have none.
    assert line(now, "served").index(">-</td>") < line(now, "served").index(">1</td>")
    assert line(next_year, "served").index(">1</td>") < line(next_year, "served").index(">-</td>")


def test_another_year_is_one_link_away(ada: Colleague) -> None:
    page = ada.open(PAGE)

    assert "/setup/targets?year=2025" in page
    assert "/setup/targets?year=2027" in page
    assert "Targets of the year 2027" in ada.open(f"{PAGE}?year=2027")


@pytest.mark.parametrize("year", ["1969", "3000", "20266", "soon", "", "-1", "２０２６"])
def test_what_is_no_year_is_refused(ada: Colleague, db: HallDatabase, year: str) -> None:
    ada.open(PAGE)
    before = everything(db)

    shown, sent = ada.client.get(f"{PAGE}?year={year}"), ada.send(f"{PAGE}?year={year}", praise="40")

    assert (shown.status_code, sent.status_code) == (422, 422)
    assert everything(db) == before


def test_figures_that_take_no_target_are_not_read(ada: Colleague, db: HallDatabase) -> None:
    ada.open(PAGE)

    ada.send(f"{PAGE}?year=2026", occupancy="90", happiness="1")

    assert year_target_rows.targets_of_year(db, 2026) == {}


def test_the_page_speaks_chinese(ada: Colleague) -> None:
    page = ada.open(f"{PAGE}?lang=zh")

    assert "2026 年度目标" in page
    assert "不高于" in page


def test_only_who_sets_up_may_see_or_set_targets(chen: Colleague, db: HallDatabase) -> None:
    before = everything(db)

    assert chen.client.get(PAGE).status_code == 403
    assert chen.send(f"{PAGE}?year=2026", praise="40").status_code == 403
    assert everything(db) == before
