"""The style sheets keep to the tokens, and no page has a rule in two places."""

import re
from pathlib import Path

import pytest

from tests.style_counts import (
    TOKENS,
    colours,
    gaps,
    layers,
    linked_sheets,
    pages,
    selectors_twice,
    sheets,
    sizes_of_type,
    unknown_properties,
)

SIZES = {f"var(--text-{step})" for step in ("note", "small", "body", "lead", "title", "figure", "large", "huge")}
GAPS = 17
"""Eleven steps of space, the report's own, and five in multiples of the text around a face."""
SHEET = re.compile(r"{% block sheet %}(\w+){% endblock %}")
OTHERS = [sheet for sheet in sheets() if sheet != TOKENS]


@pytest.mark.parametrize(("page", "loaded"), pages().items())
def test_no_selector_is_defined_twice_for_a_page(page: str, loaded: list[Path]) -> None:
    assert selectors_twice(loaded) == {}


@pytest.mark.parametrize(("page", "loaded"), pages().items())
def test_every_custom_property_that_a_page_uses_is_given(page: str, loaded: list[Path]) -> None:
    assert unknown_properties(loaded) == set()


@pytest.mark.parametrize("sheet", OTHERS, ids=lambda sheet: sheet.stem)
def test_no_colour_is_spelt_outside_the_tokens(sheet: Path) -> None:
    assert colours(sheet) == []


def test_every_size_of_type_is_a_step_of_the_scale() -> None:
    assert set().union(*map(sizes_of_type, OTHERS)) == SIZES


def test_gaps_are_steps_of_the_scale_of_space() -> None:
    assert len(set().union(*map(gaps, OTHERS))) <= GAPS


@pytest.mark.parametrize("sheet", OTHERS, ids=lambda sheet: sheet.stem)
def test_a_sheet_stands_in_the_layer_of_its_folder(sheet: Path) -> None:
    wanted = {"components": "components", "pages": "pages"}.get(sheet.parent.name)
    wanted = wanted or {"base": "base", "report": "components", "report_file": "pages", "broken": "pages"}[sheet.stem]

    assert layers(sheet) == [wanted]


def test_a_page_links_two_sheets_at_most() -> None:
    """A template that extends another links none of its own: the frame links the common one and the page's."""
    linked = linked_sheets()

    assert max(linked.values()) == 2
    assert [path.name for path, count in linked.items() if count and "{% extends" in path.read_text("utf-8")] == []


def test_every_page_of_the_console_names_a_sheet_that_exists() -> None:
    """By `{% block sheet %}`, in the page itself or in the layout of its room."""
    templates = [path.read_text("utf-8") for path in linked_sheets() if "staff_console" in path.parts]
    named = [SHEET.search(text) for text in templates if '{% extends "layout.html" %}' in text]

    assert [found and f"staff_console/{found[1]}" in pages() for found in named] == [True] * len(named)
