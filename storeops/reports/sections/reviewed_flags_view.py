"""What looks like a gamed figure, and what the reviewer said. A read model."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.months import MonthSpan
from storeops.quality.detectors.flag import Review
from storeops.quality.detectors.flags_view import ReviewedFlag, whole_month
from storeops.quality.ratings.month_read_rows import MonthRead
from storeops.reports.sections.rows_of_month import (
    CHECK_MARKS,
    CHECK_VERSIONS,
    COUNTER_SPANS,
    DOUBTED_RATINGS,
    FLAG_REVIEWS,
    FOLLOW_UPS,
    LEGS,
    LEGS_AS_IMPORTED,
    PROMPTS,
    RATINGS,
    SIGNED_IN,
    SPOT_CHECKS,
    SYSTEM_PAUSES,
    TICKETS,
    TRANSACTIONS,
)
from storeops.reports.sections.stars_section import FlagReview, KeptFlag

FLAGS_FROM = (
    TICKETS.of("service_id", "employee_id", "state", "issued_at", "booked_at", "ended_at", "leg_index", "is_imported"),
    LEGS.of(
        "kind",
        "service_id",
        "queued_at",
        "first_called_at",
        "last_called_at",
        "started_at",
        "ended_at",
        "employee_id",
        "outcome",
    ),
    LEGS_AS_IMPORTED.of("held_seconds"),
    TRANSACTIONS.of(
        "over_target_reason", "service_id", "employee_id", "class", "started_at", "ended_at", "outcome", "is_reopened"
    ),
    SYSTEM_PAUSES.of("ended_at"),
    PROMPTS.of("why_shown", "place", "counter_id", "employee_id", "shown_at"),
    RATINGS.of("prompt_id", "moment", "value", "answered_at", "undone_at", "employee_id", "place"),
    DOUBTED_RATINGS.of("first_id", "is_accepted"),
    COUNTER_SPANS.of("counter_id"),
    SIGNED_IN.of("counter_id", "signed_in_at", "signed_out_at"),
    SPOT_CHECKS.of("employee_id", "inspector_id", "checked_at", "is_imported"),
    CHECK_VERSIONS.of("entered_at"),
    CHECK_MARKS.of("mark"),
    FOLLOW_UPS.of("ticket_id"),
    FLAG_REVIEWS.of("detector", "subject", "finding", "reviewed_at", "reviewed_by", "note"),
)


def reviewed_flags(db: Database, span: MonthSpan, now: datetime, read: MonthRead | None = None) -> list[KeptFlag]:
    """What looks like a gamed figure, and what the reviewer said; by detector and subject.

    `what` is the detector's name as a code; `sentence` is a message with `values`. `employee` is None for a flag about
    the hall, and for one that nobody has looked at. `review` is the latest one; its note stays on the page of flags.
    `read`: the month's facts, where the caller has them already.
    """
    del now
    return [_told(reviewed) for reviewed in whole_month(db, span.month, read).flags]


def _told(reviewed: ReviewedFlag) -> KeptFlag:
    flag = reviewed.flag
    return KeptFlag(
        detector=flag.detector.value,
        what=flag.detector.name.lower(),
        employee=None if reviewed.is_about_hall else flag.subject,
        name=reviewed.name,
        sentence=flag.sentence,
        values=flag.values,
        review=_review(reviewed.reviews[0]) if reviewed.reviews else None,
    ).for_readers()


def _review(review: Review) -> FlagReview:
    return FlagReview(review.finding, stamp(review.reviewed_at), review.reviewer)
