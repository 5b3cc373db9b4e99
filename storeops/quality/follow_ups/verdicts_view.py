"""Complaints and praise that wait for a ruling: a read model."""

from sqlite_utils import Database

from storeops.quality.follow_ups import follow_up_rows, verdict_rows
from storeops.quality.follow_ups.case import CaseVerb, Kind, Worker, may_do
from storeops.quality.follow_ups.verdict_rows import WaitingCase


def asks_ruling(db: Database, follow_up_id: int, closer: Worker) -> bool:
    """Whether somebody who closes this case is asked if it is upheld: a complaint on which nobody has ruled.

    UnknownFollowUp.
    """
    case, verdict = follow_up_rows.by_id(db, follow_up_id), verdict_rows.of_case(db, follow_up_id)
    is_ruled = verdict is not None and verdict.is_ruled
    return case.kind is Kind.COMPLAINT and not is_ruled and may_do(CaseVerb.CLOSE, case, closer)


def waiting_cases(db: Database) -> list[WaitingCase]:
    """Every complaint and praise that nobody has ruled on, the longest waiting first."""
    return verdict_rows.waiting(db)


def waiting_count(db: Database) -> int:
    """How many of them there are."""
    return verdict_rows.waiting_count(db)
