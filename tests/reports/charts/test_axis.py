"""Scales: round ticks for every kind of value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.reports.charts.axis import MOST_STEPS, compact, scale
from storeops.reports.layout.blocks import Kind

KINDS: list[Kind] = ["s", "share", "count", "per_hour", "points", "relative", "share_difference", "points_difference"]


@pytest.mark.parametrize(
    ("highest", "kind", "labels"),
    [
        (100, "s", ["0:00", "0:30", "1:00", "1:30", "2:00"]),
        (280, "s", ["0:00", "1:00", "2:00", "3:00", "4:00", "5:00"]),
        (905, "s", ["0:00", "5:00", "10:00", "15:00", "20:00"]),
        (4225, "s", ["0:00", "15:00", "30:00", "45:00", "1:00:00", "1:15:00"]),
        (0.4, "share", ["0%", "20%", "40%", "60%", "80%", "100%"]),
        (0.043, "share", ["0%", "1%", "2%", "3%", "4%", "5%"]),
        (3, "count", ["0", "1", "2", "3"]),
        (620, "count", ["0", "200", "400", "600", "800"]),
        (98_765_432, "count", ["0", "20,000,000", "40,000,000", "60,000,000", "80,000,000", "100,000,000"]),
        (0.4, "per_hour", ["0", "0.1", "0.2", "0.3", "0.4"]),
        (93.4, "points", ["0", "20", "40", "60", "80", "100"]),
    ],
)
def test_ticks_are_round_for_their_kind(highest: float, kind: Kind, labels: list[str]) -> None:
    assert [compact(tick, kind, "en") for tick in scale([highest], kind).ticks] == labels


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("values", [[], [None], [0], [0.0, None]])
def test_nothing_and_zero_have_a_scale_too(values: list[float | None], kind: Kind) -> None:
    found = scale(values, kind)

    assert found.lowest == 0
    assert found.place(0) == 0
    assert found.highest > 0


@given(
    st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9).map(lambda value: round(value, 3))), max_size=5),
    st.sampled_from(KINDS),
)
def test_a_scale_holds_every_value_between_few_ticks(values: list[float | None], kind: Kind) -> None:
    found = scale(values, kind)

    assert all(-1e-6 <= found.place(value) <= 1 + 1e-6 for value in values if value is not None)
    # Values on both sides of 0 may need one step more than the most on one side.
    assert 2 <= len(found.ticks) <= MOST_STEPS + 2
