"""How the console writes shares and scores."""

from decimal import Decimal
from fractions import Fraction

import pytest

from staff_console.page.words import points, share


@pytest.mark.parametrize(
    ("part", "shown"), [(None, "-"), (0.0, "0 %"), (0.29, "29 %"), (0.57, "57 %"), (0.999, "99 %"), (1.0, "100 %")]
)
def test_a_share_is_never_shown_higher_than_it_is(part: float | None, shown: str) -> None:
    assert share(part) == shown


@pytest.mark.parametrize(
    ("score", "shown"), [(None, "-"), (Decimal("85.735"), "85.74"), (Fraction(200, 3), "66.67"), (Decimal(96), "96.00")]
)
def test_a_score_has_two_places_and_a_half_goes_up(score: Fraction | Decimal | None, shown: str) -> None:
    assert points(score) == shown
