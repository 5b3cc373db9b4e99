"""The table of jobs. The scheduler only ticks: each job asks the database what is due and is harmless twice or late."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import islice
from typing import TypeVar

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler

from storeops.base.actor import SYSTEM
from storeops.base.clock import Clock
from storeops.base.errors import FolderUnwritable
from storeops.base.retention import CLEARING_JOB, CLEARS_EVERY
from storeops.base.settings import Settings
from storeops.measuring import due_day_rows
from storeops.measuring.summary_actions import summarize_day
from storeops.personal.clearing_actions import clear_what_is_due
from storeops.quality.checks.plan_actions import day_due, doubles_due, make_plan, wait_no_more
from storeops.quality.follow_ups.contact_actions import clear_contacts
from storeops.quality.follow_ups.warning_actions import cases_to_warn, warn
from storeops.quality.ratings.doubt_actions import forget_browsers
from storeops.quality.stars import due_month_rows
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.quality.stars.stars_document import STARS
from storeops.queueing.close_day import close_day, days_due
from storeops.reports.delivery import delivery_rows
from storeops.reports.document.closed_report import REPORT
from storeops.reports.month import due_report_rows
from storeops.reports.month.report_closing_actions import close_report
from storeops.store.action import forget_old_answers
from storeops.store.database import HallDatabase, Pool
from storeops.tracing.chain_actions import clear_local_parts
from storeops.tracing.head_actions import write_head_aside

log = logging.getLogger("storeops.running.jobs")

SUMMARIES_AT_ONCE = 5
"""Summaries of one tick: after an import of years of history the hall must still answer at once."""


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


def close_due_stars(db: HallDatabase, clock: Clock) -> None:
    """Close the earliest month of stars whose time has come, or count a corrected one again; the next tick the next.

    One at a time: after an import of years of history the hall must still answer at once.
    """

    def close(month: str) -> None:
        log.info("closed the stars of %s as version %d", month, close_stars(db, clock, SYSTEM, month))

    _do_one(due_month_rows.months_due(db, clock.now()), close)


def close_due_reports(db: HallDatabase, clock: Clock) -> None:
    """Close the earliest month's report whose time has come, or count a corrected one again; the next tick the next."""

    def close(month: str) -> None:
        log.info("closed the report of %s as version %d", month, close_report(db, clock, SYSTEM, month))

    _do_one(due_report_rows.months_due(db, clock.now()), close)


def deliver_reports(db: HallDatabase, clock: Clock, own: Settings) -> None:
    """Put the files of the earliest closed version that has none into the folder of reports; the next tick the next."""
    # Imported here, as below: what draws and typesets takes long to load, and a hall that starts must answer at once.
    from storeops.reports.delivery.delivery_actions import deliver

    def put(report_id: int) -> None:
        log.info("delivered %d files of a report to %s", deliver(db, clock, SYSTEM, report_id, own), own.reports_folder)

    _do_one(delivery_rows.undelivered(db), put)


def mail_reports(db: HallDatabase, clock: Clock, own: Settings) -> None:
    """Mail the delivered versions whose first or next try has come, until the server takes one no more."""
    from storeops.reports.delivery.mailing_actions import mail_version, mails_due

    for mail in mails_due(db, clock.now()):
        failure = mail_version(db, clock, SYSTEM, mail, own)
        if failure:
            log.warning("the report of %s, version %d, could not be mailed: %s", mail.month, mail.version, failure)
            return  # the next one would fare no better, and each try may take half a minute


Due = TypeVar("Due")


def _do_one(due: Iterable[Due], do: Callable[[Due], None]) -> None:
    """Do the first of what is due; where it fails, say so and go on to the next, so that one never stops the others."""
    for each in due:
        try:
            do(each)
            return
        except FolderUnwritable as refusal:  # the next one would fare no better
            log.warning("%s", refusal)
            return
        except Exception:
            log.exception("%s failed and will be tried again", each)


def summarize_days(db: HallDatabase, clock: Clock) -> None:
    """Keep what settled days add up to, a few at a time, the latest first: those are asked for most."""
    for day in list(islice(due_day_rows.days_due(db, clock.now()), SUMMARIES_AT_ONCE)):
        summarize_day(db, clock, SYSTEM, day)


@dataclass(frozen=True)
class Job:
    """A job and how often it asks what is due. One that `waits` takes seconds: it runs first after that time, not at
    the start of a hall."""

    name: str
    every: timedelta
    run: Callable[[HallDatabase, Clock], None]
    waits: bool = False


JOBS = (
    Job("close_day", timedelta(seconds=20), close_due_days),
    Job("open_checks", timedelta(minutes=1), open_single_checks),
    Job(STARS.job, timedelta(seconds=60), close_due_stars),
    Job(REPORT.job, timedelta(seconds=60), close_due_reports, waits=True),
    Job("summarize_days", timedelta(minutes=1), summarize_days),
    Job("plan_checks", timedelta(minutes=1), plan_todays_checks),
    Job("forget_answers", timedelta(hours=1), forget_answers),
    Job("warn_follow_ups", timedelta(seconds=20), warn_follow_ups),
    Job("clear_contacts", CLEARS_EVERY, clear_old_contacts),
    Job("chain_head", timedelta(minutes=10), write_chain_head),
    Job("clear_local_parts", CLEARS_EVERY, clear_old_local_parts),
    Job(CLEARING_JOB, CLEARS_EVERY, clear_personal_data),
    Job("forget_browsers", CLEARS_EVERY, forget_phone_browsers),
)


def jobs_of(own: Settings) -> tuple[Job, ...]:
    """All jobs of a hall with these settings; nothing is mailed where no mail server is named."""
    delivery = Job("deliver_reports", timedelta(seconds=60), partial(deliver_reports, own=own), waits=True)
    mail = Job("mail_reports", timedelta(seconds=60), partial(mail_reports, own=own), waits=True)
    return (*JOBS, delivery, mail) if own.mail else (*JOBS, delivery)


def run_job(job: Job, pool: Pool, clock: Clock) -> None:
    """Run one job once; a failure is logged and the next tick tries again."""
    try:
        with pool.lend() as db:
            job.run(db, clock)
    except Exception:
        log.exception("job %s failed and will be tried again", job.name)


def start_in_background(pool: Pool, clock: Clock, own: Settings) -> BaseScheduler:
    """Tick beside the web server; the answer's shutdown() ends it."""
    return _scheduled(BackgroundScheduler, pool, clock, own)


def run_in_foreground(pool: Pool, clock: Clock, own: Settings) -> None:
    """Tick until the process is told to end."""
    _scheduled(BlockingScheduler, pool, clock, own)


def _scheduled(kind: type[BaseScheduler], pool: Pool, clock: Clock, own: Settings) -> BaseScheduler:
    # APScheduler would drop a job that is a second late; a sleeping machine makes them hours late.
    scheduler = kind(timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1})
    for job in jobs_of(own):
        if not job.waits:
            run_job(job, pool, clock)
        scheduler.add_job(run_job, "interval", seconds=job.every.total_seconds(), args=(job, pool, clock), id=job.name)
    scheduler.start()
    return scheduler
