"""Hours as people write them in a table."""

from datetime import time

import pytest

from storeops.base.business_time import Hours
from storeops.hall.hours_text import read, written

MORNING, AFTERNOON = Hours(time(9), time(12)), Hours(time(13, 30), time(18))


@pytest.mark.parametrize(
    "text",
    [
        "09:00-12:00 13:30-18:00",
        "9:00-12:00、13:30-18:00",
        "9：00—12：00；13：30至18：00",
        " 09:00 - 12:00 , 13:30 ~ 18:00 ",
    ],
)
def test_spans_are_read_however_they_are_written(text: str) -> None:
    assert read(text) == (MORNING, AFTERNOON)


def test_what_is_written_is_read_back() -> None:
    assert read(written((MORNING, AFTERNOON))) == (MORNING, AFTERNOON)


@pytest.mark.parametrize("text", ["", " ", "-", "休息", "Closed"])
def test_a_day_off_has_no_spans(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize("text", ["morning", "9-12", "09:00", "25:00-26:00", "09:00-12:00 or so"])
def test_what_tells_no_hours_is_none(text: str) -> None:
    assert read(text) is None
