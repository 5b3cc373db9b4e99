"""Which rows are traced: those that a figure, a star sheet, a promise to a customer or somebody's right hangs on.

What of the rest is left out, and why, tests/tracing/test_every_row.py says.
"""

from storeops.hall import offer_rows, set_up_rows
from storeops.hall.retention_period_rows import TRACED_PERIODS
from storeops.history.import_rows import TRACED_IMPORTS
from storeops.history.told_visit_rows import TRACED_AS_IMPORTED
from storeops.month_end import kept_rows
from storeops.month_end.correction_rows import TRACED_CORRECTIONS
from storeops.people.device_rows import TRACED_DEVICES
from storeops.people.employee_rows import TRACED_EMPLOYEES, TRACED_PINS
from storeops.people.factor_rows import TRACED_FACTORS
from storeops.quality.appeals.set_aside_rows import TRACED_SET_ASIDE
from storeops.quality.care.care_rows import TRACED_CARE, TRACED_SKILL
from storeops.quality.checks import check_rows, plan_rows
from storeops.quality.checks.check_appeal_rows import TRACED_CHECK_APPEALS
from storeops.quality.checks.photo_rows import TRACED_PHOTOS
from storeops.quality.checks.sheet_rows import TRACED_SHEETS
from storeops.quality.detectors.review_rows import TRACED_REVIEWS
from storeops.quality.duty.duty_call_rows import TRACED_CALLS
from storeops.quality.follow_ups import contact_rows, follow_up_rows, verdict_rows
from storeops.quality.guideposts import moment_rows
from storeops.quality.guideposts.card_rows import TRACED_CARDS
from storeops.quality.heard.observed_rows import TRACED_OBSERVED
from storeops.quality.heard.retention_rows import TRACED_RETENTION
from storeops.quality.heard.wish_rows import TRACED_WISHES
from storeops.quality.policy import policy_rows
from storeops.quality.ratings import rating_rows
from storeops.quality.ratings.doubt_rows import TRACED_DOUBTS
from storeops.quality.stars import star_rows, team_rows
from storeops.quality.stars.star_appeal_rows import TRACED_APPEALS
from storeops.quality.stars.stars_document import STARS
from storeops.queueing import counter_rows
from storeops.queueing.claim_rows import TRACED_CLAIMS
from storeops.queueing.issuing_stop_rows import TRACED_STOPS
from storeops.queueing.ticket_rows import TRACED_LEGS, TRACED_TICKETS
from storeops.queueing.transaction_rows import TRACED_TRANSACTIONS
from storeops.reports.delivery import delivery_rows
from storeops.reports.document.closed_report import REPORT
from storeops.reports.targets.year_target_rows import TRACED_TARGETS
from storeops.store.clock_rows import TRACED_STEPS
from storeops.store.traced_rows import TracedTable

TRACED_SET_UP: tuple[TracedTable, ...] = (
    set_up_rows.TRACED_HALL,
    set_up_rows.TRACED_HOURS,
    set_up_rows.TRACED_SPECIAL_DAYS,
    TRACED_EMPLOYEES,
    TRACED_PINS,
    set_up_rows.TRACED_CATEGORIES,
    offer_rows.TRACED_SERVICES,
    offer_rows.TRACED_OLD_SERVICES,
    set_up_rows.TRACED_COUNTERS,
    moment_rows.TRACED_MOMENTS,
    TRACED_CARDS,
    TRACED_SHEETS,
    policy_rows.TRACED_POLICIES,
)
"""What figures are judged by; every hall has some from its first day, and a chain's first event tells it."""
TRACED_TABLES: tuple[TracedTable, ...] = (
    TRACED_IMPORTS,
    TRACED_TICKETS,
    TRACED_LEGS,
    TRACED_AS_IMPORTED,
    TRACED_TRANSACTIONS,
    TRACED_STOPS,
    TRACED_CLAIMS,
    counter_rows.TRACED_STRETCHES,
    counter_rows.TRACED_OPEN_STRETCHES,
    counter_rows.TRACED_SPANS,
    rating_rows.TRACED_PROMPTS,
    rating_rows.TRACED_RATINGS,
    rating_rows.TRACED_BROWSERS,
    TRACED_DOUBTS,
    rating_rows.TRACED_RECOVERIES,
    TRACED_CALLS,
    TRACED_WISHES,
    TRACED_OBSERVED,
    TRACED_RETENTION,
    moment_rows.TRACED_QUIET,
    plan_rows.TRACED_PLANS,
    plan_rows.TRACED_PLANNED,
    check_rows.TRACED_CHECKS,
    check_rows.TRACED_VERSIONS,
    check_rows.TRACED_ACKNOWLEDGEMENTS,
    TRACED_CHECK_APPEALS,
    TRACED_PHOTOS,
    follow_up_rows.TRACED_CASES,
    follow_up_rows.TRACED_HAND_OVERS,
    follow_up_rows.TRACED_CALL_BACKS,
    follow_up_rows.TRACED_WARNINGS,
    verdict_rows.TRACED_PROPOSALS,
    verdict_rows.TRACED_VERDICTS,
    contact_rows.TRACED_CONTACTS,
    contact_rows.TRACED_READINGS,
    TRACED_CARE,
    TRACED_SKILL,
    TRACED_REVIEWS,
    policy_rows.TRACED_READINGS,
    TRACED_APPEALS,
    TRACED_SET_ASIDE,
    team_rows.TRACED_TEAMS,
    team_rows.TRACED_MEMBERSHIPS,
    kept_rows.traced(STARS),
    star_rows.TRACED_STAR_SHEETS,
    kept_rows.traced(REPORT),
    TRACED_CORRECTIONS,
    delivery_rows.TRACED_FILES,
    delivery_rows.TRACED_MAILS,
    TRACED_TARGETS,
    TRACED_DEVICES,
    TRACED_FACTORS,
    TRACED_PERIODS,
    TRACED_STEPS,
)
