"""How far the year has come on its way to a target."""

from hypothesis import given
from hypothesis import strategies as st

from storeops.measuring.metric import Metric
from storeops.measuring.metric_registry import METRIC_OF
from storeops.reports.document.report_document import JudgedChange, YearTarget, YearTargets
from storeops.reports.layout.blocks import YearProgress
from storeops.reports.targets.progress import year_progress


def progress_of(metric: Metric, target: float, so_far: float | None, time_gone: float) -> YearProgress:
    return year_progress(metric, YearTarget(target, so_far), YearTargets(2026, time_gone, {}))


def test_a_count_at_the_pace_of_the_year_is_on_course() -> None:
    progress = progress_of(METRIC_OF["transactions"], 1000, 250, 0.25)

    assert (progress.reached_share, progress.is_on_course) == (0.25, True)


def test_a_count_behind_the_pace_is_off_course() -> None:
    assert progress_of(METRIC_OF["transactions"], 1000, 249, 0.25).is_on_course is False


def test_a_count_of_what_should_be_rare_must_not_run_ahead() -> None:
    complaints = METRIC_OF["complaints"]

    assert progress_of(complaints, 20, 5, 0.25).is_on_course is True
    assert progress_of(complaints, 20, 6, 0.25).is_on_course is False


def test_no_complaint_at_all_can_be_the_target() -> None:
    complaints = METRIC_OF["complaints"]

    assert progress_of(complaints, 0, 0, 0.5).is_on_course is True
    assert progress_of(complaints, 0, 1, 0.5).is_on_course is False
    assert progress_of(complaints, 0, 1, 0.5).reached_share is None


def test_a_level_does_not_fill_up() -> None:
    assert progress_of(METRIC_OF["csat"], 0.9, 0.45, 0.5).reached_share is None
    assert progress_of(METRIC_OF["csat"], 0.9, 0.9, 0.5).is_on_course is True
    assert progress_of(METRIC_OF["csat"], 0.9, 0.89, 0.5).is_on_course is False


def test_what_reads_like_the_target_has_reached_it() -> None:
    # 89.96 % is shown as 90.0 %, 89.94 % as 89.9 %; 600.4 s as 10:00.
    assert progress_of(METRIC_OF["service_level"], 0.9, 0.8996, 0.5).is_on_course is True
    assert progress_of(METRIC_OF["service_level"], 0.9, 0.8994, 0.5).is_on_course is False
    assert progress_of(METRIC_OF["wait_p90"], 600, 600.4, 0.5).is_on_course is True


def test_what_began_late_is_due_only_since_then() -> None:
    year = YearTargets(2026, time_gone=0.75, targets={}, begins="2026-07-02", time_due=0.25)
    served = METRIC_OF["served"]

    # 1000 x 0.25 = 250 are due, not 750.
    assert year_progress(served, YearTarget(1000, 250), year).is_on_course is True
    assert year_progress(served, YearTarget(1000, 240), year).is_on_course is False


def test_a_distance_that_chance_makes_too_is_told_as_such() -> None:
    year, level = YearTargets(2026, 0.5, {}), METRIC_OF["service_level"]

    assert year_progress(level, YearTarget(0.9, 0.88, JudgedChange(0.4, False)), year).is_chance is True
    assert year_progress(level, YearTarget(0.9, 0.7, JudgedChange(0.001, True)), year).is_chance is False
    assert year_progress(level, YearTarget(0.9, 0.88), year).is_chance is False


def test_a_wait_is_met_from_below() -> None:
    assert progress_of(METRIC_OF["wait_p90"], 600, 600, 0.1).is_on_course is True
    assert progress_of(METRIC_OF["wait_p90"], 600, 601, 0.1).is_on_course is False


def test_nothing_is_known_before_anything_happened() -> None:
    progress = progress_of(METRIC_OF["csat"], 0.9, None, 0.5)

    assert (progress.reached_share, progress.is_on_course) == (None, None)


@given(st.integers(1, 10_000), st.integers(0, 10_000), st.floats(0.003, 1))
def test_more_done_never_takes_a_year_off_its_course(target: int, done: int, time_gone: float) -> None:
    served = METRIC_OF["served"]

    if progress_of(served, target, done, time_gone).is_on_course:
        assert progress_of(served, target, done + 1, time_gone).is_on_course
