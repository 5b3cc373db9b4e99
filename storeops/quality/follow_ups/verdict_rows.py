"""The verdicts of complaints and praise. Named SQL in the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.verdict import CaseVerdict, Ruling
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

TRACED_VERDICTS = TracedTable(
    "case_verdict",
    ("follow_up_id", "ruling", "employee_id", "ruled_at", "ruled_by"),
    "FROM case_verdict"
    " WHERE (ruled_at IS NOT NULL OR ruling IS NOT NULL OR ruled_by IS NOT NULL OR employee_id IS NOT NULL)",
)
"""What was ruled; a proposal counts for nothing."""
TRACED_PROPOSALS = TracedTable(
    "case_verdict_asked",
    ("follow_up_id", "asked_at", "proposed", "proposed_employee_id", "proposed_by"),
    "FROM case_verdict WHERE true",
)
"""For which cases a ruling was asked, and what was proposed."""
_VERDICT = """
SELECT case_verdict.follow_up_id, asked_at, proposed, proposed_about.code AS proposed_about, proposer.code AS proposer,
       ruling, about.code AS about, ruled_at, judge.code AS judge
FROM case_verdict
JOIN employee AS proposer ON proposer.id = proposed_by
LEFT JOIN employee AS proposed_about ON proposed_about.id = proposed_employee_id
LEFT JOIN employee AS about ON about.id = case_verdict.employee_id
LEFT JOIN employee AS judge ON judge.id = ruled_by
WHERE case_verdict.follow_up_id = ?
"""
# While a complaint is open again its verdict waits with it.
_WAITING = """
SELECT follow_up.id, follow_up.kind, follow_up.summary, follow_up.resolution, follow_up.opened_at,
       case_verdict.asked_at, proposed, proposed_about.code AS proposed_about, proposed_about.name AS proposed_name,
       proposer.name AS proposer
FROM case_verdict
JOIN follow_up ON follow_up.id = case_verdict.follow_up_id AND follow_up.closed_at IS NOT NULL
JOIN employee AS proposer ON proposer.id = proposed_by
LEFT JOIN employee AS proposed_about ON proposed_about.id = proposed_employee_id
WHERE case_verdict.ruled_at IS NULL
ORDER BY case_verdict.asked_at, follow_up.id
"""


@dataclass(frozen=True)
class WaitingCase:
    """A complaint or praise that nobody has ruled on; `proposer` closed it or wrote it down."""

    id: int
    kind: Kind
    summary: str
    resolution: str | None
    opened_at: datetime
    asked_at: datetime
    proposed: Ruling | None
    proposed_about: str | None
    proposed_name: str | None
    proposer: str


def of_case(db: Database, follow_up_id: int) -> CaseVerdict | None:
    """The verdict of a case; None where nobody was asked for one."""
    return rows.one(db, CaseVerdict, _VERDICT, (follow_up_id,))


def waiting(db: Database) -> list[WaitingCase]:
    """Every case that waits for a ruling, the longest waiting first."""
    return rows.many(db, WaitingCase, _WAITING)


def waiting_count(db: Database) -> int:
    """How many cases wait for a ruling."""
    return int(
        rows.scalar(
            db,
            "SELECT count(*) FROM case_verdict JOIN follow_up ON follow_up.id = case_verdict.follow_up_id"
            " WHERE case_verdict.ruled_at IS NULL AND follow_up.closed_at IS NOT NULL",
        )
    )


def ask(
    db: Database, follow_up_id: int, proposed: Ruling | None, about_id: int | None, proposed_by: int, now: datetime
) -> None:
    """Ask for a ruling, with what is proposed; a later proposal replaces an earlier one, and no ruling."""
    db.execute(
        "INSERT INTO case_verdict (follow_up_id, asked_at, proposed, proposed_employee_id, proposed_by)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (follow_up_id) DO UPDATE SET asked_at = excluded.asked_at,"
        " proposed = excluded.proposed, proposed_employee_id = excluded.proposed_employee_id,"
        " proposed_by = excluded.proposed_by WHERE ruled_at IS NULL",
        (follow_up_id, stamp(now), None if proposed is None else proposed.value, about_id, proposed_by),
    )


def rule(db: Database, follow_up_id: int, ruling: Ruling, about_id: int | None, ruled_by: int, now: datetime) -> bool:
    """Write the ruling down; False if there is one already."""
    changed = db.execute(
        "UPDATE case_verdict SET ruling = ?, employee_id = ?, ruled_at = ?, ruled_by = ?"
        " WHERE follow_up_id = ? AND ruled_at IS NULL",
        (ruling.value, about_id, stamp(now), ruled_by, follow_up_id),
    )
    return bool(changed.rowcount)
