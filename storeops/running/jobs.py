"""The table of jobs. The scheduler only ticks: each job asks the database what is due and is harmless twice or late."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler

from storeops.backups.due_backup_view import backup_is_due
from storeops.base.actor import SYSTEM
from storeops.base.clock import Clock
from storeops.base.errors import StoreOpsError
from storeops.base.retention import CLEARING_JOB, CLEARS_EVERY
from storeops.base.settings import Settings
from storeops.history import sent_files
from storeops.history.import_actions import drop_unfinished_imports
from storeops.measuring import due_day_rows
from storeops.personal.clearing_actions import clear_what_is_due
from storeops.quality.checks.plan_actions import day_due, doubles_due, make_plan, wait_no_more
from storeops.quality.detectors import found_flag_rows
from storeops.quality.follow_ups.contact_actions import clear_contacts
from storeops.quality.follow_ups.warning_actions import cases_to_warn, warn
from storeops.quality.ratings.doubt_actions import forget_browsers
from storeops.quality.stars import due_month_rows
from storeops.quality.stars.stars_document import STARS
from storeops.queueing.close_day import close_day, days_due
from storeops.reports.delivery import delivery_rows, due_mail_rows
from storeops.reports.document.closed_report import REPORT
from storeops.reports.month import due_report_rows
from storeops.running.heavy_request import BACKUP, DELIVERY, MAIL, SUMMARIES, JobDue
from storeops.store.action import forget_old_answers
from storeops.store.away_log import away_log_of
from storeops.store.database import HallDatabase, Pool, is_away
from storeops.tracing.chain_actions import clear_local_parts
from storeops.tracing.head_actions import write_head_aside
from storeops.web.refusals import WorkStopped
from storeops.web.workshop import Workshop

log = logging.getLogger("storeops.running.jobs")

OWNER = "jobs"
"""Under this name jobs take their turn among the orders of the workshop."""


def close_due_days(db: HallDatabase, clock: Clock) -> None:
    """Close every business day whose time has come, earliest first, however late the machine wakes up."""
    for day in days_due(db, clock.now()):
        closed = close_day(db, clock, SYSTEM, day)
        log.info("closed day %s: %d tickets, %d counters left open", day, closed.tickets, closed.counters)


def drop_killed_imports(db: HallDatabase, clock: Clock) -> None:
    """Note of an import whose process was killed that it never came to its end; forget files that nobody took."""
    sent_files.forget_old(sent_files.folder_of(db.path), clock.now())
    number = drop_unfinished_imports(db, clock, SYSTEM)
    if number is not None:
        log.warning("import %d never came to its end; nothing of it was taken", number)


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


def write_chain_head(db: HallDatabase, clock: Clock) -> None:
    """Write the head of the chain of events aside, once a day."""
    write_head_aside(db, clock, SYSTEM)


def clear_old_local_parts(db: HallDatabase, clock: Clock) -> None:
    """Empty addresses, browsers and names in old events; the chain stays whole."""
    clear_local_parts(db, clock, SYSTEM)


def forget_phone_browsers(db: HallDatabase, clock: Clock) -> None:
    """Clear the marks of phone browsers some days after they answered."""
    forget_browsers(db, clock, SYSTEM)


def clear_personal_data(db: HallDatabase, clock: Clock) -> None:
    """Clear personal data whose time is over and that no other job clears."""
    clear_what_is_due(db, clock, SYSTEM)


def plan_todays_checks(db: HallDatabase, clock: Clock) -> None:
    """Plan the day's spot checks where that was not done yet."""
    day = day_due(db, clock.now())
    if day:
        log.info("planned %d checks for %s", make_plan(db, clock, SYSTEM, day), day)


def open_single_checks(db: HallDatabase, clock: Clock) -> None:
    """Let the checks of earlier days be seen that a colleague was to double and did not."""
    for planned_id in doubles_due(db, clock.now()):
        wait_no_more(db, clock, SYSTEM, planned_id)


IsDue = Callable[[HallDatabase, datetime], bool]
"""Asks the database whether a heavy job has anything to do."""


@dataclass(frozen=True)
class Job:
    """A job that takes no time worth speaking of, and how often it asks what is due."""

    name: str
    every: timedelta
    run: Callable[[HallDatabase, Clock], None]


@dataclass(frozen=True)
class HeavyJob:
    """A job that counts or typesets: `heavy_jobs.py` does it, in a process of its own, once anything is due.

    It asks first after `every`, not at the start of a hall.
    """

    name: str
    every: timedelta
    is_due: IsDue


