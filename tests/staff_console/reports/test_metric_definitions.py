"""Each figure that is a metric has its definition one tap away, by touch and by keyboard, without a script."""

import re

from storeops.base.clock import FrozenClock
from storeops.base.i18n import translate
from storeops.measuring.metric_registry import METRIC_OF
from storeops.quality.follow_ups.case import Kind
from storeops.store.database import HallDatabase
from tests.factories import ANA, CHEN, a_check, a_served_ticket, an_open_counter
from tests.quality.follow_ups.cases import a_case
from tests.staff_console.colleague import Colleague


def defined(page: str) -> list[str]:
    """The ids of the definitions on a page."""
    return re.findall(r'<details class="definition" name="definition" id="definition-([a-z_]+)">', page)


def words(page: str, metric: str) -> str:
    found = re.search(rf'id="definition-{metric}">(.*?)</details>', page, re.DOTALL)
    assert found
    return found[1]


def test_feedback_defines_its_four_shares(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)

    page = chen.open("/feedback")

    assert defined(page) == ["csat", "delight", "prompt_rate", "response_rate"]
    assert 'aria-label="What Satisfied customers means"' in words(page, "csat")
    assert METRIC_OF["csat"].formula in words(page, "csat")
    assert f"Left out: {METRIC_OF['csat'].left_out}" in words(page, "csat")


def test_definitions_are_in_the_readers_language(chen: Colleague) -> None:
    page = chen.open("/feedback?lang=zh")

    assert translate("zh", METRIC_OF["delight"].formula) in words(page, "delight")


def test_the_checks_of_a_month_show_and_define_coverage_and_mean(
    chen: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    an_open_counter(db, clock)
    a_check(db, clock, of=ANA, by=CHEN, smile="0")

    page = chen.open("/checks/month")

    # Ana alone was at work and was checked; her smile weighs 8 of 100.
    assert defined(page) == ["check_coverage", "checklist_mean"]
    assert re.search(r'</details></dt><dd class="digits">100 %</dd>', page)
    assert re.search(r'</details></dt><dd class="digits">92.0</dd>', page)
    assert defined(chen.open("/checks")) == ["check_coverage"]


def test_managers_see_the_months_follow_ups_with_definitions(
    chen: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_case(db, clock, Kind.TECHNICAL, reply="Reported to the network")

    page = chen.open("/follow-ups")

    assert defined(page) == ["followup_in_time", "replied_on_the_spot", "first_asked_kept"]
    # One technical case, replied to as it was written down; nothing due and nothing closed yet.
    shown = re.findall(r'</details></dt><dd class="digits">(.*?)</dd>', page)
    assert shown == ["-", "100 %", "-"]


def test_clerks_see_no_figures_of_the_hall_among_their_follow_ups(ana: Colleague) -> None:
    assert defined(ana.open("/follow-ups")) == []


def test_the_hall_page_defines_what_it_counts(chen: Colleague) -> None:
    page = chen.open("/duty")

    assert defined(page) == ["issued", "served", "service_level"]
    assert "whose first wait is already longer" in words(page, "service_level")
