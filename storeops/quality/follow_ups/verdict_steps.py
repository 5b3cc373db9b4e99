"""Asking for a verdict, and ruling. Steps of several actions."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.base.errors import ChoiceNeeded
from storeops.base.typed_text import LONGEST_NOTE
from storeops.hall import hall_rows
from storeops.people import employee_rows
from storeops.people.refusals import UnknownEmployee
from storeops.people.roles import Permission, may
from storeops.quality.care import care_rows
from storeops.quality.care.care_steps import CareFound, book_care
from storeops.quality.follow_ups import verdict_rows
from storeops.quality.follow_ups.case import Case, Worker
from storeops.quality.follow_ups.refusals import RuledAlready
from storeops.quality.follow_ups.verdict import CARE_KIND_OF, Ruling
from storeops.quality.follow_ups.warning_steps import tell
from storeops.store.database import HallDatabase


def about_whom(db: HallDatabase, ruling: Ruling | None, about_code: str | None) -> int | None:
    """Whom a ruling names, active or not; None where it names nobody. ChoiceNeeded where it must."""
    if ruling is not Ruling.COLLEAGUE:
        return None
    try:
        return employee_rows.by_code(db, about_code or "").id
    except UnknownEmployee:
        raise ChoiceNeeded("about") from None


def propose(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    case: Case,
    proposer: Worker,
    ruling: Ruling | None,
    about_id: int | None,
) -> None:
    """Ask for a ruling on a case; what somebody signed in says who may judge, about somebody else, is the ruling.

    Nothing where it was ruled on before: a verdict stands, and its employee may appeal.
    """
    verdict = verdict_rows.of_case(db, case.id)
    if verdict is not None and verdict.is_ruled:
        return
    verdict_rows.ask(db, case.id, ruling, about_id, proposer.id, now)
    is_judge = may(proposer.role, Permission.JUDGE) and by.name == f"employee:{proposer.code}"
    if ruling is not None and is_judge and about_id != proposer.id:
        give_ruling(db, now, by, case, proposer, ruling, about_id)
    else:
        tell(db, now, by, "verdict_asked", case, ruling=ruling.value if ruling else None)


def give_ruling(
    db: HallDatabase, now: datetime, by: Actor, case: Case, judge: Worker, ruling: Ruling, about_id: int | None
) -> None:
    """Rule on a case; what counts to a colleague goes to the care line of the day on which it was told. RuledAlready.

    An entry that was made of this case by hand stands for it.
    """
    if not verdict_rows.rule(db, case.id, ruling, about_id, judge.id, now):
        raise RuledAlready(id=case.id)
    tell(db, now, by, "verdict_given", case, ruling=ruling.value)
    if about_id is None or care_rows.is_counted(db, case.id):
        return
    day = business_day(case.opened_at, hall_rows.hall(db).zone)
    note = " ".join(case.summary.split())[:LONGEST_NOTE]
    book_care(db, now, by, CareFound(about_id, day, CARE_KIND_OF[case.kind], note, case.id, judge.id))