JOBS = (
    Job("close_day", timedelta(seconds=20), close_due_days),
    Job("open_checks", timedelta(minutes=1), open_single_checks),
    Job("plan_checks", timedelta(minutes=1), plan_todays_checks),
    Job("drop_imports", timedelta(minutes=1), drop_killed_imports),
    Job("forget_answers", timedelta(hours=1), forget_answers),
    Job("warn_follow_ups", timedelta(seconds=20), warn_follow_ups),
    Job("clear_contacts", CLEARS_EVERY, clear_old_contacts),
    Job("chain_head", timedelta(minutes=10), write_chain_head),
    Job("clear_local_parts", CLEARS_EVERY, clear_old_local_parts),
    Job(CLEARING_JOB, CLEARS_EVERY, clear_personal_data),
    Job("forget_browsers", CLEARS_EVERY, forget_phone_browsers),
)

_MINUTE = timedelta(minutes=1)

HEAVY_JOBS = (
    HeavyJob(STARS.job, _MINUTE, lambda db, now: bool(due_month_rows.months_due(db, now))),
    HeavyJob(REPORT.job, _MINUTE, lambda db, now: bool(due_report_rows.months_due(db, now))),
    HeavyJob(found_flag_rows.LOOKING, _MINUTE, lambda db, now: bool(found_flag_rows.months_due(db, now))),
    HeavyJob(SUMMARIES, _MINUTE, lambda db, now: any(due_day_rows.days_due(db, now))),
    HeavyJob(DELIVERY, _MINUTE, lambda db, _now: bool(delivery_rows.undelivered(db))),
)
MAIL_JOB = HeavyJob(MAIL, _MINUTE, lambda db, now: bool(due_mail_rows.mails_due(db, now)))


def heavy_jobs_of(own: Settings) -> tuple[HeavyJob, ...]:
    """The heavy jobs of a hall with these settings; nothing is mailed or copied where no place for it is named."""
    jobs = (*HEAVY_JOBS, MAIL_JOB) if own.mail else HEAVY_JOBS
    backups = own.backups
    if backups is None:
        return jobs
    return (*jobs, HeavyJob(BACKUP, _MINUTE, lambda db, now: backup_is_due(db, backups, now)))


def run_job(job: Job, pool: Pool, clock: Clock) -> None:
    """Run one job once; a failure is logged and the next tick tries again."""
    try:
        with pool.lend() as db:
            job.run(db, clock)
    except Exception as error:
        _log_failure(job.name, pool, error)


def _log_failure(name: str, pool: Pool, error: Exception) -> None:
    """Log what stopped a job: in one line a minute for all where the database cannot be used, else with its cause."""
    if is_away(error):
        away_log_of(pool.path).say(error, f"job {name}")
    else:
        log.error("job %s failed and will be tried again", name, exc_info=error)


def run_heavy_job(job: HeavyJob, pool: Pool, clock: Clock, workshop: Workshop) -> None:
    """Let one heavy job be done if anything is due; what stops it is logged and the next tick tries again."""
    try:
        with pool.lend() as db:
            is_due = job.is_due(db, clock.now())
        if is_due:
            workshop.done(JobDue(job.name), OWNER, goes_on=True)
    except WorkStopped:
        pass  # the server ends
    except Exception as error:
        if isinstance(error, StoreOpsError) and not is_away(error):
            log.warning("job %s will be tried again: %s", job.name, error)
        else:
            _log_failure(job.name, pool, error)


def start_in_background(pool: Pool, clock: Clock, own: Settings, workshop: Workshop) -> BaseScheduler:
    """Tick beside the web server; the answer's shutdown() ends it."""
    return _scheduled(BackgroundScheduler, pool, clock, own, workshop)


def run_in_foreground(pool: Pool, clock: Clock, own: Settings, workshop: Workshop) -> None:
    """Tick until the process is told to end."""
    _scheduled(BlockingScheduler, pool, clock, own, workshop)


def _scheduled(kind: type[BaseScheduler], pool: Pool, clock: Clock, own: Settings, workshop: Workshop) -> BaseScheduler:
    # APScheduler would drop a job that is a second late; a sleeping machine makes them hours late.
    scheduler = kind(timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1})
    for job in JOBS:
        run_job(job, pool, clock)
        scheduler.add_job(run_job, "interval", seconds=job.every.total_seconds(), args=(job, pool, clock), id=job.name)
    for heavy in heavy_jobs_of(own):
        given = (heavy, pool, clock, workshop)
        scheduler.add_job(run_heavy_job, "interval", seconds=heavy.every.total_seconds(), args=given, id=heavy.name)
    scheduler.start()
    return scheduler
