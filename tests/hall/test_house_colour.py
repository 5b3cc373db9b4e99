"""The house colour: legible or refused, and what follows from it."""

import pytest

from storeops.hall.house_colour import LEAST_CONTRAST, contrast, given_colour, shades
from storeops.hall.refusals import ColourNeeded, ColourTooLight


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#0a4f8f", "#ffffff", 8.3),
    ],
)
def test_the_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.05)
    assert contrast(one, other) == contrast(other, one)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("#C8102E", "#c8102e"), (" #c8102e ", "#c8102e"), ("", None), ("#0a4f8f", None)],  # the last is the shipped one
)
def test_a_dark_colour_is_kept(text: str, kept: str | None) -> None:
    assert given_colour("house_colour", text) == kept


@pytest.mark.parametrize("text", ["red", "#fff", "#12345g", "#1234567", "c8102e", "#٣٣٣٣٣٣", "}body{display:none"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ColourNeeded):
        given_colour("house_colour", text)


def test_a_colour_that_is_too_light_is_refused_with_the_nearest_that_is_not() -> None:
    with pytest.raises(ColourTooLight) as refused:
        given_colour("house_colour", "#ffcc00")

    darker = str(refused.value.values["darker"])
    assert given_colour("house_colour", darker) == darker
    assert LEAST_CONTRAST <= contrast(darker, "#ffffff") < LEAST_CONTRAST + 0.3


@pytest.mark.parametrize("colour", ["#c8102e", "#8f7200", "#767676", "#000000", "#0000ff", "#007f3b"])
def test_whatever_is_written_on_what_follows_is_legible(colour: str) -> None:
    made = shades(colour)

    for ground, letters in [
        ("brand", "#ffffff"),
        ("brand", made["on-brand-soft"]),
        ("brand-deep", made["on-brand-soft"]),
        ("brand-tint", made["brand-deep"]),
        ("brand-wash", made["brand-deep"]),
        ("night", "#b9cbdb"),
        ("night-panel", "#b9cbdb"),
        ("night", "#ffd25e"),
    ]:
        assert contrast(made.get(ground, ground), letters) >= LEAST_CONTRAST, (ground, letters)
