"""Deciding whether ratings in doubt count, and forgetting which browser they came from. Actions."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.typed_text import LONGEST_NOTE, given_lines
from storeops.hall import retention_period_rows
from storeops.month_end import correction_steps
from storeops.month_end.corrections import RATINGS_DECIDED
from storeops.people import employee_rows
from storeops.quality.ratings import doubt_rows, rating_rows
from storeops.quality.ratings.refusals import OwnRatings, UnknownDoubt
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def decide_doubt(
    db: HallDatabase, now: datetime, by: Actor, judge_code: str, first_id: int, is_accepted: bool, note: str
) -> None:
    """Let the ratings in doubt of one browser and day count, or leave them out. A later decision takes its place.

    Closed months that they belong to are counted again. UnknownDoubt, OwnRatings, UnknownEmployee, TextNeeded.
    """
    doubted = doubt_rows.of_browser(db, first_id)
    if not doubted:
        raise UnknownDoubt
    if any(rating.employee == judge_code for rating in doubted):
        raise OwnRatings
    text = given_lines("note", note, LONGEST_NOTE)
    doubt_rows.decide(db, first_id, is_accepted, employee_rows.by_code(db, judge_code).id, text, now)
    changed = {rating.business_day[:7] for rating in doubted if bool(rating.is_accepted) is not is_accepted}
    for month in sorted(changed):
        correction_steps.note_correction(db, now, by, month, RATINGS_DECIDED)
    journal.append(
        db,
        now,
        "ratings_decided",
        by.name,
        written=traced_rows.written_of(db, doubt_rows.TRACED_DOUBTS, "first_id", first_id),
        doubt=first_id,
        count=len(doubted),
        is_accepted=is_accepted,
    )


@action
def forget_browsers(db: HallDatabase, now: datetime, by: Actor) -> int:
    """Clear what is kept of the marks of browsers once their time is over; how many answers had one.

    By then a mark tells nobody anything that the doubt about its answers does not tell.
    """
    cleared = doubt_rows.forget_browsers(db, now - retention_period_rows.periods(db)["phone_marks"])
    written = traced_rows.written(db, rating_rows.TRACED_BROWSERS, *cleared)
    journal.append_cleared(db, now, by.name, "phone_marks", len(cleared), written)
    return len(cleared)
