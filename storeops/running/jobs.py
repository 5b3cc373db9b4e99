"""The table of jobs. What ticks only ticks: each job asks the database what is due and is harmless twice or late.

While the time is in doubt (storeops/base/clock_trust.py) no job runs that does something for good by it.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from storeops.backups.due_backup_view import backup_is_due, sending_is_due
from storeops.base.actor import SYSTEM
from storeops.base.clock import Clock, SteadyClock
from storeops.base.clock_trust import TimeDoubt
from storeops.base.errors import StoreOpsError
from storeops.base.retention import CLEARING_JOB, CLEARS_EVERY
from storeops.base.settings import BackupSettings, Settings
from storeops.hall.clock_actions import note_passed
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
from storeops.running.heavy_request import BACKUP, DELIVERY, MAIL, SENDING, SUMMARIES, JobDue
from storeops.running.ticking import Ticking, Turn
from storeops.running.time_watch import ASKS_EVERY_SECONDS, LOOKS_EVERY_SECONDS, TimeWatch
from storeops.store import clock_rows
from storeops.store.action import forget_old_answers
from storeops.store.away_log import away_log_of
from storeops.store.database import HallDatabase, Pool, is_away
from storeops.store.refusals import SchemaChanged
from storeops.tracing.chain_actions import clear_local_parts
from storeops.tracing.head_actions import write_head_aside
from storeops.web.job_runs import JobRuns
from storeops.web.refusals import WorkStopped
from storeops.web.workshop import Lane, Workshop

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


def see_time_pass(db: HallDatabase, clock: Clock) -> None:
    """End the doubt of a clock that was behind what had happened, once it has come past that."""
    doubt = clock_rows.open_doubt(db)
    if doubt and doubt.doubt is TimeDoubt.BEHIND and clock.now() >= doubt.expected_at:
        note_passed(db, clock, SYSTEM)


IsDue = Callable[[HallDatabase, datetime], bool]
"""Asks the database whether a heavy job has anything to do."""


@dataclass(frozen=True)
class Job:
    """A job that takes no time worth speaking of, and how often it asks what is due.

    `needs_the_time`: it does something for good by the time of day, and waits while that is in doubt.
    """

    name: str
    every: timedelta
    run: Callable[[HallDatabase, Clock], None]
    needs_the_time: bool = True


@dataclass(frozen=True)
class HeavyJob:
    """A job that counts or typesets: `heavy_jobs.py` does it, in a process of its own, once anything is due.

    It asks first after `every`, not at the start of a hall. `needs_the_time`: as of any job.
    """

    name: str
    every: timedelta
    is_due: IsDue
    needs_the_time: bool = True
    lane: Lane = Lane.LONG


JOBS = (
    Job("see_time_pass", timedelta(seconds=20), see_time_pass, needs_the_time=False),
    Job("close_day", timedelta(seconds=20), close_due_days),
    Job("open_checks", timedelta(minutes=1), open_single_checks),
    Job("plan_checks", timedelta(minutes=1), plan_todays_checks),
    Job("drop_imports", timedelta(minutes=1), drop_killed_imports),
    Job("forget_answers", timedelta(hours=1), forget_answers),
    Job("warn_follow_ups", timedelta(seconds=20), warn_follow_ups),
    Job("clear_contacts", CLEARS_EVERY, clear_old_contacts),
    Job("chain_head", timedelta(minutes=10), write_chain_head, needs_the_time=False),
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
    HeavyJob(DELIVERY, _MINUTE, lambda db, _now: bool(delivery_rows.undelivered(db)), needs_the_time=False),
)
MAIL_JOB = HeavyJob(
    MAIL, _MINUTE, lambda db, now: bool(due_mail_rows.mails_due(db, now)), needs_the_time=False, lane=Lane.SENDING
)


def heavy_jobs_of(own: Settings) -> tuple[HeavyJob, ...]:
    """The heavy jobs of a hall with these settings; nothing is mailed or copied where no place for it is named."""
    jobs = list(HEAVY_JOBS)
    if own.mail:
        jobs.append(MAIL_JOB)
    if own.backups:
        jobs.append(HeavyJob(BACKUP, _MINUTE, partial(_backup_is_due, own.backups)))
    if own.backups and own.backup_store:
        send = partial(_sending_is_due, own)
        jobs.append(HeavyJob(SENDING, _MINUTE, send, needs_the_time=False, lane=Lane.SENDING))
    return tuple(jobs)


def _backup_is_due(own: BackupSettings, db: HallDatabase, now: datetime) -> bool:
    return backup_is_due(db, own, now)


def _sending_is_due(own: Settings, db: HallDatabase, now: datetime) -> bool:
    return sending_is_due(db, own, now)


def run_job(job: Job, pool: Pool, clock: Clock, runs: JobRuns) -> None:
    """Run one job once unless it has to wait; a failure is logged and the next tick tries again."""
    try:
        with pool.lend() as db:
            if _waits(job, db):
                return
            job.run(db, clock)
    except SchemaChanged:
        pass  # the process ends, and says why
    except Exception as error:
        runs.note_failure(job.name)
        _log_failure(job.name, pool, error)
    else:
        runs.note_success(job.name, clock.now())


def _log_failure(name: str, pool: Pool, error: Exception) -> None:
    """Log what stopped a job: in one line a minute for all where the database cannot be used, else with its cause."""
    if is_away(error):
        away_log_of(pool.path).say(error, f"job {name}")
    else:
        log.error("job %s failed and will be tried again", name, exc_info=error)


def run_heavy_job(job: HeavyJob, pool: Pool, clock: Clock, workshop: Workshop, runs: JobRuns) -> None:
    """Let one heavy job be done if anything is due; what stops it is logged and the next tick tries again."""
    try:
        with pool.lend() as db:
            is_due = not _waits(job, db) and job.is_due(db, clock.now())
        if is_due:
            workshop.done(JobDue(job.name), OWNER, goes_on=True, lane=job.lane)
    except (WorkStopped, SchemaChanged):
        pass  # the process ends
    except Exception as error:
        runs.note_failure(job.name)
        if isinstance(error, StoreOpsError) and not is_away(error):
            log.warning("job %s will be tried again: %s", job.name, error)
        else:
            _log_failure(job.name, pool, error)
    else:
        runs.note_success(job.name, clock.now())


def _waits(job: Job | HeavyJob, db: HallDatabase) -> bool:
    return job.needs_the_time and clock_rows.open_doubt(db) is not None


class Ticker:
    """Lets the jobs run in threads of their own; each looks first whether somebody set the clock."""

    def __init__(
        self,
        pool: Pool,
        clock: SteadyClock,
        own: Settings,
        workshop: Workshop,
        runs: JobRuns,
        jobs: Sequence[Job] = JOBS,
    ) -> None:
        self._watch = TimeWatch(pool, clock)
        self._light = [
            Turn(job.every.total_seconds(), partial(self._run, run_job, job, pool, clock, runs)) for job in jobs
        ]
        heavy: dict[Lane, list[Turn]] = {Lane.LONG: [], Lane.SENDING: []}
        for job in heavy_jobs_of(own):
            do = partial(self._run, run_heavy_job, job, pool, clock, workshop, runs)
            heavy[job.lane].append(Turn(job.every.total_seconds(), do))
        if own.time_server:
            heavy[Lane.SENDING].append(Turn(ASKS_EVERY_SECONDS, partial(self._ask_network, own.time_server)))
        looking = [Turn(LOOKS_EVERY_SECONDS, self._watch.look)]
        lanes = {"clock": looking, "light jobs": self._light}
        self._ticking = Ticking({**lanes, **{f"{lane.value} jobs": turns for lane, turns in heavy.items()}})

    def start(self) -> None:
        """Judge the clock, let each light job run once, and tick from then on."""
        for turn in self._light:
            turn.do()
        self._ticking.start()

    def stop(self) -> None:
        """Begin no further job."""
        self._ticking.stop()

    def wait(self) -> None:
        """Wait until it is stopped."""
        self._ticking.wait()

    def _run(self, run: Callable[..., None], *given: object) -> None:
        if self._watch.look():
            run(*given)

    def _ask_network(self, server: str) -> None:
        try:
            self._watch.ask_network(server)
        except Exception:
            log.exception("the network could not be asked for the time, which will be tried again")
