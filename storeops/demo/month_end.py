"""What the demo's supervisor does: teams, targets, care entries, contests and an appeal; and the jobs of its nights."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

from storeops.base.actor import SYSTEM, Actor
from storeops.base.errors import StoreOpsError
from storeops.demo import demo_rows, stories
from storeops.demo.agenda import Course
from storeops.demo.clerks import CLERKS
from storeops.demo.demo_hall import DemoHall
from storeops.measuring import due_day_rows
from storeops.measuring.summary_actions import summarize_day
from storeops.quality.care.care_actions import enter_care, enter_skill
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.verdict import Ruling
from storeops.quality.follow_ups.verdict_actions import rule_on_case
from storeops.quality.follow_ups.verdicts_view import waiting_cases
from storeops.quality.policy.policy import StarLine
from storeops.quality.policy.policy_actions import note_read
from storeops.quality.stars import due_month_rows, stars_view
from storeops.quality.stars.star_appeal_actions import answer_appeal, appeal
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.quality.stars.team_actions import add_team, join_team
from storeops.reports.month import due_report_rows
from storeops.reports.month.report_closing_actions import close_report
from storeops.reports.targets.target_actions import set_year_targets

SUPERVISOR = "7001"
_SUN = Actor(f"employee:{SUPERVISOR}")
TEAMS = {"早班": ("4001", ("1001", "1003", "1005")), "晚班": ("4001", ("1002", "1004", "1006"))}
ERRORS = 0.07
"""How often a day brings a booked error."""
COUNTS: Mapping[Kind, float] = {Kind.COMPLAINT: 0.04, Kind.PRAISE: 0.12}
"""How often a complaint is upheld against a colleague, and praise is written praise of one."""

YEAR_TARGETS = {
    "served": 72_000,
    "service_level": 0.8,
    "speed_compliance": 0.75,
    "one_stop_gross": 0.9,
    "abandonment": 0.05,
    "csat": 0.88,
    "checklist_mean": 94,
    "followup_in_time": 0.95,
}


def found_teams(hall: DemoHall) -> None:
    """Two teams under the shift lead, and everybody reads the rules."""
    day = hall.day.isoformat()
    for name, (lead, members) in TEAMS.items():
        add_team(hall.db, hall.clock, SYSTEM, name, lead)
        for member in members:
            join_team(hall.db, hall.clock, SYSTEM, name, member, day)
    for clerk in CLERKS[:5]:
        note_read(hall.db, hall.clock, Actor(f"employee:{clerk.code}"), demo_rows.policy_id(hall.db), clerk.code)


def set_targets(hall: DemoHall, year: int) -> None:
    """What head office wants of the hall in a year."""
    set_year_targets(hall.db, hall.clock, _SUN, year, YEAR_TARGETS)


def supervise(hall: DemoHall) -> Course:
    """One evening of the supervisor."""
    with suppress(StoreOpsError):
        if hall.voices.random() < ERRORS:
            clerk = hall.voices.choice(CLERKS[:5]).code
            enter_care(hall.db, hall.clock, _SUN, SUPERVISOR, clerk, hall.day, "error", stories.ERROR_NOTE)
        for waiting in waiting_cases(hall.db):
            about = waiting.proposed_about or hall.voices.choice(CLERKS[:5]).code
            ruling = Ruling.COLLEAGUE if hall.voices.random() < COUNTS[waiting.kind] else Ruling.NOT_UPHELD
            rule_on_case(hall.db, hall.clock, _SUN, SUPERVISOR, waiting.id, ruling, about)
        if hall.day.weekday() == 4:
            _contest(hall)
    yield from ()


def _contest(hall: DemoHall) -> None:
    title = hall.voices.choice(stories.CONTESTS)
    for clerk in CLERKS[:5]:
        score = min(round(hall.voices.gauss(84, 8)), 100)
        enter_skill(hall.db, hall.clock, _SUN, SUPERVISOR, clerk.code, hall.day, "contest", title, score)


def nightly_jobs(hall: DemoHall) -> Course:
    """What the jobs would have done: settled days summed up, months closed that are due; the first one is appealed."""
    for day in due_day_rows.days_due(hall.db, hall.now()):
        summarize_day(hall.db, hall.clock, SYSTEM, day)
    for month in due_month_rows.months_due(hall.db, hall.now()):
        version = close_stars(hall.db, hall.clock, SYSTEM, month)
        if version == 1 and not stars_view.appeals(hall.db, None, None, open_only=False):
            hall.agenda.begin(_appeal(hall, month), hall.at(timedelta(hours=2)))
    for month in due_report_rows.months_due(hall.db, hall.now()):
        close_report(hall.db, hall.clock, SYSTEM, month)
    yield from ()


def _appeal(hall: DemoHall, month: str) -> Course:
    clerk = CLERKS[2].code
    row_id = demo_rows.slowest_transaction(hall.db, clerk, month)
    with suppress(StoreOpsError):
        appeal_id = appeal(
            hall.db,
            hall.clock,
            Actor(f"employee:{clerk}"),
            clerk,
            month,
            StarLine.SPEED,
            "transaction",
            row_id,
            stories.APPEAL_GROUNDS,
        )
        yield hall.after(4000)
        answer_appeal(hall.db, hall.clock, _SUN, SUPERVISOR, appeal_id, True, stories.APPEAL_ANSWER)
