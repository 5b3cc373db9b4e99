"""When each job was done last."""

from datetime import timedelta

from storeops.web.job_runs import JobRun, JobRuns
from tests.factories import MONDAY_NINE


def test_the_last_success_stays_while_a_job_fails() -> None:
    runs = JobRuns()

    runs.note_failure("close_day")
    assert runs.of_each() == {"close_day": JobRun(None, 1)}
    runs.note_success("close_day", MONDAY_NINE)
    runs.note_success("close_day", MONDAY_NINE + timedelta(seconds=20))
    runs.note_failure("close_day")

    assert runs.of_each() == {"close_day": JobRun(MONDAY_NINE + timedelta(seconds=20), 2)}
