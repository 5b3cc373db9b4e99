"""What /metrics tells: the queue and its promises, jobs, requests and files, in the words of Prometheus.

docs/operations.md lists all of it; a test keeps the list whole.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import accumulate
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from storeops.backups.backup_view import BackupsNow
from storeops.base.clock import stopwatch
from storeops.measuring.level_today_view import LevelToday
from storeops.queueing.figures_view import FiguresNow
from storeops.store.database import logs_of
from storeops.web.job_runs import JobRuns
from storeops.web.request_times import BOUNDS, RequestClass, RequestTimes

STEP_BYTES = 16 * 1024 * 1024
"""Sizes are told in steps of so much: what customers' answers add in a day is not seen in them."""


class HallMetrics(Collector):
    """The figures of one moment. `level` is the service level of the day so far, `plain` what is told
    as it stands: name, words, value."""

    def __init__(
        self,
        figures: FiguresNow,
        level: LevelToday,
        backups: BackupsNow,
        times: RequestTimes,
        jobs: JobRuns,
        database: Path,
        now: datetime,
        plain: Iterable[tuple[str, str, float]],
    ) -> None:
        self._figures = figures
        self._level = level
        self._backups = backups
        self._times = times
        self._jobs = jobs
        self._database = database
        self._now = now
        self._plain = plain

    def text(self) -> bytes:
        """The page as Prometheus reads it."""
        registry = CollectorRegistry(auto_describe=False)
        registry.register(self)
        return generate_latest(registry)

    def collect(self) -> Iterator[Metric]:
        yield from (GaugeMetricFamily(*each) for each in self._plain)
        yield from self._queue()
        yield from self._promises()
        yield from self._of_jobs()
        yield from self._requests()
        yield from self._files()

    def _queue(self) -> Iterator[Metric]:
        figures = self._figures
        yield GaugeMetricFamily("storeops_waiting_tickets", "Tickets waiting now", figures.waiting)
        by_service = GaugeMetricFamily(
            "storeops_waiting_tickets_of_service", "Tickets waiting now, by service", labels=["service"]
        )
        for line in figures.lines:
            by_service.add_metric([line.service], line.waiting)
        yield by_service
        oldest = GaugeMetricFamily("storeops_oldest_wait_seconds", "How long the longest wait is by now; none without")
        if figures.waiting_since is not None:
            oldest.add_metric([], max((self._now - figures.waiting_since).total_seconds(), 0))
        yield oldest
        yield GaugeMetricFamily("storeops_open_counters", "Counters that are not closed", figures.open_counters)
        yield GaugeMetricFamily(
            "storeops_tickets_issued_today", "Tickets issued on this business day", figures.issued_today
        )
        yield GaugeMetricFamily(
            "storeops_last_event", "Number of the newest event that every desk is told of", figures.last_number
        )

    def _promises(self) -> Iterator[Metric]:
        yield GaugeMetricFamily(
            "storeops_calls_today", "Visits called for the first time on this business day", self._figures.called_today
        )
        yield GaugeMetricFamily(
            "storeops_promises_kept_today",
            "Those of them that were called by the promised time",
            self._figures.kept_today,
        )
        share = GaugeMetricFamily(
            "storeops_service_level_today", "Share of visits called in time; none before any counts"
        )
        if self._level.share is not None:
            share.add_metric([], self._level.share)
        yield share

    def _of_jobs(self) -> Iterator[Metric]:
        succeeded = GaugeMetricFamily(
            "storeops_job_success_timestamp_seconds", "When each job last came to its end", labels=["job"]
        )
        failed = CounterMetricFamily("storeops_job_failures", "How often each job failed", labels=["job"])
        for job, run in self._jobs.of_each().items():
            if run.succeeded_at is not None:
                succeeded.add_metric([job], run.succeeded_at.timestamp())
            failed.add_metric([job], run.failures)
        yield succeeded
        yield failed

    def _requests(self) -> Iterator[Metric]:
        seconds = HistogramMetricFamily(
            "storeops_request_seconds", "How long answers took, from the thread that took the request", labels=["class"]
        )
        refused = CounterMetricFamily("storeops_requests_refused", "Answers that told why not", labels=["class"])
        failed = CounterMetricFamily("storeops_requests_failed", "Answers that told of a fault", labels=["class"])
        for kind, own in self._times.told(stopwatch()).items():
            running = accumulate(own.counts)
            bounds = [*(str(bound) for bound in BOUNDS), "+Inf"]
            seconds.add_metric([kind.value], list(zip(bounds, running, strict=True)), own.seconds)
            refused.add_metric([kind.value], own.refused)
            failed.add_metric([kind.value], own.failed)
            if kind is RequestClass.ISSUE:
                issuing = own.failed
        yield seconds
        yield refused
        yield failed
        yield CounterMetricFamily("storeops_issue_errors", "Tickets that could not be issued for a fault", issuing)

    def _files(self) -> Iterator[Metric]:
        file, log = self._database, logs_of(self._database)[0]
        yield GaugeMetricFamily("storeops_database_bytes", "Size of the database file in steps of 16 MiB", _size(file))
        yield GaugeMetricFamily("storeops_wal_bytes", "Size of the write-ahead log in steps of 16 MiB", _size(log))
        age = GaugeMetricFamily("storeops_last_backup_seconds", "Seconds since the last good backup; none before it")
        if self._backups.age is not None:
            age.add_metric([], self._backups.age.total_seconds())
        yield age
        sent = GaugeMetricFamily("storeops_last_sent_backup_seconds", "Seconds since a copy was sent; none before it")
        if self._backups.sent_age is not None:
            sent.add_metric([], self._backups.sent_age.total_seconds())
        yield sent
        troubles = len(self._backups.troubles)
        yield GaugeMetricFamily("storeops_backup_troubles", "What is wrong with the backups", troubles)


def _size(path: Path) -> int:
    try:
        return -(-path.stat().st_size // STEP_BYTES) * STEP_BYTES
    except FileNotFoundError:
        return 0
