"""Ruling on complaints and praise that somebody proposed. An action."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.people.refusals import NotAllowed
from storeops.people.roles import Permission, may, role_called
from storeops.quality.care.refusals import EntryAboutYourself
from storeops.quality.follow_ups import follow_up_rows, verdict_rows
from storeops.quality.follow_ups.case_steps import worker
from storeops.quality.follow_ups.refusals import NothingToRule, RuledAlready
from storeops.quality.follow_ups.verdict import Ruling
from storeops.quality.follow_ups.verdict_steps import about_whom, give_ruling
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def rule_on_case(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    judge_code: str,
    follow_up_id: int,
    ruling: Ruling,
    about_code: str | None = None,
) -> None:
    """Say whether a closed complaint is upheld, or praise counts, and for whom; it reaches the care line once.

    NotAllowed, UnknownFollowUp, NothingToRule, RuledAlready, ChoiceNeeded (of `about`); EntryAboutYourself for whoever
    it is about, by the ruling or by what was proposed.
    """
    judge = worker(db, judge_code)
    if not may(judge.role, Permission.JUDGE):
        raise NotAllowed(role=role_called(judge.role))
    case = follow_up_rows.by_id(db, follow_up_id)
    verdict = verdict_rows.of_case(db, case.id)
    if verdict is None or case.is_open:
        raise NothingToRule(id=case.id)
    if verdict.is_ruled:
        raise RuledAlready(id=case.id)
    about_id = about_whom(db, ruling, about_code)
    if about_id == judge.id or not verdict.may_be_ruled_by(judge.code):
        raise EntryAboutYourself
    give_ruling(db, now, by, case, judge, ruling, about_id)
