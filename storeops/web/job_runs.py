"""When each job was done last, and how often it failed: noted by whoever runs them, for whoever watches the hall."""

import threading
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True)
class JobRun:
    """`succeeded_at`: when the job last came to its end, whether or not anything was due; None if it never did."""

    succeeded_at: datetime | None = None
    failures: int = 0


class JobRuns:
    """The runs of this process since it began, by the names of the jobs."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._of: dict[str, JobRun] = {}

    def note_success(self, job: str, now: datetime) -> None:
        """Note that a job came to its end."""
        with self._guard:
            self._of[job] = replace(self._of.get(job, JobRun()), succeeded_at=now)

    def note_failure(self, job: str) -> None:
        """Note that a job did not come to its end."""
        with self._guard:
            run = self._of.get(job, JobRun())
            self._of[job] = replace(run, failures=run.failures + 1)

    def of_each(self) -> dict[str, JobRun]:
        """The jobs that were run so far."""
        with self._guard:
            return dict(self._of)
