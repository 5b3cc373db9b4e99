"""The table of jobs. The scheduler only ticks: each job asks the database what is due and is harmless twice or late."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler

from storeops.action import forget_old_answers
from storeops.actor import SYSTEM
from storeops.clock import Clock
from storeops.database import HallDatabase, Pool
from storeops.quality.checks.planning import day_due, make_plan
from storeops.quality.follow_ups.contacts import clear_contacts
from storeops.quality.follow_ups.warning import cases_to_warn, warn
from storeops.quality.stars.freezing import freeze_month, months_due
from storeops.queueing.close_day import close_day, days_due

log = logging.getLogger("storeops.jobs")


def close_due_days(db: HallDatabase, clock: Clock) -> None:
    """Close every business day whose time has come, earliest first, however late the machine wakes up."""
    for day in days_due(db, clock.now()):
        closed = close_day(db, clock, SYSTEM, day)
        log.info("closed day %s: %d tickets, %d counters left open", day, closed.tickets, closed.counters)


def forget_answers(db: HallDatabase, clock: Clock) -> None:
    """Forget the first answers to requests that nobody will repeat any more."""
    forget_old_answers(db, clock, SYSTEM)


def warn_follow_ups(db: HallDatabase, clock: Clock) -> None:
    """Warn of every follow-up's deadline step that has come, all that were missed included, in order."""
    for follow_up_id in cases_to_warn(db, clock.now()):
        warn(db, clock, SYSTEM, follow_up_id)


def clear_old_contacts(db: HallDatabase, clock: Clock) -> None:
    """Clear the phone numbers of customers whose follow-ups were closed a day ago, and hashes after 35 days."""
    clear_contacts(db, clock, SYSTEM)


def plan_todays_checks(db: HallDatabase, clock: Clock) -> None:
    """Plan the day's spot checks where that was not done yet."""
    day = day_due(db, clock.now())
    if day:
        log.info("planned %d checks for %s", make_plan(db, clock, SYSTEM, day), day)


def freeze_due_months(db: HallDatabase, clock: Clock) -> None:
    """Close the earliest month of stars whose time has come, or count a corrected one again; the next tick the next.

    One at a time: after an import of years of history the hall must still answer at once.
    """
    for month in months_due(db, clock.now())[:1]:
        version = freeze_month(db, clock, SYSTEM, month)
        log.info("closed the stars of %s as version %d", month, version)


@dataclass(frozen=True)
class Job:
    name: str
    every: timedelta
    run: Callable[[HallDatabase, Clock], None]


JOBS = (
    Job("close_day", timedelta(seconds=20), close_due_days),
    Job("freeze_stars", timedelta(seconds=60), freeze_due_months),
    Job("plan_checks", timedelta(minutes=1), plan_todays_checks),
    Job("forget_answers", timedelta(hours=1), forget_answers),
    Job("warn_follow_ups", timedelta(seconds=20), warn_follow_ups),
    Job("clear_contacts", timedelta(hours=1), clear_old_contacts),
)


def run_job(job: Job, pool: Pool, clock: Clock) -> None:
    """Run one job once; a failure is logged and the next tick tries again."""
    try:
        with pool.lend() as db:
            job.run(db, clock)
    except Exception:
        log.exception("job %s failed and will be tried again", job.name)


def start_in_background(pool: Pool, clock: Clock) -> BaseScheduler:
    """Tick beside the web server; the answer's shutdown() ends it."""
    return _scheduled(BackgroundScheduler, pool, clock)


def run_in_foreground(pool: Pool, clock: Clock) -> None:
    """Tick until the process is told to end."""
    _scheduled(BlockingScheduler, pool, clock)


def _scheduled(kind: type[BaseScheduler], pool: Pool, clock: Clock) -> BaseScheduler:
    # APScheduler would drop a job that is a second late; a sleeping machine makes them hours late.
    scheduler = kind(timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1})
    for job in JOBS:
        run_job(job, pool, clock)
        scheduler.add_job(run_job, "interval", seconds=job.every.total_seconds(), args=(job, pool, clock), id=job.name)
    scheduler.start()
    return scheduler
