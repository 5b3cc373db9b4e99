"""The visits behind a figure add up to it."""

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.measuring.as_of import visits_as_of
from storeops.measuring.behind import LineBehind
from storeops.measuring.facts import LegFact, VisitFact
from storeops.measuring.measures import measured_visits
from storeops.measuring.metric import QueueTargets
from storeops.measuring.metric_registry import QUEUE_METRIC_OF, QUEUE_METRICS
from storeops.measuring.tally import Tally
from storeops.reports.periods.visits_behind import WITH_VISITS, lines_behind
from tests.measuring.days import NINE, leg, transaction, visit

TARGETS = QueueTargets(wait_seconds=300, handling_seconds={"payment": 180})
UNITS = {metric.id: metric.unit for metric in QUEUE_METRICS}

seconds = st.integers(0, 1200)


def clock(second: int) -> str:
    return f"{second // 60}:{second % 60}"


@st.composite
def legs_of_a_visit(draw: st.DrawFn) -> list[LegFact]:
    """One to three legs, all but the last one transferred or held."""
    count, legs, begins = draw(st.integers(1, 3)), [], draw(seconds)
    for index in range(count):
        is_last = index == count - 1
        ends = ["served", "no_show", "cancelled", "abandoned"] if is_last else ["transferred", "held"]
        outcome = draw(st.sampled_from(ends))
        called = begins + draw(seconds)
        started = called + draw(st.integers(0, 90))
        ended = started + draw(seconds)
        service = draw(st.sampled_from(["payment", "bill"]))
        if outcome in ("no_show", "cancelled", "abandoned"):
            was_called = outcome == "no_show"
            made = leg(clock(begins), clock(called) if was_called else None, None, clock(ended), outcome)
        else:
            class_ = draw(st.sampled_from(["normal", "exceptional"]))
            end = "finished" if outcome == "served" else "unfinished"
            done = [transaction(clock(started), clock(ended), outcome=end, kind=class_, service=service)]
            made = leg(
                clock(begins),
                clock(called),
                clock(started),
                clock(ended),
                outcome,
                transactions=done,
                left_open=outcome == "served" and draw(st.booleans()),
            )
        legs.append(made)
        begins = ended + (draw(seconds) if outcome == "held" else 0)
    return legs


@st.composite
def some_visits(draw: st.DrawFn) -> list[VisitFact]:
    visits = []
    for legs in draw(st.lists(legs_of_a_visit(), max_size=8)):
        low = draw(st.none() | seconds)
        visits.append(
            visit(
                *legs,
                state=draw(st.sampled_from([legs[-1].outcome or "", "void"])),
                segment=draw(st.sampled_from(["standard", "assisted"])),
                due=clock(draw(seconds)),
                opens=draw(st.none() | seconds.map(clock)),
                estimate=None if low is None else (low, low + 120),
                left_with_follow_up=draw(st.booleans()),
            )
        )
    return visits


def added_up(metric: str, lines: list[LineBehind]) -> float | None:
    """The figure that lines make, by the kind of metric."""
    if UNITS[metric] == "count":
        return len(lines)
    if not lines:
        return None
    if UNITS[metric] == "share":
        return sum(line.counts is True for line in lines) / len(lines)
    values = sorted(line.seconds for line in lines if line.seconds is not None)
    assert len(values) == len(lines)
    if metric.endswith("_median"):
        return statistics.median(values)
    if metric.endswith("_p90"):
        return values[math.ceil(0.9 * len(values)) - 1]
    return statistics.fmean(values)


@given(some_visits(), st.integers(0, 9000))
def test_the_lines_behind_each_figure_add_up_to_it(visits: list[VisitFact], second: int) -> None:
    measured = measured_visits(visits_as_of(visits, NINE + second), NINE + second)
    tally = Tally.of(measured)

    added = {metric: added_up(metric, lines_behind(metric, measured, TARGETS)) for metric in WITH_VISITS}

    assert added == pytest.approx({metric: QUEUE_METRIC_OF[metric].value(tally, TARGETS) for metric in WITH_VISITS})


def test_what_spoils_a_share_comes_first_and_the_longest_wait_before_the_others() -> None:
    # The target is 300 s: waits of 200, 400 and 700 s.
    visits = measured_visits(
        [visit(leg("0:00", clock(wait), clock(wait), clock(wait + 60))) for wait in (200, 700, 400)]
    )

    lines = lines_behind("service_level", visits, TARGETS)

    assert [(line.seconds, line.counts) for line in lines] == [(700, False), (400, False), (200, True)]


def test_those_who_left_come_first_behind_abandonment() -> None:
    served = visit(leg("0:00", "1:00", "1:10", "3:00"))
    left = visit(leg("0:00", None, None, "9:00", "cancelled"), state="cancelled")

    lines = lines_behind("abandonment", measured_visits([served, left]), TARGETS)

    assert [(line.visit.state, line.counts) for line in lines] == [("cancelled", True), ("served", False)]


def test_figures_of_counters_ratings_and_checks_have_no_visits_behind_them() -> None:
    assert set(QUEUE_METRIC_OF) > WITH_VISITS
    assert not WITH_VISITS & {metric.id for metric in QUEUE_METRICS if metric.is_of_hall}
