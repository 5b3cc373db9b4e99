"""Which rows are traced: those that a figure, a star sheet or a promise to a customer hangs on."""

from storeops.hall.offer_rows import TRACED_SERVICES
from storeops.hall.set_up_rows import TRACED_HALL
from storeops.month_end import kept_rows
from storeops.people.device_rows import TRACED_DEVICES
from storeops.people.employee_rows import TRACED_EMPLOYEES, TRACED_PINS
from storeops.people.factor_rows import TRACED_FACTORS
from storeops.quality.care.care_rows import TRACED_CARE, TRACED_SKILL
from storeops.quality.checks.check_rows import TRACED_VERSIONS
from storeops.quality.checks.sheet_rows import TRACED_SHEETS
from storeops.quality.follow_ups.follow_up_rows import TRACED_CASES, TRACED_HAND_OVERS
from storeops.quality.follow_ups.verdict_rows import TRACED_VERDICTS
from storeops.quality.policy.policy_rows import TRACED_POLICIES
from storeops.quality.ratings.doubt_rows import TRACED_DOUBTS
from storeops.quality.ratings.rating_rows import TRACED_RATINGS
from storeops.quality.stars.star_appeal_rows import TRACED_APPEALS
from storeops.quality.stars.stars_document import STARS
from storeops.quality.stars.team_rows import TRACED_MEMBERSHIPS, TRACED_TEAMS
from storeops.queueing.claim_rows import TRACED_CLAIMS
from storeops.queueing.counter_rows import TRACED_STRETCHES
from storeops.queueing.ticket_rows import TRACED_LEGS, TRACED_TICKETS
from storeops.queueing.transaction_rows import TRACED_TRANSACTIONS
from storeops.reports.document.closed_report import REPORT
from storeops.reports.targets.year_target_rows import TRACED_TARGETS
from storeops.store.traced_rows import TracedTable

TRACED_SET_UP: tuple[TracedTable, ...] = (
    TRACED_HALL,
    TRACED_EMPLOYEES,
    TRACED_PINS,
    TRACED_SERVICES,
    TRACED_SHEETS,
    TRACED_POLICIES,
)
"""What figures are judged by; every hall has some from its first day, and a chain's first event tells it."""
TRACED_TABLES: tuple[TracedTable, ...] = (
    TRACED_TICKETS,
    TRACED_LEGS,
    TRACED_TRANSACTIONS,
    TRACED_CLAIMS,
    TRACED_STRETCHES,
    TRACED_RATINGS,
    TRACED_DOUBTS,
    TRACED_VERSIONS,
    TRACED_CASES,
    TRACED_HAND_OVERS,
    TRACED_VERDICTS,
    TRACED_CARE,
    TRACED_SKILL,
    TRACED_APPEALS,
    TRACED_TEAMS,
    TRACED_MEMBERSHIPS,
    kept_rows.traced(STARS),
    kept_rows.traced(REPORT),
    TRACED_TARGETS,
    TRACED_DEVICES,
    TRACED_FACTORS,
)
