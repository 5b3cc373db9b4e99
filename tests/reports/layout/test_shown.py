"""How a value is written for people."""

import pytest

from storeops.base.i18n import LANGUAGES
from storeops.reports.layout.blocks import Entry, Kind, Quantity
from storeops.reports.layout.shown import shown


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (0, "s", "0:00"),
        (59.4, "s", "0:59"),
        (59.5, "s", "1:00"),
        (270, "s", "4:30"),
        (3600, "s", "1:00:00"),
        (36_061, "s", "10:01:01"),
        (-61, "s", "-1:01"),
        (-0.2, "s", "0:00"),
        (0.8754, "share", "87.5%"),
        (1, "share", "100.0%"),
        (1234567, "count", "1,234,567"),
        (12.345, "per_hour", "12.3"),
        (92.46, "points", "92.5"),
        (0.25, "relative", "+25.0%"),
        (-0.5, "relative", "-50.0%"),
        (-0.0001, "relative", "+0.0%"),
        (0.0123, "share_difference", "+1.2 points"),
        (-0.05, "share_difference", "-5.0 points"),
        (2.5, "points_difference", "+2.5"),
        (90.2, "score", "90.20"),
        (Quantity(270, "s"), "mixed", "4:30"),
        (Quantity(None, "share"), "mixed", "-"),
        ("Pay a bill", "text", "Pay a bill"),
        ("-", "count", "-"),
    ],
)
def test_a_value_is_rounded_with_the_unit_of_its_kind(value: Entry, kind: Kind, text: str) -> None:
    assert shown(value, kind, "en") == text


def test_what_did_not_happen_is_a_dash_and_zero_is_zero() -> None:
    for language in LANGUAGES:
        assert shown(None, "share", language) == "-"
        assert shown(0, "share", language) == "0.0%"


def test_percentage_points_have_their_chinese_word() -> None:
    assert shown(0.0123, "share_difference", "zh") == "+1.2 个百分点"
