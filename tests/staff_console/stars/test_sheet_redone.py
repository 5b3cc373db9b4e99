"""A sheet redone by hand: everything that its lines come from is read off the printed page, and nothing else.

The same figures stand three times: in the posted rules, on the sheet and in the code. Here the first two are read as
text, and the third has to come to what they say.
"""

import html
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

import pytest

from storeops.base.clock import FrozenClock
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.store.database import HallDatabase
from tests.factories import ANA, BRUNO, LARS, SHAN, SUN, Person
from tests.quality.stars.star_story import CLOSING, DAYS, a_stay, a_transaction, a_whole_march
from tests.staff_console.conftest import SignedIn

MONTH = "2026-03"
LEAST = Decimal("0.0001")
"""The last place of a printed score."""


@dataclass(frozen=True)
class PrintedLine:
    """One line of a sheet as it stands on the page."""

    inputs: dict[str, str]
    formula: str
    score: Decimal
    weight: Decimal
    product: Decimal


def text_of(fragment: str) -> str:
    """The words of a piece of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", fragment)).split())


def line_of(page: str, line: str) -> PrintedLine:
    """One line, from the table of the sum and from its own card."""
    card = page[page.index(f'id="line-{line}"') :].split("</section>")[0]
    inputs = re.findall(r"<code>(\w+)</code>.*?<dd class=\"digits\">(.*?)</dd>", card, re.DOTALL)
    formulas = re.findall(r'<p class="formula digits"><code>(.*?)</code>', card)
    row = page[page.index(f'href="#line-{line}"') :].split("</tr>")[0]
    score, weight, product = re.findall(r'<td class="digits">(?:× )?(.*?)</td>', row)
    return PrintedLine(
        {sign: html.unescape(value) for sign, value in inputs},
        html.unescape(formulas[0]),
        Decimal(score),
        Decimal(weight),
        Decimal(product),
    )


def worked_out(formula: str, values: dict[str, Decimal]) -> Decimal:
    """What a printed formula comes to with these numbers, with a pocket calculator's four operations and min()."""
    spelt = formula.translate(str.maketrans("×÷−;", "*/-,"))
    spelt = re.sub(r"\d+(\.\d+)?", lambda number: f"Decimal('{number.group()}')", spelt)
    return Decimal(eval(spelt, {"__builtins__": {}, "Decimal": Decimal, "min": min}, values))


def within(value: Decimal) -> Decimal:
    """Not below 0 and not above 100."""
    return max(Decimal(0), min(Decimal(100), value))


def redone(line: str, printed: PrintedLine) -> Decimal:
    """The score of a line from its printed inputs alone."""
    inputs = dict(printed.inputs)
    middle_of = inputs.pop("us", "")
    values = {sign: Decimal(value) for sign, value in inputs.items()}
    if line == "volume":
        values["u"] = values["min"] / values["h"]
        values["med"] = median([Decimal(each) for each in middle_of.split("; ")])
    return within(worked_out(printed.formula, values))


@pytest.fixture
def made_month(db: HallDatabase, clock: FrozenClock) -> None:
    """March of Ana and Bruno; Lars has left and was signed in; the shift lead served for long, which moves nobody."""
    a_whole_march(db)
    for day in DAYS[:5]:
        a_stay(db, day, LARS, "09:00", "12:00")
        a_stay(db, day, SHAN, "08:00", "20:00")
    a_transaction(db, DAYS[0], LARS)
    for _ in range(30):
        a_transaction(db, DAYS[0], SHAN)
    clock.instant = CLOSING
    close_stars(db, clock, SUN.actor, MONTH)


@pytest.mark.parametrize("person", [ANA, BRUNO])
def test_a_clerk_redoes_every_line_and_the_total(signed_in: SignedIn, made_month: None, person: Person) -> None:
    page = signed_in(person).open(f"/stars/{MONTH}/sheets/{person.code}")

    total = Decimal(0)
    for line in ("checklist", "speed", "feedback", "volume", "care"):
        printed = line_of(page, line)
        score = redone(line, printed)
        assert abs(score - printed.score) <= LEAST, line
        assert abs(score * printed.weight - printed.product) <= LEAST, line
        total += score * printed.weight

    told = re.search(r"<tfoot>.*?<b>(.*?)</b>", page, re.DOTALL)
    assert told
    assert total.quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal(told.group(1))


def test_the_middle_is_over_the_clerks_alone_on_the_sheet_and_for_a_place(
    signed_in: SignedIn, made_month: None
) -> None:
    page = signed_in(ANA).open(f"/stars/{MONTH}/sheets/{ANA.code}")

    # Ana 200 min in 40 h, Bruno 200 in 50, Lars 2 in 15; Shan with 60 min in 60 h is not among them.
    volume = line_of(page, "volume").inputs
    assert (volume["us"], volume["med"]) == ("0.133333; 4; 5", "4")
    needs = text_of(page[page.index('id="needs-title"') :].split("</section>")[0])
    assert "signed-in hours 40 24 = 0.6 × 40 · the middle of 15; 40; 50" in needs


def test_the_posted_rules_the_sheet_and_the_code_have_one_median_rule(signed_in: SignedIn, made_month: None) -> None:
    ana = signed_in(ANA)
    rules = text_of(ana.open("/star-rules"))
    page = ana.open(f"/stars/{MONTH}/sheets/{ANA.code}")
    printed = line_of(page, "volume")

    said = (
        "The middle is over everybody who is clerk at the end of the month, with signed-in time, active or not; nobody"
        " else moves it."
    )
    assert said in rules
    assert said in text_of(page)
    # The posted formula is the printed one, and comes to the computed score.
    assert printed.formula == "50 + 50 × (u ÷ med − 1) ÷ 0.5"
    assert f"(med): {printed.formula}." in rules
    assert redone("volume", printed) == printed.score


def test_a_month_before_the_rule_says_so_in_text_and_sheet(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock
) -> None:
    db.execute("UPDATE star_policy SET body = json_set(body, '$.definitions.clerks_middle', '2026-05')")
    a_whole_march(db)
    for day in DAYS[:5]:
        a_stay(db, day, SHAN, "08:00", "20:00")
    a_transaction(db, DAYS[0], SHAN)
    clock.instant = CLOSING
    ana = signed_in(ANA)
    rules, page = text_of(ana.open("/star-rules")), ana.open(f"/stars/{MONTH}/sheets/{ANA.code}")

    # Shan served and is in it: 2 min in 60 h.
    assert line_of(page, "volume").inputs["us"] == "0.033333; 4; 5"
    before = "The middle is over clerks, team leads and whoever else served, with signed-in time."
    assert before in text_of(page)
    assert before in rules
    assert "From 2026-05 on: Not below 0 and not above 100. The middle is over everybody who is clerk" in rules
