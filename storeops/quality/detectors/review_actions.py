"""Writing down what came of looking at a flag. An action."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.each_field import each_field
from storeops.base.errors import no_choice
from storeops.base.months import month_days
from storeops.base.typed_text import LONGEST_NOTE, among, given_lines
from storeops.people import employee_rows
from storeops.quality.detectors import review_rows
from storeops.quality.detectors.detector_words import FINDINGS
from storeops.quality.detectors.flag import HALL, Detector
from storeops.quality.detectors.refusals import OwnFlag
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def review_flag(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    reviewer_code: str,
    month: str,
    detector: str,
    subject: str,
    finding: str,
    note: str,
) -> int:
    """Keep a finding about one flag of a month; a later one stands beside it. The id.

    `subject` is an employee's number, or HALL. Nothing is deducted by it. OwnFlag, UnknownEmployee, BadValue,
    ChoiceNeeded, TextNeeded.
    """
    month_days(month)
    if detector not in frozenset(Detector):
        raise no_choice("detector", detector, Detector)
    about = None if subject == HALL else employee_rows.by_code(db, subject)
    if subject == reviewer_code:
        raise OwnFlag
    with each_field() as take:
        take(among, "finding", finding, FINDINGS)
        text = take(given_lines, "note", note, LONGEST_NOTE)
    reviewer = employee_rows.by_code(db, reviewer_code)
    review_id = review_rows.add(db, now, reviewer.id, month, detector, subject, finding, text)
    # Whom the flag is about stays out of the public data.
    journal.append(
        db,
        now,
        "flag_reviewed",
        by.name,
        written=traced_rows.written(db, review_rows.TRACED_REVIEWS, review_id),
        employee_id=about.id if about else None,
        review=review_id,
        month=month,
        detector=detector,
    )
    return review_id
