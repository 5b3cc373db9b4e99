"""The month's stars with eligibility and appeals. A read model."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from storeops.base.months import MonthSpan
from storeops.quality.stars import stars_view
from storeops.quality.stars.sheet import StarSheet
from storeops.quality.stars.star_appeal_rows import AppealLine
from storeops.reports.sections.checklist_view import CHECKLIST_FROM
from storeops.reports.sections.rows_of_month import (
    CARE_ENTRIES,
    DOUBTED_RATINGS,
    FOLLOW_UPS,
    LEGS,
    LEGS_AS_IMPORTED,
    PROMPTS,
    RATINGS,
    SKILL_RESULTS,
    STAR_APPEALS,
    SYSTEM_PAUSES,
    TICKETS,
    TRANSACTIONS,
)
from storeops.reports.sections.stars_section import MonthStars, SheetLine, StarAppealCounts

STARS_FROM = (
    *CHECKLIST_FROM,
    TICKETS.of("service_id", "state", "ended_at", "leg_index", "employee_id", "is_imported"),
    LEGS.of("last_called_at", "kind", "service_id", "started_at", "ended_at", "employee_id", "outcome", "left_open"),
    LEGS_AS_IMPORTED.of("held_seconds"),
    TRANSACTIONS.of(
        "over_target_reason", "service_id", "employee_id", "class", "started_at", "ended_at", "outcome", "is_reopened"
    ),
    SYSTEM_PAUSES.of("ended_at"),
    PROMPTS.of("why_shown", "moment", "place", "counter_id", "employee_id"),
    RATINGS.of("moment", "value", "undone_at", "employee_id", "prompt_id", "place"),
    DOUBTED_RATINGS.of("is_accepted"),
    CARE_ENTRIES.of("employee_id", "kind"),
    SKILL_RESULTS.of("employee_id", "score"),
    FOLLOW_UPS.of("first_owner_id", "due_at", "first_answered_at"),
    STAR_APPEALS.of("line", "is_upheld"),
)
"""What the stars are counted from while no version of them is kept."""

BANDS = (5, 4, 3, 2)


def star_bands(db: Database, span: MonthSpan, now: datetime) -> MonthStars:
    """The month's stars with eligibility and appeals, of the version in force; `stars_version` None while provisional.

    Sheets stand by rank, then those not ranked by number; a total is text, so that it stays exact. `reason` lists what
    is missing for a place, as messages with their values; None where nothing is.
    """
    published = stars_view.published_month(db, span.month, now)
    sheets = published.stars.sheets
    stars = Counter(sheet.stars for sheet in sheets if sheet.is_eligible)
    best = [sheet.facts.employee for sheet in sheets if sheet.is_star_of_month]
    return MonthStars(
        stars_version=None if published.is_provisional else published.version,
        policy_version=published.policy_version,
        eligible=stars.total(),
        not_eligible=len(sheets) - stars.total(),
        bands={str(band): stars[band] for band in BANDS},
        without_stars=stars[None],
        star_of_month=best[0] if best else None,
        stars_of_month=best,
        sheets=[_sheet(sheet) for sheet in sheets],
        appeals=_appeals(stars_view.appeals(db, span.month, None, open_only=False)),
    )


def _sheet(sheet: StarSheet) -> SheetLine:
    return SheetLine(
        employee=sheet.facts.employee,
        name=sheet.facts.name,
        eligible=sheet.is_eligible,
        reason=list(sheet.not_ranked) or None,
        total=None if sheet.total is None else str(sheet.total),
        stars=sheet.stars,
        rank=sheet.rank,
        close_to_next=sheet.is_close_to_next,
    )


def _appeals(appeals: Iterable[AppealLine]) -> StarAppealCounts:
    answers = Counter(appeal.is_upheld for appeal in appeals)
    return StarAppealCounts(open=answers[None], upheld=answers[True], refused=answers[False])
