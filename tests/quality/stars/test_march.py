"""A whole month from raw rows to the sheet, redone by hand.

Ana and Bruno each finished 100 bill payments (target 180 s, 2 standard minutes): Ana 90 of them in 100 s, Bruno 80, the
others in 200 s. Ten customers gave Ana 5 of 5 and ten gave Bruno 4. On eight days Chen and Han checked each of them in
turn: Ana got half of the 8 points of the greeting, Bruno none of the 10 of the farewell. Ana was there for 5 times 8 h,
Bruno for 5 times 10 h. Ana has one praise, Bruno one upheld complaint.
"""

from decimal import Decimal
from fractions import Fraction

import pytest

from storeops.quality.policy.policy import StarLine
from storeops.quality.stars.sheet import StarSheet
from storeops.quality.stars.star_month import star_month
from storeops.store.database import HallDatabase
from tests.factories import ANA, BRUNO, Person
from tests.quality.stars.star_story import a_whole_march, march, shipped


@pytest.fixture
def sheets(db: HallDatabase) -> dict[str, StarSheet]:
    a_whole_march(db)
    return {sheet.facts.employee: sheet for sheet in star_month(march(db), shipped(db)).sheets}


# Checks: Ana 100 - 4 = 96, Bruno 90; Chen and Han agree, so no shift. H = (8*96 + 8*90) / 16 = 93;
# Q = (8*96 + 4*93) / 12 = 95 and (8*90 + 4*93) / 12 = 91.
# Speed: p = 170/200 = 0.85, each expected 85; S = 100 * (0.85 +- 5/130) = 88.846154 and 81.153846.
# Ratings: Fh = (10*100 + 10*75) / 20 = 87.5; F = (1000 + 20*87.5) / 30 = 91.666667 and (750 + 1750) / 30 = 83.333333.
# Volume: u = 200/40 = 5 and 200/50 = 4, the middle 4.5; V = 50 + 50*(5/4.5 - 1)/0.5 = 61.111111 and 38.888889.
# Care: 100 + 5 is cut to 100; 100 - 20 = 80.
@pytest.mark.parametrize(
    ("person", "lines"),
    [
        (
            ANA,
            {
                StarLine.CHECKLIST: Fraction(95),
                StarLine.SPEED: 100 * (Fraction(85, 100) + Fraction(5, 130)),
                StarLine.FEEDBACK: Fraction(2750, 30),
                StarLine.VOLUME: 50 + Fraction(100, 9),
                StarLine.CARE: Fraction(100),
                StarLine.SKILL: None,
            },
        ),
        (
            BRUNO,
            {
                StarLine.CHECKLIST: Fraction(91),
                StarLine.SPEED: 100 * (Fraction(85, 100) - Fraction(5, 130)),
                StarLine.FEEDBACK: Fraction(2500, 30),
                StarLine.VOLUME: 50 - Fraction(100, 9),
                StarLine.CARE: Fraction(80),
                StarLine.SKILL: None,
            },
        ),
    ],
    ids=["Ana", "Bruno"],
)
def test_every_line_is_what_a_pocket_calculator_says(
    sheets: dict[str, StarSheet], person: Person, lines: dict[StarLine, Fraction | None]
) -> None:
    assert sheets[person.code].components == lines


def test_the_totals_are_rounded_once_at_the_end(sheets: dict[str, StarSheet]) -> None:
    # Ana: 38 + 17.769231 + 18.333333 + 6.111111 + 10 = 90.213675; Bruno: 36.4 + 16.230769 + 16.666667 + 3.888889 + 8
    # = 81.186325.
    assert {code: (sheet.total, sheet.stars) for code, sheet in sheets.items()} == {
        "1001": (Decimal("90.21"), 4),
        "1002": (Decimal("81.19"), 3),
    }
    assert [(sheet.rank, sheet.checklist_rank) for sheet in sheets.values()] == [(1, 1), (2, 2)]


def test_only_the_best_is_the_star_of_the_month(sheets: dict[str, StarSheet]) -> None:
    assert [code for code, sheet in sheets.items() if sheet.is_star_of_month] == ["1001"]


def test_whoever_only_inspects_has_no_sheet(sheets: dict[str, StarSheet]) -> None:
    assert set(sheets) == {ANA.code, BRUNO.code}
