"""The drawing of a funnel."""

import pytest

from staff_console.stars.funnel_chart import FunnelChart, funnel_chart
from storeops.quality.detectors.subject_shares import Counts, Funnel, Share, funnel


def drawn(counts: Counts, standing_out: frozenset[str] = frozenset()) -> FunnelChart:
    whole = funnel(counts, 1, 0.10)
    assert whole is not None
    return funnel_chart(whole, 4.0, standing_out)


def test_more_cases_lie_further_right_and_higher_shares_higher_up() -> None:
    few, many = drawn({"few": (50, 100), "many": (10, 400)}).dots

    assert few.x < many.x
    assert few.y < many.y


def test_everything_lies_within_the_drawing() -> None:
    chart = drawn({"a": (900, 1000), "b": (0, 30), "c": (1, 1)})

    corners = [tuple(map(float, point.split(","))) for point in chart.limit.split()]
    for x, y in [*((dot.x, dot.y) for dot in chart.dots), *corners]:
        assert chart.left <= x <= chart.right
        assert chart.top <= y <= chart.bottom


def test_axes_carry_round_numbers() -> None:
    chart = drawn({"a": (199, 1150), "b": (12, 1422)})

    # The highest share is 17.3 %; the most cases are 1,422.
    assert [row.label for row in chart.rows] == ["0 %", "5 %", "10 %", "15 %"]
    assert [column.label for column in chart.columns] == ["0", "500", "1,000"]


def test_who_stands_out_is_named_on_the_free_side() -> None:
    chart = drawn({"a": (90, 200), "b": (10, 1000), "c": (95, 990)}, frozenset({"a", "c"}))

    assert [(dot.subject, dot.stands_out, dot.is_near_edge) for dot in chart.dots] == [
        ("a", True, False),
        ("b", False, True),
        ("c", True, True),
    ]


def test_a_hall_without_a_single_hit_is_drawn_too() -> None:
    chart = drawn({"a": (0, 10)})

    assert chart.dots[0].y == chart.pooled_y == chart.bottom


def test_a_share_against_another_one_lies_where_the_line_judges_it() -> None:
    pooled = 0.2
    # Half of the clerk's 100 transactions count so; the hall has 40 % on the same services: z = 10 / sqrt(100 * 0.24)
    # = 2.04, so the dot lies 2.04 of the deviations of a pooled share of 20 %: 0.2 + 2.04 * 0.04 = 28.2 %.
    mixed = Share("mixed", 50, 100, 2.0412, 0.03, False, 0.4)
    # And as far from the pooled share by itself.
    plain = Share("plain", 28, 100, 2.0, 0.04, False, pooled)
    chart = funnel_chart(Funnel(200, 1000, (mixed, plain)), 4.0, frozenset())

    at = {dot.subject: dot.y for dot in chart.dots}
    assert at["mixed"] == pytest.approx(at["plain"], abs=2)
    assert at["mixed"] < chart.pooled_y


def test_a_share_far_below_its_own_lies_on_the_ground() -> None:
    far_below = Share("below", 0, 10, -9.0, 1.0, False, 0.9)

    chart = funnel_chart(Funnel(10, 100, (far_below,)), 4.0, frozenset())

    assert chart.dots[0].y == chart.bottom
