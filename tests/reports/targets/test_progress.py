"""How far the year has come on its way to a target."""

from hypothesis import given
from hypothesis import strategies as st

from storeops.measuring.metric_registry import METRIC_OF
from storeops.reports.targets.progress import year_progress


def test_a_count_at_the_pace_of_the_year_is_on_course() -> None:
    progress = year_progress(METRIC_OF["transactions"], 1000, 250, 0.25)

    assert (progress.reached_share, progress.is_on_course) == (0.25, True)


def test_a_count_behind_the_pace_is_off_course() -> None:
    assert year_progress(METRIC_OF["transactions"], 1000, 249, 0.25).is_on_course is False


def test_a_count_of_what_should_be_rare_must_not_run_ahead() -> None:
    complaints = METRIC_OF["complaints"]

    assert year_progress(complaints, 20, 5, 0.25).is_on_course is True
    assert year_progress(complaints, 20, 6, 0.25).is_on_course is False


def test_no_complaint_at_all_can_be_the_target() -> None:
    complaints = METRIC_OF["complaints"]

    assert year_progress(complaints, 0, 0, 0.5).is_on_course is True
    assert year_progress(complaints, 0, 1, 0.5).is_on_course is False
    assert year_progress(complaints, 0, 1, 0.5).reached_share is None


def test_a_level_does_not_fill_up() -> None:
    assert year_progress(METRIC_OF["csat"], 0.9, 0.45, 0.5).reached_share is None
    assert year_progress(METRIC_OF["csat"], 0.9, 0.9, 0.5).is_on_course is True
    assert year_progress(METRIC_OF["csat"], 0.9, 0.89, 0.5).is_on_course is False


def test_a_wait_is_met_from_below() -> None:
    assert year_progress(METRIC_OF["wait_p90"], 600, 600, 0.1).is_on_course is True
    assert year_progress(METRIC_OF["wait_p90"], 600, 601, 0.1).is_on_course is False


def test_nothing_is_known_before_anything_happened() -> None:
    progress = year_progress(METRIC_OF["csat"], 0.9, None, 0.5)

    assert (progress.reached_share, progress.is_on_course) == (None, None)


@given(st.integers(1, 10_000), st.integers(0, 10_000), st.floats(0.003, 1))
def test_more_done_never_takes_a_year_off_its_course(target: int, done: int, time_gone: float) -> None:
    served = METRIC_OF["served"]

    if year_progress(served, target, done, time_gone).is_on_course:
        assert year_progress(served, target, done + 1, time_gone).is_on_course
